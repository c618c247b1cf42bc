"""ECMA-262, 22.2.1, property escapes: Unicode properties as ranges of characters.

General categories come from Python's own Unicode data (UAX 44, table 12); a property
that Python does not know is left as it is, for the translation to refuse.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache

_CATEGORIES = {
    name: short
    for line in (
        "Lu Uppercase_Letter",
        "Ll Lowercase_Letter",
        "Lt Titlecase_Letter",
        "LC Cased_Letter",
        "Lm Modifier_Letter",
        "Lo Other_Letter",
        "L Letter",
        "Mn Nonspacing_Mark",
        "Mc Spacing_Mark",
        "Me Enclosing_Mark",
        "M Mark Combining_Mark",
        "Nd Decimal_Number digit",
        "Nl Letter_Number",
        "No Other_Number",
        "N Number",
        "Pc Connector_Punctuation",
        "Pd Dash_Punctuation",
        "Ps Open_Punctuation",
        "Pe Close_Punctuation",
        "Pi Initial_Punctuation",
        "Pf Final_Punctuation",
        "Po Other_Punctuation",
        "P Punctuation punct",
        "Sm Math_Symbol",
        "Sc Currency_Symbol",
        "Sk Modifier_Symbol",
        "So Other_Symbol",
        "S Symbol",
        "Zs Space_Separator",
        "Zl Line_Separator",
        "Zp Paragraph_Separator",
        "Z Separator",
        "Cc Control cntrl",
        "Cf Format",
        "Cs Surrogate",
        "Co Private_Use",
        "Cn Unassigned",
        "C Other",
    )
    for short, *_ in [line.split()]
    for name in line.split()
}
_CASED = frozenset({"Lu", "Ll", "Lt"})
_WHOLE = {"Any": ((0, sys.maxunicode),), "ASCII": ((0, 127),)}
_TOKEN = re.compile(r"\\([pP])\{(?:(?:gc|General_Category)=)?(\w+)\}|\\.|.", re.DOTALL)

Ranges = tuple[tuple[int, int], ...]


def written_out(pattern: str) -> str:
    """Give a pattern whose properties are classes of characters."""
    if "\\p" not in pattern and "\\P" not in pattern:
        return pattern
    pieces: list[str] = []
    is_class = False
    for match in _TOKEN.finditer(pattern):
        kind, name = match.group(1), match.group(2)
        ranges = _ranges(name) if name else None
        if ranges is None:
            is_class = _is_class_after(match.group(), is_class)
            pieces.append(match.group())
            continue
        text = "".join(_written(_complement(ranges) if kind == "P" else ranges))
        pieces.append(text if is_class else f"[{text}]")
    return "".join(pieces)


def _is_class_after(token: str, is_class: bool) -> bool:
    return token != "]" if is_class else token == "["


@cache
def _ranges(name: str) -> Ranges | None:
    if name in _WHOLE:
        return _WHOLE[name]
    if name not in _CATEGORIES:
        return None
    wanted = _CATEGORIES[name]
    found: list[tuple[int, int]] = []
    for first, last, category in _runs():
        is_meant = category in _CASED if wanted == "LC" else category.startswith(wanted)
        if is_meant and found and found[-1][1] == first - 1:
            found[-1] = (found[-1][0], last)
        elif is_meant:
            found.append((first, last))
    return tuple(found)


@cache
def _runs() -> tuple[tuple[int, int, str], ...]:
    """Give all characters as runs of one general category."""
    runs: list[tuple[int, int, str]] = []
    start, current = 0, unicodedata.category("\0")
    for number in range(1, sys.maxunicode + 1):
        category = unicodedata.category(chr(number))
        if category != current:
            runs.append((start, number - 1, current))
            start, current = number, category
    return (*runs, (start, sys.maxunicode, current))


def _complement(ranges: Ranges) -> Ranges:
    ends = (-1, *(last for _, last in ranges))
    starts = (*(first for first, _ in ranges), sys.maxunicode + 1)
    gaps = zip(ends, starts, strict=True)
    return tuple((end + 1, start - 1) for end, start in gaps if end + 1 < start)


def _written(ranges: Ranges) -> Iterator[str]:
    for first, last in ranges:
        start, end = f"\\u{{{first:x}}}", f"\\u{{{last:x}}}"
        yield start if first == last else f"{start}-{end}"
