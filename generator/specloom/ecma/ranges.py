"""Sets of characters as ranges of code points, and how `re` writes them in a class."""

import sys
from collections.abc import Iterable
from typing import TypeAlias

# Sorted; no two touch each other. Both ends belong to a range.
Ranges: TypeAlias = tuple[tuple[int, int], ...]

LAST = sys.maxunicode
EVERYTHING: Ranges = ((0, LAST),)
_ESCAPED = frozenset("\\]^[-&~|")
_NAMED = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}


def united(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """Give the union of ranges that come in any order."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)


def complement(ranges: Ranges) -> Ranges:
    """Give all characters that are not in a set."""
    ends = (-1, *(last for _, last in ranges))
    starts = (*(first for first, _ in ranges), LAST + 1)
    gaps = zip(ends, starts, strict=True)
    return tuple((end + 1, start - 1) for end, start in gaps if end + 1 < start)


def written(ranges: Ranges) -> str:
    """Write a set in ASCII as the members of a class, as short as it can be."""
    return "".join(_range(first, last) for first, last in ranges)


def escape(code: int) -> str:
    """Write a character by its number, as short as it can be."""
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _range(first: int, last: int) -> str:
    if first == last:
        return _member(first)
    hyphen = "-" if last > first + 1 else ""
    return f"{_member(first)}{hyphen}{_member(last)}"


def _member(code: int) -> str:
    char = chr(code)
    if char in _ESCAPED:
        return f"\\{char}"
    if char in _NAMED:
        return _NAMED[char]
    return char if " " <= char <= "~" else escape(code)


def kinds(sets: Iterable[Ranges]) -> dict[Ranges, frozenset[int]]:
    """Give for each set the kinds of characters in it: two of a kind are in the same sets."""
    distinct = tuple(dict.fromkeys(sets))
    events: dict[int, int] = {}
    for number, ranges in enumerate(distinct):
        for first, last in ranges:
            events[first] = events.get(first, 0) ^ (1 << number)
            events[last + 1] = events.get(last + 1, 0) ^ (1 << number)
    found, member = set[int](), 0
    for code in sorted(events):
        member ^= events[code]
        found.add(member)
    return {
        ranges: frozenset(kind for kind in found if kind >> number & 1)
        for number, ranges in enumerate(distinct)
    }
