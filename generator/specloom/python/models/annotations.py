"""The Python types of shapes, as annotations.

What a caller gives may be any sequence or mapping, and only the values that the document
knows; what a server answers is a list or dict, and may have values that the document does
not know yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

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
    TupleOf,
    UnionOf,
)
from specloom.python.context import Context
from specloom.python.models.formats import CONVERTED
from specloom.python.text.imports import Scope
from specloom.python.text.layout import Group
from specloom.python.text.source import Source, code, joined, literal

Members: TypeAlias = tuple[Source, ...]

_NONE = Source("None")
_SCALARS: Mapping[ScalarKind, str] = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
}


@dataclass(frozen=True, slots=True)
class Annotator:
    """Writes types for one scope of one module.

    `gives` is true for what a caller gives, false for what a server answers; `is_open`
    says that a choice may turn out to be another value than the document knows.
    `is_alias` is true for the value of an alias, which Python reads when it imports the
    module: a name that comes back to itself ends there in Any.
    """

    context: Context
    scope: Scope
    gives: bool = False
    is_open: bool = True
    is_alias: bool = False

    def annotate(self, shape: Shape, converts: bool = True) -> Source:
        """Write the type of a shape; `converts` says that texts of dates become dates."""
        return union(self._members(shape, converts))

    def type_name(self, shape: "Named | ObjectOf | UnionOf | Literals") -> Source:
        """Give the declared name of a shape, imported if it lives elsewhere."""
        names = self.context.names.types[
            shape.target if isinstance(shape, Named) else shape.at
        ]
        return self.scope.own(("models", names.module), names.type_)

    def literal_type(self, values: tuple[str | int | bool | None, ...]) -> Group:
        """Write `Literal[...]` of values."""
        name = self.scope.use("typing", "Literal")
        return Group(name, "[", tuple(literal(value) for value in values), "]")

    def _members(self, shape: Shape, converts: bool) -> Members:
        match shape:
            case Anything():
                return (self._any(),)
            case Scalar(kind):
                return self._scalar(kind, converts)
            case Literals():
                return self._literals(shape)
            case Nullable(inner):
                return (*self._members(inner, converts), _NONE)
            case ListOf(items):
                return (self._list(self.annotate(items, converts)),)
            case TupleOf(items=several):
                return (self._tuple(several),)
            case MapOf(values):
                return (self._map(self.annotate(values, converts)),)
            case Named():
                return self._named(shape, converts)
            case ObjectOf():
                return (self.type_name(shape),)
            case UnionOf(at=at) if at in self.context.names.types:
                return (self.type_name(shape),)
            case UnionOf(variants=variants):
                return tuple(
                    member
                    for variant in variants
                    for member in self._members(variant, False)
                )

    def _any(self) -> Source:
        return self.scope.use("typing", "Any")

    def _scalar(self, kind: ScalarKind, converts: bool) -> Members:
        text = self.scope.builtin("str")
        if kind in CONVERTED:
            value = self._converted(kind) if self.gives or converts else text
            return (value, text) if self.gives else (value,)
        match kind:
            case "null":
                return (_NONE,)
            case "duration":
                # Months have no length, so that a text alone can hold any duration.
                given = (self.scope.use("datetime", "timedelta"),) if self.gives else ()
                return (*given, text)
            case "binary":
                given = (self.scope.runtime("files", "File"),) if self.gives else ()
                return (self.scope.builtin("bytes"), *given)
        return (self.scope.builtin(_SCALARS[kind]),)

    def _converted(self, kind: ScalarKind) -> Source:
        module, name = CONVERTED[kind].type_
        return self.scope.use(module, name) if module else self.scope.builtin(name)

    def _list(self, items: Source) -> Source:
        if self.gives:
            return code("{}[{}]", self.scope.use("collections.abc", "Sequence"), items)
        return code("{}[{}]", self.scope.builtin("list"), items)

    def _tuple(self, items: tuple[Shape, ...]) -> Source:
        inner = joined(", ", [self.annotate(item, False) for item in items])
        return code("{}[{}]", self.scope.builtin("tuple"), inner)

    def _map(self, values: Source) -> Source:
        text = self.scope.builtin("str")
        if self.gives:
            return code(
                "{}[{}, {}]", self.scope.use("collections.abc", "Mapping"), text, values
            )
        return code("{}[{}, {}]", self.scope.builtin("dict"), text, values)

    def _named(self, named: Named, converts: bool) -> Members:
        shape = self.context.shape_at(named.target)
        if self.context.is_recursive(named):
            return (self._any() if self.is_alias else self.type_name(named),)
        if isinstance(shape, Named):
            return self._members(shape, converts)
        inner = shape.shape if isinstance(shape, Nullable) else shape
        null = (_NONE,) if isinstance(shape, Nullable) else ()
        if isinstance(inner, Literals):
            beyond = self._beyond(inner)
            return (self.type_name(named), *beyond, *null)
        if isinstance(inner, (ObjectOf, UnionOf)):
            return (self.type_name(named), *null)
        is_plain = isinstance(inner, (Scalar, ListOf, MapOf))
        if is_plain and (self.gives or holds_moments(inner, self.context)):
            return self._members(shape, converts)
        return (self.type_name(named),)

    def _literals(self, shape: Literals) -> Members:
        if shape.at not in self.context.names.types:
            return (self.literal_type(shape.values).flat,)
        name = self.type_name(shape)
        return (name, *self._beyond(shape))

    def _beyond(self, shape: Literals) -> Members:
        """Give the plain types of literals: a server may know more values than the document."""
        if len(shape.values) == 1 or self.gives or not self.is_open:
            return ()
        kinds = dict.fromkeys(type(value).__name__ for value in shape.values)
        return tuple(self.scope.builtin(kind) for kind in kinds)


def union(members: Members) -> Source:
    """Join types with `|`, each once, None last."""
    ordered = [member for member in dict.fromkeys(members) if member != _NONE]
    return joined(" | ", [*ordered, *([_NONE] if _NONE in members else [])])


def holds_moments(shape: Shape, context: Context) -> bool:
    """Tell whether a scalar or a list or dictionary of such is converted from texts."""
    match shape:
        case Scalar(kind):
            return kind in CONVERTED
        case ListOf(inner) | MapOf(inner) | Nullable(inner):
            return holds_moments(inner, context)
        case Named(target) if not context.is_recursive(shape):
            return holds_moments(context.shape_at(target), context)
    return False
