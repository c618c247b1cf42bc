"""Configure with `specloom init`."""

import json
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from specloom.cli import run
from specloom.config import Job
from specloom.configuration.read import SCHEMA


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository, which is the working folder."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stand in for a person at a terminal, who takes the default of every question."""
    questions: list[str] = []

    def prompt(text: str, default: str, type: click.Path) -> Any:  # noqa: A002
        questions.append(f"{text} [{default}]")
        return type.convert(default, None, None)

    monkeypatch.setattr("click.prompt", prompt)
    # By its module: the package has the command under the same name.
    monkeypatch.setattr(
        sys.modules["specloom.cli.init"], "_is_a_person_there", lambda: True
    )
    return questions


def describe(name: str) -> None:
    """Write a document."""
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_text("openapi: 3.1.1\n")


def test_it_writes_a_configuration_and_generates(
    pipeline: Any, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The only document there is the one that is meant."""
    describe("api/openapi.yaml")
    assert run(["init"]) == 0
    text = 'spec = "api/openapi.yaml"\noutput = "client"\n'
    assert Path("specloom.toml").read_text() == text
    assert pipeline.jobs == [Job(Path("api/openapi.yaml"), Path("client"))]
    assert capsys.readouterr().out.startswith("specloom.toml: written\nclient: ")


def test_arguments_are_written_relative_to_the_file(
    pipeline: Any, folder: Path
) -> None:
    """A project file keeps what it says."""
    describe("a.yaml")
    Path("pyproject.toml").write_text("[project]\n")
    assert run(["init", str(folder / "a.yaml"), "--output", "o/p/../q"]) == 0
    assert Path("pyproject.toml").read_text() == (
        '[project]\n\n[tool.specloom]\nspec = "a.yaml"\noutput = "o/q"\n'
    )
    assert pipeline.jobs == [Job(Path("a.yaml"), Path("o/q"))]


def test_a_person_is_asked_for_the_document_and_the_folder(
    pipeline: Any, asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The candidates are shown; the nearest is the default."""
    describe("b/api.yaml")
    describe("openapi.yaml")
    assert run(["init"]) == 0
    assert asked == [
        "OpenAPI description [openapi.yaml]",
        "Folder for the client [client]",
    ]
    assert "  openapi.yaml\n  b/api.yaml\n" in capsys.readouterr().out
    assert pipeline.jobs == [Job(Path("openapi.yaml"), Path("client"))]


@pytest.mark.parametrize(
    "arguments", [["--yes"], ["openapi.yaml", "--output", "client"]]
)
def test_what_is_given_is_not_asked(
    pipeline: Any, asked: list[str], arguments: list[str]
) -> None:
    """Nor is anything with --yes."""
    describe("openapi.yaml")
    assert run(["init", *arguments]) == 0
    assert asked == []
    assert pipeline.jobs == [Job(Path("openapi.yaml"), Path("client"))]


@pytest.mark.parametrize(
    ("documents", "message"),
    [
        ([], "no OpenAPI description is here or below; name it: specloom init SPEC\n"),
        (
            ["a.yaml", "b.yaml", "c.yaml"],
            (
                "there are 3 OpenAPI descriptions here, like a.yaml and b.yaml;"
                " name one: specloom init SPEC\n"
            ),
        ),
    ],
)
def test_nobody_to_ask_means_nothing_is_guessed(
    pipeline: Any,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    documents: list[str],
    message: str,
) -> None:
    """The sentence says how to go on, and nothing is written."""
    for name in documents:
        describe(name)
    assert run(["init"]) == 2
    assert capsys.readouterr().err == message
    assert not Path("specloom.toml").exists()


def test_a_configuration_is_not_written_twice(
    pipeline: Any, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second run changes and generates nothing."""
    describe("openapi.yaml")
    assert run(["init"]) == 0
    before = Path("specloom.toml").read_bytes()
    assert run(["init", "--output", "other"]) == 2
    assert capsys.readouterr().err.endswith(
        "specloom.toml: there is a configuration already; add a client to it instead\n"
    )
    assert Path("specloom.toml").read_bytes() == before
    assert len(pipeline.jobs) == 1


def test_the_schema_can_be_printed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As it is, so that it can be saved for an editor."""
    assert run(["init", "--schema"]) == 0
    out = capsys.readouterr().out
    assert json.loads(out) == json.loads(SCHEMA.read_text("utf-8"))
    assert [*folder.iterdir()] == [folder / ".git"]
