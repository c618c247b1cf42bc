"""Run a project's tests against mutants: each in a process of its own, two at a time.

The processes are forks of one that has imported what no mutant changes. A mutant is never
written to a file: the fork imports its text in place of the module's.
"""

import contextlib
import importlib.util
import os
import signal
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType
from typing import Literal, TypeAlias

from benchmarks.mutants import Mutant

Verdict: TypeAlias = Literal["killed", "survived"]

_AT_ONCE = 2
_LONGEST = 120
_LONGEST_WHOLE = 900
_PASSED = 0
_OPTIONS = ("-x", "-q", "-p", "no:cacheprovider", "-W", "error")


@dataclass(frozen=True, slots=True)
class Project:
    """A generated project: its folder and the name of its package."""

    folder: Path
    package: str

    @classmethod
    def of(cls, folder: Path) -> "Project":
        """Find the package of a project."""
        [found] = folder.glob("*/_runtime")
        return cls(folder, found.parent.name)

    def sources(self) -> Iterator[tuple[str, str]]:
        """Yield the modules that are mutated, with their text."""
        root = self.folder / self.package
        for folder in ("api", "models", "validators"):
            for path in sorted((root / folder).glob("*.py")):
                yield f"{folder}/{path.name}", path.read_text("utf-8")
        yield "client.py", (root / "client.py").read_text("utf-8")

    def tests(self) -> tuple[str, ...]:
        """Give the modules of tests, the shortest first."""
        found = (self.folder / "tests").glob("test_*.py")
        by_size = sorted(found, key=lambda path: path.stat().st_size)
        return tuple(str(path.relative_to(self.folder)) for path in by_size)


@dataclass(frozen=True, slots=True)
class Trial:
    """A mutant, and the modules of tests that are run against it, round after round."""

    mutant: Mutant
    rounds: tuple[tuple[str, ...], ...]


class _Finder(MetaPathFinder, Loader):
    """Finds one module with another text than its file has."""

    def __init__(self, project: Project, mutant: Mutant) -> None:
        """Take the mutant, and find the name of its module."""
        names = [project.package, *Path(mutant.file).with_suffix("").parts]
        self.is_package = names[-1] == "__init__"
        self.name = ".".join(names[:-1] if self.is_package else names)
        self.path = project.folder / project.package / mutant.file
        self.mutant = mutant

    def find_spec(
        self, fullname: str, path: object = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find the mutated module, and no other."""
        if fullname != self.name:
            return None
        folder = [str(self.path.parent)] if self.is_package else None
        return importlib.util.spec_from_file_location(
            fullname, self.path, loader=self, submodule_search_locations=folder
        )

    def exec_module(self, module: ModuleType) -> None:
        """Run the mutated text."""
        made: CodeType = compile(self.mutant.mutated, str(self.path), "exec")
        exec(made, module.__dict__)


def verdicts(
    project: Project, trials: Sequence[Trial]
) -> Iterator[tuple[Mutant, Verdict]]:
    """Try mutants, two at a time, and yield each with its verdict when it is known.

    A round has a process of its own: only survivors of the first need the second.
    """
    _import_what_all_need()
    waiting = deque(trials)
    running: dict[int, Trial] = {}
    while waiting or running:
        while waiting and len(running) < _AT_ONCE:
            trial = waiting.popleft()
            finder = _Finder(project, trial.mutant)
            running[_start(project, trial.rounds[0], finder)] = trial
        process, status = os.wait()
        trial = running.pop(process)
        if _ended(status) != _PASSED:
            yield trial.mutant, "killed"
        elif len(trial.rounds) == 1:
            yield trial.mutant, "survived"
        else:
            waiting.appendleft(replace(trial, rounds=trial.rounds[1:]))


def pass_unchanged(project: Project, tests: Sequence[str]) -> bool:
    """Tell whether the tests pass before anything is changed."""
    _import_what_all_need()
    process = _start(project, tuple(tests), None)
    return _ended(os.waitpid(process, 0)[1]) == _PASSED


def _import_what_all_need() -> None:
    for name in ("asyncio", "httpx2", "pytest", "_pytest.assertion.rewrite"):
        importlib.import_module(name)
    with contextlib.suppress(ImportError):
        importlib.import_module("orjson")


def _start(project: Project, tests: tuple[str, ...], finder: _Finder | None) -> int:
    process = os.fork()
    if process:
        return process
    try:
        status = _run(project, tests, finder)
    except BaseException:  # noqa: BLE001 -- a fork must never return to its caller
        status = 70
    os._exit(status)


def _run(project: Project, tests: tuple[str, ...], finder: _Finder | None) -> int:
    """Run tests in a fork, silently, and give pytest's exit status."""
    import pytest

    signal.alarm(_LONGEST if finder is not None else _LONGEST_WHOLE)
    os.chdir(project.folder)
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    os.environ.pop("PYTEST_ADDOPTS", None)
    sys.path[:0] = [str(project.folder)]
    if finder is not None:
        sys.meta_path.insert(0, finder)
    return int(pytest.main([*_OPTIONS, *tests]))


def _ended(status: int) -> int:
    return os.waitstatus_to_exitcode(status)
