"""Questions about a schema's keywords that decide how its check is written."""

from collections.abc import Mapping
from dataclasses import replace

from specloom.ir.schema import AnySchema, Number, Reference, Schema, SimpleType

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
    has_asserted = bool(schema.asserted_format) or any(schema.asserted_content)
    return bool(schema.pattern) or has_asserted or lengths


def has_values(schema: Schema) -> bool:
    """Tell whether `enum` or `const` names the values."""
    return schema.enum is not None or schema.const is not None


def says_more_than_type(schema: Schema) -> bool:
    """Tell whether a schema without parts has any keyword beside `type`."""
    has_keywords = has_string_keywords(schema) or bool(number_keywords(schema))
    return has_keywords or has_values(schema)


def has_array_sizes(schema: Schema) -> bool:
    """Tell whether any keyword is about an array as a whole."""
    sizes = schema.min_items is not None or schema.max_items is not None
    return sizes or schema.unique_items


def has_array_keywords(schema: Schema) -> bool:
    """Tell whether any keyword is about arrays."""
    items = schema.items is not None or schema.contains is not None
    return bool(schema.prefix_items) or items or has_array_sizes(schema)


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
    has_rest = schema.unevaluated_properties is not None
    return has_single or has_group or has_rest or schema.unevaluated_items is not None


def is_leaf(schema: AnySchema) -> bool:
    """Tell whether one condition says all of a schema: it has no parts and no branches."""
    if not isinstance(schema, Schema) or has_applicators(schema):
        return False
    return not has_array_keywords(schema) and not has_object_keywords(schema)


def is_plain_array(schema: AnySchema) -> bool:
    """Tell whether a schema is an array that a loop checks where it stands."""
    if not isinstance(schema, Schema) or has_applicators(schema) or has_values(schema):
        return False
    if without_null(schema).types != ("array",):
        return False
    is_simple = not schema.prefix_items and schema.contains is None
    items = schema.items
    return is_simple and (not isinstance(items, Schema) or is_leaf(items))


def values_imply(name: SimpleType, schema: Schema) -> bool:
    """Tell whether `enum` or `const` allows values of one type only, and so says it all."""
    values = schema.listed
    if values is None or has_string_keywords(schema):
        return False
    return all(_PYTHON_TYPES.get(type(value.json)) == name for value in values)


def is_nullable(schema: Schema) -> bool:
    """Tell whether null is one of several types, and nothing else excludes it."""
    several = "null" in schema.types and len(schema.types) > 1
    return several and not has_values(schema) and not has_applicators(schema)


def without_null(schema: Schema) -> Schema:
    """Give the schema of what is not null, where null needs no check."""
    if not is_nullable(schema):
        return schema
    return replace(schema, types=tuple(name for name in schema.types if name != "null"))


def is_secret(schema: AnySchema) -> bool:
    """Tell whether a message must not show the value (OpenAPI 3.1.1, 4.8.24.2)."""
    if not isinstance(schema, Schema):
        return False
    if schema.write_only or schema.format == "password":
        return True
    parts = (part for part in schema.all_of if not isinstance(part, Reference))
    return any(map(is_secret, parts))
