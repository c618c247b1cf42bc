"""What the report of a union has to say (JSON Schema 2020-12, Core, section 10.2.1).

A report names the branch that a value came closest to. It is given here only where one
thing is wrong in that branch, and no other comes as close. Of several wrong things about one
value a report may say fewer, so that another branch counts no more than its wrong places.
"""

from collections.abc import Sequence
from typing import TypeAlias

from specloom.python.tests.broken import Broken, Path

BETWEEN = " ... "
"""Stands for any words between those that a report has to have."""

_OF_VALUE = ("const", "enum")

_Distance: TypeAlias = tuple[bool, bool, int]


def of_branches(branches: Sequence[Sequence[Broken]], path: Path) -> str:
    """Give the words about a value at a path; `branches` are what it breaks in each."""
    holding = [str(n) for n, found in enumerate(branches, 1) if not found]
    if holding:
        return f"alternatives {' and '.join(holding)}"
    none = f"none of {len(branches)} alternatives"
    # Where a value is a part of an argument, its path is longer than it is here.
    best = {_closest(branches, shift) for shift in (0, 1)}
    number = best.pop()
    if best or number is None:
        return none
    [only] = branches[number]
    inside = "/".join(str(key) for key in only.path[len(path) :])
    place = f"alternative {number + 1}:{inside and f' {inside}:'}"
    return f"{place}{BETWEEN}{only.words}" if only.words else place


def beginning(words: str) -> str:
    """Give the words up to those that may be any, for a test that looks for one text."""
    return words.partition(BETWEEN)[0]


def _closest(branches: Sequence[Sequence[Broken]], shift: int) -> int | None:
    """Give the branch that is closer than all others."""
    alone = {n: found[0] for n, found in enumerate(branches) if len(found) == 1}
    distances = {n: _distance(only, shift) for n, only in alone.items()}
    nearest = min(distances.values(), default=None)
    if nearest is None or [*distances.values()].count(nearest) != 1:
        return None
    number = next(n for n, distance in distances.items() if distance == nearest)
    others = [found for found in branches if len(found) != 1]
    if not others:
        return number
    closest = (1, -len(alone[number].path))
    is_sure = all(closest < _at_least(found) for found in others)
    return number if is_sure and nearest[:2] == (False, False) else None


def _at_least(found: Sequence[Broken]) -> tuple[int, int]:
    """Give the number of wrong places, and how deep they are, as a distance."""
    places = {entry.path for entry in found}
    return len(places), -max(map(len, places))


def _distance(only: Broken, shift: int) -> _Distance:
    depth = len(only.path) + shift
    is_wrong_kind = only.keyword == "type" and depth == 0
    return is_wrong_kind, only.keyword in _OF_VALUE, -depth
