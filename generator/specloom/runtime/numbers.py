"""Report numbers (JSON Schema 2020-12, Validation, section 6.2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict, Unpack

from .kinds import wrong_type
from .scalars import Number, is_integer, is_multiple, is_number
from .values import shown
from .violations import Path, Violation, member, violation


class Bounds(TypedDict, total=False):
    """Be the keywords for numbers."""

    minimum: Number
    maximum: Number
    exclusive_minimum: Number
    exclusive_maximum: Number
    multiple_of: Number


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
    if is_integer(value):
        wrong_number(value, at, found, schema, key=key, **bounds)
    else:
        wrong_type(value, at, found, schema, "integer", key=key)


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
    if not is_number(value):
        wrong_type(value, at, found, schema, "number", key=key)
        return
    at, schema = member(at, schema, key)
    for name, (keyword, breaks, words) in _RULES.items():
        limit = bounds.get(name)
        if isinstance(limit, (int, float)) and breaks(value, limit):
            message = f"{shown(value)} is {words} {limit}"
            found.append(violation(value, at, keyword, schema, message))


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
