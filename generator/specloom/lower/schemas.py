"""OpenAPI 3.0.4 / 3.1.1, Schema Object → `ir.Schema` in the words of JSON Schema 2020-12.

Differences of 3.0 end here: `nullable`, boolean `exclusiveMinimum`, ignored siblings of
`$ref`, `example`.
"""

from dataclasses import replace
from typing import TypeGuard, get_args

from specloom.errors import Location
from specloom.ir.schema import (
    AnySchema,
    BooleanSchema,
    Dependency,
    Discriminator,
    PatternProperty,
    Property,
    Reference,
    Schema,
    SimpleType,
    Value,
)
from specloom.lower.enums import (
    descriptions_of_values,
    listed_values,
    names_of_values,
)
from specloom.lower.node import Node
from specloom.lower.nullable import is_nullable_composition, or_null
from specloom.lower.references import Follower

_SIMPLE_TYPES = frozenset(get_args(SimpleType))
_REFERENCES = frozenset({"$ref", "$dynamicRef"})
_ANNOTATION_SIBLINGS = frozenset(
    {"description", "summary", "title", "deprecated", "example"}
)


def lower_schema(node: Node, follower: Follower) -> AnySchema:
    """Lower the Schema Object, Reference Object or boolean schema at a node."""
    if isinstance(node.value, bool):
        return BooleanSchema(node.at, node.value)
    if not node.is_object:
        return BooleanSchema(node.at, True)
    if isinstance(ref := node.member("$ref"), str):
        return _lower_reference(node, follower.target(ref, node.at), follower)
    if not follower.is_3_0 and isinstance(ref := node.member("$dynamicRef"), str):
        return _lower_reference(node, follower.dynamic_target(ref, node.at), follower)
    schema = _lower_keywords(node, follower)
    return or_null(schema) if is_nullable_composition(node, schema) else schema


def _lower_reference(
    node: Node, target: Location | None, follower: Follower
) -> AnySchema:
    if target is None:
        return BooleanSchema(node.at, True)
    reference = Reference(
        node.at, target, node.text("description"), node.flag("deprecated")
    )
    if follower.is_3_0 or not _asserting_siblings(node):
        return reference
    siblings = _lower_keywords(node, follower)
    beside = replace(siblings, unevaluated_properties=None, unevaluated_items=None)
    return Schema(
        at=node.at,
        title=siblings.title,
        description=reference.description,
        default=siblings.default,
        deprecated=reference.deprecated,
        read_only=siblings.read_only,
        write_only=siblings.write_only,
        all_of=(Reference(node.at.child("$ref"), target), beside),
        # These look at what the reference evaluates, too.
        unevaluated_properties=siblings.unevaluated_properties,
        unevaluated_items=siblings.unevaluated_items,
    )


def _asserting_siblings(node: Node) -> bool:
    keys = set(node.value) if isinstance(node.value, dict) else set()
    return any(
        not key.startswith("x-") for key in keys - _REFERENCES - _ANNOTATION_SIBLINGS
    )


