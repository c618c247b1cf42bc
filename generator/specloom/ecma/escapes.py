"""Escapes that stand for one character (ECMA-262, 22.2.1, CharacterEscape)."""

import re

from specloom.ecma.problem import PatternProblem
from specloom.ecma.ranges import escape
from specloom.ecma.reader import Reader
from specloom.ecma.tree import Characters

_CONTROLS = {"t": 9, "n": 10, "v": 11, "f": 12, "r": 13, "0": 0}
_SHORT = {9: r"\t", 10: r"\n", 13: r"\r"}
_DIGITS = frozenset("0123456789")
_LOW = re.compile(r"\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_HIGH = re.compile(r"[dD][89abAB][0-9a-fA-F]{2}")
_HEXADECIMAL = re.compile("[0-9a-fA-F]+")


def character(char: str, reader: Reader) -> Characters:
    """Read the escape that begins with `char`, in a class or outside.

    Raises:
        PatternProblem: there is no such escape.
    """
    if char == "0" and reader.peek() in _DIGITS:
        raise unknown(f"0{reader.peek()}")
    if char in _CONTROLS:
        return numbered(_CONTROLS[char])
    if char == "x":
        return numbered(_code(reader.take(2), 2))
    if char == "u":
        return numbered(_unicode(reader))
    if char == "c":
        return numbered(_control(reader.take()))
    if char.isalnum():
        raise unknown(char)
    return Characters(re.escape(char), ((ord(char), ord(char)),))


def numbered(code: int) -> Characters:
    """Give a character by its number."""
    return Characters(_SHORT.get(code) or escape(code), ((code, code),))


def unknown(rest: str) -> PatternProblem:
    """Make the error for an escape that ECMA-262 does not have."""
    return PatternProblem(f"the escape '\\{rest}' is not known to ECMA-262")


def _control(letter: str) -> int:
    if not (letter.isascii() and letter.isalpha()):
        raise unknown(f"c{letter}")
    return ord(letter) % 32


def _unicode(reader: Reader) -> int:
    """Read four digits, eight in two escapes that are a surrogate pair, or braces."""
    if reader.take_if("{"):
        return _code(reader.take_until("}"), 1)
    high = reader.take(4)
    low = _LOW.match(reader.text, reader.index)
    if low is None or not _HIGH.fullmatch(high):
        return _code(high, 4)
    reader.index = low.end()
    return 0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low[1], 16) - 0xDC00


def _code(digits: str, least: int) -> int:
    if len(digits) < least or not _HEXADECIMAL.fullmatch(digits):
        raise PatternProblem(f"'{digits}' is no hexadecimal code of a character")
    # More digits than any character has would make a number of any size.
    code = int(digits, 16) if len(digits.lstrip("0")) < 7 else 0x110000
    if code > 0x10FFFF:
        raise PatternProblem(f"there is no character with the code {digits}")
    return code
