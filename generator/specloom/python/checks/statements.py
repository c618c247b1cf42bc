"""The body of one check function: a schema's keywords as Python statements.

JSON Schema 2020-12, Validation and Applicator vocabularies. A keyword concerns values of
its own type only; those of one type follow the check of that type.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from specloom.errors import Location
from specloom.ir.schema import (
    AnySchema,
    BooleanSchema,
    Number,
    Property,
    Reference,
    Schema,
    SimpleType,
)
from specloom.naming.words import snake
from specloom.python.checks.keywords import (
    has_array_keywords,
    has_array_sizes,
    has_items,
    has_object_keywords,
    has_object_sizes,
    has_string_keywords,
    has_unevaluated,
    is_nullable,
    is_one_call,
    number_keywords,
    values_imply,
    without_null,
)
from specloom.python.checks.place import Place
from specloom.python.text.block import Line, Statement, Suite
from specloom.python.text.imports import Scope
from specloom.python.text.layout import (
    Group,
    Piece,
    Row,
    assignment,
    call,
    compact,
    json_value,
    keyword,
    tuple_of,
)
from specloom.python.text.source import (
    EMPTY,
    Source,
    code,
    identifier,
    literal,
    pattern_literal,
)

_LONGEST = 50


class CheckModule(Protocol):
    """The module that a function is written for."""

    scope: Scope

    def check(self, name: str) -> Source:
        """Give a check of the runtime."""
        ...

    def of(self, at: Location) -> Source:
        """Give the name of a named schema's check."""
        ...

    def inner(self, schema: AnySchema, wanted: str) -> Source:
        """Give the name of the check of a schema written in line."""
        ...

    def free(self, wanted: str) -> str:
        """Give a name that the module does not use yet."""
        ...

    def translated(self, pattern: str) -> str | None:
        """Give the Python pattern of an ECMA-262 one; None if there is no exact one."""
        ...

    def more(self, schema: Schema, place: Place, name: str) -> list[Statement]:
        """Write `unevaluatedProperties`, `unevaluatedItems` and `format`."""
        ...


