"""Where schemas stand inside a schema, keyword by keyword (JSON Schema, Core, section 10)."""

from collections.abc import Iterator

from specloom.dialect.dialects import Dialect

_SINGLE = (
    "additionalItems",
    "additionalProperties",
    "contains",
    "else",
    "if",
    "items",
    "not",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
)
_LISTS = ("allOf", "anyOf", "items", "oneOf", "prefixItems")
_MAPS = (
    "$defs",
    "definitions",
    "dependencies",
    "dependentSchemas",
    "patternProperties",
    "properties",
)

Position = tuple[tuple[str | int, ...], object]


def positions(schema: dict[str, object], dialect: Dialect) -> Iterator[Position]:
    """Yield the tokens and the value of each schema directly inside one."""
    for keyword in _SINGLE:
        if keyword in dialect.keywords and isinstance(schema.get(keyword), dict | bool):
            yield (keyword,), schema[keyword]
    for keyword in _LISTS:
        values = schema.get(keyword)
        if keyword in dialect.keywords and isinstance(values, list):
            yield from (((keyword, number), v) for number, v in enumerate(values))
    for keyword in _MAPS:
        members = schema.get(keyword)
        if keyword in dialect.keywords and isinstance(members, dict):
            yield from (((keyword, name), v) for name, v in members.items())
