"""Questions about a schema's keywords that decide how its check is written."""

from collections.abc import Mapping
from dataclasses import replace

from specloom.ir.schema import AnySchema, Number, Schema, SimpleType

NUMBER_KEYWORDS = (
    "minimum",
    "maximum",
    "exclusive_minimum",
    "exclusive_maximum",
    "multiple_of",
)
_PYTHON_TYPES: Mapping[type, SimpleType] = {
    str: "string",
    bool: "boolean",
    type(None): "null",
}


def number_keywords(schema: Schema) -> dict[str, Number]:
    """Give the keywords for numbers that a schema has."""
    found = {name: getattr(schema, name) for name in NUMBER_KEYWORDS}
    return {name: value for name, value in found.items() if value is not None}


def has_string_keywords(schema: Schema) -> bool:
    """Tell whether any keyword is about strings."""
    lengths = schema.min_length is not None or schema.max_length is not None
    return bool(schema.pattern) or lengths


def has_array_sizes(schema: Schema) -> bool:
    """Tell whether any keyword is about an array as a whole."""
    sizes = schema.min_items is not None or schema.max_items is not None
    return sizes or schema.unique_items


def has_array_keywords(schema: Schema) -> bool:
    """Tell whether any keyword is about arrays."""
    items = schema.items is not None or schema.contains is not None
    return bool(schema.prefix_items) or items or has_array_sizes(schema)


def has_items(schema: AnySchema) -> bool:
    """Tell whether the check of a schema looks at every item of an array."""
    return isinstance(schema, Schema) and schema.items is not None


def has_object_sizes(schema: Schema) -> bool:
    """Tell whether any keyword counts properties."""
    return schema.min_properties is not None or schema.max_properties is not None


def has_object_keywords(schema: Schema) -> bool:
    """Tell whether any keyword is about objects."""
    return has_object_sizes(schema) or bool(
        schema.properties
        or schema.required
        or schema.pattern_properties
        or schema.dependencies
        or schema.additional_properties is not None
        or schema.property_names is not None
    )


def has_applicators(schema: Schema) -> bool:
    """Tell whether any keyword applies other schemas to the same value."""
    has_single = schema.not_ is not None or schema.if_ is not None
    has_group = bool(schema.all_of or schema.any_of or schema.one_of)
    return has_single or has_group or has_unevaluated(schema)


def has_unevaluated(schema: Schema) -> bool:
    """Tell whether any keyword is about what no other keyword looks at."""
    properties, items = schema.unevaluated_properties, schema.unevaluated_items
    return properties is not None or items is not None


def values_imply(name: SimpleType, schema: Schema) -> bool:
    """Tell whether `enum` or `const` allows values of one type only, and so says it all."""
    values = schema.enum if schema.const is None else (schema.const,)
    if values is None or has_string_keywords(schema):
        return False
    return all(_PYTHON_TYPES.get(type(value.json)) == name for value in values)


def is_one_call(schema: Schema) -> bool:
    """Tell whether the check of a schema is a single call that can stand anywhere."""
    types = [name for name in schema.types if name != "null"]
    if has_applicators(schema) or schema.asserted_format or len(types) > 1:
        return False
    has_values = schema.enum is not None or schema.const is not None
    if has_values and "null" in schema.types:
        return False
    if not types:
        return not _has_any_keywords(schema)
    match types[0]:
        case "object":
            return not has_object_keywords(schema) and not has_values
        case "array":
            return _is_simple_array(schema) and not has_values
    return not has_values or values_imply(types[0], schema)


def _has_any_keywords(schema: Schema) -> bool:
    return (
        has_string_keywords(schema)
        or has_array_keywords(schema)
        or has_object_keywords(schema)
        or bool(number_keywords(schema))
    )


def _is_simple_array(schema: Schema) -> bool:
    items = schema.items
    is_simple = items is None or not isinstance(items, Schema) or is_one_call(items)
    return is_simple and not schema.prefix_items and schema.contains is None


def is_nullable(schema: AnySchema) -> bool:
    """Tell whether null needs no check: it is one of the types and nothing excludes it."""
    if not isinstance(schema, Schema) or not is_one_call(schema):
        return False
    return "null" in schema.types and len(schema.types) > 1


def without_null(schema: AnySchema) -> AnySchema:
    """Give the schema of what is not null, where the caller has looked for null."""
    if not isinstance(schema, Schema) or not is_nullable(schema):
        return schema
    return replace(schema, types=tuple(name for name in schema.types if name != "null"))
