"""What several schemas say together of one value that all of them apply to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .pools import PATTERNS

Facet = dict[str, Any]
"""One of the schemas, without those inside it that apply to the same value."""

KEYWORDS_OF: Mapping[str, frozenset[str]] = {
    "number": frozenset(
        ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]
    ),
    "string": frozenset(["minLength", "maxLength", "pattern"]),
    "array": frozenset(
        [
            "items",
            "prefixItems",
            "additionalItems",
            "contains",
            "minItems",
            "maxItems",
            "uniqueItems",
            "unevaluatedItems",
        ]
    ),
    "object": frozenset(
        [
            "properties",
            "patternProperties",
            "additionalProperties",
            "required",
            "propertyNames",
            "minProperties",
            "maxProperties",
            "unevaluatedProperties",
        ]
    ),
}


def constant(facet: Facet) -> list[Any]:
    return [facet["const"]] if "const" in facet else []


def both_allow(first: set[str], second: set[str]) -> set[str]:
    common = first & second
    if {"number", "integer"} <= first | second:
        common.add("integer")
    return common


def most(facets: list[Facet], keyword: str, pick: Any) -> Any:
    found = [
        facet[keyword]
        for facet in facets
        if keyword in facet and not isinstance(facet[keyword], bool)
    ]
    return pick(found) if found else None


def item(facet: Facet, place: int) -> Any:
    """Give the schema for the item at a place."""
    first, rest = facet.get("prefixItems"), facet.get("items")
    if isinstance(rest, list):
        first, rest = rest, facet.get("additionalItems")
    if first is not None and place < len(first):
        return first[place]
    return rest if rest is not None else facet.get("unevaluatedItems")


def member(facet: Facet, name: str) -> list[Any]:
    """Give the schemas for the property of a name."""
    found = [facet["properties"][name]] if name in facet.get("properties", {}) else []
    for pattern, schema in facet.get("patternProperties", {}).items():
        if name in PATTERNS[pattern]:
            found.append(schema)
    more = facet.get("additionalProperties", facet.get("unevaluatedProperties"))
    return found or [more]
