"""One schema instead of several that a value has to fit (JSON Schema 2020-12, `allOf`).

Where two keywords have no common form the first is kept: who uses the result tries its
values on the schema itself.
"""

from collections.abc import Mapping
from dataclasses import replace

from specloom.errors import Location
from specloom.ir.schema import (
    AnySchema,
    BooleanSchema,
    Number,
    Property,
    Reference,
    Schema,
    SimpleType,
    Value,
)

_DEEPEST = 30


def plain_schema(
    schema: AnySchema, schemas: Mapping[Location, AnySchema], depth: int = 0
) -> Schema | None:
    """Follow references and join `allOf`; None for `true`, `false` and what never ends."""
    if depth > _DEEPEST:
        return None
    match schema:
        case BooleanSchema():
            return None
        case Reference(target=target):
            return plain_schema(schemas[target], schemas, depth + 1)
    if not schema.all_of:
        return schema
    joined = replace(schema, all_of=())
    for part in schema.all_of:
        inner = plain_schema(part, schemas, depth + 1)
        joined = combined(joined, inner) if inner is not None else joined
    return joined


def as_object(schema: AnySchema) -> Schema:
    """Give what a schema says of objects, whatever else it lets be."""
    is_object = Schema(at=schema.at, types=("object",))
    return Schema(at=schema.at, all_of=(schema, is_object))


def combined(a: Schema, b: Schema) -> Schema:
    """Give a schema that asks for what both ask for, as far as one can."""
    return replace(
        a,
        types=_common_types(a.types, b.types),
        enum=_common_values(a.enum, b.enum),
        const=a.const or b.const,
        examples=(*a.examples, *b.examples),
        format=a.format or b.format,
        minimum=_most(a.minimum, b.minimum),
        maximum=_least(a.maximum, b.maximum),
        exclusive_minimum=_most(a.exclusive_minimum, b.exclusive_minimum),
        exclusive_maximum=_least(a.exclusive_maximum, b.exclusive_maximum),
        multiple_of=a.multiple_of or b.multiple_of,
        min_length=_whole(_most(a.min_length, b.min_length)),
        max_length=_whole(_least(a.max_length, b.max_length)),
        pattern=a.pattern or b.pattern,
        min_items=_whole(_most(a.min_items, b.min_items)),
        max_items=_whole(_least(a.max_items, b.max_items)),
        unique_items=a.unique_items or b.unique_items,
        prefix_items=a.prefix_items or b.prefix_items,
        items=a.items if a.items is not None else b.items,
        min_properties=_whole(_most(a.min_properties, b.min_properties)),
        required=tuple(dict.fromkeys((*a.required, *b.required))),
        properties=_properties(a, b),
        pattern_properties=(*a.pattern_properties, *b.pattern_properties),
        additional_properties=_further(a, b),
        one_of=a.one_of or b.one_of,
        any_of=a.any_of or b.any_of,
    )


def _common_types(
    a: tuple[SimpleType, ...], b: tuple[SimpleType, ...]
) -> tuple[SimpleType, ...]:
    if not a or not b:
        return a or b
    common = [name for name in a if name in b or (name == "integer" and "number" in b)]
    if "number" in a and "integer" in b and "integer" not in common:
        common.append("integer")
    return tuple(common)


def _common_values(
    a: tuple[Value, ...] | None, b: tuple[Value, ...] | None
) -> tuple[Value, ...] | None:
    if a is None or b is None:
        return b if a is None else a
    return tuple(value for value in a if value in b)


def _properties(a: Schema, b: Schema) -> tuple[Property, ...]:
    joined = {entry.name: entry for entry in a.properties}
    for entry in b.properties:
        first = joined.get(entry.name, entry)
        at = first.schema.at.child("allOf", entry.schema.at.pointer)
        both = Schema(at=at, all_of=(first.schema, entry.schema))
        is_same = first.schema == entry.schema
        joined[entry.name] = entry if is_same else Property(entry.name, both)
    return tuple(joined.values())


def _further(a: Schema, b: Schema) -> AnySchema | None:
    first, second = a.additional_properties, b.additional_properties
    return second if first is None else first


def _most(a: Number | None, b: Number | None) -> Number | None:
    given = [value for value in (a, b) if value is not None]
    return max(given, default=None)


def _least(a: Number | None, b: Number | None) -> Number | None:
    given = [value for value in (a, b) if value is not None]
    return min(given, default=None)


def _whole(value: Number | None) -> int | None:
    return None if value is None else int(value)
