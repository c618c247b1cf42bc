"""Values next to the limits of scalars (JSON Schema 2020-12, Validation, 6.1 to 6.3).

They are meant to be tried on their schema: a value may break more than it is made for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from specloom.ir.schema import Number, Schema
from specloom.python.tests.broken import Path
from specloom.python.tests.conformity import is_of
from specloom.python.tests.matching import failing, matching
from specloom.python.tests.scalars import number, written

_LONGEST = 100_000
_TEXTS = 2
ANOTHER_CASE = "a known value in another case"
_NAMES = {
    "string": "a number for a text",
    "integer": "a text for an integer",
    "number": "a text for a number",
    "boolean": "a text for a boolean",
    "array": "a text for an array",
    "object": "a text for an object",
}


@dataclass(frozen=True, slots=True)
class Tried:
    """A value before it was judged: the keywords it may break, none for one inside."""

    about: str
    value: Any
    keywords: tuple[str, ...] = ()
    below: Path = ()


def scalar_limits(flat: Schema) -> Iterator[Tried]:
    """Yield values for `enum`, `const`, `type` and the keywords of texts and numbers."""
    yield from _of_values(flat)
    yield from _of_type(flat)
    if flat.enum is not None:
        return
    if "string" in flat.types:
        yield from _of_text(flat)
    if "integer" in flat.types or "number" in flat.types:
        yield from _of_number(flat)


def _of_values(flat: Schema) -> Iterator[Tried]:
    """Yield every value of `enum`, and one next to them."""
    values = [value.json for value in flat.enum or ()]
    if flat.const is not None:
        values, keyword = [flat.const.json], "const"
    else:
        keyword = "enum"
    for value in values:
        if isinstance(value, (str, int, float)):
            yield Tried(f"{_brief(value)}", value)
    for value in values[:1]:
        if isinstance(value, str):
            yield Tried("a near miss of a known value", f"{value}_", (keyword,))
            yield Tried(ANOTHER_CASE, value.swapcase(), (keyword,))
        elif is_of(value, "integer"):
            known = [n for n in values if isinstance(n, (int, float))]
            yield Tried("no known value", max(known) + 1, (keyword,))


def _of_type(flat: Schema) -> Iterator[Tried]:
    """Yield values of other types; a closed list of values is what refuses them first."""
    types = [name for name in flat.types if name != "null"]
    keywords = ("enum",) if flat.enum is not None else ("const", "type")
    if flat.const is None and flat.enum is None:
        keywords = ("type",)
    for name in types:
        if name == "string" and flat.enum is not None:
            yield Tried("an array for a text", [], keywords)
        else:
            wrong: Any = 1 if name == "string" else "text"
            yield Tried(_NAMES[name], wrong, keywords)
        if name in ("integer", "number"):
            yield Tried("a boolean for a number", True, keywords)
        if name == "integer":
            yield Tried("a fraction for an integer", 1.5, keywords)
        if name == "boolean":
            yield Tried("a number for a boolean", 1, keywords)
            yield Tried("true", True)
            yield Tried("false", False)
    if types and "null" not in flat.types:
        yield Tried("null", None, keywords)
    elif types:
        yield Tried("null", None)


def _of_text(flat: Schema) -> Iterator[Tried]:
    for size, keyword, change in (
        (flat.min_length, "minLength", -1),
        (flat.max_length, "maxLength", 1),
    ):
        if size is None or size > _LONGEST:
            continue
        for text in _texts_of(flat, size):
            yield Tried(f"{size} characters", text)
        if size + change >= 0:
            word = "short" if change < 0 else "long"
            yield Tried(f"too {word}", "x" * (size + change), (keyword,))
    if flat.pattern is None:
        return
    seen: set[str] = set()
    least, most = flat.min_length or 0, flat.max_length
    for text in list(matching(flat.pattern, 7, least, most))[:_TEXTS]:
        if text not in seen:
            seen.add(text)
            yield Tried(f"{_brief(text)}", text)
    for text, about in failing(flat.pattern, 3):
        if text not in seen:
            seen.add(text)
            yield Tried(about, text, ("pattern",))


def _texts_of(flat: Schema, size: int) -> Iterator[str]:
    if flat.pattern is None:
        yield "x" * size
        return
    for seed in range(3):
        for text in matching(flat.pattern, seed, size, size):
            yield text
            return


def _of_number(flat: Schema) -> Iterator[Tried]:
    is_integer = "number" not in flat.types
    step = Fraction(1) if is_integer else Fraction(1, 1000)
    for limit, keyword, sign in (
        (flat.minimum, "minimum", -1),
        (flat.maximum, "maximum", 1),
    ):
        if limit is not None:
            outside = written(Fraction(repr(limit)) + sign * step)
            word = "below" if sign < 0 else "above"
            yield Tried(f"the {keyword} {limit}", limit)
            yield Tried(f"{word} the {keyword} {limit}", outside, (keyword,))
    for limit, keyword, sign in (
        (flat.exclusive_minimum, "exclusiveMinimum", 1),
        (flat.exclusive_maximum, "exclusiveMaximum", -1),
    ):
        if limit is not None:
            inside = written(Fraction(repr(limit)) + sign * step)
            yield Tried(f"next to {limit}", inside)
            yield Tried(f"{limit} itself", limit, (keyword,))
    if flat.multiple_of is not None:
        yield from _of_multiple(flat, flat.multiple_of, is_integer)


def _of_multiple(flat: Schema, of: Number, is_integer: bool) -> Iterator[Tried]:
    inside = number(flat, is_integer, 1)
    between = Fraction(repr(of)) / 2
    shift = Fraction(1) if is_integer else between
    outside = written(Fraction(repr(inside)) + shift)
    yield Tried(f"a multiple of {of}", inside)
    yield Tried(f"no multiple of {of}", outside, ("multipleOf",))


def _brief(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 30 else f"{text[:27]}..."
