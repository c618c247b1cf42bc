"""Measure the import of generated packages against `import httpx2`.

Each import happens in a new process that finds compiled modules; the start of the
interpreter is not part of the figures.
"""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.figure import Figure
from benchmarks.processes import output_of
from benchmarks.setting import INITIALIZE, Setting, generate

_HTTPX2 = "import httpx2"
_MEASURED = """
import sys, time
sys.path.insert(0, {folder!r})
start = time.process_time()
{statements}
print(time.process_time() - start)
"""


def measure(setting: Setting) -> Iterator[Figure]:
    """Measure the packages of the sample and of X."""
    sample = _compare(INITIALIZE, setting)
    name = "import x_media_upload + Client(...)"
    yield _ratio(name, 1.2, sample)
    yield _ratio(
        "import of the X client + Client(...)", 1.5, _compare(setting.x, setting)
    )


def _compare(document: Path | None, setting: Setting) -> list[tuple[float, float]]:
    """Import the client of a document and httpx2 in turn; give both times of each turn."""
    if document is None:
        return []
    output = setting.scratch / "imports" / document.stem
    package = generate(document, output, setting.home, "--no-tests").name
    ours = f"import {package}\n{package}.Client(base_url='https://api.example')"
    turns = [
        (_import(ours, output, setting), _import(_HTTPX2, output, setting))
        for _ in range(2 * setting.repetitions + 1)
    ]
    return turns[1:]


def _import(statements: str, folder: Path, setting: Setting) -> float:
    code = _MEASURED.format(folder=str(folder), statements=statements)
    return float(output_of(("-c", code), setting.home))


def _ratio(name: str, target: float, turns: list[tuple[float, float]]) -> Figure:
    if not turns:
        return Figure(name, "x", target, None)
    ours, httpx2 = (median(column) for column in zip(*turns, strict=True))
    detail = f"{ours * 1e3:.1f} ms, httpx2 {httpx2 * 1e3:.1f} ms"
    return Figure(name, "x", target, ours / httpx2, detail)
