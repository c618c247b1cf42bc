"""Run programs and say what they took (POSIX, `wait4`).

The figures of a process include those of the processes that it started and waited for.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Timer

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


@dataclass(frozen=True, slots=True)
class Finished:
    """How a process ended: a negative code is the signal that ended it."""

    code: int
    output: str
    usage: Usage


def usage_of(arguments: Iterable[str], home: Path) -> Usage:
    """Run Python with these arguments to its end; a failure ends the benchmark.

    `home` is the user's folder for that process: its caches are there.
    """
    return _succeeded(arguments, home).usage


def output_of(arguments: Iterable[str], home: Path) -> str:
    """Run Python with these arguments and give the last line that it prints."""
    return _succeeded(arguments, home).output.strip().rpartition("\n")[2]


def median_cpu(usages: Iterable[Usage]) -> float:
    """Give the median of the processor times."""
    return median(usage.cpu for usage in usages)


def run(
    arguments: Iterable[str],
    home: Path,
    *,
    folder: Path = ROOT,
    limit: float | None = None,
    **variables: str,
) -> Finished:
    """Run Python in a folder to its end, or for at most `limit` seconds.

    `variables` are added to its environment.
    """
    with subprocess.Popen(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment(home) | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        timer = Timer(limit or 0, _end, [process.pid])
        if limit:
            timer.start()
        output = (
            process.stdout.read().decode("utf-8", "replace") if process.stdout else ""
        )
        _, status, taken = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
    peak = taken.ru_maxrss * _BYTES_PER_UNIT / 1e6
    usage = Usage(taken.ru_utime + taken.ru_stime, peak)
    return Finished(process.returncode, output, usage)


def _end(process: int) -> None:
    """End a process and those that it started."""
    os.killpg(process, signal.SIGKILL)


def _succeeded(arguments: Iterable[str], home: Path) -> Finished:
    command = [*arguments]
    finished = run(command, home)
    if finished.code:
        said = f"python {' '.join(command)} ended with {finished.code}"
        sys.exit(f"{said}:\n{finished.output}")
    return finished


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
