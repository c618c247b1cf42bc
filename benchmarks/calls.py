"""Measure one call through the generated client against the same call with httpx2."""

from collections.abc import Iterator

from benchmarks.contest import read_contest
from benchmarks.figure import Figure
from benchmarks.processes import output_of
from benchmarks.setting import INITIALIZE, Setting, generate

# With orjson, the client's JSON is faster than that of httpx2; without it they share one.
_ROWS = (
    ("call, sync", ("sync",)),
    ("call, async", ("async",)),
    ("call, sync, without orjson", ("sync", "--without-orjson")),
    ("call, async, without orjson", ("async", "--without-orjson")),
    ("call, sync, answer checked too", ("sync", "--check-answers")),
)


def measure(setting: Setting) -> Iterator[Figure]:
    """Measure sync and async calls of the sample's operation."""
    output = setting.scratch / "calls"
    generate(INITIALIZE, output, setting.home, "--no-tests")
    for name, options in _ROWS:
        arguments = ("-m", "benchmarks.children.call", str(output), *options)
        rounds = f"--rounds={setting.rounds}"
        found = read_contest(output_of((*arguments, rounds), setting.home))
        detail = f"{found.ours * 1e6:.0f} us, httpx2 {found.theirs * 1e6:.0f} us"
        yield Figure(name, "x", 1.5, found.ratio, detail)
