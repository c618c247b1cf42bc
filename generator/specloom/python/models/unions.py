"""The views of unions: what tells the variants apart, and a model for unknown ones.

By the discriminator's value if there is one, else by constants and required properties
(OpenAPI 3.1.1, Discriminator Object).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from specloom.errors import Location
from specloom.ir.shape import (
    Field,
    ListOf,
    Literals,
    Named,
    Nullable,
    ObjectOf,
    Scalar,
    Shape,
    UnionOf,
)
from specloom.naming.declarations import Declaration
from specloom.python.context import Context, declared_shape
from specloom.python.models.annotations import Annotator
from specloom.python.models.fields import FieldView, view_fields
from specloom.python.models.readers import ReaderWriter, needs_reading, plain_reader
from specloom.python.models.uses import Uses
from specloom.python.text.docs import write_docstring
from specloom.python.text.imports import Scope
from specloom.python.text.layout import (
    Group,
    Piece,
    Row,
    call,
    class_head,
    dict_of,
    flat,
    function,
    json_value,
    keyword,
    lay_out,
    parted_type,
    statement,
    tuple_of,
)
from specloom.python.text.source import EMPTY, Source, code, identifier, joined, literal


@dataclass(frozen=True, slots=True)
class UnknownView:
    """The model of a variant that the document does not know: what all variants share."""

    name: Source
    head: Source
    docstring: Source
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class UnionReaderView:
    """How a union is read: the table of its variants, and the call that chooses."""

    table: Source
    head: Source
    call: Source


@dataclass(frozen=True, slots=True)
class UnionView:
    """One union: its name, its unknown variant, and how it is read."""

    declaration: Source
    docstring: Source
    unknown: UnknownView | None
    reader: UnionReaderView | None


@dataclass(frozen=True, slots=True)
class _Leaf:
    """One variant after names and unions inside the union are followed."""

    shape: Shape
    named: Shape


def view_union(
    declaration: Declaration, shape: UnionOf, context: Context, scope: Scope
) -> UnionView:
    """View one declared union."""
    return _UnionWriter(context, scope, declaration, shape).view()


@dataclass(frozen=True, slots=True)
class _UnionWriter:
    context: Context
    scope: Scope
    declaration: Declaration
    shape: UnionOf

    def view(self) -> UnionView:
        name = identifier(self.context.names.types[self.declaration.at].type_)
        annotator = Annotator(self.context, self.scope, is_alias=True)
        variants = [
            annotator.annotate(variant, False) for variant in self.shape.variants
        ]
        unknown = self._unknown()
        members = [*variants, *([unknown.name] if unknown is not None else [])]
        head = code("{}: {} = ", name, self.scope.use("typing", "TypeAlias"))
        return UnionView(
            statement("", Row((head, self._alias(members))), 0),
            write_docstring([self.shape.description], 0),
            unknown,
            self._reader(name, unknown) if self.declaration.in_response else None,
        )

    def _alias(self, members: list[Source]) -> Piece:
        """Join with `|`, or `Union[...]` where that takes several lines."""
        unique = list(dict.fromkeys(members))
        line = joined(" | ", unique)
        if len(line.text) <= 50 or len(unique) == 1:
            return line
        return Group(self.scope.use("typing", "Union"), "[", tuple(unique), "]")

    def _leaves(self) -> list[_Leaf]:
        return list(self._followed(self.shape, frozenset()))

    def _followed(self, union: UnionOf, seen: frozenset[Location]) -> Iterator[_Leaf]:
        for variant in union.variants:
            shape, above = variant, seen
            while isinstance(shape, (Named, Nullable)):
                if isinstance(shape, Nullable):
                    shape = shape.shape
                elif shape.target in above:
                    break
                else:
                    above |= {shape.target}
                    shape = declared_shape(self.context.declarations[shape.target])
            if isinstance(shape, UnionOf):
                yield from self._followed(shape, above)
            else:
                yield _Leaf(shape, variant)

    def _objects(self) -> list[tuple[ObjectOf, Shape]]:
        return [
            (leaf.shape, leaf.named)
            for leaf in self._leaves()
            if isinstance(leaf.shape, ObjectOf)
        ]

    def _unknown(self) -> UnknownView | None:
        """View the unknown variant; a union that is only ever sent has none."""
        objects = [shape for shape, _ in self._objects()]
        name = self.context.names.unknowns.get(self.declaration.at)
        if name is None or not objects:
            return None
        common = _common_fields(objects)
        names = {field.name: self._field_name(field, objects) for field in common}
        scope = self.scope.imports.inside(frozenset(names.values()))
        told = self.context.names.types[self.declaration.at].type_
        text = f"A `{told}` that the API's description does not know."
        return UnknownView(
            identifier(name),
            class_head(identifier(name), self.scope.runtime("model", "Model")),
            write_docstring([text], 1),
            view_fields(common, names, self.context, scope, Uses()),
        )

    def _field_name(self, field: Field, objects: list[ObjectOf]) -> str:
        return self.context.names.fields[objects[0].at][field.name]

    def _reader(
        self, name: Source, unknown: UnknownView | None
    ) -> UnionReaderView | None:
        objects = self._objects()
        if not needs_reading(self.shape, self.context):
            return None
        function_name = self.context.names.types[self.declaration.at].function
        table_name = identifier(f"_{function_name.upper()}_VARIANTS")
        key, by_value = self._by_value(objects)
        parameter = code("json: {}", self.scope.use("typing", "Any"))
        if by_value:
            callable_ = code(
                "{}[[{}], {}]",
                self.scope.use("collections.abc", "Callable"),
                self.scope.use("typing", "Any"),
                name,
            )
            kind = code(
                "{}[{}, {}]",
                self.scope.use("collections.abc", "Mapping"),
                self.scope.builtin("str"),
                callable_,
            )
            table: Piece = dict_of(
                [(literal(value), reader) for value, reader in by_value]
            )
            choose, arguments = "read_by_key", [literal(key), table_name]
        else:
            variant = self.scope.runtime("variants", "Variant")
            kind = code("{}[{}[{}], ...]", self.scope.builtin("tuple"), variant, name)
            table = tuple_of([self._variant(variant, *pair) for pair in objects])
            choose, arguments = "read_by_fields", [table_name]
        arguments = [
            Source("json"),
            *arguments,
            unknown.name if unknown else Source("None"),
        ]
        return UnionReaderView(
            statement(
                "",
                Row(
                    (code("{}: ", table_name), parted_type(kind), Source(" = "), table)
                ),
                0,
            ),
            lay_out(
                function("def", identifier(f"read_{function_name}"), [parameter], name),
                0,
            ),
            statement(
                "return ",
                call(
                    self.scope.runtime("variants", choose),
                    [*arguments, *self._items(by_value)],
                ),
                1,
            ),
        )

    def _items(self, by_value: list[tuple[str, Source]]) -> list[Piece]:
        """Give the reader of the variant that is an array, where one is and needs reading."""
        if by_value:
            return []
        writer = ReaderWriter(self.context, self.scope)
        for leaf in self._leaves():
            reader = (
                writer.reader(leaf.shape) if isinstance(leaf.shape, ListOf) else None
            )
            if reader is not None:
                return [keyword(Source("items"), reader)]
        return []

    def _by_value(
        self, objects: list[tuple[ObjectOf, Shape]]
    ) -> tuple[str, list[tuple[str, Source]]]:
        """Give the property that tells all variants apart, and the reader for each value."""
        if not objects or len(objects) < len(self._leaves()):
            return "", []
        writer = ReaderWriter(self.context, self.scope)
        candidates = [self.shape.discriminator] if self.shape.discriminator else []
        candidates += [field.name for field in _common_names(objects)]
        for key in dict.fromkeys(candidates):
            found: dict[str, Source] = {}
            for shape, named in objects:
                values = self._values(key, shape, named)
                if not values or found.keys() & set(values):
                    found = {}
                    break
                reader = writer.reader(named)
                found.update((value, flat(reader)) for value in values if reader)
            if found:
                return key, list(found.items())
        return "", []

    def _values(self, key: str, shape: ObjectOf, named: Shape) -> list[str]:
        """Give the values of a property that mean one variant: mapped ones, then literals."""
        field = next((field for field in shape.fields if field.name == key), None)
        if field is None:
            return []
        mapped = [
            value
            for value, target in self.shape.mapping
            if key == self.shape.discriminator and target == named
        ]
        literals = _literal_values(field.shape, self.context)
        texts = [value for value in literals if isinstance(value, str)]
        return list(dict.fromkeys([*mapped, *texts])) if mapped else texts

    def _variant(self, variant: Source, shape: ObjectOf, named: Shape) -> Piece:
        reader = ReaderWriter(self.context, self.scope).reader(named)
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
            if (values := _literal_values(field.shape, self.context))
        ]
        if constants:
            arguments.append(keyword(Source("constants"), dict_of(constants)))
        known = tuple(literal(field.name) for field in shape.fields)
        if known:
            arguments.append(keyword(Source("known"), call(frozen, [_set(known)])))
        return call(variant, arguments)


def _set(elements: tuple[Source, ...]) -> Group:
    return Group(EMPTY, "{", elements, "}")


def _common_names(objects: list[tuple[ObjectOf, Shape]]) -> list[Field]:
    first, *others = [shape for shape, _ in objects]
    names = [{field.name for field in shape.fields} for shape in others]
    return [
        field for field in first.fields if all(field.name in known for known in names)
    ]


def _common_fields(objects: list[ObjectOf]) -> tuple[Field, ...]:
    """Give the fields that all variants have in the same shape; literals count as their type."""
    first, *others = objects
    common: list[Field] = []
    for field in first.fields:
        twins = [
            twin for shape in others for twin in shape.fields if twin.name == field.name
        ]
        shapes = {_widened(twin.shape) for twin in (field, *twins)}
        if len(twins) == len(others) and len(shapes) == 1:
            required = all(Uses().is_required(twin) for twin in (field, *twins))
            common.append(Field(field.at, field.name, shapes.pop(), required))
    return tuple(common)


def _widened(shape: Shape) -> Shape:
    if isinstance(shape, Literals) and all(
        isinstance(value, str) for value in shape.values
    ):
        return Scalar("string")
    return shape


def _literal_values(
    shape: Shape, context: Context
) -> tuple[str | int | bool | None, ...]:
    match shape:
        case Literals(values=values):
            return values
        case Named(target) if not context.is_recursive(shape):
            return _literal_values(context.shape_at(target), context)
    return ()
