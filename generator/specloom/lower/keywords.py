"""JSON Schema 2020-12: the keywords that hold no schemas, and how each is read."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, TypeGuard, get_args

from specloom.ir.schema import SimpleType, Value
from specloom.lower.enums import (
    descriptions_of_values,
    listed_values,
    names_of_values,
)
from specloom.lower.node import Node
from specloom.lower.references import Follower

Field: TypeAlias = tuple[str, tuple[str, ...], Callable[[Node, Follower], Any]]
"""A field of a Schema, the keywords it is read from, and how it is read."""

_SIMPLE_TYPES = frozenset(get_args(SimpleType))
_MINIMUM = ("minimum", "exclusiveMinimum")
_MAXIMUM = ("maximum", "exclusiveMaximum")
_VALUE_NAMES = ("x-enum-varnames", "x-enumNames")
_VALUE_TEXTS = ("x-enum-descriptions", "x-enumDescriptions")


class Keywords:
    """The fields of a Schema, of which a schema's own keywords choose a few."""

    def __init__(self, fields: tuple[Field, ...]) -> None:
        """Take all fields, in the order in which they are read."""
        self._fields = fields
        self._numbers: dict[str, tuple[int, ...]] = {}
        for number, (_, keys, _) in enumerate(fields):
            for key in keys:
                self._numbers[key] = (*self._numbers.get(key, ()), number)

    def read(self, node: Node, follower: Follower) -> Mapping[str, Any]:
        """Read the fields whose keywords are there: few of many, in most schemas."""
        keys = node.value if isinstance(node.value, dict) else {}
        numbers = {number for key in keys for number in self._numbers.get(key, ())}
        present = (self._fields[number] for number in sorted(numbers))
        return {name: read(node, follower) for name, _, read in present}


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


def _of(name: str, key: str, read: Callable[[Node, str], Any]) -> Field:
    """Read a field from one keyword."""
    return name, (key,), lambda node, _: read(node, key)


def _from(name: str, keys: tuple[str, ...], read: Callable[[Node], Any]) -> Field:
    """Read a field from keywords that go together."""
    return name, keys, lambda node, _: read(node)


PLAIN: tuple[Field, ...] = (
    _of("title", "title", Node.text),
    _of("description", "description", Node.text),
    _of("default", "default", _value),
    _from("examples", ("example", "examples"), _examples),
    _of("deprecated", "deprecated", Node.flag),
    _of("read_only", "readOnly", Node.flag),
    _of("write_only", "writeOnly", Node.flag),
    _of("format", "format", Node.text),
    _of("content_encoding", "contentEncoding", Node.text),
    _of("content_media_type", "contentMediaType", Node.text),
    _from("types", ("type",), _types),
    _from("enum", ("enum",), listed_values),
    _from("enum_names", _VALUE_NAMES, names_of_values),
    _from("enum_descriptions", _VALUE_TEXTS, descriptions_of_values),
    _of("const", "const", _value),
    _from("minimum", _MINIMUM, lambda node: _bounds(node, *_MINIMUM)[0]),
    _from("maximum", _MAXIMUM, lambda node: _bounds(node, *_MAXIMUM)[0]),
    _from("exclusive_minimum", _MINIMUM, lambda node: _bounds(node, *_MINIMUM)[1]),
    _from("exclusive_maximum", _MAXIMUM, lambda node: _bounds(node, *_MAXIMUM)[1]),
    _of("multiple_of", "multipleOf", lambda node, key: _positive(node.number(key))),
    _of("min_length", "minLength", Node.count),
    _of("max_length", "maxLength", Node.count),
    _of("pattern", "pattern", lambda node, key: node.text(key) or None),
    _of("min_items", "minItems", Node.count),
    _of("max_items", "maxItems", Node.count),
    _of("unique_items", "uniqueItems", Node.flag),
    _of("min_contains", "minContains", Node.count),
    _of("max_contains", "maxContains", Node.count),
    _of("min_properties", "minProperties", Node.count),
    _of("max_properties", "maxProperties", Node.count),
    _of("required", "required", Node.texts),
)
