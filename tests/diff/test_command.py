"""`specloom diff`: formats, files and exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest

from specloom.cli import run

PLAIN = {"operationId": "send", "tags": ["things"], "responses": {}}
CHANGED = ["breaking", "risky"]


def document(**operation: Any) -> dict[str, Any]:
    """Describe an API of one operation."""
    info = {"title": "Things", "version": "1"}
    paths = {"/things": {"post": PLAIN | operation}}
    return {"openapi": "3.1.1", "info": info, "paths": paths}


def taking(**schema: Any) -> dict[str, Any]:
    """Describe an API whose operation takes `size`."""
    parameter = {"name": "size", "in": "query", "schema": {"type": "integer"} | schema}
    return document(parameters=[parameter])


NEW = {
    "none": taking(),
    "safe": taking(type="number"),
    "risky": taking(default=3),
    "breaking": taking(type="string"),
}


@pytest.mark.parametrize(
    ("change", "fail_on", "code"),
    [
        ("none", "breaking", 0),
        ("none", "risky", 0),
        ("safe", "risky", 0),
        ("risky", "breaking", 0),
        ("risky", "risky", 1),
        ("breaking", "breaking", 1),
        ("breaking", "risky", 1),
        ("breaking", None, 0),
    ],
)
def test_the_exit_code_says_how_grave_it_is(
    written: Any, change: str, fail_on: str | None, code: int
) -> None:
    """Without `--fail-on` a change is no failure."""
    names = written(taking(), "old.json"), written(NEW[change], "new.json")
    options = ["--fail-on", fail_on] if fail_on else []
    assert run(["diff", *names, *options]) == code


def test_no_change_is_said(written: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """A report without changes is two lines and no error."""
    name = written(taking())
    assert run(["diff", name, name]) == 0
    line = f"Things 1 ({name})"
    out, err = capsys.readouterr()
    assert out == f"{line} → {line}\nno change for users of the client\n"
    assert err == ""


def test_the_text_is_read_from_the_top(
    written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """Counts and advice come first, then each change with both Python texts."""
    names = written(taking(), "old.json"), written(NEW["breaking"], "new.json")
    assert run(["diff", *names]) == 0
    assert capsys.readouterr().out.split("\n")[1:] == [
        "1 breaking change",
        (
            "suggested version step: major; below 1.0.0 a minor step says it"
            " (SemVer 2.0.0, item 4)"
        ),
        "",
        "breaking (1)",
        "",
        "  client.things.send(size)",
        "    argument-type-changed: it is of another type",
        "    - size: int | Unset = UNSET",
        "    + size: str | Unset = UNSET",
        "    at #/paths/~1things/post/parameters/0/schema",
        "",
    ]


@pytest.mark.parametrize("format_", ["text", "json", "markdown", "html"])
def test_every_format_goes_to_a_file_as_well(
    written: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], format_: str
) -> None:
    """The file has what standard output would have; a line says that it is there."""
    names = written(taking(), "old.json"), written(NEW["risky"], "new.json")
    assert run(["diff", *names, "--format", format_]) == 0
    shown = capsys.readouterr().out
    target = tmp_path / "report"
    arguments = ["diff", *names, "--format", format_, "--output", str(target)]
    assert run([*arguments, "--fail-on", "risky"]) == 1
    assert target.read_text("utf-8") == shown
    assert capsys.readouterr().out == f"{target}: written; 1 risky change\n"


def test_the_name_of_a_package_stays(
    written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another title changes nothing, as the names of before are held."""
    old, new = taking(), taking() | {"info": {"title": "Items", "version": "2"}}
    names = written(old, "old.json"), written(new, "new.json")
    assert run(["diff", *names, "--fail-on", "risky"]) == 0
    assert run(["diff", *names, "--fail-on", "risky", "--package", "mine"]) == 0
    assert run(["diff", *names, "--package", "os"]) == 2
    assert "this would hide the package" in capsys.readouterr().err


def test_what_cannot_be_followed_is_said_beside_the_report(
    written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """A reference that leads nowhere could hide a change."""
    broken = document(parameters=[{"$ref": "#/components/parameters/gone"}])
    name = written(broken)
    assert run(["diff", name, name]) == 0
    assert "(reference-dangling)" in capsys.readouterr().err


def test_what_is_no_document_is_a_wrong_argument(
    written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """A missing file exits with 2, a broken one with 1."""
    name = written(taking())
    assert run(["diff", name, f"{name}.gone"]) == 2
    Path(name).write_text("[")
    assert run(["diff", name, name]) == 1
    assert json.dumps(name)[1:-1] in capsys.readouterr().err
