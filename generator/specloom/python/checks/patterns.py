"""ECMA-262 regular expressions (flag `u`) as exact Python ones.

Source: ECMA-262, 22.2.1 Patterns; JSON Schema 2020-12, 6.4. What has no exact twin in
`re` is refused with a reason; a check is then left out rather than wrong.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from specloom.errors import Location
from specloom.ir.schema import AnySchema, Schema, subschemas

_DIGIT = "0-9"
_WORD = "A-Za-z0-9_"
_SPACE = r"\t\n\x0b\x0c\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_NOT_LINE = r"[^\n\r\u2028\u2029]"
_SETS = {"d": _DIGIT, "w": _WORD, "s": _SPACE}
_COMPLEMENTS = {
    "D": r"\x00-/:-\U0010ffff",
    "W": r"\x00-/:-@\[-\^`{-\U0010ffff",
    "S": r"\x00-\x08\x0e-\x1f!-\x9f\xa1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e"
    r"\u2030-\u205e\u2060-\u2fff\u3001-\ufefe\uff00-\U0010ffff",
}
_ALL_SETS = frozenset({*_SETS.values(), *_COMPLEMENTS.values()})
_CONTROLS = {
    "t": r"\t",
    "n": r"\n",
    "v": r"\x0b",
    "f": r"\x0c",
    "r": r"\r",
    "0": r"\x00",
}
_BOUNDARY = f"(?:(?<=[{_WORD}])(?![{_WORD}])|(?<![{_WORD}])(?=[{_WORD}]))"
_NO_BOUNDARY = f"(?:(?<=[{_WORD}])(?=[{_WORD}])|(?<![{_WORD}])(?![{_WORD}]))"
_DIGITS = frozenset("0123456789")
_SYNTAX = frozenset("^$\\.*+?()[]{}|/")
_QUANTIFIER = re.compile(r"\{(\d+)(,?)(\d*)\}")


class PatternProblem(Exception):
    """A pattern that has no exact Python twin; the text says why."""


def problems(schemas: Iterable[AnySchema]) -> Iterator[tuple[Location, str]]:
    """Yield the places of patterns that cannot be checked, each with the reason."""
    for schema in schemas:
        if isinstance(schema, Schema):
            for at, pattern in _patterns(schema):
                try:
                    translate(pattern)
                except PatternProblem as problem:
                    yield at, str(problem)
        yield from problems(subschemas(schema))


def _patterns(schema: Schema) -> Iterator[tuple[Location, str]]:
    if schema.pattern:
        yield schema.at.child("pattern"), schema.pattern
    for entry in schema.pattern_properties:
        yield schema.at.child("patternProperties", entry.pattern), entry.pattern


@dataclass(slots=True)
class _Reader:
    text: str
    index: int = 0

    @property
    def is_done(self) -> bool:
        return self.index >= len(self.text)

    def peek(self, size: int = 1) -> str:
        return self.text[self.index : self.index + size]

    def take(self, size: int = 1) -> str:
        taken = self.peek(size)
        self.index += size
        return taken

    def take_until(self, end: str) -> str:
        stop = self.text.find(end, self.index)
        if stop < 0:
            raise PatternProblem(f"'{end}' is missing")
        taken = self.text[self.index : stop]
        self.index = stop + len(end)
        return taken


@cache
def translate(pattern: str) -> str:
    """Give the Python pattern that finds what an ECMA-262 pattern finds.

    Raises:
        PatternProblem: there is none, or the pattern is not valid.
    """
    reader = _Reader(pattern)
    pieces: list[str] = []
    while not reader.is_done:
        pieces.append(_atom(reader))
    translated = "".join(pieces)
    try:
        re.compile(translated)
    except re.error as problem:
        # Its position would be one in the translated pattern.
        raise PatternProblem(problem.msg) from None
    except (OverflowError, RecursionError) as problem:
        raise PatternProblem(str(problem)) from None
    return translated


def _atom(reader: _Reader) -> str:
    char = reader.take()
    match char:
        case "\\":
            return _escape(reader)
        case "[":
            return _class(reader)
        case ".":
            return _NOT_LINE
        case "$":
            return r"\Z"
        case "(":
            return _group(reader)
        case "{":
            return _brace(reader)
        case " " | "#" | "-" | "&" | "~":
            return char
        case "*" | "+" | "?" | "}":
            return _repetition(char, reader)
    return char


def _repetition(char: str, reader: _Reader) -> str:
    """Refuse what Python alone reads as a possessive quantifier."""
    if char in "*+?" and reader.peek() == "+":
        raise PatternProblem(f"nothing to repeat before '+' after '{char}'")
    return char if char != "}" else r"\}"


def _brace(reader: _Reader) -> str:
    match = _QUANTIFIER.match(reader.text, reader.index - 1)
    if match is None:
        return r"\{"
    reader.index = match.end()
    if reader.peek() == "+":
        raise PatternProblem("nothing to repeat before '+'")
    return match.group()


def _group(reader: _Reader) -> str:
    if reader.peek() != "?":
        return "("
    if reader.peek(3) in ("?<=", "?<!"):
        return "(" + reader.take(3)
    if reader.peek(2) in ("?:", "?=", "?!"):
        return "(" + reader.take(2)
    if reader.peek(2) == "?<":
        reader.take(2)
        return f"(?P<{_group_name(reader.take_until('>'))}>"
    raise PatternProblem(f"the group '({reader.peek(2)}' is not known to ECMA-262")


def _group_name(name: str) -> str:
    if not name.isidentifier():
        raise PatternProblem(f"'{name}' is no name of a group in Python")
    return name


def _escape(reader: _Reader) -> str:
    if reader.is_done:
        raise PatternProblem("it ends in a backslash")
    char = reader.take()
    if char in "dws":
        return f"[{_SETS[char]}]"
    if char in "DWS":
        return f"[^{_SETS[char.lower()]}]"
    if char == "b":
        return _BOUNDARY
    if char == "B":
        return _NO_BOUNDARY
    if char == "k" and reader.peek() == "<":
        reader.take()
        name = _group_name(reader.take_until(">"))
        return f"(?({name})(?P={name}))"
    if char in "123456789":
        return _back_reference(char, reader)
    return _character(char, reader)


def _back_reference(char: str, reader: _Reader) -> str:
    """Translate a number of a group; one that took no part is empty (22.2.2.7.1)."""
    digits = char
    while reader.peek() in _DIGITS:
        digits += reader.take()
    return f"(?({digits})\\{digits})"


def _character(char: str, reader: _Reader) -> str:
    """Translate an escape that stands for one character, in a class or outside."""
    if char == "0" and reader.peek() in _DIGITS:
        raise PatternProblem(
            f"the escape '\\0{reader.peek()}' is not known to ECMA-262"
        )
    if char in _CONTROLS:
        return _CONTROLS[char]
    if char == "x":
        return _code_point(reader.take(2), 2)
    if char == "u":
        return _unicode(reader)
    if char == "c":
        return _control(reader.take())
    if char in "pP":
        raise PatternProblem(
            f"Python's re has no property classes like '\\{char}{{...}}'"
        )
    if char in _SYNTAX or not char.isalnum():
        return re.escape(char)
    raise PatternProblem(f"the escape '\\{char}' is not known to ECMA-262")


def _control(letter: str) -> str:
    if not (letter.isascii() and letter.isalpha()):
        raise PatternProblem(f"the escape '\\c{letter}' is not known to ECMA-262")
    return f"\\x{ord(letter) % 32:02x}"


def _unicode(reader: _Reader) -> str:
    if reader.peek() == "{":
        reader.take()
        return _code_point(reader.take_until("}"), 1)
    high = reader.take(4)
    is_pair = re.match(r"\\u[dD][c-fC-F][0-9a-fA-F]{2}", reader.text[reader.index :])
    if is_pair and re.match(r"[dD][89abAB]", high):
        low = reader.take(6)[2:]
        value = 0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00
        return f"\\U{value:08x}"
    return _code_point(high, 4)


def _code_point(digits: str, least: int) -> str:
    if len(digits) < least or not re.fullmatch("[0-9a-fA-F]+", digits):
        raise PatternProblem(f"'{digits}' is no hexadecimal code of a character")
    value = int(digits, 16)
    if value > 0x10FFFF:
        raise PatternProblem(f"there is no character with the code {digits}")
    return f"\\x{value:02x}" if value < 256 else f"\\U{value:08x}"


def _class(reader: _Reader) -> str:
    negated = reader.peek() == "^"
    if negated:
        reader.take()
    if reader.peek() == "]":
        reader.take()
        return r"[\s\S]" if negated else "(?!)"
    members: list[str] = []
    while reader.peek() != "]":
        if reader.is_done:
            raise PatternProblem("']' is missing")
        members.append(_range(reader))
    reader.take()
    body = "".join(members)
    return f"[^{body}]" if negated else f"[{body}]"


def _range(reader: _Reader) -> str:
    """Translate a member of a class, or two with all between them.

    A hyphen beside a set, such as that of all digits, means itself (ECMA-262, B.1.2.8.1).
    """
    first = _member(reader)
    if reader.peek() != "-" or reader.peek(2) in ("-", "-]"):
        return first
    reader.take()
    last = _member(reader)
    hyphen = r"\-" if {first, last} & _ALL_SETS else "-"
    return f"{first}{hyphen}{last}"


def _member(reader: _Reader) -> str:
    char = reader.take()
    if char != "\\":
        return "\\" + char if char in "[&~|-" else char
    if reader.is_done:
        raise PatternProblem("it ends in a backslash")
    char = reader.take()
    if char in "dws":
        return _SETS[char]
    if char in "DWS":
        return _COMPLEMENTS[char]
    if char == "b":
        return r"\x08"
    return _character(char, reader)
