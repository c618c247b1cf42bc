"""`specloom check` says what is stale, and why."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import specloom.output.fingerprint
from specloom.cli import run
from specloom.cli.stale import Checked, github_report
from specloom.config import Job
from specloom.output.origin import Reason
from specloom.output.unified import Difference


def checked(place: Any, *options: str) -> int:
    """Check a place."""
    job = place.job
    return run(["check", str(job.spec), "--output", str(job.output), *options])


def reasons(place: Any, capsys: pytest.CaptureFixture[str], *options: str) -> Any:
    """Give what `check` says, as JSON."""
    capsys.readouterr()
    code = checked(place, "--format", "json", *options)
    (client,) = json.loads(capsys.readouterr().out)["clients"]
    assert client["stale"] == bool(code)
    return client


def change_document(place: Any) -> None:
    """Rename the API."""
    text = place.job.spec.read_text()
    place.job.spec.write_text(text.replace('"listDogs"', '"allDogs"'))


def edit_file(place: Any) -> None:
    """Write into a generated file."""
    with (place.output / "zoo/client.py").open("a") as stream:
        stream.write("x = 1\n")


def remove_file(place: Any) -> None:
    """Remove a generated file."""
    (place.output / "zoo/client.py").unlink()


@pytest.mark.parametrize(
    ("change", "cause", "message", "file", "state"),
    [
        (change_document, "document", "the document changed", "zoo.json", "changed"),
        (
            edit_file,
            "edited",
            "edited since Specloom wrote it",
            "zoo/client.py",
            "changed",
        ),
        (remove_file, "missing", "missing", "zoo/client.py", "missing"),
    ],
)
def test_the_cause_is_named(
    place: Any,
    capsys: pytest.CaptureFixture[str],
    change: Callable[[Any], None],
    cause: str,
    message: str,
    file: str,
    state: str,
) -> None:
    """A change of the document, an edit and a missing file are told apart; exit 1."""
    place.generate()
    change(place)
    before = place.contents()
    client = reasons(place, capsys)
    assert client["reasons"] == [{"cause": cause, "message": message, "file": file}]
    assert state in {entry["state"] for entry in client["files"]}
    assert client["diff"]
    assert place.contents() == before


def test_a_changed_option_is_named(
    place: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what it was, and what it is."""
    place.generate()
    client = reasons(place, capsys, "--tests", "none")
    assert [entry["message"] for entry in client["reasons"]] == [
        "option tests: standard then, none now"
    ]
    assert {entry["state"] for entry in client["files"]} == {"surplus"}


@pytest.mark.parametrize(
    ("name", "value", "cause", "message"),
    [
        ("__version__", "9.9", "specloom", "Specloom {} then, 9.9 now"),
        (
            "_hash_templates",
            lambda _: "other",
            "templates",
            "the templates changed",
        ),
    ],
)
def test_another_specloom_is_named(
    place: Any,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: Any,
    cause: str,
    message: str,
) -> None:
    """If it gives other files; else nothing is stale."""
    place.generate()
    monkeypatch.setattr(specloom.output.fingerprint, name, value)
    assert reasons(place, capsys)["stale"] is False
    edit_file(place)
    found = reasons(place, capsys)["reasons"][0]
    expected = {
        "cause": cause,
        "message": message.format(specloom.__version__),
        "file": "",
    }
    assert found == expected


def test_a_current_folder_is_not_generated_anew(
    place: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hashes are enough: one line, and the stages are not run."""
    place.generate()
    monkeypatch.delattr("specloom.pipeline.check")
    assert checked(place) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"{place.output}: up to date\n")


def test_the_text_is_a_unified_diff(
    place: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """Standard output is the diff, standard error says why."""
    place.generate()
    edit_file(place)
    capsys.readouterr()
    assert checked(place) == 1
    out, err = capsys.readouterr()
    assert out.startswith("--- a/zoo/client.py\n+++ b/zoo/client.py\n@@ ")
    assert out.endswith("-x = 1\n")
    assert (
        f"{place.output}: stale: edited since Specloom wrote it (zoo/client.py)" in err
    )


def test_the_format_for_github_annotates_files(
    place: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """One command for each reason, one for each file with the line of the difference."""
    place.generate()
    edit_file(place)
    lines = len((place.output / "zoo/client.py").read_text().splitlines())
    capsys.readouterr()
    assert checked(place, "--format", "github") == 1
    first, second = capsys.readouterr().out.splitlines()
    file = (place.output / "zoo/client.py").as_posix()
    assert first == (
        f"::error file={file},line=1,title=specloom check::"
        "edited since Specloom wrote it"
    )
    assert second.startswith(f"::error file={file},line={lines - 3},")


def test_commands_for_github_are_escaped() -> None:
    """No text ends a property, a command or a line (GitHub, workflow commands)."""
    job = Job(Path("a,b:c%.json"), Path("out"))
    reason = Reason("document", "x\r\n::error::%y", "a,b:c%.json")
    different = Difference("p.py", b"", None)
    report = github_report((Checked(job, (reason,), (different,)),))
    title = "line=1,title=specloom check"
    assert report == (
        f"::error file=a%2Cb%3Ac%25.json,{title}::x%0D%0A::error::%25y\n"
        f"::error file=out/p.py,{title}::"
        "this file is generated no longer; run specloom generate\n"
    )


def test_a_file_that_the_document_refers_to_counts(
    place: Any, document: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is named; a folder of several files can be current, too."""
    part = place.job.spec.parent / "owner.json"
    part.write_text(json.dumps(document["components"]["schemas"].pop("Owner")))
    text = json.dumps(document).replace("#/components/schemas/Owner", "owner.json")
    place.job.spec.write_text(text)
    place.generate()
    assert reasons(place, capsys)["stale"] is False
    part.write_text('{"type": "string"}')
    client = reasons(place, capsys)
    assert client["reasons"] == [
        {
            "cause": "document",
            "message": "a file that the document refers to changed",
            "file": "owner.json",
        }
    ]


def test_a_folder_without_a_record_says_so(
    place: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing says what it was made from."""
    place.output.mkdir()
    client = reasons(place, capsys)
    assert [entry["cause"] for entry in client["reasons"]] == ["output"]
    assert {entry["state"] for entry in client["files"]} == {"missing"}