@dataclass(slots=True)
class FunctionWriter:
    """Writes the statements of one function; constants stand above it.

    `root` is the place of the schema that the whole function checks. Names of inner
    functions and constants begin like the function's own.
    """

    module: CheckModule
    name: str
    root: Location
    constants: list[Source] = field(default_factory=list)
    names_schema: bool = False

    def body(self, schema: AnySchema) -> list[Statement]:
        """Write the whole body for a schema."""
        statements = self.schema(schema, Place())
        if not self.names_schema:
            return statements or [Line(Source("return"))]
        first = assignment(Source("schema"), literal(self.root.pointer), 1)
        return [Line(first), *statements]

    def schema(self, schema: AnySchema, place: Place) -> list[Statement]:
        """Write the checks of a schema for the value at a place."""
        match schema:
            case BooleanSchema(accepts=True):
                return []
            case BooleanSchema(at=at):
                return [self._call("nothing", at, place)]
            case Reference(target=target):
                return [self._check_with(self.module.of(target), place)]
        return [*self._typed(schema, place), *self._applied(schema, place)]

    def property(self, property_: Property, place: Place) -> list[Statement]:
        """Write the check of one property where it is present."""
        key = literal(property_.name)
        schema = property_.schema
        body = self._inline(schema, place.member(key), property_.name)
        if not body:
            return []
        condition = code("{} in {}", key, place.value)
        if is_nullable(schema):
            condition = code("{}.get({}) is not None", place.value, key)
        return [Suite("if ", condition, tuple(body))]

    def _inline(self, schema: AnySchema, place: Place, name: str) -> list[Statement]:
        """Write a check in place if it is one call, else call a function of its own."""
        if isinstance(schema, Schema) and not is_one_call(schema):
            return [self._check_with(self._branch(schema, name), place)]
        return self.schema(without_null(schema), place)

    def _branch(self, schema: AnySchema, name: str) -> Source:
        base = self.name.removeprefix("check_").removeprefix("_")
        return self.module.inner(schema, f"_{base}_{snake(name)}")

    def _typed(self, schema: Schema, place: Place) -> list[Statement]:
        """Write the checks of `type` and of the keywords that go with it."""
        types = [name for name in schema.types if name != "null"]
        values = self._values(schema, place)
        if len(types) == 1:
            body = self._one_type(types[0], schema, place)
            if "null" not in schema.types:
                return [*body, *values]
            if body:
                condition = code("{} is not None", place.value)
                return [Suite("if ", condition, tuple(body)), *values]
        checked = self._types(schema, place) if schema.types else []
        return [*checked, *self._by_type(schema, place), *values]

    def _types(self, schema: Schema, place: Place) -> list[Statement]:
        names = schema.types
        if len(names) == 1:
            return [self._call(names[0], schema.at, place)]
        return [self._call("of_types", schema.at, place, _texts(names))]

    def _one_type(
        self, name: SimpleType, schema: Schema, place: Place
    ) -> list[Statement]:
        if values_imply(name, schema):
            return []
        match name:
            case "object":
                return self._object(schema, place, self._sized_object(schema, place))
            case "array":
                return self._array(schema, place, self._sized_array(schema, place))
            case "string":
                return [self._string(schema, place)]
            case "integer" | "number":
                return [self._call(name, schema.at, place, *_numbers(schema))]
        return [self._call(name, schema.at, place)]

    def _by_type(self, schema: Schema, place: Place) -> Iterator[Statement]:
        """Write the keywords of each type for values of that type, whatever `type` says."""
        types = schema.types or ("object", "array", "string", "number")
        if "string" in types and has_string_keywords(schema):
            condition = code("isinstance({}, {})", place.value, self._builtin("str"))
            yield Suite("if ", condition, (self._string(schema, place),))
        if ("number" in types or "integer" in types) and number_keywords(schema):
            asked = call(self.module.check("is_number"), [place.value])
            yield Suite(
                "if ",
                asked,
                (self._call("number", schema.at, place, *_numbers(schema)),),
            )
        if "array" in types and has_array_keywords(schema):
            asked = call(self.module.check("is_array"), [place.value])
            sizes = (
                [Line(self._sized_array(schema, place))]
                if has_array_sizes(schema)
                else []
            )
            yield from self._array(schema, place, asked, sizes)
        if "object" in types and has_object_keywords(schema):
            asked = call(self.module.check("is_object"), [place.value])
            sizes = (
                [Line(self._sized_object(schema, place))]
                if has_object_sizes(schema)
                else []
            )
            yield from self._object(schema, place, asked, sizes)

    def _builtin(self, name: str) -> Source:
        return self.module.scope.builtin(name)

    def _string(self, schema: Schema, place: Place) -> Statement:
        keywords = [
            *_keyword("min_length", schema.min_length),
            *_keyword("max_length", schema.max_length),
        ]
        pattern = self._pattern(schema.pattern, "pattern") if schema.pattern else None
        if pattern is not None and schema.pattern:
            keywords.append(keyword(Source("pattern"), pattern))
            keywords.append(keyword(Source("source"), pattern_literal(schema.pattern)))
        takes_bytes = schema.format in ("binary", "byte") or schema.content_encoding
        check = "text_or_bytes" if takes_bytes else "string"
        return self._call(check, schema.at, place, *keywords)

    def _pattern(self, pattern: str, ending: str) -> Source | None:
        """Give the constant of a pattern; None for one that Python cannot say exactly."""
        translated = self.module.translated(pattern)
        if translated is None:
            return None
        compile_ = code("{}.compile", self.module.scope.imports.module_("re"))
        return self._constant(ending, call(compile_, [pattern_literal(translated)]))

    def _constant(self, ending: str, value: Piece) -> Source:
        words = self.name.removeprefix("check_").strip("_").upper().split("_")
        while sum(map(len, words)) + len(words) > _LONGEST and len(words) > 2:
            del words[1]
        name = identifier(self.module.free("_" + "_".join((*words, ending.upper()))))
        self.constants.append(assignment(name, value, 0))
        return name

    def _values(self, schema: Schema, place: Place) -> list[Statement]:
        """Write `enum` and `const`."""
        found: list[Statement] = []
        if schema.enum is not None:
            values = tuple_of([json_value(value.json) for value in schema.enum])
            found.append(self._call("one_of_values", schema.at, place, values))
        if schema.const is not None:
            value = json_value(schema.const.json)
            found.append(self._call("constant", schema.at, place, value))
        return found

    def _sized_array(self, schema: Schema, place: Place) -> Piece:
        keywords = [
            *_keyword("min_items", schema.min_items),
            *_keyword("max_items", schema.max_items),
            *(
                [keyword(Source("unique"), literal(True))]
                if schema.unique_items
                else []
            ),
        ]
        return self._checked("array", schema.at, place, *keywords)

    def _array(
        self,
        schema: Schema,
        place: Place,
        condition: Piece,
        sizes: "list[Line] | None" = None,
    ) -> list[Statement]:
        body = [
            *(sizes or []),
            *self._prefix(schema, place),
            *self._items(schema, place),
        ]
        if schema.contains is not None:
            check = self._branch(schema.contains, "contains")
            counts = [
                *_keyword("minimum", schema.min_contains),
                *_keyword("maximum", schema.max_contains),
            ]
            body.append(self._call("contains", schema.at, place, check, *counts))
        return _governed(condition, body)

    def _prefix(self, schema: Schema, place: Place) -> Iterator[Statement]:
        for index, item in enumerate(schema.prefix_items):
            number = literal(index)
            item_place = place.member(number)
            inner = self._inline(
                item, Place(item_place.value, item_place.at), f"item {index}"
            )
            if inner:
                yield Suite(
                    "if ", code("len({}) > {}", place.value, number), tuple(inner)
                )

    def _items(self, schema: Schema, place: Place) -> Iterator[Statement]:
        if schema.items is None:
            return
        item = Place(Source("item"), code("({}, index)", place.at))
        inner = _unless_null(schema.items, item, self._looped(schema.items, item))
        if not inner:
            return
        counted = code("enumerate({})", place.value)
        if schema.prefix_items:
            start = literal(len(schema.prefix_items))
            counted = code("enumerate({}[{}:], {})", place.value, start, start)
        yield Suite("for ", code("index, item in {}", counted), tuple(inner))

    def _looped(self, schema: AnySchema, item: Place) -> list[Statement]:
        """Write the check of an item; another loop, over its own items, is a function."""
        if has_items(schema):
            return [self._check_with(self._branch(schema, "item"), item)]
        return self._inline(schema, item, "item")

    def _sized_object(self, schema: Schema, place: Place) -> Piece:
        keywords = [
            *_keyword("min_properties", schema.min_properties),
            *_keyword("max_properties", schema.max_properties),
        ]
        return self._checked("obj", schema.at, place, *keywords)

    def _object(
        self,
        schema: Schema,
        place: Place,
        condition: Piece,
        sizes: "list[Line] | None" = None,
    ) -> list[Statement]:
        body: list[Statement] = [*(sizes or [])]
        if schema.required:
            body.append(
                self._call("require", schema.at, place, _texts(schema.required))
            )
        body += self._additional(schema, place)
        for property_ in schema.properties:
            body += self.property(property_, place)
        body += self._dependent(schema, place)
        if schema.property_names is not None:
            check = self._branch(schema.property_names, "name")
            body.append(self._call("property_names", schema.at, place, check))
        return _governed(condition, body)

    def _additional(self, schema: Schema, place: Place) -> list[Statement]:
        """Write `additionalProperties` and `patternProperties`."""
        patterns = [
            (pattern, entry.schema)
            for entry in schema.pattern_properties
            if (pattern := self._pattern(entry.pattern, "key_pattern")) is not None
        ]
        more = schema.additional_properties
        # Which keys are additional is only known where every pattern could be said.
        is_exact = len(patterns) == len(schema.pattern_properties)
        found: list[Statement] = []
        if isinstance(more, BooleanSchema) and not more.accepts:
            known: list[Piece] = [self._known(schema)]
            if patterns:
                known.append(tuple_of([pattern for pattern, _ in patterns]))
            if is_exact:
                found.append(self._call("closed", schema.at, place, *known))
        member = Place(Source("member"), code("({}, key)", place.at))
        body = list(self._matching(patterns, member))
        if is_exact and isinstance(more, (Schema, Reference)):
            inner = _unless_null(more, member, self._inline(more, member, "member"))
            if inner:
                body.append(self._unless_known(schema, patterns, inner))
        if body:
            head = code("key, member in {}.items()", place.value)
            found.append(Suite("for ", head, tuple(body)))
        return found

    def _matching(
        self, patterns: list[tuple[Source, AnySchema]], member: Place
    ) -> Iterator[Statement]:
        for pattern, schema in patterns:
            inner = _unless_null(schema, member, self._inline(schema, member, "member"))
            if inner:
                yield Suite("if ", code("{}.search(key)", pattern), tuple(inner))

    def _unless_known(
        self,
        schema: Schema,
        patterns: list[tuple[Source, AnySchema]],
        inner: list[Statement],
    ) -> Statement:
        conditions = [code("not {}.search(key)", pattern) for pattern, _ in patterns]
        if schema.properties:
            conditions.insert(0, code("key not in {}", self._known(schema)))
        if not conditions:
            return (
                inner[0]
                if len(inner) == 1
                else Suite("if ", Source("True"), tuple(inner))
            )
        text = conditions[0]
        for condition in conditions[1:]:
            text = code("{} and {}", text, condition)
        return Suite("if ", text, tuple(inner))

    def _known(self, schema: Schema) -> Source:
        names = tuple(literal(property_.name) for property_ in schema.properties)
        frozen = self._builtin("frozenset")
        if not names:
            return self._constant(
                "properties", code("{}[{}]()", frozen, self._builtin("str"))
            )
        return self._constant(
            "properties", call(frozen, [Group(EMPTY, "{", names, "}")])
        )

    def _dependent(self, schema: Schema, place: Place) -> Iterator[Statement]:
        for entry in schema.dependencies:
            name = literal(entry.name)
            if entry.schema is None:
                yield self._call(
                    "depends", schema.at, place, name, _texts(entry.needed)
                )
                continue
            check = self._branch(entry.schema, entry.name)
            body = (self._check_with(check, place),)
            yield Suite("if ", code("{} in {}", name, place.value), body)

    def _applied(self, schema: Schema, place: Place) -> list[Statement]:
        """Write the keywords that apply other schemas to the same value."""
        found: list[Statement] = []
        for part in schema.all_of:
            if isinstance(part, Schema) and part.at == schema.at:
                found += self.schema(part, place)  # what stands beside a `$ref`
            elif not isinstance(part, BooleanSchema) or not part.accepts:
                found.append(Line(call(self._branch(part, "part"), place.arguments())))
        for name, branches in (("any_of", schema.any_of), ("one_of", schema.one_of)):
            if branches:
                checks = [
                    self._branch(entry, f"option {n}")
                    for n, entry in enumerate(branches, 1)
                ]
                found.append(self._call(name, schema.at, place, tuple_of(checks)))
        if schema.not_ is not None:
            check = self._branch(schema.not_, "not")
            found.append(self._call("not_", schema.at, place, check))
        if schema.if_ is not None:
            found += self._conditional(schema, schema.if_, place)
        if has_unevaluated(schema) or schema.asserted_format:
            found += self.module.more(schema, place, self.name)
        return found

    def _conditional(
        self, schema: Schema, if_: AnySchema, place: Place
    ) -> list[Statement]:
        asked = [self._branch(if_, "if"), place.value]
        then = self.schema(schema.then, place) if schema.then is not None else []
        otherwise = self.schema(schema.else_, place) if schema.else_ is not None else []
        holds = call(self.module.check("holds"), asked) if then or otherwise else EMPTY
        if then and otherwise:
            return [
                Suite("if ", holds, tuple(then)),
                Suite("else", EMPTY, tuple(otherwise)),
            ]
        if then:
            return [Suite("if ", holds, tuple(then))]
        return [Suite("if not ", holds, tuple(otherwise))] if otherwise else []

    def _call(self, check: str, at: Location, place: Place, *more: Piece) -> Line:
        return Line(self._checked(check, at, place, *more))

    def _check_with(self, check: Source, place: Place) -> Line:
        return Line(compact(call(check, place.arguments())))

    def _checked(self, check: str, at: Location, place: Place, *more: Piece) -> Piece:
        """Write one call of the runtime, with the schema's pointer as short as it can be."""
        function = self.module.check(check)
        if at == self.root:
            self.names_schema = True
            return _call(function, [*place.arguments(), Source("schema"), *more])
        owner, key = place.owner, place.key
        is_property = check in _KEYED and place.is_property_of(self.root, at)
        if is_property and owner is not None and key is not None:
            self.names_schema = True
            given = [place.value, owner, Source("found"), Source("schema")]
            named = keyword(Source("key"), key)
            return call(function, [*given, *_positional(more), named, *_keywords(more)])
        return _call(function, [*place.arguments(), literal(at.pointer), *more])


