"""Read a configuration: every mistake has its line, its key and a remedy."""

import pytest

from specloom.configuration.read import read_configuration

from .conftest import Refused, Write

GOOD = 'spec = "openapi.yaml"\noutput = "client"\n'
SELECTOR = "a selector is tag:NAME, operation:ID or path:GLOB"
IDENTIFIER = "an ASCII identifier that is no keyword, like 'x_media_upload'"


def test_a_file_without_tables_is_one_client(write: Write) -> None:
    """Its keys are that client's."""
    [table] = read_configuration(write(GOOD))
    assert table.values == {"spec": "openapi.yaml", "output": "client"}
    assert table.place("output") == "specloom.toml:2:1: output"


def test_keys_above_hold_for_clients_that_do_not_set_them(write: Write) -> None:
    """A list of a client takes the place of the one above."""
    text = f'{GOOD}include = ["tag:a"]\n[[client]]\n[[client]]\ninclude = []\n'
    first, second = read_configuration(write(text))
    assert first.values["include"] == ["tag:a"]
    assert second.values["include"] == []
    assert first.place("include") == "specloom.toml:3:1: include"
    assert second.place("include") == "specloom.toml:6:1: include"


def test_a_project_file_is_read_below_its_table(write: Write) -> None:
    """The same keys, one level down."""
    text = f'[project]\nname = "x"\n[tool.specloom]\n{GOOD}[[tool.specloom.client]]\n'
    [table] = read_configuration(write(text, "pyproject.toml"))
    assert table.values == {"spec": "openapi.yaml", "output": "client"}
    assert table.place("spec") == "pyproject.toml:4:1: spec"


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("exlude = []", ["3:1: exlude: there is no such key; did you mean 'exclude'?"]),
        (
            "[[client]]\ntest = 1\nnames = 1",
            [
                "4:1: client[0].test: there is no such key; did you mean 'tests'?",
                "5:1: client[0].names: 1 is not an object",
            ],
        ),
        (
            "zzz = 1",
            [
                (
                    "3:1: zzz: there is no such key; the keys are spec, output, package,"
                    " overlays, include, exclude, layout, names, tests, templates, timeout,"
                    " retries, client"
                )
            ],
        ),
        ("include = 1", ["3:1: include: 1 is not an array"]),
        ("overlays = [\n1]", ["4:1: overlays[0]: 1 is not a string"]),
        (
            'exclude = ["tags:a", "b"]',
            [
                f"3:12: exclude[0] 'tags:a': {SELECTOR}; did you mean 'tag:a'?",
                f"3:22: exclude[1] 'b': {SELECTOR}; did you mean 'tag:b'?",
            ],
        ),
        (
            'tests = "proprty"',
            [
                (
                    "3:1: tests: 'proprty' is not one of 'none', 'property', 'standard';"
                    " did you mean 'property'?"
                )
            ],
        ),
        (
            'layout = "x"',
            ["3:1: layout: 'x' is not one of 'package', 'project'"],
        ),
        ('package = "a-b"', [f"3:1: package: 'a-b' is not {IDENTIFIER}"]),
        (
            'package = "json"',
            [
                (
                    "3:1: package 'json': this would hide the package that Python or the"
                    " client imports under that name; try 'json_client'"
                )
            ],
        ),
        (
            '[names]\n"/a/~1b" = "class"',
            [f"4:1: names./a/~1b: 'class' is not {IDENTIFIER}"],
        ),
        ("timeout = 0", ["3:1: timeout: 0 is not greater than 0"]),
        ("timeout = inf", ["3:1: timeout: Infinity is not a number"]),
        ("timeout = true", ["3:1: timeout: true is not a number"]),
        ("retries = 1.5", ["3:1: retries: 1.5 is not an integer"]),
        ("retries = 2026-01-01", ['3:1: retries: "date" is not an integer']),
        ('templates = ""', ["3:1: templates: 0 characters, fewer than the minimum 1"]),
        ("client = []", ["3:1: client: 0 items, fewer than the minimum 1"]),
    ],
)
def test_a_mistake_is_named_with_its_place(
    write: Write, refused: Refused, text: str, messages: list[str]
) -> None:
    """Each stands on a line of its own; the line is that of the key."""
    file = write(GOOD + text)
    message = refused(lambda: read_configuration(file))
    assert message.splitlines() == [f"specloom.toml:{entry}" for entry in messages]


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (
            "",
            [
                '1:1: spec is missing, like spec = "openapi.yaml"',
                '1:1: output is missing, like output = "client"',
            ],
        ),
        (
            'spec = "a"\n\n[[client]]\noutput = "a"\n[[client]]\ntests = "none"',
            ['5:1: output is missing, like output = "client"'],
        ),
    ],
)
def test_what_is_missing_is_named_with_an_example(
    write: Write, refused: Refused, text: str, messages: list[str]
) -> None:
    """The place is that of the table that should have it."""
    file = write(text)
    message = refused(lambda: read_configuration(file))
    assert message.splitlines() == [f"specloom.toml:{entry}" for entry in messages]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tool]", ": there is no [tool.specloom]; specloom init adds it"),
        ("[tool]\nspecloom = 3", ":2:1: tool.specloom: 3 is not an object"),
        (
            "[tool.specloom]\nspek = 3",
            ":2:1: spek: there is no such key; did you mean 'spec'?",
        ),
        (
            "[a]\n[tool.specloom]\n",
            (
                ':2:1: spec is missing, like spec = "openapi.yaml"\n'
                'pyproject.toml:2:1: output is missing, like output = "client"'
            ),
        ),
    ],
)
def test_mistakes_in_a_project_file(
    write: Write, refused: Refused, text: str, message: str
) -> None:
    """Lines count in the whole file, keys from the table."""
    file = write(text, "pyproject.toml")
    assert refused(lambda: read_configuration(file)) == f"pyproject.toml{message}"
