"""Read a pattern as its parts (ECMA-262, 22.2.1, with the lenient grammar of B.1.2)."""

import re
from dataclasses import dataclass, field
from typing import Literal

from specloom.ecma.classes import NOT_LINE, character_class, escaped_set
from specloom.ecma.escapes import character, unknown
from specloom.ecma.problem import PatternProblem
from specloom.ecma.reader import Reader
from specloom.ecma.tree import (
    Assertion,
    Characters,
    Choice,
    Group,
    Look,
    Node,
    Pattern,
    Reference,
    Repeat,
    Sequence,
)

_DEEPEST = 60
_DIGITS = frozenset("0123456789")
_COUNTED = re.compile(r"\{([0-9]+)(?:(,)([0-9]*))?\}")
_MODIFIERS = re.compile(r"\?[ims]*(-[ims]*)?:")
_LOOKS: tuple[Literal["?<=", "?<!", "?=", "?!"], ...] = ("?<=", "?<!", "?=", "?!")
_QUANTIFIERS: dict[str, tuple[int, int | None]] = {
    "*": (0, None),
    "+": (1, None),
    "?": (0, 1),
}


def parse(pattern: str) -> Pattern:
    """Read a pattern.

    Raises:
        PatternProblem: it is not valid.
    """
    parser = _Parser(Reader(pattern))
    root = parser.choice(0)
    if not parser.reader.is_done:
        raise PatternProblem("there is no '(' before ')'")
    return Pattern(root, parser.names, parser.groups)


@dataclass(slots=True)
class _Parser:
    reader: Reader
    names: dict[str, int] = field(default_factory=dict)
    groups: int = 0

    def choice(self, depth: int) -> Node:
        """Read up to the end or to the parenthesis that closes."""
        if depth > _DEEPEST:
            raise PatternProblem(f"its groups nest more than {_DEEPEST} deep")
        branches = [self._sequence(depth)]
        while self.reader.take_if("|"):
            branches.append(self._sequence(depth))
        return branches[0] if len(branches) == 1 else Choice(tuple(branches))

    def _sequence(self, depth: int) -> Node:
        parts: list[Node] = []
        while not self.reader.is_done and self.reader.peek() not in ("|", ")"):
            parts.append(self._term(depth))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _term(self, depth: int) -> Node:
        start = self.reader.index
        atom = self._atom(depth)
        begin = self.reader.index
        counts = self._counts()
        if counts is None:
            return atom
        if not _is_repeatable(atom):
            raise _nothing_before(self.reader.text[begin])
        self.reader.take_if("?")
        quantifier = self.reader.text[begin : self.reader.index]
        source = self.reader.text[start : self.reader.index]
        return Repeat(atom, *counts, quantifier, source)

    def _counts(self) -> tuple[int, int | None] | None:
        """Read how often to repeat, if that comes next."""
        if self.reader.peek() in _QUANTIFIERS:
            return _QUANTIFIERS[self.reader.take()]
        counted = _COUNTED.match(self.reader.text, self.reader.index)
        if counted is None:
            return None
        self.reader.index = counted.end()
        least, comma, most = counted.groups()
        if max(len(least), len(most or "")) > 9:
            raise PatternProblem(f"the count in '{counted[0]}' is too large")
        if not comma:
            return int(least), int(least)
        if most and int(most) < int(least):
            raise PatternProblem(f"in '{counted[0]}' the least is more than the most")
        return int(least), int(most) if most else None

    def _atom(self, depth: int) -> Node:
        start = self.reader.index
        char = self.reader.take()
        match char:
            case "\\":
                return self._escape()
            case "[":
                return character_class(self.reader)
            case ".":
                return NOT_LINE
            case "^" | "$":
                return Assertion(char)
            case "(":
                return self._parenthesis(depth)
            case "*" | "+" | "?":
                raise _nothing_before(char)
            case "{" if _COUNTED.match(self.reader.text, start):
                raise _nothing_before(char)
            case "{" | "}":
                return Characters(f"\\{char}", ((ord(char), ord(char)),))
        return Characters(char, ((ord(char), ord(char)),))

    def _parenthesis(self, depth: int) -> Node:
        for kind in _LOOKS:
            if self.reader.take_if(kind):
                return Look(self._closed(depth), kind)
        if self.reader.take_if("?:"):
            return Group(self._closed(depth), 0, "")
        name = self._name(self._group_name()) if self.reader.peek() == "?" else ""
        self.groups += 1
        number = self.groups
        if name:
            self.names[name] = number
        return Group(self._closed(depth), number, name)

    def _closed(self, depth: int) -> Node:
        body = self.choice(depth + 1)
        if not self.reader.take_if(")"):
            raise PatternProblem("')' is missing")
        return body

    def _group_name(self) -> str:
        if self.reader.take_if("?<"):
            return self.reader.take_until(">")
        modifiers = _MODIFIERS.match(self.reader.text, self.reader.index)
        if modifiers:
            raise PatternProblem(f"the modifiers '({modifiers[0]}' are not translated")
        opening = f"({self.reader.peek(2)}"
        raise PatternProblem(f"the group '{opening}' is not known to ECMA-262")

    def _name(self, name: str) -> str:
        if not name.replace("$", "_").isidentifier():
            raise PatternProblem(f"'{name}' is no name of a group")
        if name in self.names:
            raise PatternProblem(f"there are two groups named '{name}'")
        return name

    def _escape(self) -> Node:
        if self.reader.is_done:
            raise PatternProblem("it ends in a backslash")
        char = self.reader.take()
        match char:
            case "b":
                return Assertion(r"\b")
            case "B":
                return Assertion(r"\B")
            case "k":
                if not self.reader.take_if("<"):
                    raise unknown(char)
                return Reference(self.reader.take_until(">"))
        if char in _DIGITS and char != "0":
            return self._numbered(char)
        return escaped_set(char, self.reader) or character(char, self.reader)

    def _numbered(self, digits: str) -> Reference:
        while self.reader.peek() in _DIGITS and not self.reader.is_done:
            digits += self.reader.take()
        # No pattern has so many groups; a longer number is not worth its reading.
        return Reference(int(digits) if len(digits) < 7 else 10**6)


def _is_repeatable(node: Node) -> bool:
    """Tell whether a part may have a quantifier (ECMA-262, B.1.2: looks ahead may)."""
    if isinstance(node, Look):
        return node.kind in ("?=", "?!")
    return not isinstance(node, Assertion)


def _nothing_before(char: str) -> PatternProblem:
    return PatternProblem(f"there is nothing to repeat before '{char}'")
