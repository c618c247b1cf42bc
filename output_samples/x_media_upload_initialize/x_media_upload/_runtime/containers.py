"""Check arrays and objects (JSON Schema 2020-12, Validation, sections 6.4 and 6.5)."""

from __future__ import annotations

from collections.abc import Collection
from re import Pattern
from typing import Any, TypeGuard

from .values import is_array, is_object, is_unique, json_equal, listed, nearest, shown
from .violations import (
    Check,
    Path,
    Violation,
    member,
    violation,
    wrong_size,
    wrong_type,
)


def array(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    *,
    key: str | None = None,
    min_items: int | None = None,
    max_items: int | None = None,
    unique: bool = False,
) -> TypeGuard[list[Any]]:
    """Check `type: array`; true if it is one, so that its items can be checked."""
    if key is not None:
        at, schema = member(at, schema, key)
    if not is_array(value):
        found.append(wrong_type(value, at, "array", schema))
        return False
    size = len(value)
    if min_items is not None and size < min_items:
        found.append(wrong_size(size, min_items, "item", at, schema + "/minItems"))
    if max_items is not None and size > max_items:
        found.append(wrong_size(size, max_items, "item", at, schema + "/maxItems"))
    if unique and not is_unique(value):
        found.append(_repeated(value, at, schema))
    return True


def obj(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    *,
    key: str | None = None,
    min_properties: int | None = None,
    max_properties: int | None = None,
) -> TypeGuard[dict[str, Any]]:
    """Check `type: object`; true if it is one, so that its members can be checked."""
    if key is not None:
        at, schema = member(at, schema, key)
    if not is_object(value):
        found.append(wrong_type(value, at, "object", schema))
        return False
    size, unit = len(value), "property"
    if min_properties is not None and size < min_properties:
        place = schema + "/minProperties"
        found.append(wrong_size(size, min_properties, unit, at, place))
    if max_properties is not None and size > max_properties:
        place = schema + "/maxProperties"
        found.append(wrong_size(size, max_properties, unit, at, place))
    return True


def require(
    value: dict[str, Any],
    at: Path,
    found: list[Violation],
    schema: str,
    names: tuple[str, ...],
) -> None:
    """Check `required`."""
    for name in names:
        if name not in value:
            message = f"required property {shown(name)} is missing"
            found.append(violation(at, "required", schema, message))


def closed(
    value: dict[str, Any],
    at: Path,
    found: list[Violation],
    schema: str,
    known: frozenset[str],
    patterns: tuple[Pattern[str], ...] = (),
) -> None:
    """Check `additionalProperties: false`, beside `patternProperties` if there are any."""
    if value.keys() <= known:
        return
    for name in value:
        if name not in known and not any(entry.search(name) for entry in patterns):
            hint = nearest(name, sorted(known.difference(value)))
            message = f"unknown property {shown(name)}{hint}"
            place = (at, name)
            found.append(violation(place, "additionalProperties", schema, message))


def depends(
    value: dict[str, Any],
    at: Path,
    found: list[Violation],
    schema: str,
    name: str,
    needed: tuple[str, ...],
) -> None:
    """Check `dependentRequired`: with `name`, each of `needed` must be there."""
    if name not in value:
        return
    for other in needed:
        if other not in value:
            message = f"property {shown(name)} needs property {shown(other)} beside it"
            found.append(violation(at, "dependentRequired", schema, message))


def one_of_values(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    values: Collection[object],
    *,
    key: str | None = None,
) -> None:
    """Check `enum`, with the equality of JSON."""
    # A text equals nothing but a text, so the quick look cannot take `true` for `1`.
    if isinstance(value, str) and value in values:
        return
    if not any(json_equal(value, allowed) for allowed in values):
        message = f"{shown(value)} is not one of {listed(values)}"
        if isinstance(value, str):
            message += nearest(value, [v for v in values if isinstance(v, str)])
        at, schema = member(at, schema, key)
        found.append(violation(at, "enum", schema, message))


def constant(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    expected: object,
    *,
    key: str | None = None,
) -> None:
    """Check `const`, with the equality of JSON."""
    if not json_equal(value, expected):
        message = f"{shown(value)} is not {shown(expected)}"
        at, schema = member(at, schema, key)
        found.append(violation(at, "const", schema, message))


def contains(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    check: Check,
    minimum: int = 1,
    maximum: int | None = None,
) -> None:
    """Check `contains` with `minContains` and `maxContains`; other types pass."""
    if not is_array(value):
        return
    count = sum(_passes(check, item) for item in value)
    if count < minimum:
        keyword = "contains" if minimum == 1 else "minContains"
        message = f"{count} items match `contains`, fewer than the minimum {minimum}"
        found.append(violation(at, keyword, schema, message))
    if maximum is not None and count > maximum:
        message = f"{count} items match `contains`, more than the maximum {maximum}"
        found.append(violation(at, "maxContains", schema, message))


def property_names(
    value: object, at: Path, found: list[Violation], schema: str, check: Check
) -> None:
    """Check `propertyNames`; other types than objects pass."""
    if not is_object(value):
        return
    for name in value:
        inner: list[Violation] = []
        check(name, (at, name), inner)
        for first in inner[:1]:
            message = f"the name {shown(name)} is not allowed: {first.message}"
            found.append(violation((at, name), "propertyNames", schema, message))


def _passes(check: Check, value: object) -> bool:
    found: list[Violation] = []
    check(value, None, found)
    return not found


def _repeated(items: list[Any], at: Path, schema: str) -> Violation:
    for index, item in enumerate(items):
        for earlier in range(index):
            if json_equal(items[earlier], item):
                message = f"item {index} repeats item {earlier}: {shown(item)}"
                return violation((at, index), "uniqueItems", schema, message)
    return violation(at, "uniqueItems", schema, "items repeat")
