"""What the text of a header can be read as (OpenAPI 3.1.1, Header Object).

In the style `simple` arrays and objects have parts that are scalars. What it cannot say (an
object in an object) stays text, and so does content that is not JSON.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from specloom.ir.api import Header
from specloom.ir.schema import AnySchema, Reference, Schema, says_only
from specloom.ir.shape import (
    Anything,
    ListOf,
    Literals,
    MapOf,
    Named,
    Nullable,
    ObjectOf,
    Scalar,
    ScalarKind,
    Shape,
    UnionOf,
    without_null,
)
from specloom.lower.media_types import is_json
from specloom.python.context import Context
from specloom.python.models.formats import CONVERTED

Words: TypeAlias = tuple[str, ...]
"""The kinds of scalar that a text may be, in the order in which they are tried."""

TEXT: Words = ("text",)
_KINDS: Mapping[ScalarKind, str] = {
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
    "string": "text",
    "duration": "text",
}
_TYPES: Mapping[type, str] = {int: "integer", bool: "boolean", str: "text"}
_ORDER = ("null", "integer", "number", "boolean", "text")
_LINES = "set-cookie"
"""The one header whose lines cannot be joined by commas (RFC 6265, section 3)."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """A scalar of some kinds."""

    words: Words


@dataclass(frozen=True, slots=True)
class Items:
    """An array."""

    words: Words


@dataclass(frozen=True, slots=True)
class Members:
    """An object: its properties, and what others are."""

    properties: Mapping[str, Words]
    other: Words


@dataclass(frozen=True, slots=True)
class AsJson:
    """JSON text."""


Form: TypeAlias = OneOf | Items | Members | AsJson


def header_form(header: Header, context: Context) -> Form | None:
    """Say what the text of a header is; None if it is only text, whatever its schema."""
    if header.media_type:
        return AsJson() if is_json(header.media_type) else None
    shape = _plain(header.shape, context)
    match without_null(shape):
        case Anything():
            return None
        case ListOf(items):
            words = _words(items, context)
            is_line = header.name.lower() == _LINES
            return Items(words) if words and not is_line else None
        case MapOf(values):
            return _members({}, values, context)
        case ObjectOf(fields=fields, additional=more):
            shapes = {field.name: field.shape for field in fields}
            return _members(shapes, more or Anything(), context)
    words = _words(shape, context)
    return OneOf(words) if words else None


def is_worth_checking(schema: AnySchema) -> bool:
    """Tell whether a schema says more than reading finds out by itself."""
    if isinstance(schema, Reference):
        return True
    if not isinstance(schema, Schema):
        return False
    if isinstance(schema.items, Schema) and says_only(schema, "types", "items"):
        return is_worth_checking(schema.items)
    is_converted = schema.format in CONVERTED
    known = ("types", "format") if is_converted else ("types",)
    return not says_only(schema, *known)


def _members(
    shapes: Mapping[str, Shape], other: Shape, context: Context
) -> Members | None:
    words = {name: _words(shape, context) for name, shape in shapes.items()}
    others = _words(other, context)
    return Members(words, others) if all((*words.values(), others)) else None


def _words(shape: Shape, context: Context) -> Words:
    """Give the kinds of a scalar; none for what is no scalar."""
    kinds = _kinds(shape, context)
    if "text" in kinds:
        kinds -= {"null"}
    if "number" in kinds:
        kinds -= {"integer"}
    is_scalar = "" not in kinds
    return tuple(word for word in _ORDER if word in kinds) if is_scalar else ()


def _kinds(shape: Shape, context: Context) -> set[str]:
    """Give the kinds of a scalar, "" among them for what is none."""
    match _plain(shape, context):
        case Anything():
            return {"text"}
        case Scalar(kind):
            return {"text" if kind in CONVERTED else _KINDS.get(kind, "")}
        case Literals(values=values):
            return {_TYPES.get(type(value), "null") for value in values}
        case Nullable(inner):
            return {"null"} | _kinds(inner, context)
        case UnionOf(variants=variants):
            return set[str]().union(*(_kinds(each, context) for each in variants))
    return {""}


def _plain(shape: Shape, context: Context) -> Shape:
    """Give the shape that a name stands for."""
    while isinstance(shape, Named) and not context.is_recursive(shape):
        shape = context.shape_at(shape.target)
    return shape
