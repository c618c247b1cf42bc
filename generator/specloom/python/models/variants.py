"""What tells the variants of a union apart, as Python text.

By the discriminator's value if there is one, else by constants and required properties
(OpenAPI 3.1.1, Discriminator Object).
"""

from dataclasses import dataclass

from specloom.ir.shape import (
    Anything,
    Field,
    ListOf,
    Literals,
    MapOf,
    Named,
    ObjectOf,
    Shape,
    TupleOf,
    UnionOf,
)
from specloom.python.context import Context
from specloom.python.models.leaves import Leaf, leaves
from specloom.python.models.readers import ReaderWriter, plain_reader
from specloom.python.models.uses import Uses
from specloom.python.text.imports import Scope
from specloom.python.text.layout import (
    Group,
    Piece,
    call,
    dict_of,
    flat,
    json_value,
    keyword,
    tuple_of,
)
from specloom.python.text.source import EMPTY, Source, code, literal


@dataclass(frozen=True, slots=True)
class ToldApart:
    """The table of variants with its type, and the function of the runtime that uses it.

    `key` and `more` are what the function is given before and after the table.
    """

    type_: Source
    table: Piece
    function: str
    key: tuple[Source, ...]
    more: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Variants:
    """The variants of one union, for one scope of one module."""

    context: Context
    scope: Scope
    union: UnionOf

    @property
    def objects(self) -> list[tuple[ObjectOf, Leaf]]:
        """Give the variants that are objects with fields."""
        return [
            (leaf.shape, leaf)
            for leaf in leaves(self.union, self.context)
            if isinstance(leaf.shape, ObjectOf)
        ]

    def told_apart(self, name: Source) -> ToldApart:
        """Tell the variants of a union of a name apart."""
        key, by_value = self._by_mapping() if self.union.base else self._by_value()
        if not by_value:
            return self._by_fields(name)
        any_, text = self.scope.use("typing", "Any"), self.scope.builtin("str")
        callable_ = self.scope.use("collections.abc", "Callable")
        reader = code("{}[[{}], {}]", callable_, any_, name)
        mapping = self.scope.use("collections.abc", "Mapping")
        return ToldApart(
            code("{}[{}, {}]", mapping, text, reader),
            dict_of([(literal(value), read) for value, read in by_value]),
            "read_by_key",
            (literal(key),),
            (*self._items(), *self._default()),
        )

    def _by_fields(self, name: Source) -> ToldApart:
        variant = self.scope.runtime("variants", "Variant")
        return ToldApart(
            code("{}[{}[{}], ...]", self.scope.builtin("tuple"), variant, name),
            tuple_of([self._variant(variant, *pair) for pair in self.objects]),
            "read_by_fields",
            (),
            self._items(),
        )

    def _items(self) -> tuple[Piece, ...]:
        """Give the reader of the variant that is an array, where one is and needs reading."""
        writer = ReaderWriter(self.context, self.scope)
        for leaf in leaves(self.union, self.context):
            is_array = isinstance(leaf.shape, (ListOf, TupleOf))
            reader = writer.reader(leaf.shape) if is_array else None
            if reader is not None:
                return (keyword(Source("items"), reader),)
        return ()

    def _default(self) -> tuple[Piece, ...]:
        """Give the reader of the `defaultMapping`."""
        default = self.union.default
        if default is None or default not in self.union.variants:
            return ()
        reader = ReaderWriter(self.context, self.scope).reader(default)
        return (keyword(Source("default"), reader),) if reader is not None else ()

    def _by_mapping(self) -> tuple[str, list[tuple[str, Source]]]:
        """Give the discriminator of those that inherit, and the reader for each value."""
        writer = ReaderWriter(self.context, self.scope)
        readers = ((value, writer.reader(of)) for value, of in self.union.mapping)
        found = [(value, flat(reader)) for value, reader in readers if reader]
        return self.union.discriminator, found

    def _by_value(self) -> tuple[str, list[tuple[str, Source]]]:
        """Give the property that tells all variants apart, and the reader for each value."""
        objects = self.objects
        others = [
            leaf
            for leaf in leaves(self.union, self.context)
            if not isinstance(leaf.shape, ObjectOf)
        ]
        if not objects or any(_may_be_object(leaf.shape) for leaf in others):
            return "", []
        keys = [self.union.discriminator] if self.union.discriminator else []
        if not others:
            keys += [field.name for field in _common_names(objects)]
        for key in dict.fromkeys(keys):
            if found := self._read_by(key, objects):
                return key, list(found.items())
        return "", []

    def _read_by(
        self, key: str, objects: list[tuple[ObjectOf, Leaf]]
    ) -> dict[str, Source]:
        """Give the reader for each value of a property; none if two variants share one.

        A property that no variant describes stands elsewhere, whatever the document says.
        """
        if not any(_field_of(key, shape) for shape, _ in objects):
            return {}
        writer = ReaderWriter(self.context, self.scope)
        found: dict[str, Source] = {}
        for shape, leaf in objects:
            values = self._values(key, shape, leaf)
            if not values or found.keys() & set(values):
                return {}
            reader = writer.reader(leaf.named)
            found.update((value, flat(reader)) for value in values if reader)
        return found

    def _values(self, key: str, shape: ObjectOf, leaf: Leaf) -> list[str]:
        """Give the values of a property that mean one variant: mapped ones, then literals."""
        mapped = [value for name, value in leaf.values if name == key]
        field = _field_of(key, shape)
        literals = literal_values(field.shape, self.context) if field else ()
        texts = [value for value in literals if isinstance(value, str)]
        return list(dict.fromkeys([*mapped, *texts]))

    def _variant(self, variant: Source, shape: ObjectOf, leaf: Leaf) -> Piece:
        reader = ReaderWriter(self.context, self.scope).reader(leaf.named)
        frozen = self.scope.builtin("frozenset")
        arguments: list[Piece] = [reader or plain_reader(self.scope)]
        required = tuple(
            literal(field.name) for field in shape.fields if Uses().is_required(field)
        )
        if required:
            arguments.append(
                keyword(Source("required"), call(frozen, [_set(required)]))
            )
        constants = [
            (literal(field.name), tuple_of([json_value(value) for value in values]))
            for field in shape.fields
            if (values := literal_values(field.shape, self.context))
        ]
        if constants:
            arguments.append(keyword(Source("constants"), dict_of(constants)))
        known = tuple(literal(field.name) for field in shape.fields)
        if known:
            arguments.append(keyword(Source("known"), call(frozen, [_set(known)])))
        return call(variant, arguments)


def _set(elements: tuple[Source, ...]) -> Group:
    return Group(EMPTY, "{", elements, "}")


def _field_of(key: str, shape: ObjectOf) -> Field | None:
    return next((field for field in shape.fields if field.name == key), None)


def _may_be_object(shape: Shape) -> bool:
    return isinstance(shape, (Anything, MapOf, Named))


def _common_names(objects: list[tuple[ObjectOf, Leaf]]) -> list[Field]:
    first, *others = [shape for shape, _ in objects]
    names = [{field.name for field in shape.fields} for shape in others]
    return [
        field for field in first.fields if all(field.name in known for known in names)
    ]


def literal_values(
    shape: Shape, context: Context
) -> tuple[str | int | bool | None, ...]:
    """Give the values that a shape allows, if it lists them."""
    match shape:
        case Literals(values=values):
            return values
        case Named(target) if not context.is_recursive(shape):
            return literal_values(context.shape_at(target), context)
    return ()
