"""Classes of characters (ECMA-262, 22.2.1, CharacterClass and CharacterClassEscape)."""

from specloom.ecma import properties
from specloom.ecma.escapes import character
from specloom.ecma.problem import PatternProblem
from specloom.ecma.ranges import EVERYTHING, Ranges, complement, united, written
from specloom.ecma.reader import Reader
from specloom.ecma.tree import Characters

_DIGIT = "0-9"
_WORD = "A-Za-z0-9_"
_SPACE = r"\t\n\x0b\x0c\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_SPACES = (9, 10, 11, 12, 13, 32, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F)
_RANGES: dict[str, Ranges] = {
    "d": ((48, 57),),
    "w": ((48, 57), (65, 90), (95, 95), (97, 122)),
    "s": united(
        (
            *((code, code) for code in (*_SPACES, 0x3000, 0xFEFF)),
            (0x2000, 0x200A),
        )
    ),
}
_SETS = {"d": _DIGIT, "w": _WORD, "s": _SPACE}
_COMPLEMENTS = {
    "D": r"\x00-/:-\U0010ffff",
    "W": r"\x00-/:-@\[-\^`{-\U0010ffff",
    "S": r"\x00-\x08\x0e-\x1f!-\x9f\xa1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e"
    r"\u2030-\u205e\u2060-\u2fff\u3001-\ufefe\uff00-\U0010ffff",
}
_NO_LINE_END = complement(united((code, code) for code in (10, 13, 0x2028, 0x2029)))

ANY = Characters(r"[\s\S]", EVERYTHING)
NOTHING = Characters("(?!)", ())
NOT_LINE = Characters(r"[^\n\r\u2028\u2029]", _NO_LINE_END)


def escaped_set(char: str, reader: Reader) -> Characters | None:
    r"""Read `\\d`, `\\W`, `\\p{...}` and the like outside a class; None for others."""
    ranges = _ranges(char, reader)
    if ranges is None:
        return None
    if char in _SETS:
        return Characters(f"[{_SETS[char]}]", ranges)
    if char.lower() in _SETS:
        return Characters(f"[^{_SETS[char.lower()]}]", ranges)
    return _from_ranges(ranges)


def character_class(reader: Reader) -> Characters:
    """Read a class whose opening bracket is read.

    Raises:
        PatternProblem: it has no end, or a member that is not valid.
    """
    negated = reader.take_if("^")
    texts: list[str] = []
    ranges: list[tuple[int, int]] = []
    while not reader.take_if("]"):
        if reader.is_done:
            raise PatternProblem("']' is missing")
        text, members = _range(reader)
        texts.append(text)
        ranges += members
    body = "".join(texts)
    if not body:
        return ANY if negated else NOTHING
    if negated:
        return Characters(f"[^{body}]", complement(united(ranges)))
    return Characters(f"[{body}]", united(ranges))


def _range(reader: Reader) -> tuple[str, Ranges]:
    """Read a member of a class, or two with all between them.

    A hyphen beside a set, such as that of all digits, means itself (ECMA-262, B.1.2.8.1).
    """
    first, is_set = _member(reader)
    if reader.peek() != "-" or reader.peek(2) in ("-", "-]"):
        return first.text, first.ranges
    reader.take()
    last, is_other_set = _member(reader)
    if is_set or is_other_set:
        hyphen = ((45, 45),)
        return rf"{first.text}\-{last.text}", first.ranges + hyphen + last.ranges
    low, high = first.ranges[0][0], last.ranges[0][0]
    if low > high:
        ends = f"{chr(low)}-{chr(high)}"
        raise PatternProblem(f"the range '{ends}' ends before it begins")
    return f"{first.text}-{last.text}", ((low, high),)


def _member(reader: Reader) -> tuple[Characters, bool]:
    """Read one member; also tell whether it is a set."""
    char = reader.take()
    if char != "\\":
        text = f"\\{char}" if char in "[&~|-" else char
        return Characters(text, ((ord(char), ord(char)),)), False
    if reader.is_done:
        raise PatternProblem("it ends in a backslash")
    char = reader.take()
    if char == "b":
        return Characters(r"\x08", ((8, 8),)), False
    ranges = _ranges(char, reader)
    if ranges is None:
        return character(char, reader), False
    text = _SETS.get(char) or _COMPLEMENTS.get(char) or written(ranges)
    return Characters(text, ranges), True


def _ranges(char: str, reader: Reader) -> Ranges | None:
    if char in _SETS:
        return _RANGES[char]
    if char in _COMPLEMENTS:
        return complement(_RANGES[char.lower()])
    if char not in ("p", "P"):
        return None
    if not reader.take_if("{"):
        raise PatternProblem(f"the name of a property is missing after '\\{char}'")
    ranges = properties.ranges_of(reader.take_until("}"))
    return complement(ranges) if char == "P" else ranges


def _from_ranges(ranges: Ranges) -> Characters:
    outside = complement(ranges)
    if not ranges or not outside:
        return ANY if ranges else NOTHING
    texts = (f"[{written(ranges)}]", f"[^{written(outside)}]")
    return Characters(min(texts, key=len), ranges)
