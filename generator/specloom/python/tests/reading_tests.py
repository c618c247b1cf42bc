"""Tests of how the models of one module are read, those of unions included."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from specloom.errors import Location
from specloom.ir.shape import (
    ListOf,
    Literals,
    Named,
    ObjectOf,
    Scalar,
    Shape,
    UnionOf,
)
from specloom.naming.declarations import Declaration
from specloom.python.context import declared_shape
from specloom.python.models.readers import needs_reading
from specloom.python.tests.conformity import Judge
from specloom.python.tests.known_alone import known_alone
from specloom.python.tests.methods import TestView, asserted, assigned, shared_by_all
from specloom.python.tests.readings import (
    attributes,
    converted_attributes,
    readings,
)
from specloom.python.tests.samples import NoSample
from specloom.python.tests.schema_module import SchemaModule
from specloom.python.text.block import Line, Statement
from specloom.python.text.layout import (
    Equality,
    Piece,
    call,
    dict_of,
    list_of,
    tuple_of,
)
from specloom.python.text.source import Source, code, identifier, literal

_ONE_EACH = Source("[({key: None}, name) for name in known for key in known[name]]")


def view_reading_tests(
    module: SchemaModule, declaration: Declaration, value: Any
) -> Iterator[TestView]:
    """View the tests of how a value of a declared schema is read."""
    yield from _ReadingTests(module).tests(declaration, value)


@dataclass(frozen=True, slots=True)
class _ReadingTests:
    module: SchemaModule

    def tests(self, declaration: Declaration, value: Any) -> Iterator[TestView]:
        shape = declared_shape(declaration)
        if not declaration.in_response:
            return
        if isinstance(shape, ObjectOf) and isinstance(value, dict):
            yield self._object(declaration, shape, value)
        elif isinstance(shape, UnionOf) and needs_reading(shape, self.module.context):
            yield from self._union(declaration, shape)

    def _reader(self, declaration: Declaration) -> list[Piece]:
        """Give the arguments that say which function reads."""
        self.module.use(".models", self.module.name)
        name = self.module.context.names.types[declaration.at].function
        return [Source("readers"), literal(f"read_{name}")]

    def _object(
        self, declaration: Declaration, shape: ObjectOf, value: dict[str, Any]
    ) -> TestView:
        self.module.use(".support", "models_in", "read")
        self.module.use("", "to_json")
        reader = self._reader(declaration)
        found = {
            entry.path: entry.model
            for entry in readings(shape, value, self.module.context)
        }
        entries: list[tuple[Piece, Piece]] = [
            (literal(place), literal(name)) for place, name in found.items()
        ]
        read = call(Source("read"), [*reader, Source("self.schema.value")])
        body = [
            assigned(Source("model"), read),
            asserted(Source("to_json(model) == self.schema.value")),
            asserted(dict_of(entries), Source(".items() <= models_in(model).items()")),
        ]
        names = self.module.context.names.fields.get(declaration.at, {})
        for entry in attributes(shape, value, self.module.context):
            if names[entry.wire] != entry.wire:
                pair = code("to_json(model.{})", identifier(entry.name))
                wire = code("self.schema.value[{}]", literal(entry.wire))
                body.append(asserted(Equality(pair, wire)))
        again = converted_attributes(shape, value, self.module.context)
        if again:
            self.module.use(".support", "rewritten")
            given = [Source("model"), *(literal(entry.name) for entry in again)]
            body.append(assigned(Source("again"), call(Source("rewritten"), given)))
            body.append(asserted(Source("again == model")))
        text = "The object is read as its model, and the objects in it as theirs."
        return shared_by_all("test_is_read", text, body)

    def _union(self, declaration: Declaration, shape: UnionOf) -> Iterator[TestView]:
        rows = list(self._variants(shape))
        unknown = self.module.context.names.unknowns.get(declaration.at)
        if unknown is not None and self._needs_members(shape):
            made = dict_of([(literal("undocumented"), literal(1))])
            rows.append(tuple_of([made, literal(unknown)]))
        yield from self._known(declaration, shape)
        if rows:
            body = self._told_apart(declaration, list_of(rows))
            text = "What a value has tells which variant it is."
            yield shared_by_all("test_tells_variants_apart", text, body)

    def _known(self, declaration: Declaration, shape: UnionOf) -> Iterator[TestView]:
        """View what tells variants apart that need no member and name no value."""
        names = self.module.context.names.types
        rows: list[tuple[Piece, Piece]] = [
            (literal(names[at].type_), list_of([literal(name) for name in known]))
            for at, known in known_alone(shape, self.module.context).items()
        ]
        if rows:
            known = Line(dict_of(rows), "known: dict[str, list[str]] = ")
            body = [known, *self._told_apart(declaration, _ONE_EACH)]
            text = "A member that one variant alone knows tells that it is this one."
            yield shared_by_all("test_tells_by_one_member", text, body)

    def _told_apart(self, declaration: Declaration, variants: Piece) -> list[Statement]:
        """Read values that each tell which variant they are of."""
        self.module.use("typing", "Any")
        self.module.use(".support", "misread")
        given = [*self._reader(declaration), Source("variants")]
        return [
            Line(variants, "variants: list[tuple[Any, str]] = "),
            assigned(Source("found"), call(Source("misread"), given)),
            asserted(Source("found == []")),
        ]

    def _variants(self, shape: UnionOf) -> Iterator[Piece]:
        schemas = self.module.context.api.schemas
        judge = Judge(self.module.changes.limits.schemas)
        known = [variant for variant in shape.variants if isinstance(variant, Named)]
        others = [each for each in shape.variants if not isinstance(each, Named)]
        for variant in known if all(map(_is_no_object, others)) else ():
            declared = declared_shape(self.module.context.declarations[variant.target])
            if not isinstance(declared, ObjectOf):
                continue
            for sample in self._sample(variant.target):
                value = _told(shape, variant, sample)
                fitting = [
                    other.target
                    for other in known
                    if judge.accepts(schemas[other.target].schema, value)
                ]
                named = [other for _, other in shape.mapping] if shape.base else []
                is_only = not others and fitting == [variant.target]
                if variant in named or (is_only and _means(shape, variant, value)):
                    name = self.module.context.names.types[variant.target].type_
                    yield tuple_of([self.module.value(value), literal(name)])

    def _sample(self, at: Location) -> Iterator[Any]:
        try:
            yield self.module.changes.of(at, "value").value
        except NoSample:
            return

    def _needs_members(self, shape: UnionOf) -> bool:
        """Tell whether every variant is an object that needs some member."""
        for variant in shape.variants:
            if not isinstance(variant, Named):
                return False
            declared = declared_shape(self.module.context.declarations[variant.target])
            if not isinstance(declared, ObjectOf):
                return False
            if not any(entry.required for entry in declared.fields):
                return False
        return True


def _is_no_object(shape: Shape) -> bool:
    return isinstance(shape, (ListOf, Literals, Scalar))


def _told(shape: UnionOf, variant: Named, value: Any) -> Any:
    """Let the discriminator of a value name the variant that it is of."""
    names = [name for name, other in shape.mapping if other == variant]
    if not names or not isinstance(value, dict):
        return value
    said = value.get(shape.discriminator, names[0])
    return value if said in names else {**value, shape.discriminator: names[0]}


def _means(shape: UnionOf, variant: Named, value: Any) -> bool:
    """Tell whether the discriminator of a value names no other variant."""
    said = value.get(shape.discriminator) if isinstance(value, dict) else None
    named = [other for name, other in shape.mapping if name == said]
    return not named or variant in named
