"""One API written in three versions of the standard is one client."""

from pathlib import Path

import pytest

from specloom import pipeline
from specloom.config import Job

VERSIONS = Path(__file__).parent / "versions"

# They say what the document was, byte by byte.
OF_THE_DOCUMENT = frozenset({".specloom.json", ".specloom.snapshot"})


def silent(stage: str) -> None:
    """Report a stage to nobody."""


def generated(version: str, output: Path) -> dict[str, bytes]:
    """Return the files that the document of a version gives, by their paths."""
    pipeline.generate(Job(VERSIONS / version / "shop.yaml", output), silent)
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and path.name not in OF_THE_DOCUMENT
    }


@pytest.mark.parametrize("version", ["2.0", "3.1"])
def test_the_version_of_the_standard_changes_no_byte(
    version: str, tmp_path: Path
) -> None:
    """Names, types, wire facts, checks and tests are the same, and every file is there."""
    expected = generated("3.0", tmp_path / "expected")
    found = generated(version, tmp_path / "found")
    assert found.keys() == expected.keys()
    assert [path for path in found if found[path] != expected[path]] == []
    assert "shop/models/orders.py" in found


@pytest.mark.parametrize("version", ["2.0", "3.0", "3.1"])
def test_nothing_is_wrong_with_any_of_them(version: str) -> None:
    """The three documents have no finding."""
    assert pipeline.validate(VERSIONS / version / "shop.yaml", ()) == ()