_KEYED = frozenset(
    {
        "array",
        "boolean",
        "constant",
        "integer",
        "nothing",
        "null",
        "number",
        "obj",
        "of_types",
        "one_of_values",
        "string",
        "text_or_bytes",
    }
)


def _call(function: Source, arguments: list[Piece]) -> Piece:
    return compact(call(function, arguments))


def _positional(pieces: tuple[Piece, ...]) -> list[Piece]:
    return [piece for piece in pieces if not _is_keyword(piece)]


def _keywords(pieces: tuple[Piece, ...]) -> list[Piece]:
    return [piece for piece in pieces if _is_keyword(piece)]


def _is_keyword(piece: Piece) -> bool:
    if not isinstance(piece, Row) or not isinstance(piece.pieces[0], Source):
        return False
    return piece.pieces[0].text.endswith("=")


def _governed(condition: Piece, body: list[Statement]) -> list[Statement]:
    return [Suite("if ", condition, tuple(body))] if body else [Line(condition)]


def _unless_null(
    schema: AnySchema, place: Place, inner: list[Statement]
) -> list[Statement]:
    if not inner or not is_nullable(schema):
        return inner
    return [Suite("if ", code("{} is not None", place.value), tuple(inner))]


def _texts(names: tuple[str, ...]) -> Piece:
    return tuple_of([literal(name) for name in names])


def _keyword(name: str, value: Number | None) -> list[Piece]:
    return [] if value is None else [keyword(identifier(name), literal(value))]


def _numbers(schema: Schema) -> list[Piece]:
    return [
        piece
        for name, value in number_keywords(schema).items()
        for piece in _keyword(name, value)
    ]
