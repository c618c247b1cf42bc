"""OpenAPI 3.0.4 / 3.1.1, Schema Object → `ir.Schema` in the words of JSON Schema 2020-12.

Differences of 3.0 end here: `nullable`, boolean `exclusiveMinimum`, ignored siblings of
`$ref`, `example`.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

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
)
from specloom.lower.keywords import PLAIN, Field, Keywords
from specloom.lower.node import Node
from specloom.lower.nullable import is_nullable_composition, or_null
from specloom.lower.references import Follower

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
    return Schema(at=node.at, **_KEYWORDS.read(node, follower))


def _prefix_items(node: Node, follower: Follower) -> tuple[AnySchema, ...]:
    """Lower `prefixItems`; an array of `items` is its older spelling."""
    is_older = isinstance(node.member("items"), list)
    return _group(node, "items" if is_older else "prefixItems", follower)


def _rest_items(node: Node, follower: Follower) -> AnySchema | None:
    """Lower `items`, which beside the older spelling is `additionalItems`."""
    is_older = isinstance(node.member("items"), list)
    return _sub(node, "additionalItems" if is_older else "items", follower)


def _properties(node: Node, follower: Follower) -> tuple[Property, ...]:
    return tuple(
        Property(name, lower_schema(child, follower))
        for name, child in node.entries("properties")
    )


def _pattern_properties(node: Node, follower: Follower) -> tuple[PatternProperty, ...]:
    return tuple(
        PatternProperty(pattern, lower_schema(child, follower))
        for pattern, child in node.entries("patternProperties")
    )


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


def _inside(name: str, key: str, read: Callable[[Node, str, Follower], Any]) -> Field:
    """Read a field from a keyword that holds schemas."""
    return name, (key,), lambda node, follower: read(node, key, follower)


# In the order in which the targets of references are met.
_KEYWORDS = Keywords(
    (
        *PLAIN,
        ("prefix_items", ("items", "prefixItems"), _prefix_items),
        ("items", ("items",), _rest_items),
        _inside("contains", "contains", _sub),
        ("properties", ("properties",), _properties),
        ("pattern_properties", ("patternProperties",), _pattern_properties),
        _inside("additional_properties", "additionalProperties", _sub),
        _inside("property_names", "propertyNames", _sub),
        ("dependencies", ("dependentRequired", "dependentSchemas"), _dependencies),
        _inside("all_of", "allOf", _group),
        _inside("any_of", "anyOf", _group),
        _inside("one_of", "oneOf", _group),
        _inside("not_", "not", _sub),
        _inside("if_", "if", _sub),
        _inside("then", "then", _sub),
        _inside("else_", "else", _sub),
        _inside("unevaluated_properties", "unevaluatedProperties", _sub),
        _inside("unevaluated_items", "unevaluatedItems", _sub),
        ("discriminator", ("discriminator",), _discriminator),
    )
)
