"""Find patterns that Python's backtracking `re` matches too slowly on hostile text.

A hazard is a pattern whose time can grow exponentially, or as the cube of the length of
a text or worse: a thousand characters then take seconds. What takes the square, such as
a search for `a.*b`, is left to `re`. Where this cannot be told in short time, or by these
means, a pattern counts as a hazard.
"""

from collections.abc import Callable, Iterator
from functools import partial
from math import log2
from typing import TypeAlias

from specloom.ecma.ambiguity import Ambiguity, Loop, TooMuchWork
from specloom.ecma.parse import parse
from specloom.ecma.paths import Paths, begins_at_start, is_expanded
from specloom.ecma.positions import Fragment, TooManyPositions
from specloom.ecma.references import taken
from specloom.ecma.tree import (
    Characters,
    Choice,
    Node,
    Pattern,
    Repeat,
    inner,
    may_be_empty,
    walk,
)

Make: TypeAlias = Callable[[], Paths]

_MOST_POSITIONS = 2000
# So many rounds with two ways each are a thousand ways.
_MANY = 10
_CUBE = 3
_SHOWN = 40
_LENGTH = 64
_MOST_WAYS = 20_000
_MOST_CHOICES = 14


def hazard(pattern: str) -> str | None:
    """Say which part of an ECMA-262 pattern can be matched in how many ways; None if few.

    Raises:
        PatternProblem: the pattern is not valid, or not the same in Python.
    """
    return hazard_of(parse(pattern))


def hazard_of(pattern: Pattern) -> str | None:
    """Say the same of a pattern that is read."""
    if not any(isinstance(node, Repeat) for node in walk(pattern.root)):
        return None
    make = partial(Paths, _MOST_POSITIONS, taken=taken(pattern))
    try:
        return (
            _counted(pattern, make) or _endless(pattern, make) or _many(pattern, make)
        )
    except (TooManyPositions, TooMuchWork):
        return "it is too large to tell how long it takes"


def _counted(pattern: Pattern, make: Make) -> str | None:
    """Look at repetitions whose rounds have an end, but are many."""
    for node, rounds in _rounds(pattern.root, 1):
        if rounds >= _MANY and _is_ambiguous(node, make):
            return _exponential(node.source)
    return None


def _rounds(node: Node, outer: int) -> Iterator[tuple[Repeat, int]]:
    """Yield repetitions, each with the number of all its rounds."""
    rounds = outer
    if isinstance(node, Repeat):
        rounds *= node.least if node.most is None else node.most
        yield node, rounds
    for part in inner(node):
        yield from _rounds(part, max(1, rounds))


def _is_ambiguous(node: Repeat, make: Make) -> bool:
    """Tell whether rounds of a repetition can share one text in several ways."""
    if isinstance(node.body, Characters):
        return False
    paths = make()
    part = paths.build(node.body)
    if may_be_empty(node.body) and part.first and node.least > 1:
        return True
    paths.looped(part)
    graph = paths.ambiguity(frozenset())
    return any(map(graph.is_exponential, graph.loops()))


def _endless(pattern: Pattern, make: Make) -> str | None:
    """Look at repetitions without end, and those too long to be told from them."""
    if all(is_expanded(node) for node in _repeats(pattern)):
        return None
    paths = make()
    whole = paths.build(pattern.root)
    graph = paths.ambiguity(whole.certain, _searched(whole, pattern))
    loops = graph.loops()
    for loop in loops:
        if graph.is_exponential(loop):
            return _exponential(paths.source(loop))
    if len(_chain(graph, loops, graph.is_likely_shared)) < _CUBE:
        return None
    chain = _chain(graph, loops, graph.is_shared)
    if len(chain) < _CUBE:
        return None
    sources = [paths.source(loop) for loop in chain if loop[0] < len(paths.labels)]
    return _polynomial(len(chain), sources)


def _many(pattern: Pattern, make: Make) -> str | None:
    """Look at what is no loop, but can be matched in many ways put together."""
    if _choices(pattern.root) < _MOST_CHOICES:
        return None
    paths = make()
    whole = paths.build(pattern.root)
    graph = paths.ambiguity(whole.certain)
    if graph.has_many_ways(whole.first, _LENGTH, _MOST_WAYS):
        return f"it can match {_LENGTH} characters in more than {_MOST_WAYS:,} ways"
    return None


def _choices(node: Node) -> float:
    """Give how many times there are two ways to go on, at most."""
    below = sum(map(_choices, inner(node)))
    if isinstance(node, Choice):
        return below + log2(len(node.branches))
    if isinstance(node, Repeat):
        least, most = node.least, _LENGTH if node.most is None else node.most
        return below * most + log2(max(most - least, 0) + 1)
    return below


def _repeats(pattern: Pattern) -> Iterator[Repeat]:
    return (node for node in walk(pattern.root) if isinstance(node, Repeat))


def _searched(whole: Fragment, pattern: Pattern) -> Fragment | None:
    """Give the whole if a search tries it at one place after the other."""
    is_tried_once = whole.certainly_empty or begins_at_start(pattern.root)
    return None if is_tried_once else whole


def _chain(
    graph: Ambiguity, loops: list[Loop], is_shared: Callable[[Loop, Loop], bool]
) -> tuple[Loop, ...]:
    """Give loops of which each shares texts with the next: the time is a power of them."""
    longest: dict[Loop, tuple[Loop, ...]] = {}
    for place, loop in enumerate(loops):
        best: tuple[Loop, ...] = (loop,)
        for after in loops[:place]:
            if not graph.leads(loop, after):
                continue
            rest = longest[after]
            if len(rest) >= len(best) and is_shared(loop, after):
                best = (loop, *rest)
            elif len(rest) > len(best):
                best = rest
        longest[loop] = best
    return max(longest.values(), key=len, default=())


def _exponential(source: str) -> str:
    return f"`{_shown(source)}` can match one text in exponentially many ways"


def _polynomial(degree: int, sources: list[str]) -> str:
    parts = ", ".join(f"`{_shown(source)}`" for source in sources)
    power = "cube" if degree == _CUBE else f"power of {degree}"
    return f"its time grows with the {power} of the length of a text, due to {parts}"


def _shown(source: str) -> str:
    return source if len(source) <= _SHOWN else f"{source[:_SHOWN]}…"
