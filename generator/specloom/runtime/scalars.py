"""Check numbers (JSON Schema 2020-12, Validation, section 6.2)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, TypedDict, TypeGuard, Unpack

from .values import shown
from .violations import Path, Violation, member, violation

Number = int | float
_EXACT = frozenset({int, float, str, bool, list, dict, type(None)})


class Bounds(TypedDict, total=False):
    """Be the keywords for numbers."""

    minimum: Number
    maximum: Number
    exclusive_minimum: Number
    exclusive_maximum: Number
    multiple_of: Number


def is_integer(value: object) -> TypeGuard[Number]:
    """Say whether JSON Schema calls this an integer: `1.0` is one, `true` is not."""
    if isinstance(value, int):
        return value is not True and value is not False
    return isinstance(value, float) and value.is_integer()


def is_number(value: object) -> TypeGuard[Number]:
    """Say whether this is a JSON number; `true`, NaN and infinities are not."""
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


def are_integers(items: Sequence[Any]) -> bool:
    """Say whether every item is an integer, most quickly if all are `int`."""
    types = [*map(type, items)]
    if types.count(int) == len(types):
        return True
    return not _has_foreign(types, {int, float}) and all(map(is_integer, items))


def are_numbers(items: Sequence[Any]) -> bool:
    """Say whether every item is a number, most quickly if all are `float`."""
    types = [*map(type, items)]
    if types.count(float) == len(types):
        # One that is not finite makes the sum so; finite ones seldom do.
        return math.isfinite(sum(items)) or all(map(math.isfinite, items))
    if types.count(int) == len(types):
        return True
    return not _has_foreign(types, {int, float}) and all(map(is_number, items))


def is_multiple(value: Number, of: Number) -> bool:
    """Divide as the decimal digits are written: 0.3 is a multiple of 0.1."""
    if isinstance(value, int) and isinstance(of, int):
        return value % of == 0
    if isinstance(value, float) and not math.isfinite(value):
        return False
    from fractions import Fraction

    dividend, divisor = (
        Fraction(number if isinstance(number, int) else repr(number))
        for number in (value, of)
    )
    return dividend % divisor == 0


def wrong_integer(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    *,
    key: str | None = None,
    **bounds: Unpack[Bounds],
) -> None:
    """Report `type: integer` and the keywords for numbers."""
    at, schema = member(at, schema, key)
    if is_integer(value):
        _outside(value, at, found, schema, bounds)
    else:
        message = f"{shown(value)} is not an integer"
        found.append(violation(value, at, "type", schema, message))


def wrong_number(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    *,
    key: str | None = None,
    **bounds: Unpack[Bounds],
) -> None:
    """Report `type: number` and the keywords for numbers."""
    at, schema = member(at, schema, key)
    if is_number(value):
        _outside(value, at, found, schema, bounds)
    else:
        message = f"{shown(value)} is not a number"
        found.append(violation(value, at, "type", schema, message))


def _outside(
    value: Number, at: Path, found: list[Violation], schema: str, bounds: Bounds
) -> None:
    for name, (keyword, breaks, words) in _RULES.items():
        limit = bounds.get(name)
        if isinstance(limit, (int, float)) and breaks(value, limit):
            message = f"{shown(value)} is {words} {limit}"
            found.append(violation(value, at, keyword, schema, message))


def _has_foreign(types: Sequence[type], known: set[type]) -> bool:
    """Say whether there is a JSON value of another type, without looking at values."""
    return any(entry not in known and entry in _EXACT for entry in {*types})


_Rule = tuple[str, Callable[[Number, Number], bool], str]
_RULES: dict[str, _Rule] = {
    "minimum": ("minimum", lambda value, limit: value < limit, "less than the minimum"),
    "maximum": (
        "maximum",
        lambda value, limit: value > limit,
        "greater than the maximum",
    ),
    "exclusive_minimum": (
        "exclusiveMinimum",
        lambda value, limit: value <= limit,
        "not greater than",
    ),
    "exclusive_maximum": (
        "exclusiveMaximum",
        lambda value, limit: value >= limit,
        "not less than",
    ),
    "multiple_of": (
        "multipleOf",
        lambda value, limit: not is_multiple(value, limit),
        "not a multiple of",
    ),
}