def _lower_keywords(node: Node, follower: Follower) -> Schema:
    minimum, exclusive_minimum = _bounds(node, "minimum", "exclusiveMinimum")
    maximum, exclusive_maximum = _bounds(node, "maximum", "exclusiveMaximum")
    prefix_items, items = _items(node, follower)
    return Schema(
        at=node.at,
        title=node.text("title"),
        description=node.text("description"),
        default=_value(node, "default"),
        examples=_examples(node),
        deprecated=node.flag("deprecated"),
        read_only=node.flag("readOnly"),
        write_only=node.flag("writeOnly"),
        format=node.text("format"),
        content_encoding=node.text("contentEncoding"),
        content_media_type=node.text("contentMediaType"),
        types=_types(node),
        enum=listed_values(node),
        enum_names=names_of_values(node),
        enum_descriptions=descriptions_of_values(node),
        const=_value(node, "const"),
        minimum=minimum,
        maximum=maximum,
        exclusive_minimum=exclusive_minimum,
        exclusive_maximum=exclusive_maximum,
        multiple_of=_positive(node.number("multipleOf")),
        min_length=node.count("minLength"),
        max_length=node.count("maxLength"),
        pattern=node.text("pattern") or None,
        min_items=node.count("minItems"),
        max_items=node.count("maxItems"),
        unique_items=node.flag("uniqueItems"),
        prefix_items=prefix_items,
        items=items,
        contains=_sub(node, "contains", follower),
        min_contains=node.count("minContains"),
        max_contains=node.count("maxContains"),
        min_properties=node.count("minProperties"),
        max_properties=node.count("maxProperties"),
        required=node.texts("required"),
        properties=tuple(
            Property(name, lower_schema(child, follower))
            for name, child in node.entries("properties")
        ),
        pattern_properties=tuple(
            PatternProperty(pattern, lower_schema(child, follower))
            for pattern, child in node.entries("patternProperties")
        ),
        additional_properties=_sub(node, "additionalProperties", follower),
        property_names=_sub(node, "propertyNames", follower),
        dependencies=_dependencies(node, follower),
        all_of=_group(node, "allOf", follower),
        any_of=_group(node, "anyOf", follower),
        one_of=_group(node, "oneOf", follower),
        not_=_sub(node, "not", follower),
        if_=_sub(node, "if", follower),
        then=_sub(node, "then", follower),
        else_=_sub(node, "else", follower),
        unevaluated_properties=_sub(node, "unevaluatedProperties", follower),
        unevaluated_items=_sub(node, "unevaluatedItems", follower),
        discriminator=_discriminator(node, follower),
    )


def _types(node: Node) -> tuple[SimpleType, ...]:
    written = node.member("type")
    names = [written] if isinstance(written, str) else written
    if not isinstance(names, list):
        return ()
    known = [name for name in names if _is_simple_type(name)]
    if known and node.flag("nullable"):
        known.append("null")
    return tuple(dict.fromkeys(known))


def _is_simple_type(name: object) -> TypeGuard[SimpleType]:
    return isinstance(name, str) and name in _SIMPLE_TYPES


def _bounds(
    node: Node, inclusive: str, exclusive: str
) -> tuple[int | float | None, int | float | None]:
    """Give the inclusive and the exclusive bound; 3.0 makes one exclusive with a boolean."""
    bound = node.number(inclusive)
    if node.flag(exclusive):
        return None, bound
    return bound, node.number(exclusive)


def _positive(number: int | float | None) -> int | float | None:
    return number if number is not None and number > 0 else None


def _value(node: Node, key: str) -> Value | None:
    return Value(node.member(key)) if node.has(key) else None


def _examples(node: Node) -> tuple[Value, ...]:
    written = [Value(child.value) for child in node.elements("examples")]
    single = [Value(node.member("example"))] if node.has("example") else []
    return tuple(single + written)


def _items(
    node: Node, follower: Follower
) -> tuple[tuple[AnySchema, ...], AnySchema | None]:
    """Lower `prefixItems` and `items`; an array of `items` is the older spelling of the former."""
    if isinstance(node.member("items"), list):
        rest = _sub(node, "additionalItems", follower)
        return _group(node, "items", follower), rest
    return _group(node, "prefixItems", follower), _sub(node, "items", follower)


def _sub(node: Node, key: str, follower: Follower) -> AnySchema | None:
    if not isinstance(node.member(key), (dict, bool)):
        return None
    return lower_schema(node.child(key), follower)


def _group(node: Node, key: str, follower: Follower) -> tuple[AnySchema, ...]:
    return tuple(lower_schema(child, follower) for child in node.elements(key))


def _dependencies(node: Node, follower: Follower) -> tuple[Dependency, ...]:
    required = node.child("dependentRequired")
    return (
        *(
            Dependency(name, needed=required.texts(name))
            for name, _ in node.entries("dependentRequired")
        ),
        *(
            Dependency(name, schema=lower_schema(child, follower))
            for name, child in node.entries("dependentSchemas")
        ),
    )


def _discriminator(node: Node, follower: Follower) -> Discriminator | None:
    if not node.has("discriminator"):
        return None
    child = node.child("discriminator")
    name = child.text("propertyName")
    if not name:
        return None
    mapping: list[tuple[str, Location]] = []
    for value, target_node in child.entries("mapping"):
        target = follower.mapped_schema(target_node)
        if target is not None:
            mapping.append((value, target))
    default = child.child("defaultMapping")
    return Discriminator(
        name,
        tuple(mapping),
        follower.mapped_schema(default) if default.value is not None else None,
    )
