"""The benchmarks can be run, and leave no row out."""

import importlib
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
MEASURED = [
    "specloom --help",
    "generate initialize, cold",
    "generate initialize, nothing changed",
    "watch initialize, a new text of an operation",
    "watch initialize, a new argument of an operation",
    "import x_media_upload + Client(...)",
    "call, sync",
    "call, async",
    "call, sync, without orjson",
    "call, async, without orjson",
    "call, sync, answer checked too",
    "read 96 KB with orjson",
    "read 96 KB with json",
]
OF_X = [
    "generate X, cold, without tests",
    "generate X, cold, with tests",
    "generate X, nothing changed",
    "generate X, cold, largest process",
    "watch X, a new text of an operation",
    "watch X, a new argument of an operation",
    "import of the X client + Client(...)",
]


@pytest.fixture
def figure(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Import the module that judges and shows figures."""
    monkeypatch.syspath_prepend(str(ROOT))
    return importlib.import_module("benchmarks.figure")


def run(*options: str) -> str:
    """Run the benchmarks as `make bench` does, and give what they print."""
    command = [sys.executable, "benchmarks/run.py", "--quick", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    return done.stdout


def test_every_row_is_there() -> None:
    """A quick run measures everything but X's document, which it names as skipped."""
    found: dict[str, Any] = json.loads(run("--json"))
    rows = {row["name"]: row for row in found["figures"]}
    assert sorted(rows) == sorted([*MEASURED, *OF_X])
    assert all(rows[name]["value"] > 0 for name in MEASURED)
    assert all(rows[name]["verdict"] == "skipped" for name in OF_X)
    assert all(row["target"] > 0 for row in rows.values())


@pytest.mark.parametrize(
    ("value", "verdict"),
    [(1.0, "ok"), (1.5, "ok"), (1.504, "ok"), (1.506, "over"), (None, "skipped")],
)
def test_a_figure_is_judged_as_it_is_shown(
    figure: ModuleType, value: float | None, verdict: str
) -> None:
    """At most the target is ok, after rounding to the digits of the table."""
    assert figure.Figure("call", "x", 1.5, value).verdict == verdict


def test_a_table_has_a_line_for_each_figure(figure: ModuleType) -> None:
    """Numbers stand under each other, to the right, with their unit."""
    figures = [
        figure.Figure("short", "s", 0.25, 0.041),
        figure.Figure("a longer name", "MB", 300, 1234.4, "detail"),
        figure.Figure("not here", "x", 1.5, None),
    ]
    assert figure.table(figures).splitlines() == [
        "measured        figure  at most           from",
        "short           0.04 s   0.25 s  ok",
        "a longer name  1234 MB   300 MB  over     detail",
        "not here             -   1.50 x  skipped",
    ]
