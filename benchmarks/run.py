"""Measure speed and size, and show every figure beside its target."""

import argparse
import json
import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory

# A script has its own folder on the path, not the checkout that its package is in.
sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import calls, generate, imports, reading, saves
from benchmarks.figure import Figure, record, table
from benchmarks.setting import Setting, full, quick

_GROUPS = (generate, saves, imports, calls, reading)
_PACKAGES = ("black", "httpx2", "orjson")


def main() -> None:
    """Read the arguments, measure, and print a table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON, not a table")
    parser.add_argument(
        "--quick", action="store_true", help="measure once, and leave X's document out"
    )
    chosen = parser.parse_args()
    with TemporaryDirectory(prefix="specloom-bench-") as scratch:
        setting = (quick if chosen.quick else full)(Path(scratch))
        figures = measure(setting)
    if chosen.json:
        found = {"environment": environment(), "figures": [*map(record, figures)]}
        print(json.dumps(found, indent=1))
    else:
        print("; ".join(environment().values()), table(figures), sep="\n\n")


def measure(setting: Setting) -> list[Figure]:
    """Measure group by group, and say on standard error which one is running."""
    figures: list[Figure] = []
    for group in _GROUPS:
        name = group.__name__.rpartition(".")[2]
        print(f"measuring: {name}", file=sys.stderr, flush=True)
        figures += group.measure(setting)
    return figures


def environment() -> dict[str, str]:
    """Say what the figures depend on besides the code."""
    return {
        "python": f"Python {platform.python_version()}",
        "machine": f"{platform.system()} {platform.machine()}",
        "processors": f"{os.cpu_count()} processors",
        **{name: f"{name} {_version(name)}" for name in _PACKAGES},
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


if __name__ == "__main__":
    main()
