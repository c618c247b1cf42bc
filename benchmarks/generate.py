"""Measure the command line: processor time and memory of whole processes.

A cold run has an empty output folder and no remembered text; Specloom's own modules are
compiled, as after an installation.
"""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.processes import Usage, median_cpu, usage_of
from benchmarks.setting import INITIALIZE, Setting, command

_NUMBERS = count()


def measure(setting: Setting) -> Iterator[Figure]:
    """Measure `specloom --help`, and `specloom generate` of two documents."""
    few = setting.repetitions
    shown = _repeat(("-m", "specloom", "--help"), setting, few)
    yield _seconds("specloom --help", 0.25, shown)
    cold = _cold(INITIALIZE, setting, few)
    yield _seconds("generate initialize, cold", 1.0, cold)
    again = _again(INITIALIZE, setting, few)
    yield _seconds("generate initialize, nothing changed", 0.35, again)
    yield from _measure_x(setting)


def _measure_x(setting: Setting) -> Iterator[Figure]:
    many = setting.long_repetitions
    bare = _cold(setting.x, setting, many, "--no-tests")
    yield _seconds("generate X, cold, without tests", 8.0, bare)
    whole = _cold(setting.x, setting, many)
    yield _seconds("generate X, cold, with tests", 16.0, whole)
    again = _again(setting.x, setting, setting.repetitions)
    yield _seconds("generate X, nothing changed", 0.35, again)
    peak = max((usage.peak for usage in whole), default=None)
    yield Figure("generate X, cold, largest process", "MB", 300.0, peak)


def _cold(
    document: Path | None, setting: Setting, repetitions: int, *options: str
) -> list[Usage]:
    """Generate into new folders, with a new home each time."""
    if document is None:
        return []
    usages = []
    for _ in range(repetitions + 1):
        folder = _new_folder(setting)
        arguments = command(document, folder / "output", *options)
        usages.append(usage_of(arguments, folder))
    return usages[1:]


def _again(document: Path | None, setting: Setting, repetitions: int) -> list[Usage]:
    """Generate into the same folder; the first run fills it and is not measured."""
    if document is None:
        return []
    output = _new_folder(setting) / "output"
    return _repeat(command(document, output), setting, repetitions)


def _repeat(
    arguments: tuple[str, ...], setting: Setting, repetitions: int
) -> list[Usage]:
    usages = [usage_of(arguments, setting.home) for _ in range(repetitions + 1)]
    return usages[1:]


def _new_folder(setting: Setting) -> Path:
    return setting.scratch / f"run{next(_NUMBERS)}"


def _seconds(name: str, target: float, usages: list[Usage]) -> Figure:
    return Figure(name, "s", target, median_cpu(usages) if usages else None)
