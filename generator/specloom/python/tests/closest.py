"""What the report of a union has to say (JSON Schema 2020-12, Core, section 10.2.1).

A report names the branch that a value came closest to. It is given here only where one
thing is wrong in each branch, and no other branch comes as close: with several wrong things
a report may say more of them, or fewer.
"""

from collections.abc import Sequence
from typing import TypeAlias

from specloom.python.tests.broken import Broken, Path

BETWEEN = " ... "
"""Stands for any words between those that a report has to have."""

_OF_VALUE = ("const", "enum")

_Distance: TypeAlias = tuple[bool, bool, int, int]


def of_branches(branches: Sequence[Sequence[Broken]], path: Path) -> str:
    """Give the words about a value at a path; `branches` are what it breaks in each."""
    holding = [str(n) for n, found in enumerate(branches, 1) if not found]
    if holding:
        return f"alternatives {' and '.join(holding)}"
    none = f"none of {len(branches)} alternatives"
    if any(len(found) != 1 for found in branches):
        return none
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
    distances = [_distance(found, shift) for found in branches]
    nearest = min(distances)
    return distances.index(nearest) if distances.count(nearest) == 1 else None


def _distance(found: Sequence[Broken], shift: int) -> _Distance:
    depth = max(len(entry.path) for entry in found) + shift
    is_kind = any(entry.keyword == "type" for entry in found)
    return (
        is_kind and len(found) == 1 and depth == 0,
        any(entry.keyword in _OF_VALUE for entry in found),
        len(found),
        -depth,
    )
