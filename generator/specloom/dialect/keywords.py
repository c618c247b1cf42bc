"""The keywords of one schema in any dialect → `ir.Schema` in the words of 2020-12."""

from collections.abc import Callable
from typing import TypeGuard, TypeVar, get_args

from specloom.dialect.node import Node
from specloom.ir.schema import (
    AnySchema,
    Dependency,
    PatternProperty,
    Property,
    Schema,
    SimpleType,
    Value,
)

_SIMPLE_TYPES = frozenset(get_args(SimpleType))
_Bound = int | float | None
Kind = TypeVar("Kind", str, bool)

Lower = Callable[[Node, tuple[str | int, ...], object], AnySchema]
"""Lowers what a schema has at some tokens."""


def lower_keywords(
    node: Node, references: tuple[AnySchema, ...], lower: Lower
) -> Schema:
    """Lower a schema; `references` are the schemas that apply to the same value."""
    minimum, exclusive_minimum = _bounds(node, "minimum", "exclusiveMinimum")
    maximum, exclusive_maximum = _bounds(node, "maximum", "exclusiveMaximum")
    prefix_items, items = _items(node, lower)
    return Schema(
        at=node.at,
        types=_types(node),
        enum=_enum(node),
        const=Value(node.json("const")) if node.has("const") else None,
        minimum=minimum,
        maximum=maximum,
        exclusive_minimum=exclusive_minimum,
        exclusive_maximum=exclusive_maximum,
        multiple_of=node.positive("multipleOf"),
        min_length=node.count("minLength"),
        max_length=node.count("maxLength"),
        pattern=node.text("pattern"),
        min_items=node.count("minItems"),
        max_items=node.count("maxItems"),
        unique_items=node.flag("uniqueItems"),
        prefix_items=prefix_items,
        items=items,
        contains=_sub(node, "contains", lower),
        min_contains=node.count("minContains"),
        max_contains=node.count("maxContains"),
        min_properties=node.count("minProperties"),
        max_properties=node.count("maxProperties"),
        required=node.texts("required"),
        properties=tuple(
            Property(name, lower(node, ("properties", name), value))
            for name, value in node.members("properties")
        ),
        pattern_properties=tuple(
            PatternProperty(name, lower(node, ("patternProperties", name), value))
            for name, value in node.members("patternProperties")
        ),
        additional_properties=_sub(node, "additionalProperties", lower),
        property_names=_sub(node, "propertyNames", lower),
        dependencies=_dependencies(node, lower),
        all_of=(*references, *_group(node, "allOf", lower)),
        any_of=_group(node, "anyOf", lower),
        one_of=_group(node, "oneOf", lower),
        not_=_sub(node, "not", lower),
        if_=_sub(node, "if", lower),
        then=_sub(node, "then", lower),
        else_=_sub(node, "else", lower),
        unevaluated_properties=_sub(node, "unevaluatedProperties", lower),
        unevaluated_items=_sub(node, "unevaluatedItems", lower),
        format=_annotation(node, "format", str) or "",
        read_only=_annotation(node, "readOnly", bool) is True,
        write_only=_annotation(node, "writeOnly", bool) is True,
        asserted_format=_asserted_format(node),
        asserted_content=_asserted_content(node),
        contains_evaluates=node.scope.dialect.contains_evaluates,
    )


def _enum(node: Node) -> tuple[Value, ...] | None:
    if not node.has("enum"):
        return None
    node.json("enum")
    return tuple(map(Value, node.list("enum")))


def _annotation(node: Node, keyword: str, type_: type[Kind]) -> Kind | None:
    """Give what a schema says of itself, in whichever dialect that means nothing."""
    value = node.value.get(keyword) if isinstance(node.value, dict) else None
    return value if isinstance(value, type_) else None


def _asserted_format(node: Node) -> str:
    return (node.text("format") or "") if node.scope.asserts_formats else ""


def _asserted_content(node: Node) -> tuple[str, str]:
    """Give `contentEncoding` and `contentMediaType`; draft 7 alone lets them assert."""
    if not node.scope.asserts_formats:
        return "", ""
    return node.text("contentEncoding") or "", node.text("contentMediaType") or ""


def _types(node: Node) -> tuple[SimpleType, ...]:
    if not node.has("type"):
        return ()
    written = node.member("type")
    names = written if isinstance(written, list) else [written]
    known = [name for name in names if _is_simple_type(name)]
    if len(known) < len(names) or not known:
        raise node.wrong("type", f"one or more of {', '.join(get_args(SimpleType))}")
    if node.flag("nullable"):
        known.append("null")
    return tuple(dict.fromkeys(known))


def _is_simple_type(name: object) -> TypeGuard[SimpleType]:
    return isinstance(name, str) and name in _SIMPLE_TYPES


def _bounds(node: Node, inclusive: str, exclusive: str) -> tuple[_Bound, _Bound]:
    """Give the inclusive and the exclusive bound; draft 4 makes one exclusive with a flag."""
    bound = node.number(inclusive)
    if not node.scope.dialect.boolean_bounds:
        return bound, node.number(exclusive)
    return (None, bound) if node.flag(exclusive) else (bound, None)


def _items(node: Node, lower: Lower) -> tuple[tuple[AnySchema, ...], AnySchema | None]:
    """Lower `prefixItems` and `items`; an array of `items` is the older spelling."""
    dialect = node.scope.dialect
    if dialect.lists_in_items and isinstance(node.member("items"), list):
        return _group(node, "items", lower), _sub(node, "additionalItems", lower)
    return _group(node, "prefixItems", lower), _sub(node, "items", lower)


def _sub(node: Node, keyword: str, lower: Lower) -> AnySchema | None:
    if not node.has(keyword):
        return None
    return lower(node, (keyword,), node.member(keyword))


def _group(node: Node, keyword: str, lower: Lower) -> tuple[AnySchema, ...]:
    return tuple(
        lower(node, (keyword, number), value)
        for number, value in enumerate(node.list(keyword))
    )


def _dependencies(node: Node, lower: Lower) -> tuple[Dependency, ...]:
    return tuple(
        _dependency(node, keyword, name, value, lower)
        for keyword in ("dependencies", "dependentRequired", "dependentSchemas")
        for name, value in node.members(keyword)
    )


def _dependency(
    node: Node, keyword: str, name: str, value: object, lower: Lower
) -> Dependency:
    if keyword == "dependentSchemas" or not isinstance(value, list):
        return Dependency(name, schema=lower(node, (keyword, name), value))
    needed = tuple(other for other in value if isinstance(other, str))
    if len(needed) < len(value):
        raise node.wrong(keyword, "an object of arrays of strings")
    return Dependency(name, needed=needed)
