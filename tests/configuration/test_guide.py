"""Run every example of the guides as it is written."""

import re
import shlex
from pathlib import Path
from typing import NamedTuple

import pytest

from specloom.cli import run

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "specs" / "x_media_upload_initialize.yaml"
PAGES = [ROOT / "docs" / name for name in ("configuration.md", "templates.md")]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MISTAKE = "Mistakes"


class Section(NamedTuple):
    """A part of a guide, which stands alone."""

    page: str
    title: str
    text: str


def sections() -> list[Section]:
    """Give the parts that have something to run."""
    found = []
    for page in PAGES:
        for text in page.read_text("utf-8").split("\n## "):
            title = text.partition("\n")[0]
            if "```console" in text:
                found.append(Section(page.stem, title, text))
    return found


def test_the_guides_have_examples() -> None:
    """There is something to run, and mistakes are shown too."""
    titles = [section.title for section in sections()]
    assert len(titles) > 5
    assert MISTAKE in titles


@pytest.mark.parametrize("section", sections(), ids=lambda s: f"{s.page} {s.title}")
def test_an_example_does_what_the_guide_says(
    section: Section,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Files are written, commands are run, and what is shown is printed."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "mine"\n')
    (tmp_path / "openapi.yaml").write_bytes(SPEC.read_bytes())
    for language, text in BLOCK.findall(section.text):
        if language == "console":
            run_console(text, section.title, capsys)
        elif language in ("toml", "jinja"):
            write(text)


def write(text: str) -> None:
    """Write a block to the file that its first line names."""
    found = re.match(r"(?:# |\{# specloom views \d+ #\} ?)?(?P<name>\S+)", text)
    assert found is not None
    Path(found["name"]).write_text(text, "utf-8")


def run_console(text: str, title: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Run the commands of a block; what stands below one is part of what it prints."""
    printed = ""
    for line in text.splitlines():
        if line.startswith("$ "):
            command, *arguments = shlex.split(line[2:])
            assert command == "specloom"
            code = run(arguments)
            out, err = capsys.readouterr()
            printed = out + err
            assert code == (2 if title == MISTAKE else 0), printed
        else:
            assert line in printed
