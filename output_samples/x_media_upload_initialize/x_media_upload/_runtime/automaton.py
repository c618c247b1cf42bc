"""Match a pattern in time that grows with the length of the text and no faster.

Patterns stand here that `re`, which goes back and tries again, could take for ever to
match (ECMA-262, 22.2.2, gives them the same meaning). All ways through a pattern are
followed at once; which sets of rows follow each other is remembered, up to a limit.
"""

from __future__ import annotations

import re
from typing import Literal

_STATES = 200
_CHARACTERS = 200
_WORD = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_")


class Automaton:
    r"""A pattern as a table of rows.

    `reads` is what there is to read: a class of characters, `^` for the start and `$`
    for the end of the text, `\b` and `\B` for a boundary of a word and none, or nothing.
    A row is the index of what it reads, then the rows that may come after it. The first
    row is where matching begins; with a row past the last one, the pattern has matched.
    """

    def __init__(
        self,
        pattern: str,
        reads: tuple[str, ...],
        rows: tuple[tuple[int, ...], ...],
    ) -> None:
        self.pattern = pattern
        self._reads = reads
        self._rows = rows
        self._classes = {
            index: re.compile(read)
            for index, read in enumerate(reads)
            if read.startswith("[")
        }
        self._marks_words = r"\b" in reads or r"\B" in reads
        self._states: dict[tuple[str, frozenset[int]], _State] = {}
        self._start = _State("", frozenset({0}))

    def search(self, text: str) -> Literal[True] | None:
        """Give True if the pattern matches anywhere in a text, else None."""
        state = self._start
        for character in text:
            following = state.following.get(character)
            if following is None:
                following = self._follow(state, character)
            if following is _MATCHED:
                return True
            state = following
        return True if self._follow(state, "") is _MATCHED else None

    def _follow(self, state: _State, character: str) -> _State:
        """Give the state after a character; after none at the end of the text."""
        following = state.following.get(character)
        if following is None:
            following = self._found(state, character)
            if len(state.following) >= _CHARACTERS:
                state.following.clear()
            state.following[character] = following
        return following

    def _found(self, state: _State, character: str) -> _State:
        after = self._kind(character)
        readable = self._readable(state, after)
        if len(self._rows) in readable:
            return _MATCHED
        matching = {
            index for index, known in self._classes.items() if known.match(character)
        }
        rows = {0}
        for number in readable:
            read, *following = self._rows[number]
            if read in matching:
                rows.update(following)
        return self._state(after, frozenset(rows))

    def _state(self, before: str, rows: frozenset[int]) -> _State:
        known = self._states
        found = known.get((before, rows))
        if found is None:
            if len(known) >= _STATES:
                # Memory stays bounded; what is in use lives on until it is left.
                self._states = known = {}
            found = known[before, rows] = _State(before, rows)
        return found

    def _readable(self, state: _State, after: str) -> set[int]:
        """Give the rows that read a character, over those that hold between two."""
        holding = self._holding(state.before, after)
        found: set[int] = set()
        waiting = list(state.rows)
        while waiting:
            number = waiting.pop()
            if number in found:
                continue
            found.add(number)
            if (
                number < len(self._rows)
                and self._reads[self._rows[number][0]] in holding
            ):
                waiting += self._rows[number][1:]
        return found

    def _holding(self, before: str, after: str) -> set[str]:
        """Give the assertions that hold between two kinds of characters."""
        holding = {"", r"\B" if (before == "w") == (after == "w") else r"\b"}
        if not before:
            holding.add("^")
        if not after:
            holding.add("$")
        return holding

    def _kind(self, character: str) -> str:
        """Give `w` for a character of a word where that matters, nothing for no character."""
        if character in _WORD and self._marks_words:
            return "w"
        return character and "-"


class _State:
    """Rows that may be next, and the kind of the character before them."""

    __slots__ = ("before", "following", "rows")

    def __init__(self, before: str, rows: frozenset[int]) -> None:
        self.before = before
        self.rows = rows
        self.following: dict[str, _State] = {}


_MATCHED = _State("", frozenset())
