"""Ask about numbers (JSON Schema 2020-12, section 4.2.1; Validation, section 6.2.1)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, TypeGuard

Number = int | float
_EXACT = frozenset({int, float, str, bool, list, dict, type(None)})


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


def _has_foreign(types: Sequence[type], known: set[type]) -> bool:
    """Say whether there is a JSON value of another type, without looking at values."""
    return any(entry not in known and entry in _EXACT for entry in {*types})
