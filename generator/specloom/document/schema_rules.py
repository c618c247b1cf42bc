"""Find Schema Objects that no value can satisfy, or whose words disagree.

JSON Schema 2020-12 (validation, sections 6.1 and 6.5) and OpenAPI 3.0.4, Schema Object.
"""

from collections.abc import Iterator
from typing import Any

from specloom.document.finding import Finding, Rule
from specloom.document.objects import Node
from specloom.document.resolve import References
from specloom.document.values import identity, is_type, shown

_COMPOSING = frozenset(
    {"$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "if", "patternProperties"}
)
_BRANCHES = frozenset({"allOf", "anyOf", "oneOf", "not", "if", "then", "else"})


def enum_repeated(node: Node, _: References) -> Iterator[Finding]:
    """Report an `enum` with equal items, at the first item that repeats another."""
    seen: dict[Any, int] = {}
    repeats = [
        (index, first)
        for index, value in enumerate(_enum(node))
        if (first := seen.setdefault(identity(value), index)) != index
    ]
    if repeats:
        index, first = repeats[0]
        message = f"the enum value {shown(_enum(node)[index])} repeats item {first}"
        surplus = ", ".join(str(each) for each, _ in repeats)
        hint = f"remove {'items' if repeats[1:] else 'item'} {surplus}"
        yield Finding("enum-repeated", message, ("enum", index), hint=hint)


def enum_type(node: Node, _: References) -> Iterator[Finding]:
    """Report items of `enum` that `type` does not allow."""
    types = _types(node.value)
    for index, value in enumerate(_enum(node) if types else ()):
        if not _fits(value, types):
            message = f"the enum value {shown(value)} is not of type {_either(types)}"
            yield Finding("enum-type", message, ("enum", index))


def default_fits(node: Node, _: References) -> Iterator[Finding]:
    """Report a `default` that the schema itself does not allow."""
    if "default" not in node.value:
        return
    default, types, enum = node.value["default"], _types(node.value), _enum(node)
    if types and not _fits(default, types):
        message = f"the default {shown(default)} is not of type {_either(types)}"
        yield Finding("default-type", message, ("default",))
    elif enum and identity(default) not in map(identity, enum):
        if default is None and "null" in types:
            return
        message = f"the default {shown(default)} is not among the enum values"
        yield Finding("default-enum", message, ("default",))


def required_defined(node: Node, _: References) -> Iterator[Finding]:
    """Report names in `required` that `properties` does not define."""
    required, properties = node.value.get("required"), node.value.get("properties")
    if not isinstance(required, list) or node.value.keys() & _COMPOSING:
        return
    is_closed = node.value.get("additionalProperties") is False
    if not is_closed and (not properties or _is_branch(node)):
        return
    for index, name in enumerate(required):
        if isinstance(name, str) and name not in (properties or {}):
            yield _undefined(name, index, is_closed=is_closed)


def nullable_type(node: Node, references: References) -> Iterator[Finding]:
    """Report a `nullable` that says nothing, or no more (OpenAPI 3.0.4, Schema Object)."""
    field = "x-nullable" if references.entry.is_swagger else "nullable"
    if node.value.get(field) is not True:
        return
    if references.entry.has_siblings:
        message = "there is no 'nullable' since 3.1"
        hint = "add 'null' to the list 'type'"
        yield Finding("nullable", message, (field,), "info", hint)
    elif "type" not in node.value:
        message = f"'{field}' says nothing without 'type' beside it"
        yield Finding("nullable", message, (field,), "info")


def _undefined(name: str, index: int, *, is_closed: bool) -> Finding:
    message = f"the required property {shown(name)} is not defined in properties"
    tokens = ("required", index)
    if is_closed:
        message += ", and additionalProperties is false: no value is valid"
        return Finding("required-undefined", message, tokens)
    return Finding("required-undefined", message, tokens, "info")


def _is_branch(node: Node) -> bool:
    above = node.trail
    while above is not None and above[1].isdigit():
        above = above[0]
    return above is not None and above[1] in _BRANCHES


def _enum(node: Node) -> list[Any]:
    enum = node.value.get("enum")
    return enum if isinstance(enum, list) else []


def _types(schema: dict[str, Any]) -> tuple[str, ...]:
    found = schema.get("type")
    types = found if isinstance(found, list) else [found]
    names = tuple(name for name in types if isinstance(name, str))
    is_nullable = schema.get("nullable", schema.get("x-nullable")) is True
    return (*names, "null") if names and is_nullable else names


def _fits(value: Any, types: tuple[str, ...]) -> bool:
    return any(is_type(value, type_) for type_ in types)


def _either(types: tuple[str, ...]) -> str:
    return " or ".join(shown(type_) for type_ in types)


SCHEMA_RULES: tuple[Rule, ...] = (
    enum_repeated,
    enum_type,
    default_fits,
    required_defined,
    nullable_type,
)
