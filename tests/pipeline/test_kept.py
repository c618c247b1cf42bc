"""What a process keeps from its last run spares reading the folder, and nothing else."""

from pathlib import Path
from typing import Any

import pytest

from specloom import pipeline
from specloom.diff.compare import compare_surface
from specloom.diff.text import paragraph
from specloom.former import former
from specloom.kept import Kept
from specloom.python.context import Context


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were asked what they were made from."""
    found: list[Path] = []

    def listening(output: Path) -> Context | None:
        found.append(output)
        return former(output)

    monkeypatch.setattr(pipeline, "former", listening)
    return found


def generate(place: Any, kept: Kept | None) -> pipeline.Outcome:
    """Generate as a process does that has a last run."""
    return pipeline.generate(place.job, lambda _: None, kept=kept)


def told(outcome: pipeline.Outcome) -> str:
    """Give what users are told of a run."""
    assert outcome.before is not None
    assert outcome.after is not None
    return paragraph(compare_surface(outcome.before, outcome.after))


def test_changes_are_told_from_what_is_kept(
    place: Any, document: Any, read: list[Path]
) -> None:
    """They are the same as those told from the folder, which nobody reads."""
    kept = generate(place, None).kept
    read.clear()
    del document["paths"]["/dogs"]
    place.write(document)
    from_folder = former(place.output)
    outcome = generate(place, kept)
    assert read == []
    assert "list_dogs" in told(outcome)
    assert from_folder is not None
    assert outcome.after is not None
    assert told(outcome) == paragraph(compare_surface(from_folder, outcome.after))


def test_a_folder_that_another_has_written_is_read(
    place: Any, document: Any, read: list[Path]
) -> None:
    """What is kept is of a folder that is no longer so."""
    kept = generate(place, None).kept
    for name in ("findDogs", "seeDogs"):
        document["paths"]["/dogs"]["get"]["operationId"] = name
        place.write(document)
        generate(place, None)
    read.clear()
    document["paths"]["/birds"]["get"]["operationId"] = "findBirds"
    place.write(document)
    outcome = generate(place, kept)
    assert read == [place.output]
    assert "birds.list_birds" in told(outcome)
    assert "dogs" not in told(outcome)


@pytest.mark.parametrize("name", [".specloom.names.json", ".specloom.snapshot"])
def test_what_is_kept_is_of_the_files_that_tell_of_it(place: Any, name: str) -> None:
    """Both the names and the documents have to be those of the last run."""
    kept = generate(place, None).kept
    assert kept is not None
    assert kept.former(place.output) is kept.context
    (place.output / name).write_bytes(b"{}")
    assert kept.former(place.output) is None
