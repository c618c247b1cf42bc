"""Measure `specloom generate --watch`: from a save to the file that a person looks at.

The time is that of a clock, and includes the pause between two looks at the document. The
operation that changes is the first of the tag that has the most of them.
"""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any, TypeAlias

from benchmarks.figure import Figure
from benchmarks.processes import ROOT, environment
from benchmarks.setting import INITIALIZE, Setting, command
from specloom.document.load import load

_LOOK = 0.01
_LONGEST = 60
_NUMBERS = count()

Operation: TypeAlias = dict[str, Any]
Change: TypeAlias = Callable[[Operation, str], None]


def measure(setting: Setting) -> Iterator[Figure]:
    """Measure what a text and what an argument take in a small and a large document."""
    documents = {"initialize": INITIALIZE, "X": setting.x}
    for name, document in documents.items():
        for what, change in (("text", _describe), ("argument", _extend)):
            row = f"watch {name}, a new {what} of an operation"
            value = _median_of(document, change, setting) if document else None
            yield Figure(row, "s", 1.0, value)


@dataclass(frozen=True, slots=True)
class _Saved:
    """A document in a folder of its own, and one of its operations."""

    folder: Path
    root: dict[str, Any]
    operation: Operation

    def save(self) -> None:
        """Save as editors do, in one step."""
        other = self.folder / "saved"
        other.write_text(json.dumps(self.root, indent=2))
        other.replace(self.folder / "openapi.json")


def _median_of(document: Path, change: Change, setting: Setting) -> float:
    """Save once more than is measured."""
    saved = _saved(document, setting.scratch / f"saves{next(_NUMBERS)}")
    with _watching(saved.folder):
        times = [
            _time(saved, change, f"saved{number}")
            for number in range(setting.repetitions + 1)
        ]
    return median(times[1:])


def _time(saved: _Saved, change: Change, mark: str) -> float:
    change(saved.operation, mark)
    saved.save()
    started = time.perf_counter()
    _wait_for(lambda: _is_written(saved.folder, mark))
    taken = time.perf_counter() - started
    # What the run still says afterwards is no part of the next one.
    _wait_for(lambda: _ends(saved.folder) > int(mark.removeprefix("saved")) + 1)
    return taken


def _describe(operation: Operation, mark: str) -> None:
    operation["description"] = f"It was {mark}."


def _extend(operation: Operation, mark: str) -> None:
    schema = {"type": "integer"}
    parameter = {"name": mark, "in": "query", "schema": schema}
    operation["parameters"] = [*operation.get("parameters", ()), parameter]


def _is_written(folder: Path, mark: str) -> bool:
    modules = sorted(folder.glob("output/*/api/*.py"), key=_size)
    return any(mark in path.read_text("utf-8") for path in modules[-1:])


def _size(path: Path) -> int:
    return path.stat().st_size


def _ends(folder: Path) -> int:
    return (folder / "log").read_text("utf-8").count(" unchanged, ")


def _saved(document: Path, folder: Path) -> _Saved:
    folder.mkdir()
    root = load(document).root
    operations = [
        operation
        for path_item in root["paths"].values()
        for operation in path_item.values()
        if isinstance(operation, dict) and "responses" in operation
    ]
    tags = Counter(_tag(operation) for operation in operations)
    largest = tags.most_common(1)[0][0]
    chosen = next(entry for entry in operations if _tag(entry) == largest)
    saved = _Saved(folder, root, chosen)
    saved.save()
    return saved


def _tag(operation: Operation) -> str:
    return str(next(iter(operation.get("tags", ())), ""))


@contextmanager
def _watching(folder: Path) -> Iterator[None]:
    """Watch a document until this ends; the first generation is over when it begins."""
    arguments = command(folder / "openapi.json", folder / "output", "--watch")
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-u", *arguments],
            cwd=ROOT,
            env=environment(folder),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_for(lambda: _ends(folder) > 0)
        yield
    finally:
        process.terminate()
        process.wait()


def _wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + _LONGEST
    while not condition():
        if time.monotonic() > end:
            sys.exit(f"watching: nothing was generated for {_LONGEST} s")
        time.sleep(_LOOK)
