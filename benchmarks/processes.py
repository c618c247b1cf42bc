"""Run programs and say what they took (POSIX, `wait4`).

The figures of a process include those of the processes that it started and waited for.
"""

import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]

_BYTES_PER_UNIT = 1 if sys.platform == "darwin" else 1024
_OUR_OWN_SETTINGS = ("PYTHON", "COVERAGE", "COV_")


@dataclass(frozen=True, slots=True)
class Usage:
    """What a finished process took."""

    cpu: float
    """Seconds of processor time, user and system."""
    peak: float
    """Megabytes (10^6) that the largest of its processes held at once."""


def usage_of(arguments: Iterable[str], home: Path) -> Usage:
    """Run Python with these arguments to its end; a failure ends the benchmark.

    `home` is the user's folder for that process: its caches are there.
    """
    return _run(arguments, home)[0]


def output_of(arguments: Iterable[str], home: Path) -> str:
    """Run Python with these arguments and give the last line that it prints."""
    return _run(arguments, home)[1].strip().rpartition("\n")[2]


def median_cpu(usages: Iterable[Usage]) -> float:
    """Give the median of the processor times."""
    return median(usage.cpu for usage in usages)


def _run(arguments: Iterable[str], home: Path) -> tuple[Usage, str]:
    command = [sys.executable, *arguments]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    with process:
        output = process.stdout.read().decode() if process.stdout else ""
        _, status, taken = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{output}")
    peak = taken.ru_maxrss * _BYTES_PER_UNIT / 1e6
    return Usage(taken.ru_utime + taken.ru_stime, peak), output


def environment(home: Path) -> dict[str, str]:
    """Keep what belongs to the machine, nothing that steers Python; `home` has the caches.

    With PYTHONDONTWRITEBYTECODE every start would compile every module.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(_OUR_OWN_SETTINGS)
    }
    path = os.pathsep.join((str(ROOT / "generator"), str(ROOT)))
    own = {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")}
    return kept | own | {"PYTHONPATH": path}
