"""A pattern as positions, and which position may follow which (Glushkov's automaton).

Every class of characters is a position, one for each round of a counted repetition. How
many ways lead from one to the next is counted, up to two: what can be matched in two
ways is what a backtracking matcher tries twice.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Generic, TypeAlias, TypeVar

from specloom.ecma.tree import (
    Assertion,
    Characters,
    Choice,
    Group,
    Look,
    Node,
    Reference,
    Repeat,
    Sequence,
)

Label = TypeVar("Label")
Ways: TypeAlias = Mapping[int, int]


_MOST_WAYS = 100_000


class TooManyPositions(Exception):
    """A pattern has more positions, or ways between them, than may be made."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """The positions that a part begins and ends with, each with the number of ways.

    `empty` is the number of ways to match no character, `certain` the positions after
    which the part holds whatever comes, `certainly_empty` whether it holds anywhere.
    """

    first: Ways = field(default_factory=dict)
    last: Ways = field(default_factory=dict)
    empty: int = 0
    certain: frozenset[int] = frozenset()
    certainly_empty: bool = False


NOTHING = Fragment()
EMPTY = Fragment(empty=1, certainly_empty=True)
SOMEWHERE = Fragment(empty=1)


@dataclass(slots=True)
class Positions(ABC, Generic[Label]):
    """Makes the positions of a pattern; at most so many."""

    most: int
    labels: list[Label] = field(default_factory=list)
    follow: list[dict[int, int]] = field(default_factory=list)
    ways_left: int = _MOST_WAYS

    @abstractmethod
    def characters(self, node: Characters) -> Fragment:
        """Make what reads a character."""

    @abstractmethod
    def without_width(self, node: Assertion | Look | Reference) -> Fragment:
        """Make what is no matter of single characters."""

    def counts(self, node: Repeat) -> tuple[int, int | None]:
        """Give how often a part is repeated, as far as that is told apart."""
        return node.least, node.most

    def single(self, label: Label) -> Fragment:
        """Make one position."""
        number = len(self.labels)
        if number >= self.most:
            raise TooManyPositions
        self.labels.append(label)
        self.follow.append({})
        one = {number: 1}
        return Fragment(one, one, certain=frozenset(one))

    def build(self, node: Node) -> Fragment:
        """Make the positions of a part."""
        match node:
            case Characters():
                return self.characters(node)
            case Sequence(parts=parts):
                return reduce(self.joined, map(self.build, parts), EMPTY)
            case Choice(branches=branches):
                return either(*map(self.build, branches))
            case Group(body=body):
                return self.build(body)
            case Repeat():
                return self.repeated(node)
        return self.without_width(node)

    def repeated(self, node: Repeat) -> Fragment:
        """Make the rounds of a repetition: those that must be, and those that may be."""
        least, most = self.counts(node)
        if most is None:
            must = [self.build(node.body) for _ in range(least - 1)]
            looped = self.looped(self.build(node.body))
            rounds = [*must, looped if least else either(looped, EMPTY)]
            return reduce(self.joined, rounds, EMPTY)
        # From the last: each round that may be takes all after it with it.
        rest = EMPTY
        for number in range(most, 0, -1):
            rest = self.joined(self.build(node.body), rest)
            if number > least:
                rest = either(rest, EMPTY)
        return rest

    def looped(self, part: Fragment) -> Fragment:
        """Let a part follow itself; after an empty round nothing follows."""
        self.connect(part.last, part.first)
        rounds = 1 + part.empty
        return Fragment(
            _times(part.first, rounds),
            _times(part.last, rounds),
            min(2, part.empty * rounds),
            part.certain,
            part.certainly_empty,
        )

    def joined(self, before: Fragment, after: Fragment) -> Fragment:
        """Let one part follow another."""
        self.connect(before.last, after.first)
        kept = before.certain if after.certainly_empty else frozenset[int]()
        return Fragment(
            _sum(before.first, _times(after.first, before.empty)),
            _sum(_times(before.last, after.empty), after.last),
            min(2, before.empty * after.empty),
            kept | after.certain,
            before.certainly_empty and after.certainly_empty,
        )

    def connect(self, last: Ways, first: Ways) -> None:
        """Let each position of one set be followed by each of another."""
        self.ways_left -= len(last) * len(first)
        if self.ways_left < 0:
            raise TooManyPositions
        for position, ways in last.items():
            following = self.follow[position]
            for other, more in first.items():
                following[other] = min(2, following.get(other, 0) + ways * more)


def either(*parts: Fragment) -> Fragment:
    """Take one of several parts."""
    return Fragment(
        _sum(*(part.first for part in parts)),
        _sum(*(part.last for part in parts)),
        min(2, sum(part.empty for part in parts)),
        frozenset[int]().union(*(part.certain for part in parts)),
        any(part.certainly_empty for part in parts),
    )


def _times(ways: Ways, factor: int) -> Ways:
    if factor == 1:
        return ways
    return {key: min(2, value * factor) for key, value in ways.items() if factor}


def _sum(*tables: Ways) -> Ways:
    found: dict[int, int] = {}
    for table in tables:
        for key, ways in table.items():
            found[key] = min(2, found.get(key, 0) + ways)
    return found
