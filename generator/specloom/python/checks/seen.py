"""Which properties and items of a valid value a schema evaluates.

JSON Schema 2020-12, Core, section 11: `unevaluatedProperties`, `unevaluatedItems`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from specloom.ir.schema import (
    AnySchema,
    BooleanSchema,
    Dependency,
    Reference,
    Schema,
)
from specloom.python.checks.constants import Constants
from specloom.python.text.block import Line, Statement, Suite
from specloom.python.text.layout import call, tuple_of
from specloom.python.text.source import Source, code, literal

Seen: TypeAlias = Literal["properties", "items"]


class SeenModule(Protocol):
    """The module that a function is written for."""

    @property
    def constants(self) -> Constants:
        """Give the constants of the module."""
        ...

    def predicate(self, schema: AnySchema, wanted: str) -> Source:
        """Give the name of the function that says whether a schema holds."""
        ...

    def seen(self, kind: Seen, schema: AnySchema, wanted: str) -> Source:
        """Give the name of the function that says what a schema evaluates."""
        ...


@dataclass(frozen=True, slots=True)
class SeenWriter:
    """Writes the statements that add to `seen`, names of properties or indices of items.

    `own` leaves out the keyword for whose sake the function is there.
    """

    module: SeenModule
    name: str
    kind: Seen
    own: bool

    def body(self, schema: Schema) -> list[Statement]:
        """Write the whole body for a schema."""
        applied, end = self._applied(schema), Line(Source("return seen"))
        if self.kind == "properties":
            start = Line(Source("seen = set[str]()"))
            return [start, *self._properties(schema), *applied, end]
        start = Line(Source("seen = set[int]()"))
        return [start, *self._items(schema), *applied, end]

    def _properties(self, schema: Schema) -> Iterator[Statement]:
        more = schema.additional_properties, self._rest(schema.unevaluated_properties)
        if any(entry is not None for entry in more):
            yield Line(Source("seen.update(value)"))
            return
        if schema.properties:
            names = tuple_of([literal(entry.name) for entry in schema.properties])
            yield Line(call(Source("seen.update"), [names]))
        for entry in schema.pattern_properties:
            pattern = self.module.constants.key_pattern(entry.pattern, schema.at)
            # What cannot be asked may have been evaluated.
            matching = Source("value")
            if pattern is not None:
                matching = code("key for key in value if {}.search(key)", pattern)
            yield Line(code("seen.update({})", matching))

    def _items(self, schema: Schema) -> Iterator[Statement]:
        more = schema.items, self._rest(schema.unevaluated_items)
        if any(entry is not None for entry in more):
            yield Line(Source("seen.update(range(len(value)))"))
            return
        if schema.prefix_items:
            size = literal(len(schema.prefix_items))
            yield Line(code("seen.update(range({}))", size))
        if schema.contains is not None and schema.contains_evaluates:
            holds = self.module.predicate(schema.contains, f"{self.name}_contains")
            matching = code("n for n, item in enumerate(value) if {}(item)", holds)
            yield Line(code("seen.update({})", matching))

    def _rest(self, schema: AnySchema | None) -> AnySchema | None:
        return None if self.own else schema

    def _applied(self, schema: Schema) -> Iterator[Statement]:
        for part in schema.all_of:
            yield from self._part(part, "part")
        for branch in (*schema.any_of, *schema.one_of):
            if inner := self._part(branch, "option"):
                holds = self.module.predicate(branch, f"{self.name}_option")
                yield Suite("if ", code("{}(value)", holds), tuple(inner))
        for entry in _dependencies(self.kind, schema):
            if entry.schema is not None and (inner := self._part(entry.schema, "with")):
                condition = code("{} in value", literal(entry.name))
                yield Suite("if ", condition, tuple(inner))
        if schema.if_ is not None:
            yield from self._conditional(schema, schema.if_)

    def _conditional(self, schema: Schema, if_: AnySchema) -> Iterator[Statement]:
        then = self._part(if_, "if") + self._optional(schema.then, "then")
        otherwise = self._optional(schema.else_, "else")
        if not then and not otherwise:
            return
        holds = code("{}(value)", self.module.predicate(if_, f"{self.name}_if"))
        yield Suite("if ", holds, tuple(then or [Line(Source("pass"))]))
        if otherwise:
            yield Suite("else", Source(""), tuple(otherwise))

    def _optional(self, schema: AnySchema | None, wanted: str) -> list[Statement]:
        return [] if schema is None else self._part(schema, wanted)

    def _part(self, schema: AnySchema, wanted: str) -> list[Statement]:
        if not evaluates(self.kind, schema):
            return []
        function = self.module.seen(self.kind, schema, f"{self.name}_{wanted}")
        return [Line(code("seen |= {}(value)", function))]


def evaluates(kind: Seen, schema: AnySchema) -> bool:
    """Tell whether a schema may evaluate any properties or items."""
    match schema:
        case BooleanSchema():
            return False
        case Reference():
            return True
    applied = (schema.if_, schema.then, schema.else_)
    parts = (
        *schema.all_of,
        *schema.any_of,
        *schema.one_of,
        *(entry.schema for entry in _dependencies(kind, schema)),
        *(applied if schema.if_ is not None else ()),
    )
    if any(part is not None and evaluates(kind, part) for part in parts):
        return True
    if kind == "properties":
        more = schema.additional_properties or schema.unevaluated_properties
        return bool(schema.properties or schema.pattern_properties) or more is not None
    some = schema.items or schema.contains or schema.unevaluated_items
    return bool(schema.prefix_items) or some is not None


def _dependencies(kind: Seen, schema: Schema) -> tuple[Dependency, ...]:
    """Give `dependentSchemas`, which an array has no properties for."""
    return schema.dependencies if kind == "properties" else ()
