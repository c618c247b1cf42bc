"""Find where each key and element of a TOML document stands (TOML 1.0.0).

`tomllib` gives values without places. A text that it has read is walked once more here,
so that only well-formed text has to be understood.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

KeyPath = tuple[str | int, ...]

_TOKEN = re.compile(
    r'''
    (?P<skipped> [ \t\r]+ | \#[^\n]* )
  | (?P<text> """(?:[^\\]|\\.)*?"{3,5} | \'\'\'.*?\'{3,5}
            | "(?:[^"\\\n]|\\.)*" | \'[^\'\n]*\' )
  | (?P<mark> [\[\]{},=.\n] )
  | (?P<bare> [A-Za-z0-9_-]+ )
  | (?P<other> . )
    ''',
    re.VERBOSE | re.DOTALL,
)
_KEY_KINDS = ("text", "bare")
_SCALAR_ENDS = frozenset(",]}\n")


class Place(NamedTuple):
    """A line and a column; both start at 1."""

    line: int
    column: int


class _Token(NamedTuple):
    kind: str
    text: str
    start: int


def place_of(text: str, path: KeyPath) -> Place:
    """Give the place of a key or an element; of what holds it, if it has none itself."""
    starts = _starts(text)
    while path and path not in starts:
        path = path[:-1]
    start = starts.get(path, 0)
    line_start = text.rfind("\n", 0, start) + 1
    return Place(text.count("\n", 0, start) + 1, start - line_start + 1)


def string_spans(text: str) -> list[tuple[int, int]]:
    """Give where each string and quoted key begins and ends."""
    return [m.span() for m in _TOKEN.finditer(text) if m.lastgroup == "text"]


@lru_cache(maxsize=4)
def _starts(text: str) -> Mapping[KeyPath, int]:
    return _Walk(text).starts()


class _Walk:
    """One way through the tokens of a document."""

    def __init__(self, text: str) -> None:
        self._tokens = [
            _Token(match.lastgroup or "", match.group(), match.start())
            for match in _TOKEN.finditer(text)
            if match.lastgroup != "skipped"
        ]
        self._next = 0
        self._starts: dict[KeyPath, int] = {}
        self._lengths: Counter[KeyPath] = Counter()

    def starts(self) -> dict[KeyPath, int]:
        """Give the offset of every key and element by its path."""
        table: KeyPath = ()
        while self._next < len(self._tokens):
            if self._takes("["):
                table = self._header()
            elif not self._takes("\n"):
                self._pair(table)
        return self._starts

    def _header(self) -> KeyPath:
        """Read `[a.b]` or `[[a.b]]` after its first bracket."""
        start = self._tokens[self._next - 1].start
        is_array = self._takes("[")
        *above, last = self._keys()
        table = (*self._inside((), above), last)
        if is_array:
            self._starts.setdefault(table, start)
            self._lengths[table] += 1
            table = (*table, self._lengths[table] - 1)
        self._starts.setdefault(table, start)
        while not self._takes("\n") and self._next < len(self._tokens):
            self._next += 1
        return table

    def _pair(self, table: KeyPath) -> None:
        """Read `a.b = value`."""
        start = self._tokens[self._next].start
        path = table
        for key in self._keys():
            path = (*path, key)
            self._starts.setdefault(path, start)
        self._value(path)

    def _keys(self) -> list[str]:
        """Read keys and the dots between them, up to `=` or `]`."""
        keys: list[str] = []
        while (token := self._take()).text not in ("=", "]"):
            if token.kind in _KEY_KINDS:
                keys.append(_key(token))
        return keys

    def _inside(self, path: KeyPath, keys: list[str]) -> KeyPath:
        """Follow keys; a name that stands for an array of tables means its last one."""
        for key in keys:
            path = (*path, key)
            if path in self._lengths:
                path = (*path, self._lengths[path] - 1)
        return path

    def _value(self, path: KeyPath) -> None:
        if self._takes("["):
            self._elements(path)
        elif self._takes("{"):
            self._members(path)
        else:
            while self._next < len(self._tokens) and not self._is_scalar_end():
                self._next += 1

    def _elements(self, path: KeyPath) -> None:
        number = 0
        while not self._takes("]"):
            if self._takes(",") or self._takes("\n"):
                continue
            self._starts[*path, number] = self._tokens[self._next].start
            self._value((*path, number))
            number += 1

    def _members(self, path: KeyPath) -> None:
        while not self._takes("}"):
            if not (self._takes(",") or self._takes("\n")):
                self._pair(path)

    def _take(self) -> _Token:
        self._next += 1
        return self._tokens[self._next - 1]

    def _takes(self, mark: str) -> bool:
        """Step over a mark if it is the next token."""
        if self._next == len(self._tokens):
            return False
        is_next = self._tokens[self._next][:2] == ("mark", mark)
        self._next += is_next
        return is_next

    def _is_scalar_end(self) -> bool:
        token = self._tokens[self._next]
        return token.kind == "mark" and token.text in _SCALAR_ENDS


def _key(token: _Token) -> str:
    if token.kind == "bare":
        return token.text
    [key] = tomllib.loads(f"{token.text} = 0")
    return key
