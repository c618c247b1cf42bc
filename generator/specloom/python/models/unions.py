"""The views of unions: their types, a model for unknown variants, and how they are read."""

from dataclasses import dataclass

from specloom.ir.shape import (
    Field,
    Literals,
    ObjectOf,
    Scalar,
    Shape,
    UnionOf,
)
from specloom.naming.declarations import Declaration
from specloom.python.context import Context
from specloom.python.models.annotations import Annotator
from specloom.python.models.fields import FieldView, view_fields
from specloom.python.models.readers import needs_reading
from specloom.python.models.uses import Uses
from specloom.python.models.variants import Variants
from specloom.python.models.words import telling
from specloom.python.text.docs import write_docstring
from specloom.python.text.imports import Scope
from specloom.python.text.layout import (
    Group,
    Piece,
    Row,
    call,
    class_head,
    function,
    lay_out,
    parted_type,
    statement,
)
from specloom.python.text.source import Source, code, identifier, joined


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
            write_docstring([telling(self.shape.description, name.text)], 0),
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

    @property
    def _variants(self) -> Variants:
        return Variants(self.context, self.scope, self.shape)

    def _unknown(self) -> UnknownView | None:
        """View the unknown variant; a union that is only ever sent has none."""
        objects = [shape for shape, _ in self._variants.objects]
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
        if not needs_reading(self.shape, self.context):
            return None
        function_name = self.context.names.types[self.declaration.at].function
        table_name = identifier(f"_{function_name.upper()}_VARIANTS")
        found = self._variants.told_apart(name)
        head = code("{}: ", table_name)
        parameter = code("json: {}", self.scope.use("typing", "Any"))
        arguments = [
            Source("json"),
            *found.key,
            table_name,
            unknown.name if unknown else Source("None"),
            *found.more,
        ]
        read = identifier(f"read_{function_name}")
        return UnionReaderView(
            statement(
                "", Row((head, parted_type(found.type_), Source(" = "), found.table)), 0
            ),
            lay_out(function("def", read, [parameter], name), 0),
            statement(
                "return ",
                call(self.scope.runtime("variants", found.function), arguments),
                1,
            ),
        )


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
