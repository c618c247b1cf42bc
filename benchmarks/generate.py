"""Measure the command line: processor time and memory of whole processes.

A cold run has an empty output folder and no remembered text; Specloom's own modules are
compiled, as after an installation.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.processes import Usage, median_cpu, usage_of
from benchmarks.setting import INITIALIZE, Setting, command

_NUMBERS = count()


@dataclass(frozen=True, slots=True)
class Runs:
    """What the same command took each time; nothing for a document that is not here."""

    usages: tuple[Usage, ...] = ()
    output: Path = Path()
    """The folder that the last run wrote."""

    def seconds(self, name: str, target: float, detail: str = "") -> Figure:
        """Give the median of the processor times."""
        value = median_cpu(self.usages) if self.usages else None
        return Figure(name, "s", target, value, detail)

    def peak(self, name: str, target: float) -> Figure:
        """Give the memory of the largest process of all runs."""
        value = max((usage.peak for usage in self.usages), default=None)
        return Figure(name, "MB", target, value)

    def size(self) -> str:
        """Say how much Python was written."""
        if not self.usages:
            return ""
        sizes = [path.stat().st_size for path in self.output.rglob("*.py")]
        return f"{len(sizes)} modules, {sum(sizes) / 1e6:.1f} MB"


def measure(setting: Setting) -> Iterator[Figure]:
    """Measure `specloom --help`, and `specloom generate` of two documents."""
    few = setting.repetitions
    shown = Runs(_repeat(("-m", "specloom", "--help"), setting))
    yield shown.seconds("specloom --help", 0.25)
    cold = _cold(INITIALIZE, setting, few)
    yield cold.seconds("generate initialize, cold", 1.0, cold.size())
    again = _again(INITIALIZE, setting)
    yield again.seconds("generate initialize, nothing changed", 0.35)
    many = setting.long_repetitions
    bare = _cold(setting.x, setting, many, "--no-tests")
    yield bare.seconds("generate X, cold, without tests", 8.0, bare.size())
    whole = _cold(setting.x, setting, many)
    yield whole.seconds("generate X, cold, with tests", 16.0, whole.size())
    yield whole.peak("generate X, cold, largest process", 300.0)
    again = _again(setting.x, setting)
    yield again.seconds("generate X, nothing changed", 0.35)


def _cold(
    document: Path | None, setting: Setting, repetitions: int, *options: str
) -> Runs:
    """Generate into new folders, with a new home each time."""
    if document is None:
        return Runs()
    folders = [_new_folder(setting) for _ in range(repetitions + 1)]
    usages = [
        usage_of(command(document, folder / "output", *options), folder)
        for folder in folders
    ]
    return Runs(tuple(usages[1:]), folders[-1] / "output")


def _again(document: Path | None, setting: Setting) -> Runs:
    """Generate into the same folder; the first run fills it and is not measured."""
    if document is None:
        return Runs()
    output = _new_folder(setting) / "output"
    return Runs(_repeat(command(document, output), setting), output)


def _repeat(arguments: tuple[str, ...], setting: Setting) -> tuple[Usage, ...]:
    """Run the same once more than it is measured."""
    runs = range(setting.repetitions + 1)
    return tuple([usage_of(arguments, setting.home) for _ in runs][1:])


def _new_folder(setting: Setting) -> Path:
    return setting.scratch / f"run{next(_NUMBERS)}"
