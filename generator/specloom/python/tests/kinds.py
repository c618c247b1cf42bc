"""Schemas as the kinds of `tests/kinds`, which draw values (JSON Schema 2020-12)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from specloom.ecma.compiled import compiled
from specloom.errors import Location
from specloom.ir.schema import AnySchema, BooleanSchema, Reference, Schema, SimpleType
from specloom.python.tests.conformity import Judge, Schemas
from specloom.python.tests.matching import matching
from specloom.python.text.imports import Imports
from specloom.python.text.layout import (
    Piece,
    call,
    dict_of,
    json_value,
    keyword,
    tuple_of,
)
from specloom.python.text.source import Source, identifier, literal, pattern_literal

_LIBRARY = "..kinds"
_EXAMPLES = 3
# The last character of all, in a class that has nearly all of them.
_LAST = r"\U0010ffff"


@dataclass(frozen=True, slots=True)
class Kinds:
    """Writes the kinds of one module; `reference` gives the name of a named schema's.

    With `takes_bytes` a text of the format `binary` is content that is no JSON.
    """

    schemas: Schemas
    imports: Imports
    reference: Callable[[Location], Source]
    takes_bytes: bool = False

    def use(self, name: str) -> Source:
        """Import a name of the library."""
        return self.imports.use(_LIBRARY, name)

    def piece(self, schema: AnySchema) -> Piece:
        """Write what a schema allows, whose patterns all have to be known."""
        match schema:
            case BooleanSchema(accepts=accepts):
                return self.use("ANYTHING") if accepts else self.use("NEVER")
            case Reference(target=target):
                inner = self.schemas[target]
                if self.takes_bytes and isinstance(inner, Schema) and is_binary(inner):
                    return self.piece(inner)
                return self.reference(target)
        if schema.enum is not None or schema.const is not None:
            return self._choice(schema)
        return self._unevaluated(schema, self._all(schema))

    def _choice(self, schema: Schema) -> Piece:
        stated = [schema.const] if schema.const is not None else schema.enum or ()
        judge = Judge(self.schemas)
        fitting = [entry.json for entry in stated if judge.accepts(schema, entry.json)]
        if fitting == [None]:
            return self.use("NULL")
        return call(self.use("Choice"), [json_value(value) for value in fitting])

    def _all(self, schema: Schema) -> Piece:
        pieces = [*self._typed(schema), *self._applied(schema)]
        if len(pieces) > 1:
            return call(self.use("AllOf"), pieces)
        return pieces[0] if pieces else self.use("ANYTHING")

    def _unevaluated(self, schema: Schema, whole: Piece) -> Piece:
        properties, items = schema.unevaluated_properties, schema.unevaluated_items
        if properties is None and items is None:
            return whole
        more = {"properties": properties, "items": items}
        return self._made("Unevaluated", [whole], self._given(more))

    def _typed(self, schema: Schema) -> Iterator[Piece]:
        """Yield what the keywords for types say together, if they say anything."""
        types = [name for name in schema.types if not _is_said(name, schema.types)]
        if not types:
            groups = [type_ for type_ in _TYPES if self._keywords(schema, type_)]
            pieces = [self._of(schema, type_) for type_ in groups]
            if pieces:
                yield call(self.use("Loose"), pieces)
            return
        pieces = [self._of(schema, type_) for type_ in types]
        yield call(self.use("AnyOf"), pieces) if len(pieces) > 1 else pieces[0]

    def _of(self, schema: Schema, type_: SimpleType) -> Piece:
        if type_ == "null":
            return self.use("NULL")
        if type_ == "string" and self.takes_bytes and schema.format == "binary":
            return call(self.use("Binary"), [])
        return call(self.use(_NAMES[type_]), self._keywords(schema, type_))

    def _keywords(self, schema: Schema, type_: SimpleType) -> list[Piece]:
        match type_:
            case "string":
                return [*self._of_text(schema)]
            case "integer" | "number":
                return [*_plain(schema, _FOR_NUMBERS)]
            case "array":
                return [*self._of_array(schema)]
            case "object":
                return [*self._of_object(schema)]
        return []

    def _of_text(self, schema: Schema) -> Iterator[Piece]:
        yield from _plain(schema, ("min_length", "max_length"))
        if schema.pattern is not None:
            regex = compiled(schema.pattern).regex or ""
            yield keyword(Source("pattern"), pattern_literal(regex))
            if schema.min_length or schema.max_length or _LAST in regex:
                like = [literal(text) for text in _examples(schema, schema.pattern)]
                if like:
                    yield keyword(Source("like"), tuple_of(like))
        elif schema.format and schema.types:
            yield keyword(Source("format"), literal(schema.format))

    def _of_array(self, schema: Schema) -> Iterator[Piece]:
        yield from self._given({"items": schema.items})
        yield from _plain(schema, ("min_items", "max_items", "unique_items"))
        if schema.prefix_items:
            first = [self.piece(item) for item in schema.prefix_items]
            yield keyword(Source("first"), tuple_of(first))
        if schema.contains is not None:
            yield from self._given({"contains": schema.contains})
            yield from _plain(schema, ("min_contains", "max_contains"))
            if not schema.contains_evaluates:
                yield keyword(Source("contains_evaluates"), literal(False))

    def _of_object(self, schema: Schema) -> Iterator[Piece]:
        known = [(entry.name, entry.schema) for entry in schema.properties]
        if known:
            yield keyword(Source("properties"), self._members(known))
        if schema.required:
            names = [literal(name) for name in schema.required]
            yield keyword(Source("required"), tuple_of(names))
        patterns = [(e.pattern, e.schema) for e in schema.pattern_properties]
        if patterns:
            entries = [
                (pattern_literal(compiled(pattern).regex or ""), self.piece(inner))
                for pattern, inner in patterns
            ]
            yield keyword(Source("patterns"), dict_of(entries))
        more = {"more": schema.additional_properties, "names": schema.property_names}
        yield from self._given(more)
        needs = [entry for entry in schema.dependencies if entry.needed]
        if needs:
            rows: list[tuple[Piece, Piece]] = [
                (literal(e.name), tuple_of([literal(name) for name in e.needed]))
                for e in needs
            ]
            yield keyword(Source("needs"), dict_of(rows))
        yield from _plain(schema, ("min_properties", "max_properties"))

    def _members(self, members: list[tuple[str, AnySchema]]) -> Piece:
        return dict_of([(literal(name), self.piece(inner)) for name, inner in members])

    def _applied(self, schema: Schema) -> Iterator[Piece]:
        yield from map(self.piece, schema.all_of)
        if schema.any_of:
            yield call(self.use("AnyOf"), [*map(self.piece, schema.any_of)])
        if schema.one_of:
            yield call(self.use("OneOf"), [*map(self.piece, schema.one_of)])
        if schema.not_ is not None:
            yield call(self.use("Not"), [self.piece(schema.not_)])
        if schema.if_ is not None:
            sides = {"then": schema.then, "otherwise": schema.else_}
            yield self._made("If", [self.piece(schema.if_)], self._given(sides))
        for entry in schema.dependencies:
            if entry.schema is not None:
                arguments = [literal(entry.name), self.piece(entry.schema)]
                yield call(self.use("Dependent"), arguments)

    def _given(self, keywords: dict[str, AnySchema | None]) -> Iterator[Piece]:
        """Yield those of some keywords that a schema has."""
        for name, inner in keywords.items():
            if inner is not None:
                yield keyword(identifier(name), self.piece(inner))

    def _made(self, name: str, first: list[Piece], more: Iterator[Piece]) -> Piece:
        return call(self.use(name), [*first, *more])


_TYPES: tuple[SimpleType, ...] = ("string", "number", "array", "object")
_NAMES = {
    "string": "Texts",
    "number": "Numbers",
    "integer": "Integers",
    "boolean": "Booleans",
    "array": "Lists",
    "object": "Objects",
}
_FOR_NUMBERS = (
    "minimum",
    "maximum",
    "exclusive_minimum",
    "exclusive_maximum",
    "multiple_of",
)


def _is_said(name: SimpleType, types: tuple[SimpleType, ...]) -> bool:
    """Tell whether another type says it too: every integer is a number."""
    return name == "integer" and "number" in types


def _examples(schema: Schema, pattern: str) -> Iterator[str]:
    """Yield texts that match and are neither too short nor too long."""
    least, most = schema.min_length or 0, schema.max_length
    yield from islice(matching(pattern, 1, least, most), _EXAMPLES)


def _plain(schema: Schema, names: tuple[str, ...]) -> Iterator[Piece]:
    """Yield the keywords among some that are numbers or switches."""
    for name in names:
        value = getattr(schema, name)
        if value is not None and value is not False:
            yield keyword(identifier(name), literal(value))


def is_binary(schema: Schema) -> bool:
    """Tell whether a schema is, or has right inside, content that is no JSON."""
    inside = [entry.schema for entry in schema.properties]
    inside += [schema.items] if schema.items is not None else []
    return schema.format == "binary" or any(
        isinstance(inner, Schema) and is_binary(inner) for inner in inside
    )
