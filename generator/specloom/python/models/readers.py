"""How answers become models: the reader function of a shape, as Python text.

Only models and tuples need reading; everything else is already what it should be. Dates
and other texts with a Python type stay texts in the JSON object and are read when they are
used.
"""

from dataclasses import dataclass

from specloom.errors import Location
from specloom.ir.shape import (
    ListOf,
    MapOf,
    Named,
    Nullable,
    ObjectOf,
    Scalar,
    Shape,
    TupleOf,
    UnionOf,
)
from specloom.python.context import Context, declared_shape
from specloom.python.models.formats import CONVERTED
from specloom.python.text.imports import Scope
from specloom.python.text.layout import Piece, call
from specloom.python.text.source import Source


def needs_reading(
    shape: Shape, context: Context, seen: frozenset[Location] = frozenset()
) -> bool:
    """Tell whether a shape may hold models or tuples."""
    match shape:
        case ObjectOf() | TupleOf():
            return True
        case ListOf(inner) | MapOf(inner) | Nullable(inner):
            return needs_reading(inner, context, seen)
        case UnionOf(variants=variants):
            return any(needs_reading(variant, context, seen) for variant in variants)
        case Named(target):
            return target not in seen and needs_reading(
                context.shape_at(target), context, seen | {target}
            )
    return False


@dataclass(frozen=True, slots=True)
class ReaderWriter:
    """Writes expressions that give reader functions, for one scope of one module."""

    context: Context
    scope: Scope

    def reader(self, shape: Shape) -> Piece | None:
        """Give the function that reads a shape eagerly; None if there is nothing to read."""
        if not needs_reading(shape, self.context):
            return None
        match shape:
            case ListOf(inner):
                return self._wrapped("each", self.reader(inner))
            case TupleOf(items):
                return self._tuple(items)
            case MapOf(inner):
                return self._wrapped("values", self.reader(inner))
            case Nullable(inner):
                return self._wrapped("nullable", self.reader(inner))
            case Named(target):
                return self._named(target)
            case ObjectOf(at=at) | UnionOf(at=at):
                return self.function(at)
        return None

    def _tuple(self, items: tuple[Shape, ...]) -> Piece:
        readers = [self.reader(item) or plain_reader(self.scope) for item in items]
        return call(self.scope.runtime("readers", "fixed"), readers)

    def _named(self, target: Location) -> Piece | None:
        shape = declared_shape(self.context.declarations[target])
        if isinstance(shape, (ObjectOf, UnionOf)):
            return self.function(target)
        # What holds models and comes back to itself does so through a declared union.
        return self.reader(shape)

    def function(self, at: Location) -> Source:
        """Give the name of a declaration's reader, imported if it lives elsewhere."""
        names = self.context.names.types[at]
        return self.scope.own(("models", names.module), f"read_{names.function}")

    def converter(self, shape: Shape, verb: str) -> Piece | None:
        """Give the function that reads or writes the texts in a shape; None if all stay."""
        match shape:
            case Scalar(kind) if kind in CONVERTED:
                known = CONVERTED[kind]
                return self.scope.runtime(known.module, f"{verb}_{known.name}")
            case ListOf(Nullable(inner)):
                return self._wrapped("each", self._nullable(inner, verb))
            case ListOf(inner):
                return self._wrapped("each", self.converter(inner, verb))
            case MapOf(Nullable(inner)):
                return self._wrapped("values", self._nullable(inner, verb))
            case MapOf(inner):
                return self._wrapped("values", self.converter(inner, verb))
            case Nullable(inner):
                return self.converter(inner, verb)
            case Named(target) if not self.context.is_recursive(shape):
                return self.converter(self.context.shape_at(target), verb)
        return None

    def _nullable(self, inner: Shape, verb: str) -> Piece | None:
        """Say that an element may be null; a field's own null is known to `wire`."""
        return self._wrapped("nullable", self.converter(inner, verb))

    def _wrapped(self, name: str, inner: Piece | None) -> Piece | None:
        if inner is None:
            return None
        return call(self.scope.runtime("readers", name), [inner])


def plain_reader(scope: Scope) -> Source:
    """Give the reader of what needs no reading."""
    return scope.runtime("readers", "as_is")
