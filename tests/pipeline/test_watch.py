"""`specloom generate --watch` follows what is saved, and survives what is broken."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from specloom.cli.watch import watch
from specloom.config import Job
from specloom.errors import UsageError

GENERATOR = Path(__file__).parents[2] / "generator"
# What a shell starts in the background does not hear Ctrl-C unless it asks for it.
START = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from specloom.cli import main
main()
"""


class Enough(Exception):
    """The test has seen what it wanted."""


def played(job: Job, saves: list[Callable[[], None]], **wrong: Any) -> tuple[int, int]:
    """Watch while files are saved one after the other; count runs and refusals."""
    runs: list[Job] = []
    refused: list[Exception] = []
    waiting = iter(saves)

    def generate(job: Job, _: object) -> None:
        runs.append(job)
        if wrong.get("fails"):
            raise UsageError("broken")

    def pause(_: float) -> None:
        save = next(waiting, None)
        if save is None:
            raise Enough
        save()

    with pytest.raises(Enough):
        watch(lambda: (job,), (), generate, refused.append, pause)
    return len(runs), len(refused)


def saver(path: Path, text: str) -> Callable[[], None]:
    """Save a file as editors do: write another, and rename it."""

    def save() -> None:
        other = path.with_suffix(".saved")
        other.write_text(text)
        other.replace(path)

    return save


def nothing() -> None:
    """Save nothing."""


def test_a_save_of_any_file_that_counts_is_followed(tmp_path: Path) -> None:
    """The document, an overlay, a file it refers to, and a custom template."""
    spec, overlay = tmp_path / "x.json", tmp_path / "o.yaml"
    templates = tmp_path / "templates"
    templates.mkdir()
    for path in (spec, overlay):
        path.write_text("{}")
    job = Job(spec, tmp_path / "out", overlays=(overlay,), templates=templates)
    saves = [
        nothing,
        saver(spec, "{ }"),
        nothing,
        saver(overlay, "{ }"),
        saver(templates / "a.jinja", ""),
        nothing,
    ]
    assert played(job, saves) == (4, 0)


def test_what_is_broken_is_told_once_and_tried_again_after_a_save(
    tmp_path: Path,
) -> None:
    """An error ends nothing."""
    spec = tmp_path / "x.json"
    spec.write_text("{}")
    job = Job(spec, tmp_path / "out")
    saves = [nothing, nothing, saver(spec, "{ }"), nothing]
    assert played(job, saves, fails=True) == (2, 2)


def test_a_document_may_be_away_for_a_while(tmp_path: Path) -> None:
    """It is tried again when it is there."""
    spec = tmp_path / "x.json"
    job = Job(spec, tmp_path / "out")
    assert played(job, [nothing, saver(spec, "{}"), nothing]) == (2, 0)


def test_a_changed_configuration_gives_other_jobs(tmp_path: Path) -> None:
    """They are asked for when its file was saved, and only then."""
    file = tmp_path / "specloom.toml"
    file.write_text("one")
    asked: list[str] = []
    ran: list[str] = []

    def jobs() -> tuple[Job, ...]:
        asked.append(file.read_text())
        if asked[-1] == "broken":
            raise UsageError("broken")
        return (Job(tmp_path / asked[-1], tmp_path / "out"),)

    texts = iter(["one", "broken", "broken", "two"])

    def pause(_: float) -> None:
        text = next(texts, None)
        if text is None:
            raise Enough
        if text != file.read_text():
            file.write_text(text)

    refused: list[Exception] = []
    with pytest.raises(Enough):
        watch(
            jobs,
            (file,),
            lambda job, _: ran.append(job.spec.name),
            refused.append,
            pause,
        )
    assert (asked, ran) == (["one", "broken", "two"], ["one", "two"])
    assert len(refused) == 1


def test_a_process_follows_saves_until_it_is_interrupted(
    place: Any, document: Any, tmp_path: Path
) -> None:
    """A broken document leaves the output; a mended one is generated; Ctrl-C is no error."""
    log = tmp_path / "log"
    command = [sys.executable, "-c", START, "generate", str(place.job.spec)]
    environment = os.environ | {"PYTHONPATH": str(GENERATOR), "PYTHONUNBUFFERED": "1"}
    with log.open("w") as stream:
        process = subprocess.Popen(
            [*command, "--output", str(place.output), "--watch"],
            stdout=stream,
            stderr=subprocess.STDOUT,
            env=environment,
        )
    try:
        wait_for(
            lambda: "3 operations" in log.read_text() or "written" in log.read_text()
        )
        before = place.contents()
        place.job.spec.write_text("{ broken")
        wait_for(lambda: "zoo.json:1" in log.read_text())
        assert place.contents() == before
        document["paths"]["/dogs"]["get"]["summary"] = "All dogs"
        place.write(document)
        wait_for(lambda: b"All dogs" in place.contents()["zoo/api/dogs.py"])
        wait_for(lambda: log.read_text().count("written") == 2)
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(30)
    assert code == 0
    assert log.read_text().endswith("stopped\n")
    assert "Traceback" not in log.read_text()
    assert json.loads((place.output / ".specloom.json").read_text())


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until something is so; a minute is too long."""
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)
