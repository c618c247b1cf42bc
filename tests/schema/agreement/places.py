"""Which schemas stand inside another, and their JSON Pointers (RFC 6901)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

_SINGLE = (
    *("items", "additionalItems", "contains", "additionalProperties", "propertyNames"),
    *("not", "if"),
)
_LISTS = ("allOf", "anyOf", "oneOf", "items")
_MAPS = ("properties", "patternProperties")
_TO_OTHERS = ("$ref", "$dynamicRef", "$recursiveRef", "$id", "id")


def inside(schema: dict[str, Any], pointer: str) -> Iterator[tuple[str, Any]]:
    """Yield the schemas inside one that refer to no other, so that they cannot loop."""
    for token, inner in _parts(schema):
        place = f"{pointer}/{token}"
        if not _leads_on(inner):
            yield place, inner
        if isinstance(inner, dict):
            yield from inside(inner, place)


def _parts(schema: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for keyword, value in schema.items():
        if keyword in _SINGLE and isinstance(value, dict | bool):
            yield keyword, value
        elif keyword in _LISTS and isinstance(value, list):
            for number, inner in enumerate(value):
                yield f"{keyword}/{number}", inner
        elif keyword in _MAPS:
            for name, inner in value.items():
                escaped = name.replace("~", "~0").replace("/", "~1")
                yield f"{keyword}/{quote(escaped)}", inner


def _leads_on(value: Any) -> bool:
    if isinstance(value, dict):
        is_known = any(keyword in value for keyword in _TO_OTHERS)
        return is_known or any(map(_leads_on, value.values()))
    return isinstance(value, list) and any(map(_leads_on, value))
