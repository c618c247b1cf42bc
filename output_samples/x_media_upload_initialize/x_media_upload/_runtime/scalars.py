"""Check numbers, booleans and null (JSON Schema 2020-12, Validation, section 6.2)."""

from __future__ import annotations

import math
from typing import TypeGuard

from .values import shown
from .violations import Path, Violation, member, violation, wrong_type

Number = int | float


def is_integer(value: object) -> TypeGuard[Number]:
    """Say whether JSON Schema calls this an integer: `1.0` is one, `true` is not."""
    if isinstance(value, int):
        return value is not True and value is not False
    return isinstance(value, float) and value.is_integer()


def is_number(value: object) -> TypeGuard[Number]:
    """Say whether this is a JSON number; `true` is not."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def integer(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    *,
    key: str | None = None,
    minimum: Number | None = None,
    maximum: Number | None = None,
    exclusive_minimum: Number | None = None,
    exclusive_maximum: Number | None = None,
    multiple_of: Number | None = None,
) -> None:
    """Check `type: integer` and the keywords for numbers."""
    if not is_integer(value):
        at, schema = member(at, schema, key)
        found.append(wrong_type(value, at, "integer", schema))
        return
    if minimum is not None and value < minimum:
        found.append(_under(value, minimum, *member(at, schema, key)))
    if maximum is not None and value > maximum:
        found.append(_over(value, maximum, *member(at, schema, key)))
    if exclusive_minimum is not None and value <= exclusive_minimum:
        where = member(at, schema, key)
        found.append(_not_above(value, exclusive_minimum, *where))
    if exclusive_maximum is not None and value >= exclusive_maximum:
        where = member(at, schema, key)
        found.append(_not_below(value, exclusive_maximum, *where))
    if multiple_of is not None and not is_multiple(value, multiple_of):
        where = member(at, schema, key)
        found.append(_no_multiple(value, multiple_of, *where))


def number(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    *,
    key: str | None = None,
    minimum: Number | None = None,
    maximum: Number | None = None,
    exclusive_minimum: Number | None = None,
    exclusive_maximum: Number | None = None,
    multiple_of: Number | None = None,
) -> None:
    """Check `type: number` and the keywords for numbers."""
    if not is_number(value):
        at, schema = member(at, schema, key)
        found.append(wrong_type(value, at, "number", schema))
        return
    if minimum is not None and value < minimum:
        found.append(_under(value, minimum, *member(at, schema, key)))
    if maximum is not None and value > maximum:
        found.append(_over(value, maximum, *member(at, schema, key)))
    if exclusive_minimum is not None and value <= exclusive_minimum:
        where = member(at, schema, key)
        found.append(_not_above(value, exclusive_minimum, *where))
    if exclusive_maximum is not None and value >= exclusive_maximum:
        where = member(at, schema, key)
        found.append(_not_below(value, exclusive_maximum, *where))
    if multiple_of is not None and not is_multiple(value, multiple_of):
        where = member(at, schema, key)
        found.append(_no_multiple(value, multiple_of, *where))


def boolean(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    *,
    key: str | None = None,
) -> None:
    """Check `type: boolean`."""
    if value is not True and value is not False:
        at, schema = member(at, schema, key)
        found.append(wrong_type(value, at, "boolean", schema))


def null(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    *,
    key: str | None = None,
) -> None:
    """Check `type: null`."""
    if value is not None:
        at, schema = member(at, schema, key)
        found.append(wrong_type(value, at, "null", schema))


def is_multiple(value: Number, of: Number) -> bool:
    """Divide as the decimal digits are written: 0.3 is a multiple of 0.1."""
    if isinstance(value, int) and isinstance(of, int):
        return value % of == 0
    if not math.isfinite(value):
        return False
    from fractions import Fraction

    return Fraction(repr(value)) % Fraction(repr(of)) == 0


def _under(value: Number, limit: Number, at: Path, schema: str) -> Violation:
    message = f"{shown(value)} is less than the minimum {limit}"
    return violation(at, "minimum", schema, message)


def _over(value: Number, limit: Number, at: Path, schema: str) -> Violation:
    message = f"{shown(value)} is greater than the maximum {limit}"
    return violation(at, "maximum", schema, message)


def _not_above(value: Number, limit: Number, at: Path, schema: str) -> Violation:
    message = f"{shown(value)} is not greater than {limit}"
    return violation(at, "exclusiveMinimum", schema, message)


def _not_below(value: Number, limit: Number, at: Path, schema: str) -> Violation:
    message = f"{shown(value)} is not less than {limit}"
    return violation(at, "exclusiveMaximum", schema, message)


def _no_multiple(value: Number, of: Number, at: Path, schema: str) -> Violation:
    message = f"{shown(value)} is not a multiple of {of}"
    return violation(at, "multipleOf", schema, message)
