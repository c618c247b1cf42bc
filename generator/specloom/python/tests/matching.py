"""Texts that match a pattern (JSON Schema 2020-12, `pattern`), made from its syntax tree.

Every text is tried on the pattern before it is given: what the tree does not tell (what
looks ahead or back) is left to chance and to a few usual texts.
"""

import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from specloom.ecma.compiled import compiled
from specloom.ecma.problem import PatternProblem
from specloom.ecma.translate import translate
from specloom.runtime.automaton import Automaton

Length = Literal["short", "long"]

_PARSER: Any = importlib.import_module("re._parser")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_TRIED = f"{_LETTERS}{_LETTERS.upper()}0123456789-_. /:@+=#!"
_USUAL = (
    "https://example.com/1",
    "name@example.com",
    "2026-01-02T03:04:05Z",
    "2026-01-02",
    "0f8fad5b-d9cb-469f-a165-70867728950e",
    "1",
    "a",
    "example",
    "1.0.0",
)
_MOST = 300
_DEEPEST = 20


def is_match(pattern: str, text: str) -> bool:
    """Tell whether a text matches; a pattern that the client does not check takes all."""
    made = _compiled(pattern)
    return made is None or made.search(text) is not None


def matching(
    pattern: str, seed: int, least: int = 0, most: int | None = None
) -> Iterator[str]:
    """Yield texts of an allowed length that match, short before long."""
    for text in (*_written(pattern, seed), *_USUAL):
        fitting = least <= len(text) and (most is None or len(text) <= most)
        if fitting and is_match(pattern, text):
            yield text


def failing(pattern: str, seed: int) -> Iterator[tuple[str, str]]:
    """Yield texts next to matching ones that do not match, each with what is wrong."""
    if _compiled(pattern) is None:
        return
    written = [text for text in _written(pattern, seed) if is_match(pattern, text)]
    for text in written[:1]:
        yield f"{text}\n", "a line break at the end"
        yield f"{text}!", "a character more"
        yield f"!{text}", "a character before"
    for text in written[-1:]:
        yield f"{text}{text[-1:]}", "longer than the pattern"
    for text in written[:1]:
        yield text[:-1], "shorter than the pattern"


@cache
def _compiled(pattern: str) -> re.Pattern[str] | Automaton | None:
    """Give what the client matches a pattern with; nothing where it checks nothing."""
    try:
        made = compiled(pattern)
    except PatternProblem:
        return None
    if made.tables is not None:
        return Automaton(pattern, *made.tables)
    return re.compile(made.regex or "")


@cache
def _tree(pattern: str) -> Any:
    """Give the syntax tree of a pattern; an empty one where the client checks nothing."""
    is_checked = _compiled(pattern) is not None
    return _PARSER.parse(translate(pattern) if is_checked else "")


@cache
def _written(pattern: str, seed: int) -> tuple[str, ...]:
    lengths: tuple[Length, ...] = ("short", "long")
    texts = (
        _Writer(seed, length, branch).sequence(_tree(pattern), 0)
        for length in lengths
        for branch in range(3)
    )
    return tuple(dict.fromkeys(text for text in texts if len(text) <= _MOST))


@dataclass(slots=True)
class _Writer:
    """Writes one text; `branch` says which alternative to take."""

    seed: int
    length: Length
    branch: int
    _written: int = 0
    _groups: dict[int | None, str] = field(default_factory=dict)

    def sequence(self, tree: Any, depth: int) -> str:
        if depth > _DEEPEST:
            return ""
        return "".join(self._node(str(kind), value, depth) for kind, value in tree)

    def _node(self, kind: str, value: Any, depth: int) -> str:
        match kind:
            case "LITERAL":
                return chr(value)
            case "NOT_LITERAL":
                return self._chosen([char for char in _TRIED if ord(char) != value])
            case "ANY":
                return self._chosen(list(_LETTERS))
            case "IN":
                return self._chosen(_members(tuple(value)))
            case "BRANCH":
                branches = value[1]
                return self.sequence(branches[self.branch % len(branches)], depth + 1)
            case "SUBPATTERN":
                written = self.sequence(value[3], depth + 1)
                self._groups[value[0]] = written
                return written
            case "GROUPREF":
                return self._groups.get(int(value), "")
            case "GROUPREF_EXISTS":
                group, found, otherwise = value
                chosen = found if group in self._groups else otherwise or []
                return self.sequence(chosen, depth + 1)
            case "MAX_REPEAT" | "MIN_REPEAT":
                least, most, inner = value
                times = range(self._times(least, int(most)))
                return "".join(self.sequence(inner, depth + 1) for _ in times)
        return ""

    def _times(self, least: int, most: int) -> int:
        if self.length == "short":
            return max(least, min(1, most))
        return most if most <= _MOST else least + 3

    def _chosen(self, chars: list[str]) -> str:
        """Take a character by the digits of the seed, so that texts differ."""
        place: int = self._written
        self._written += 1
        if not chars:
            return ""
        turn: int = self.seed // len(chars) ** (place % 4) + place
        return chars[turn % len(chars)]


@cache
def _members(members: tuple[Any, ...]) -> list[str]:
    """Give the usual characters that are in a class."""
    return [char for char in _TRIED if _is_in(members, char)]


def _is_in(members: tuple[Any, ...], char: str) -> bool:
    """Tell whether a character is in a class, whose first member may negate it."""
    code = ord(char)
    negated = bool(members) and str(members[0][0]) == "NEGATE"
    found = any(_is_member(str(kind), value, code) for kind, value in members)
    return found != negated


def _is_member(kind: str, value: Any, code: int) -> bool:
    if kind == "RANGE":
        low, high = value
        return bool(low <= code <= high)
    return kind == "LITERAL" and value == code
