"""Turn a configuration into jobs, and refuse clients that get into each other's way."""

from pathlib import Path

import pytest

from specloom.config import Choices, Job, Selector
from specloom.configuration.jobs import jobs_of

from .conftest import Refused, Write

TWO = """
spec = "openapi.yaml"
include = ["tag:a"]
[[client]]
output = "clients/one"
package = "one"
[[client]]
output = "clients/two"
exclude = ["tag:b"]
"""


def test_jobs_come_in_the_order_of_the_file(write: Write) -> None:
    """Each has its own keys and those above."""
    one, two = jobs_of(write(TWO))
    include = (Selector("tag", "a"),)
    spec = Path("openapi.yaml")
    assert one == Job(spec, Path("clients/one"), "one", include=include)
    assert two == Job(
        spec, Path("clients/two"), include=include, exclude=(Selector("tag", "b"),)
    )


def test_a_selector_knows_where_it_was_given(write: Write) -> None:
    """So that an error about it can say so, far from the file."""
    _, job = jobs_of(write(TWO))
    assert job.include[0].origin == "specloom.toml:3:12: include"
    assert job.exclude[0].origin == "specloom.toml:9:12: exclude"


def test_paths_are_relative_to_the_file(
    write: Write, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever Specloom is started."""
    file = write('spec = "openapi.yaml"\noutput = "../o"\ntemplates = "t"\n')
    (folder / "t").mkdir()
    (folder / "inner").mkdir()
    monkeypatch.chdir(folder / "inner")
    [job] = jobs_of(Path("..") / file)
    assert job.spec == Path("../openapi.yaml")
    assert job.output == Path("../../o")
    assert job.templates == Path("../t")


@pytest.mark.parametrize("name", ["clients/two", "clients/two/", "./clients/two"])
def test_a_client_is_chosen_by_its_output(write: Write, name: str) -> None:
    """A path is the same path however it is written."""
    [job] = jobs_of(write(TWO), [name])
    assert job.output == Path("clients/two")


def test_a_client_that_is_not_there_is_refused(write: Write, refused: Refused) -> None:
    """The message has the nearest one."""
    file = write(TWO)
    assert refused(lambda: jobs_of(file, ["clients/tow"])) == (
        "--client 'clients/tow': no client of specloom.toml has this output;"
        " did you mean 'clients/two'?"
    )


def test_what_is_chosen_goes_before_the_file(write: Write) -> None:
    """For every client alike; the rest stays as configured."""
    choices = Choices(tests="none", include=(), strict=True)
    for job in jobs_of(write(TWO), **choices):
        assert (job.tests, job.include, job.strict) == ("none", (), True)
        assert job.spec == Path("openapi.yaml")


def test_one_output_for_several_clients_is_refused(
    write: Write, refused: Refused
) -> None:
    """It would put them into one folder; for one client it may be chosen."""
    file = write(TWO)
    assert refused(lambda: jobs_of(file, output=Path("x"))) == (
        "--output is for one client, and specloom.toml has 2;"
        " choose with --client, like --client clients/one"
    )
    [job] = jobs_of(file, ["clients/one"], output=Path("x"))
    assert job.output == Path("x")


@pytest.mark.parametrize(
    ("second", "relation"),
    [
        ("a/b", "is the same folder as"),
        ("./a//b/", "is the same folder as"),
        ("a/x/../b", "is the same folder as"),
        ("A/b", "is the same folder as"),
        ("link/b", "is the same folder as"),
        ("a/b/c", "is inside"),
        ("link/B/c", "is inside"),
        ("a", "holds"),
        (".", "holds"),
    ],
)
def test_clients_need_folders_of_their_own(
    write: Write, folder: Path, refused: Refused, second: str, relation: str
) -> None:
    """Through links, case and dots too; each would remove what the other wrote."""
    (folder / "a").mkdir()
    (folder / "link").symlink_to("a")
    text = 'spec = "openapi.yaml"\n[[client]]\noutput = "a/b"\n[[client]]\n'
    file = write(f'{text}output = "{second}"\n')
    assert refused(lambda: jobs_of(file)) == (
        f"specloom.toml:5:1: output: '{second}' {relation} 'a/b', the output of another"
        " client (specloom.toml:3:1); give each client a folder of its own"
    )


def test_neighbours_are_apart(write: Write) -> None:
    """A name that begins like another is no folder inside it."""
    text = 'spec = "openapi.yaml"\n[[client]]\noutput = "a/b"\n[[client]]\n'
    assert len(jobs_of(write(f'{text}output = "a/bc"\n'))) == 2


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            'spec = "openapi.yml"',
            "spec: openapi.yml does not exist; did you mean 'openapi.yaml'?",
        ),
        ('spec = "zz/y"', "spec: zz/y does not exist"),
        ('spec = "."', "spec: . is a folder"),
        (
            'overlays = ["openapi.yaml", "x"]',
            "overlays: x does not exist",
        ),
        (
            'templates = "t"',
            "templates: t is no folder; 'specloom templates copy' starts one",
        ),
    ],
)
def test_what_is_named_has_to_be_there(
    write: Write, refused: Refused, line: str, message: str
) -> None:
    """Before anything is generated, and with the place of the key."""
    spec = "" if line.startswith("spec") else 'spec = "openapi.yaml"\n'
    file = write(f'output = "o"\n{spec}{line}\n')
    number = 2 if line.startswith("spec") else 3
    column = 29 if "overlays" in line else 1
    place = f"specloom.toml:{number}:{column}: "
    assert refused(lambda: jobs_of(file)) == place + message


def test_only_what_is_generated_has_to_be_there(write: Write) -> None:
    """The document of another client may come later."""
    file = write(TWO + 'spec = "later.yaml"\n')
    [job] = jobs_of(file, ["clients/one"])
    assert job.spec == Path("openapi.yaml")


def test_a_job_can_be_kept_in_a_set(write: Write) -> None:
    """Names are compared, though they are no part of the hash."""
    text = 'spec = "openapi.yaml"\noutput = "o"\n'
    [plain] = jobs_of(write(text))
    [named] = jobs_of(write(f'{text}names = {{ a = "b" }}\n'))
    assert len({plain, named, *jobs_of(write(text))}) == 2
