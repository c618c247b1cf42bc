"""Run `generate` and `check` by a configuration, and choose something else."""

from pathlib import Path
from typing import Any

import pytest

from specloom.cli import run
from specloom.config import Job, Selector
from specloom.output.unified import Difference

TEXT = """
spec = "x.yaml"
[[client]]
output = "one"
tests = "none"
[[client]]
output = "two"
"""


@pytest.fixture
def folder(spec: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a configuration for two clients."""
    folder = Path(spec).parent
    (folder / "specloom.toml").write_text(TEXT)
    (folder / ".git").mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("command", ["generate", "check"])
def test_without_a_document_the_configuration_says(
    pipeline: Any, folder: Path, command: str
) -> None:
    """Every client of it, in order; its options are those of the command."""
    assert run([command]) == 0
    assert pipeline.jobs == [
        Job(Path("x.yaml"), Path("one"), tests="none"),
        Job(Path("x.yaml"), Path("two")),
    ]


def test_a_client_can_be_chosen(pipeline: Any, folder: Path) -> None:
    """By its output, from anywhere in the repository."""
    assert run(["generate", "--client", "two", "--strict", "--force"]) == 0
    [job] = pipeline.jobs
    assert job == Job(Path("x.yaml"), Path("two"), strict=True, force=True)


def test_options_go_before_the_configuration(
    pipeline: Any, folder: Path, spec: str
) -> None:
    """What is not given stays as configured."""
    (folder / "t").mkdir()
    arguments = ["--layout", "package", "--tests", "property", "--exclude", "tag:a"]
    arguments += ["--overlay", spec, "--package", "p", "--templates", "t"]
    assert run(["generate", "--client", "one", "--output", "o", *arguments]) == 0
    [job] = pipeline.jobs
    assert job == Job(
        Path("x.yaml"),
        Path("o"),
        package="p",
        overlays=(Path(spec),),
        exclude=(Selector("tag", "a"),),
        layout="package",
        tests="property",
        templates=Path("t"),
    )


def test_a_configuration_can_be_named(
    pipeline: Any, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Under any name, from anywhere."""
    (folder / "specloom.toml").rename(folder / "other.toml")
    inner = folder / "inner"
    inner.mkdir()
    monkeypatch.chdir(inner)
    assert run(["check", "--config", "../other.toml"]) == 0
    assert [job.spec for job in pipeline.jobs] == [Path("../x.yaml")] * 2


def test_one_stale_client_is_enough_to_fail(
    pipeline: Any, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are compared all the same."""
    pipeline.result.differences = (Difference("x", b"1", b"2"),)
    assert run(["check"]) == 1
    assert capsys.readouterr().err.count(": run specloom generate\n") == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--client", "tow"], "--client 'tow': no client of specloom.toml has this"),
        (["--output", "o"], "--output is for one client, and specloom.toml has 2;"),
        (["x.yaml", "--client", "two"], "--client chooses of a configuration; leave"),
        (
            ["x.yaml", "--config", "x.yaml"],
            "--config chooses of a configuration; leave",
        ),
        (["x.yaml"], "SPEC needs --output DIR; without SPEC, the configuration says"),
        (["--config", "none.toml"], "'none.toml' does not exist"),
        (["--config", "x.yaml"], "x.yaml:1:8: expected '=' after a key in a key/value"),
        (["--exclude", "tags:a"], "--exclude 'tags:a': a selector is tag:NAME, "),
        (["--templates", "none"], "Directory 'none' does not exist"),
    ],
)
def test_what_cannot_be_used_generates_nothing(
    pipeline: Any,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    """It ends with 2 and a sentence."""
    assert run(["generate", *arguments]) == 2
    assert message in capsys.readouterr().err
    assert pipeline.jobs == []


def test_without_both_there_is_nothing_to_do(
    pipeline: Any, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The sentence says what there could be."""
    (folder / "specloom.toml").unlink()
    assert run(["generate"]) == 2
    assert capsys.readouterr().err == (
        "there is no SPEC, and no specloom.toml or [tool.specloom] in a pyproject.toml"
        " here or above; name a document, or run specloom init\n"
    )
