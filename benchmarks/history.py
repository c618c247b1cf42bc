"""Replay the revisions of a document in order, as a person regenerates a client.

Each revision takes the place of the one before it, in one output folder. A fresh
generation must give the same bytes; every client must be importable, with all its modules.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

# A script has its own folder on the path, not the checkout that its package is in.
sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.processes import usage_of
from benchmarks.setting import CORPUS, command, contents

_HISTORY = CORPUS / "x-history"
_PACKAGE = "client_of"
_NAMES = ".specloom.names.json"
_HEAD = (
    "revision",
    "CPU s",
    "fresh",
    "nothing new",
    "written",
    "unchanged",
    "removed",
    "breaking / risky / safe",
    "step",
)
_IMPORT = """
import importlib, pkgutil, sys
sys.path.insert(0, sys.argv[1])
package = importlib.import_module(sys.argv[2])
package.Client()
for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
    importlib.import_module(found.name)
"""


@dataclass(frozen=True, slots=True)
class Step:
    """What one revision took, and what it changed."""

    revision: str
    cpu: float
    fresh: float
    idle: float
    written: int
    unchanged: int
    removed: int
    counts: str
    step: str

    def row(self) -> tuple[str, ...]:
        """Give the cells of the table."""
        seconds = (f"{value:.2f}" for value in (self.cpu, self.fresh, self.idle))
        files = (str(value) for value in (self.written, self.unchanged, self.removed))
        return (self.revision, *seconds, *files, self.counts, self.step)


@dataclass(frozen=True, slots=True)
class Replay:
    """The folders of a replay: the document and its output stay in their places."""

    scratch: Path
    checks_types: bool

    @property
    def document(self) -> Path:
        """Where each revision is put."""
        return self.scratch / "openapi.json"

    @property
    def output(self) -> Path:
        """What is generated again and again."""
        return self.scratch / "client"

    def step(self, name: str, text: bytes) -> Step:
        """Put a revision in its place and generate; end the replay where that goes wrong."""
        print(f"replaying: {name}", file=sys.stderr, flush=True)
        previous = self.scratch / "previous.json"
        if self.document.exists():
            shutil.copyfile(self.document, previous)
        before = contents(self.output)
        names = before.get(_NAMES)
        self.document.write_bytes(text)
        cpu = self._generate(self.output, "home")
        after = contents(self.output)
        idle = self._generate(self.output, "home")
        fresh = self._require_same_fresh(name, after, names)
        self._require_usable()
        changes = self._changes(previous) if before else {}
        counts = changes.get("counts", {})
        return Step(
            name,
            cpu,
            fresh,
            idle,
            sum(before.get(path) != content for path, content in after.items()),
            sum(before.get(path) == content for path, content in after.items()),
            len(before.keys() - after.keys()),
            " / ".join(str(counts[level]) for level in counts) or "-",
            str(changes.get("step", "-")),
        )

    def _generate(self, output: Path, home: str) -> float:
        arguments = command(self.document, output, "--package", _PACKAGE)
        return usage_of(arguments, self.scratch / home).cpu

    def _require_same_fresh(
        self, name: str, expected: dict[str, bytes], names: bytes | None
    ) -> float:
        """Generate into a folder that has the names of before, and nothing else."""
        output, home = self.scratch / "fresh", self.scratch / "fresh-home"
        for folder in (output, home):
            shutil.rmtree(folder, ignore_errors=True)
        if names is not None:
            output.mkdir()
            (output / _NAMES).write_bytes(names)
        cpu = self._generate(output, "fresh-home")
        found = contents(output)
        different = sorted(
            path
            for path in {*found, *expected}
            if found.get(path) != expected.get(path)
        )
        if different:
            sys.exit(f"{name}: not as generated afresh: {', '.join(different)}")
        return cpu

    def _require_usable(self) -> None:
        """Import all modules; with `--types`, have mypy check them strictly."""
        usage_of(("-c", _IMPORT, str(self.output), _PACKAGE), self.scratch)
        if self.checks_types:
            cache = f"--cache-dir={self.scratch / 'mypy'}"
            package = str(self.output / _PACKAGE)
            usage_of(("-m", "mypy", "--strict", cache, package), self.scratch)

    def _changes(self, previous: Path) -> dict[str, Any]:
        report = self.scratch / "report.json"
        documents = (str(previous), str(self.document))
        options = ("--format", "json", "--output", str(report))
        usage_of(("-m", "specloom", "diff", *documents, *options), self.scratch)
        found: dict[str, Any] = json.loads(report.read_bytes())
        return found


def replay(files: list[Path], scratch: Path, *, checks_types: bool) -> Iterator[Step]:
    """Replay revisions, then one more that differs from the last in one operation."""
    run = Replay(scratch, checks_types)
    for file in files:
        yield run.step(file.stem, file.read_bytes())
    yield run.step("one operation changed", _one_changed(files[-1].read_bytes()))


def _one_changed(text: bytes) -> bytes:
    """Give the first operation of the middle path one parameter more."""
    document = json.loads(text)
    paths = [*document["paths"].values()]
    item = paths[len(paths) // 2]
    operation = next(item[key] for key in item if isinstance(item[key], dict))
    added = {"name": "added", "in": "query", "schema": {"type": "integer"}}
    operation["parameters"] = [*operation.get("parameters", ()), added]
    return json.dumps(document, indent=2).encode()


def table(steps: list[Step]) -> str:
    """Write the steps as a table of Markdown."""
    rows = [_HEAD, tuple("---" for _ in _HEAD), *(step.row() for step in steps)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def main() -> None:
    """Read the arguments, replay, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=_HISTORY)
    parser.add_argument("--types", action="store_true", help="mypy --strict, too")
    chosen = parser.parse_args()
    files = sorted(chosen.folder.glob("*.json"))
    if not files:
        sys.exit(f"{chosen.folder}: there are no revisions (*.json) here")
    with TemporaryDirectory(prefix="specloom-history-") as scratch:
        steps = [*replay(files, Path(scratch), checks_types=chosen.types)]
    print(table(steps))


if __name__ == "__main__":
    main()
