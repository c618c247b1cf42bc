"""Report arrays and objects (JSON Schema 2020-12, Validation, sections 6.4 and 6.5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from .values import Searchable, is_among, is_unique, json_equal, listed, nearest, shown
from .violations import Check, Path, Violation, member, violation, wrong_size


def wrong_array(
    value: Sequence[Any],
    at: Path,
    found: list[Violation],
    schema: str,
    *,
    key: str | None = None,
    min_items: int | None = None,
    max_items: int | None = None,
    unique: bool = False,
) -> None:
    """Report an array of too few or too many items, or of items that repeat."""
    at, schema = member(at, schema, key)
    size, unit = len(value), "item"
    if min_items is not None and size < min_items:
        place = f"{schema}/minItems"
        found.append(wrong_size(value, size, min_items, unit, at, place))
    if max_items is not None and size > max_items:
        place = f"{schema}/maxItems"
        found.append(wrong_size(value, size, max_items, unit, at, place))
    if unique and not is_unique(value):
        found.append(_repeated(value, at, schema))


def wrong_object(
    value: Mapping[str, Any],
    at: Path,
    found: list[Violation],
    schema: str,
    *,
    min_properties: int | None = None,
    max_properties: int | None = None,
) -> None:
    """Report an object of too few or too many properties."""
    size, unit = len(value), "property"
    if min_properties is not None and size < min_properties:
        place = f"{schema}/minProperties"
        found.append(wrong_size(value, size, min_properties, unit, at, place))
    if max_properties is not None and size > max_properties:
        place = f"{schema}/maxProperties"
        found.append(wrong_size(value, size, max_properties, unit, at, place))


def missing(
    value: Mapping[str, Any],
    at: Path,
    found: list[Violation],
    schema: str,
    names: tuple[str, ...],
) -> None:
    """Report `required`."""
    for name in names:
        if name not in value:
            message = f"required property {shown(name)} is missing"
            found.append(violation(value, at, "required", schema, message))


def missing_beside(
    value: Mapping[str, Any],
    at: Path,
    found: list[Violation],
    schema: str,
    name: str,
    needed: tuple[str, ...],
) -> None:
    """Report `dependentRequired`: with `name`, each of `needed` must be there."""
    for other in needed:
        if other not in value:
            message = f"property {shown(name)} needs property {shown(other)} beside it"
            found.append(violation(value, at, "dependentRequired", schema, message))


def unknown_properties(
    value: Mapping[str, Any],
    at: Path,
    found: list[Violation],
    schema: str,
    known: frozenset[str],
    patterns: tuple[Searchable, ...] = (),
) -> None:
    """Report `additionalProperties: false`, beside `patternProperties` if there are any."""
    for name, member_ in value.items():
        if name not in known and not any(entry.search(name) for entry in patterns):
            hint = nearest(name, sorted(known.difference(value)))
            message = f"unknown property {shown(name)}{hint}"
            place, keyword = (at, name), "additionalProperties"
            found.append(violation(member_, place, keyword, schema, message))


def wrong_value(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    values: Collection[object],
    *,
    key: str | None = None,
    keyword: str = "enum",
) -> None:
    """Report `enum` or `const`, with the equality of JSON."""
    if is_among(value, values):
        return
    at, schema = member(at, schema, key)
    allowed = sorted(map(str, values)) if isinstance(values, frozenset) else values
    among = "not one of" if keyword == "enum" else "not"
    message = f"{shown(value)} is {among} {listed(allowed)}"
    if isinstance(value, str):
        message += nearest(
            value, [entry for entry in allowed if isinstance(entry, str)]
        )
    found.append(violation(value, at, keyword, schema, message))


def wrong_contains(
    value: Sequence[Any],
    at: Path,
    found: list[Violation],
    schema: str,
    count: int,
    *,
    minimum: int = 1,
    maximum: int | None = None,
) -> None:
    """Report `contains` with `minContains` and `maxContains`."""
    if count < minimum:
        keyword = "contains" if minimum == 1 else "minContains"
        message = f"{count} items match `contains`, fewer than the minimum {minimum}"
        found.append(violation(value, at, keyword, schema, message))
    if maximum is not None and count > maximum:
        message = f"{count} items match `contains`, more than the maximum {maximum}"
        found.append(violation(value, at, "maxContains", schema, message))


def wrong_names(
    value: Mapping[str, Any],
    at: Path,
    found: list[Violation],
    schema: str,
    check: Check,
) -> None:
    """Report `propertyNames`."""
    for name in value:
        inner: list[Violation] = []
        check(name, (at, name), inner)
        for first in inner[:1]:
            message = f"the name {shown(name)} is not allowed: {first.message}"
            place = (at, name)
            found.append(violation(name, place, "propertyNames", schema, message))


def _repeated(items: Sequence[Any], at: Path, schema: str) -> Violation:
    for index, item in enumerate(items):
        for earlier in range(index):
            if json_equal(items[earlier], item):
                message = f"item {index} repeats item {earlier}: {shown(item)}"
                return violation(item, (at, index), "uniqueItems", schema, message)
    return violation(items, at, "uniqueItems", schema, "items repeat")
