"""Generate a client from one description, and try everything that a user would."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from benchmarks.descriptions import Description, operations_in, parsed, schemas_in
from benchmarks.processes import Finished, run
from benchmarks.setting import command, contents

Result = Literal["generated", "refused", "crashed"]

CHECKS = ("complete", "same bytes", "imports", "mypy", "pyright", "black", "tests")

_CHILDREN = Path(__file__).parent / "children"
_PACKAGE = "client_of"
_TELLS_OF_A_BUG = "Traceback (most recent call last)"
_LINES_KEPT = 12
# What no processor time is worth more of; X's own document takes a tenth.
_SECONDS = 900.0


@dataclass(frozen=True, slots=True)
class Check:
    """What came of one check; `detail` is the end of what a failed one said."""

    passed: bool
    seconds: float = 0.0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What came of one description, and what generating from it took."""

    name: str
    size: int
    result: Result
    cpu: float
    peak: float
    said: str = ""
    operations: int = 0
    schemas: int = 0
    checks: Mapping[str, Check] = field(default_factory=dict)

    @property
    def failed(self) -> tuple[str, ...]:
        """Name the checks that failed."""
        return tuple(name for name, check in self.checks.items() if not check.passed)

    def as_json(self) -> dict[str, Any]:
        """Give an object for `record_of`."""
        return asdict(self)


def record_of(found: dict[str, Any]) -> Record:
    """Read a record again."""
    checks = {name: Check(**check) for name, check in found.pop("checks").items()}
    return Record(**found, checks=checks)


@dataclass(frozen=True, slots=True)
class Bench:
    """Where descriptions are examined one after the other: `scratch` is used up by each.

    The caches below `home` are kept from one to the next.
    """

    scratch: Path
    home: Path
    checks: tuple[str, ...] = CHECKS

    def examine(self, description: Description) -> Record:
        """Generate, and check what came of it."""
        shutil.rmtree(self.scratch, ignore_errors=True)
        self.scratch.mkdir(parents=True)
        options = ("--package", _PACKAGE)
        made = command(description.path.absolute(), self._output, *options)
        finished = self._run(*made, PYTHONHASHSEED="1")
        usage, result = finished.usage, _result(finished)
        measured = (description.name, description.size, result, usage.cpu, usage.peak)
        if result != "generated":
            return Record(*measured, said=_end(finished))
        held, again = self._generated_again(description)
        checks = dict(self._checks(description, held, again))
        counts = held["operations"], len(held["schemas"])
        return Record(*measured, "", *counts, checks)

    @property
    def _output(self) -> Path:
        return self.scratch / "output"

    def _generated_again(self, description: Description) -> tuple[Any, Finished]:
        """Generate with another order of sets; give what the client holds."""
        child, again = _CHILDREN / "generated.py", self.scratch / "again"
        arguments = (str(child), str(description.path.absolute()), str(again), _PACKAGE)
        finished = self._run(*arguments, PYTHONHASHSEED="2")
        last = finished.output.strip().rpartition("\n")[2]
        nothing = {"operations": 0, "schemas": [], "left_out": []}
        return (nothing if finished.code else json.loads(last)), finished

    def _checks(
        self, description: Description, held: Any, again: Finished
    ) -> Iterator[tuple[str, Check]]:
        programs: dict[str, Callable[[], Check]] = {
            "complete": lambda: _checked(again, _lost(description, held)),
            "same bytes": lambda: self._compared(again),
            "imports": lambda: self._tried(_CHILDREN / "alone.py", self._package),
            "mypy": lambda: self._tried(
                *("-m", "mypy", "--strict", f"--cache-dir={self.home / 'mypy'}"),
                self._package,
            ),
            "pyright": self._pyright,
            "black": lambda: self._tried("-m", "black", "--check", "-q", self._output),
            "tests": lambda: self._tried(
                *("-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=line"),
                folder=self._output,
            ),
        }
        for name in self.checks:
            yield name, programs[name]()

    @property
    def _package(self) -> Path:
        return self._output / _PACKAGE

    def _compared(self, again: Finished) -> Check:
        first, second = contents(self._output), contents(self.scratch / "again")
        different = sorted(
            path for path in {*first, *second} if first.get(path) != second.get(path)
        )
        return _checked(again, different)

    def _pyright(self) -> Check:
        # The runtime is the same in every package; `make types` checks it.
        settings = {
            "include": [f"output/{_PACKAGE}"],
            "exclude": ["**/_runtime"],
            "typeCheckingMode": "strict",
        }
        project = self.scratch / "pyrightconfig.json"
        project.write_text(json.dumps(settings))
        cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        # Pyright is downloaded once, not for every description.
        os.environ.setdefault("PYRIGHT_PYTHON_CACHE_DIR", f"{cache}/pyright-python")
        # Without it pyright looks for packages beside whatever `python` is on the path.
        here = ("--pythonpath", sys.executable)
        return self._tried("-m", "pyright", *here, "--project", project)

    def _tried(self, *arguments: str | Path, folder: Path | None = None) -> Check:
        finished = self._run(*map(str, arguments), folder=folder)
        detail = _end(finished) if finished.code else ""
        return Check(not finished.code, round(finished.usage.cpu, 2), detail)

    def _run(
        self, *arguments: str, folder: Path | None = None, **variables: str
    ) -> Finished:
        where = folder or self.scratch
        return run(arguments, self.home, folder=where, limit=_SECONDS, **variables)


def _result(finished: Finished) -> Result:
    """Tell bad input, which has its own exit code and words, from a bug of Specloom."""
    if _TELLS_OF_A_BUG in finished.output or finished.code not in (0, 1):
        return "crashed"
    return "refused" if finished.code else "generated"


def _lost(description: Description, held: Any) -> list[str]:
    """Say what is in the text of a description, and not in its client."""
    text = description.path.read_bytes()
    document = parsed(text, description.path.suffix)
    lost = sorted({*schemas_in(document)} - {*held["schemas"]})
    operations = operations_in(document) - held["operations"]
    if operations > 0:
        lost.append(f"{operations} operations")
    return [*lost, *held["left_out"]]


def _checked(finished: Finished, wrong: list[str]) -> Check:
    """Pass if a process ended well and nothing is wrong."""
    if finished.code:
        return Check(False, finished.usage.cpu, _end(finished))
    return Check(not wrong, 0.0, ", ".join(wrong)[:1000])


def _end(finished: Finished) -> str:
    lines = finished.output.strip().splitlines()[-_LINES_KEPT:]
    if finished.code < 0:
        lines.append(f"ended by signal {-finished.code}")
    return "\n".join(line[:300] for line in lines)
