"""Measure how long generated readers take over a large answer, beside parsing it."""

from collections.abc import Iterator

from benchmarks.contest import read_contest
from benchmarks.figure import Figure
from benchmarks.processes import output_of
from benchmarks.setting import POSTS, Setting, generate

# What the design measured for models whose `__dict__` is the parsed JSON object.
_ROWS = (("orjson", 2.0), ("json", 1.63))


def measure(setting: Setting) -> Iterator[Figure]:
    """Measure with each JSON parser that the client can use."""
    output = setting.scratch / "reading"
    generate(POSTS, output, setting.home, "--no-tests")
    for parser, target in _ROWS:
        arguments = ("-m", "benchmarks.children.read", str(output), parser)
        rounds = f"--rounds={setting.rounds}"
        found = read_contest(output_of((*arguments, rounds), setting.home))
        detail = f"{found.ours * 1e3:.2f} ms, parse alone {found.theirs * 1e3:.2f} ms"
        yield Figure(f"read 96 KB with {parser}", "x", target, found.ratio, detail)
