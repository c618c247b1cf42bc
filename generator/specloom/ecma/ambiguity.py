"""How the number of ways to match one text grows with its length.

Source: A. Weber, H. Seidl, On the degree of ambiguity of finite automata (1991): it grows
exponentially if a state has two loops over one text (EDA), else as a power of the length,
which chains of states that share a loop tell (IDA).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import TypeAlias

from specloom.ecma.components import components

Loop: TypeAlias = tuple[int, ...]
Triple: TypeAlias = tuple[int, int, int]

_MOST_STEPS = 100_000


class TooMuchWork(Exception):
    """An automaton is too large for its ambiguity to be found in short time."""


@dataclass(slots=True)
class Ambiguity:
    """Finds loops of an automaton, and texts that two of them share.

    `reads` has for each state the kinds of characters that lead to it, `follow` the
    states after it with the number of ways, `certain` those that accept whatever comes:
    they are tried one after the other, never in two ways.
    """

    reads: list[frozenset[int]]
    follow: list[dict[int, int]]
    certain: frozenset[int]
    steps_left: int = _MOST_STEPS
    _after: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    _reached: dict[int, set[int]] = field(default_factory=dict)

    def loops(self) -> list[Loop]:
        """Give the sets of states that lead to each other, later ones first."""
        found = components(self.follow)
        return [loop for loop in found if loop[0] in self.follow[loop[-1]] or loop[1:]]

    def is_exponential(self, loop: Loop) -> bool:
        """Tell whether one text leads around a loop in two ways (EDA)."""
        inside = frozenset(loop)
        if loop[0] in self.certain:
            return False
        if any(
            ways > 1 and other in inside
            for state in loop
            for other, ways in self.follow[state].items()
        ):
            return True
        seen: set[tuple[int, int]] = set()
        waiting = [(state, state) for state in loop]
        while waiting:
            one, other = waiting.pop()
            for pair in self._steps(one, other):
                if not inside.issuperset(pair):
                    continue
                if pair[0] == pair[1]:
                    if one != other:
                        return True
                elif pair not in seen:
                    seen.add(pair)
                    waiting.append(pair)
        return False

    def has_many_ways(self, first: Mapping[int, int], length: int, many: int) -> bool:
        """Tell whether a text of one kind of characters can be read in many ways.

        What follows a state that accepts may begin a part that fails.
        """
        begin = {
            state: 1 for accepting in self.certain for state in self.follow[accepting]
        }
        begin = {**begin, **first}
        tried = {state: begin[state] for state in begin if state not in self.certain}
        return any(
            self._ways(tried, kind, length) > many for kind in self._kinds(tried)
        )

    def leads(self, before: Loop, after: Loop) -> bool:
        """Tell whether a way leads from one loop to another."""
        if before[0] not in self._reached:
            self._reached[before[0]] = self._reachable(before[0])
        return after[0] in self._reached[before[0]]

    def is_likely_shared(self, before: Loop, after: Loop) -> bool:
        """Tell whether two loops read characters of one kind, which is soon known."""
        if after[0] in self.certain:
            return False
        return not self._kinds(before).isdisjoint(self._kinds(after))

    def is_shared(self, before: Loop, after: Loop) -> bool:
        """Tell whether one text leads around both, and from one to the other (IDA)."""
        return self.is_likely_shared(before, after) and any(
            self._meet(one, other, before, after)
            for one, other in product(before, after)
        )

    def _kinds(self, states: Iterable[int]) -> frozenset[int]:
        return frozenset[int]().union(*(self.reads[state] for state in states))

    def _ways(self, first: Mapping[int, int], kind: int, length: int) -> int:
        """Give the number of ways to read a text or less of it."""
        ways = {state: n for state, n in first.items() if kind in self.reads[state]}
        total = 0
        for _ in range(length):
            total += sum(ways.values())
            following: dict[int, int] = {}
            for state, number in ways.items():
                for after in self._next(state, kind):
                    more = number * self.follow[state][after]
                    following[after] = following.get(after, 0) + more
                    self._count()
            ways = following
        return total

    def _meet(self, one: int, other: int, before: Loop, after: Loop) -> bool:
        """Look for a text from (one, one, other) to (one, other, other)."""
        start: Triple = (one, one, other)
        seen, waiting = {start}, [start]
        while waiting:
            for triple in self._triples(
                waiting.pop(), frozenset(before), frozenset(after)
            ):
                if triple == (one, other, other):
                    return True
                if triple not in seen:
                    seen.add(triple)
                    waiting.append(triple)
        return False

    def _triples(
        self, states: Triple, first: frozenset[int], last: frozenset[int]
    ) -> Iterator[Triple]:
        """Yield where one character leads three states, two of which stay in loops."""
        for kind in self.kinds_after(states[0]) & self.kinds_after(states[2]):
            one, other, third = (self._next(state, kind) for state in states)
            for triple in product(one, other, third):
                self._count()
                if triple[0] in first and triple[2] in last:
                    yield triple

    def _steps(self, one: int, other: int) -> Iterator[tuple[int, int]]:
        for kind in self.kinds_after(one) & self.kinds_after(other):
            for pair in product(self._next(one, kind), self._next(other, kind)):
                self._count()
                yield pair if pair[0] <= pair[1] else (pair[1], pair[0])

    def kinds_after(self, state: int) -> frozenset[int]:
        """Give the kinds of characters that lead on from a state."""
        return self._kinds(self.follow[state])

    def _next(self, state: int, kind: int) -> list[int]:
        known = self._after.get((state, kind))
        if known is None:
            known = [after for after in self.follow[state] if kind in self.reads[after]]
            self._after[state, kind] = known
        return known

    def _reachable(self, state: int) -> set[int]:
        seen, waiting = {state}, [state]
        while waiting:
            following = self.follow[waiting.pop()]
            self._count(len(following))
            new = following.keys() - seen
            seen |= new
            waiting += new
        return seen

    def _count(self, steps: int = 1) -> None:
        self.steps_left -= steps
        if self.steps_left < 0:
            raise TooMuchWork
