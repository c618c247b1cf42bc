"""Check functions of schemas: JSON Schema 2020-12 keywords as plain Python statements.

One function for a schema that has a name or parts; a scalar is one call where it stands.
Every call carries the pointer of its schema, so that a violation can say which rule.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

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
from specloom.naming.hints import hint
from specloom.naming.words import snake
from specloom.python.block import Line, Statement, Suite, lay_out_block
from specloom.python.context import Context
from specloom.python.docs import write_docstring
from specloom.python.imports import Scope
from specloom.python.layout import (
    Group,
    Piece,
    Row,
    call,
    function,
    json_value,
    keyword,
    lay_out,
    statement,
    tuple_of,
)
from specloom.python.patterns import PatternProblem, translate
from specloom.python.source import (
    EMPTY,
    Source,
    code,
    identifier,
    literal,
    pattern_literal,
)

_VALUE, _AT, _FOUND = Source("value"), Source("at"), Source("found")
_LONGEST = 50
_NUMBER_KEYWORDS = (
    "minimum",
    "maximum",
    "exclusive_minimum",
    "exclusive_maximum",
    "multiple_of",
)
_PYTHON_TYPES: Mapping[type, SimpleType] = {
    str: "string",
    bool: "boolean",
    type(None): "null",
}


@dataclass(frozen=True, slots=True)
class CheckView:
    """One check function, and the constants it needs.

    `is_apart` says that the constants follow another function.
    """

    constants: tuple[Source, ...]
    is_apart: bool
    head: Source
    docstring: Source
    body: Source


@dataclass(frozen=True, slots=True)
class _Place:
    """A value inside the one a function checks: how to get it, and its path."""

    value: Source = _VALUE
    at: Source = _AT

    def member(self, key: Source) -> "_Place":
        return _Place(code("{}[{}]", self.value, key), code("({}, {})", self.at, key))


@dataclass(slots=True)
class CheckWriter:
    """Writes the check functions of one module, those of inner schemas as they turn up."""

    context: Context
    scope: Scope
    homes: Mapping[Location, str]
    module: str
    views: list[CheckView] = field(default_factory=list)
    _names: dict[Location, str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def named(self, at: Location) -> None:
        """Write the check of a named schema."""
        name = f"check_{self.context.names.types[at].function}"
        self._taken.add(name)
        self._write(name, self.context.api.schemas[at].schema, at)

    def inner(self, schema: AnySchema, wanted: str) -> Source:
        """Give the name of a schema's check function, written now if it has no name yet."""
        if isinstance(schema, Reference):
            return self._of(schema.target)
        if schema.at not in self._names:
            self._names[schema.at] = self._free(wanted)
            self._write(self._names[schema.at], schema, schema.at)
        return identifier(self._names[schema.at])

    def group(self, name: str, at: Location, members: "list[GroupMember]") -> None:
        """Write the check of a group of parameters as members of one object."""
        writer = _FunctionWriter(self, name)
        body: list[Statement] = []
        for member in members:
            if member.required:
                place = literal(member.at.pointer)
                arguments = [
                    *_arguments(_Place()),
                    place,
                    tuple_of([literal(member.name)]),
                ]
                body.append(Line(call(self.check("require"), arguments)))
        for member in members:
            body += writer.property(
                Property(member.name, member.schema), False, _Place()
            )
        head = Suite(
            "if ",
            Source("isinstance(value, dict)"),
            tuple(body or [Line(Source("pass"))]),
        )
        self._add(name, [head], writer.constants, at)

    def check(self, name: str) -> Source:
        """Give a check of the runtime."""
        return self.scope.runtime("checks", name)

    def _of(self, at: Location) -> Source:
        name = f"check_{self.context.names.types[at].function}"
        return self.scope.own(("validators", self.homes[at]), name)

    def _free(self, wanted: str) -> str:
        name, number = wanted, 2
        while name in self._taken:
            name, number = f"{wanted}_{number}", number + 1
        self._taken.add(name)
        return name

    def _write(self, name: str, schema: AnySchema, at: Location) -> None:
        writer = _FunctionWriter(self, name)
        body = writer.schema(schema, _Place())
        self._add(name, body or [Line(Source("return"))], writer.constants, at)

    def _add(
        self, name: str, body: list[Statement], constants: list[Source], at: Location
    ) -> None:
        parameters = [
            code("value: {}", self.scope.builtin("object")),
            code("at: {}", self.check("Path")),
            code("found: {}[{}]", self.scope.builtin("list"), self.check("Violation")),
        ]
        head = lay_out(function("def", identifier(name), parameters, Source("None")), 0)
        self.views.append(
            CheckView(
                tuple(constants),
                bool(self.views),
                head,
                write_docstring([f"Check `{at.pointer}`."], 1),
                lay_out_block(body, 1),
            )
        )


@dataclass(frozen=True, slots=True)
class GroupMember:
    """One parameter as a member of its group."""

    at: Location
    name: str
    schema: AnySchema
    required: bool


@dataclass(slots=True)
class _FunctionWriter:
    """Writes the statements of one function; constants stand above it."""

    module: CheckWriter
    name: str
    constants: list[Source] = field(default_factory=list)

    def schema(self, schema: AnySchema, place: _Place) -> list[Statement]:
        """Write the checks of a schema for the value at a place."""
        match schema:
            case BooleanSchema(accepts=True):
                return []
            case BooleanSchema(at=at):
                return [self._call("nothing", at, place)]
            case Reference(target=target):
                return [Line(call(self.module._of(target), _arguments(place)))]
        return [*self._typed(schema, place), *self._applied(schema, place)]

    def property(
        self, property_: Property, null: bool, place: _Place
    ) -> list[Statement]:
        """Write the check of one property where it is present."""
        key = literal(property_.name)
        schema = property_.schema
        body = self._inline(schema, place.member(key), property_.name)
        if not body:
            return []
        condition = code("{} in {}", key, place.value)
        if _is_nullable(schema):
            condition = code("{}.get({}) is not None", place.value, key)
        return [Suite("if ", condition, tuple(body))]

    def _inline(self, schema: AnySchema, place: _Place, name: str) -> list[Statement]:
        """Write a check in place if it is one call, else call a function of its own."""
        if isinstance(schema, Schema) and not _is_one_call(schema):
            wanted = self._inner_name(schema.at, name)
            return [Line(call(self.module.inner(schema, wanted), _arguments(place)))]
        return self.schema(_without_null(schema), place)

    def _inner_name(self, at: Location, name: str) -> str:
        base = self.name.removeprefix("check_").removeprefix("_")
        return f"_{base}_{snake(name)}" if name else f"_{snake(hint(at, {}, {}))}"

    def _typed(self, schema: Schema, place: _Place) -> list[Statement]:
        """Write the checks of `type` and of the keywords that go with it."""
        types = [name for name in schema.types if name != "null"]
        has_null = "null" in schema.types
        if not types:
            return [
                *([self._call("null", schema.at, place)] if has_null else []),
                *self._by_type(schema, place),
                *self._values(schema, place),
            ]
        if len(types) > 1:
            names = tuple_of([literal(name) for name in schema.types])
            checked = self._call("of_types", schema.at, place, names)
            return [
                checked,
                *self._by_type(schema, place),
                *self._values(schema, place),
            ]
        body = [*self._one_type(types[0], schema, place), *self._values(schema, place)]
        if not has_null:
            return body
        if not body:
            return [self._call("of_types", schema.at, place, _names(schema.types))]
        return [Suite("if ", code("{} is not None", place.value), tuple(body))]

    def _one_type(
        self, name: SimpleType, schema: Schema, place: _Place
    ) -> list[Statement]:
        if _values_imply(name, schema):
            return []
        match name:
            case "object":
                return self._object(schema, place, self._is_object(schema, place))
            case "array":
                return self._array(schema, place, self._is_array(schema, place))
            case "string":
                return [self._string(schema, place)]
            case "integer" | "number":
                return [self._call(name, schema.at, place, *_number_keywords(schema))]
        return [self._call(name, schema.at, place)]

    def _by_type(self, schema: Schema, place: _Place) -> Iterator[Statement]:
        """Write the keywords of each type for values of that type, whatever `type` says."""
        types = schema.types or ("object", "array", "string", "number")
        if "string" in types and _has_string_keywords(schema):
            body = (self._string(schema, place),)
            yield Suite("if ", self._is_instance(place, "str"), body)
        if ("number" in types or "integer" in types) and _number_keywords(schema):
            body = (self._call("number", schema.at, place, *_number_keywords(schema)),)
            yield Suite(
                "if ", call(self.module.check("is_number"), [place.value]), body
            )
        if "array" in types and _has_array_keywords(schema):
            yield from self._array(schema, place, self._is_instance(place, "list"))
        if "object" in types and _has_object_keywords(schema):
            yield from self._object(schema, place, self._is_instance(place, "dict"))

    def _is_instance(self, place: _Place, kind: str) -> Piece:
        return code("isinstance({}, {})", place.value, self.module.scope.builtin(kind))

    def _string(self, schema: Schema, place: _Place) -> Statement:
        keywords = [
            *_keyword("min_length", schema.min_length),
            *_keyword("max_length", schema.max_length),
        ]
        pattern = self._pattern(schema.pattern, "pattern") if schema.pattern else None
        if pattern is not None and schema.pattern:
            keywords.append(keyword(Source("pattern"), pattern))
            keywords.append(keyword(Source("source"), pattern_literal(schema.pattern)))
        is_bytes = (
            schema.format in ("binary", "byte") or schema.content_encoding == "base64"
        )
        return self._call(
            "text_or_bytes" if is_bytes else "string", schema.at, place, *keywords
        )

    def _pattern(self, pattern: str, ending: str) -> Source | None:
        """Give the constant of a pattern; None for one that Python cannot say exactly."""
        try:
            translated = translate(pattern)
        except PatternProblem:
            return None
        name = self._constant(ending)
        compiled = call(
            code("{}.compile", self.module.scope.imports.module_("re")),
            [pattern_literal(translated)],
        )
        self.constants.append(statement("", Row((code("{} = ", name), compiled)), 0))
        return name

    def _constant(self, ending: str) -> Source:
        words = self.name.removeprefix("check_").strip("_").upper().split("_")
        while sum(map(len, words)) + len(words) > _LONGEST and len(words) > 2:
            del words[1]
        return identifier(self.module._free("_" + "_".join((*words, ending.upper()))))

    def _values(self, schema: Schema, place: _Place) -> list[Statement]:
        """Write `enum` and `const`."""
        found: list[Statement] = []
        if schema.enum is not None:
            values = tuple_of([json_value(value.json) for value in schema.enum])
            found.append(self._call("one_of_values", schema.at, place, values))
        if schema.const is not None:
            value = json_value(schema.const.json)
            found.append(self._call("constant", schema.at, place, value))
        return found

    def _is_array(self, schema: Schema, place: _Place) -> Piece:
        keywords = [
            *_keyword("min_items", schema.min_items),
            *_keyword("max_items", schema.max_items),
            *([code("unique=True")] if schema.unique_items else []),
        ]
        return self._checked("array", schema.at, place, *keywords)

    def _array(
        self, schema: Schema, place: _Place, condition: Piece
    ) -> list[Statement]:
        body = [*self._sized(schema, place, condition), *self._items(schema, place)]
        if schema.contains is not None:
            body.append(self._contains(schema, schema.contains, place))
        return _governed(condition, body)

    def _sized(
        self, schema: Schema, place: _Place, condition: Piece
    ) -> list[Statement]:
        """Check sizes inside the condition where it only asks for the type."""
        checked = self._is_array(schema, place)
        is_asked = condition == checked or not _has_array_sizes(schema)
        return [] if is_asked else [Line(checked)]

    def _items(self, schema: Schema, place: _Place) -> list[Statement]:
        found: list[Statement] = []
        for index, item in enumerate(schema.prefix_items):
            number = literal(index)
            inner = self._inline(item, place.member(number), f"item {index}")
            if inner:
                head = code("len({}) > {}", place.value, number)
                found.append(Suite("if ", head, tuple(inner)))
        if schema.items is None:
            return found
        item_place = _Place(Source("item"), code("({}, index)", place.at))
        inner = self._inline(schema.items, item_place, "item")
        if _is_nullable(schema.items) and inner:
            inner = [Suite("if ", Source("item is not None"), tuple(inner))]
        start = len(schema.prefix_items)
        sequence = (
            code("{}[{}:]", place.value, literal(start)) if start else place.value
        )
        counted = code("enumerate({})", sequence)
        if start:
            counted = code("enumerate({}, {})", sequence, literal(start))
        if inner:
            found.append(
                Suite("for ", code("index, item in {}", counted), tuple(inner))
            )
        return found

    def _contains(
        self, schema: Schema, contained: AnySchema, place: _Place
    ) -> Statement:
        check = self._branch(contained, "contains")
        keywords = [
            *_keyword("minimum", schema.min_contains),
            *_keyword("maximum", schema.max_contains),
        ]
        return self._call("contains", schema.at, place, check, *keywords)

    def _is_object(self, schema: Schema, place: _Place) -> Piece:
        keywords = [
            *_keyword("min_properties", schema.min_properties),
            *_keyword("max_properties", schema.max_properties),
        ]
        return self._checked("obj", schema.at, place, *keywords)

    def _object(
        self, schema: Schema, place: _Place, condition: Piece
    ) -> list[Statement]:
        checked = self._is_object(schema, place)
        has_sizes = (
            schema.min_properties is not None or schema.max_properties is not None
        )
        body: list[Statement] = (
            [Line(checked)] if has_sizes and condition != checked else []
        )
        if schema.required:
            body.append(
                self._call("require", schema.at, place, _names(schema.required))
            )
        body += self._additional(schema, place)
        for property_ in schema.properties:
            body += self.property(property_, False, place)
        body += self._dependent(schema, place)
        if schema.property_names is not None:
            check = self._branch(schema.property_names, "name")
            body.append(self._call("property_names", schema.at, place, check))
        return _governed(condition, body)

    def _additional(self, schema: Schema, place: _Place) -> list[Statement]:
        """Write `additionalProperties` and `patternProperties`."""
        patterns = [
            (pattern, entry.schema)
            for entry in schema.pattern_properties
            if (pattern := self._pattern(entry.pattern, "key_pattern")) is not None
        ]
        more = schema.additional_properties
        found: list[Statement] = []
        if isinstance(more, BooleanSchema) and not more.accepts:
            known = [
                self._known(schema),
                *([tuple_of([name for name, _ in patterns])] * bool(patterns)),
            ]
            found.append(self._call("closed", schema.at, place, *known))
        member = _Place(Source("member"), code("({}, key)", place.at))
        body: list[Statement] = []
        for pattern, inner_schema in patterns:
            inner = self._inline(inner_schema, member, "member")
            if inner:
                body.append(Suite("if ", code("{}.search(key)", pattern), tuple(inner)))
        if isinstance(more, (Schema, Reference)):
            inner = self._inline(more, member, "member")
            if inner:
                body += self._unless_known(schema, patterns, _if_not_null(more, inner))
        if body:
            found.append(
                Suite(
                    "for ", code("key, member in {}.items()", place.value), tuple(body)
                )
            )
        return found

    def _unless_known(
        self,
        schema: Schema,
        patterns: list[tuple[Source, AnySchema]],
        inner: list[Statement],
    ) -> list[Statement]:
        conditions: list[Source] = []
        if schema.properties:
            conditions.append(code("key not in {}", self._known(schema)))
        conditions += [code("not {}.search(key)", pattern) for pattern, _ in patterns]
        if not conditions:
            return inner
        text = conditions[0]
        for condition in conditions[1:]:
            text = code("{} and {}", text, condition)
        return [Suite("if ", text, tuple(inner))]

    def _known(self, schema: Schema) -> Source:
        name = self._constant("properties")
        names = tuple(literal(property_.name) for property_ in schema.properties)
        frozen = self.module.scope.builtin("frozenset")
        value = (
            call(frozen, [Group(EMPTY, "{", names, "}")])
            if names
            else self._no_names(frozen)
        )
        self.constants.append(statement("", Row((code("{} = ", name), value)), 0))
        return name

    def _no_names(self, frozen: Source) -> Piece:
        return code("{}[{}]()", frozen, self.module.scope.builtin("str"))

    def _dependent(self, schema: Schema, place: _Place) -> Iterator[Statement]:
        for entry in schema.dependencies:
            name = literal(entry.name)
            if entry.schema is None:
                yield self._call(
                    "depends", schema.at, place, name, _names(entry.needed)
                )
                continue
            check = self._branch(entry.schema, entry.name)
            body = (Line(call(check, _arguments(place))),)
            yield Suite("if ", code("{} in {}", name, place.value), body)

    def _applied(self, schema: Schema, place: _Place) -> list[Statement]:
        """Write the keywords that apply other schemas to the same value."""
        found: list[Statement] = []
        for part in schema.all_of:
            found += self._part(part, place)
        if schema.any_of:
            found.append(self._union("any_of", schema, schema.any_of, place))
        if schema.one_of:
            found.append(self._union("one_of", schema, schema.one_of, place))
        if schema.not_ is not None:
            found.append(
                self._call("not_", schema.at, place, self._branch(schema.not_, "not"))
            )
        if schema.if_ is not None:
            found += self._conditional(schema, schema.if_, place)
        return found

    def _part(self, part: AnySchema, place: _Place) -> list[Statement]:
        if isinstance(part, Schema) and len(self.schema(part, place)) > 0:
            return [Line(call(self._branch(part, "part"), _arguments(place)))]
        return self.schema(part, place)

    def _union(
        self, name: str, schema: Schema, branches: tuple[AnySchema, ...], place: _Place
    ) -> Statement:
        checks = [
            self._branch(branch, f"option {index + 1}")
            for index, branch in enumerate(branches)
        ]
        return self._call(name, schema.at, place, tuple_of(checks))

    def _conditional(
        self, schema: Schema, if_: AnySchema, place: _Place
    ) -> list[Statement]:
        holds = call(self.module.check("holds"), [self._branch(if_, "if"), place.value])
        then = self.schema(schema.then, place) if schema.then is not None else []
        otherwise = self.schema(schema.else_, place) if schema.else_ is not None else []
        found: list[Statement] = []
        if then:
            found.append(Suite("if ", holds, tuple(then)))
        if otherwise and then:
            found.append(Suite("else", EMPTY, tuple(otherwise)))
        elif otherwise:
            found.append(Suite("if not ", holds, tuple(otherwise)))
        return found

    def _branch(self, schema: AnySchema, name: str) -> Source:
        return self.module.inner(schema, self._inner_name(schema.at, name))

    def _call(self, check: str, at: Location, place: _Place, *more: Piece) -> Statement:
        return Line(self._checked(check, at, place, *more))

    def _checked(self, check: str, at: Location, place: _Place, *more: Piece) -> Piece:
        arguments = [*_arguments(place), literal(at.pointer), *more]
        return call(self.module.check(check), arguments)


def _arguments(place: _Place) -> list[Piece]:
    return [place.value, place.at, _FOUND]


def _governed(condition: Piece, body: list[Statement]) -> list[Statement]:
    return [Suite("if ", condition, tuple(body))] if body else [Line(condition)]


def _names(names: tuple[str, ...]) -> Piece:
    return tuple_of([literal(name) for name in names])


def _keyword(name: str, value: Number | None) -> list[Piece]:
    return [] if value is None else [keyword(Source(name), literal(value))]


def _number_keywords(schema: Schema) -> list[Piece]:
    return [
        piece
        for name in _NUMBER_KEYWORDS
        for piece in _keyword(name, getattr(schema, name))
    ]


def _has_string_keywords(schema: Schema) -> bool:
    return (
        bool(schema.pattern)
        or schema.min_length is not None
        or schema.max_length is not None
    )


def _has_array_sizes(schema: Schema) -> bool:
    sizes = schema.min_items is not None or schema.max_items is not None
    return sizes or schema.unique_items


def _has_array_keywords(schema: Schema) -> bool:
    parts = (
        bool(schema.prefix_items)
        or schema.items is not None
        or schema.contains is not None
    )
    return parts or _has_array_sizes(schema)


def _has_object_keywords(schema: Schema) -> bool:
    return bool(
        schema.properties
        or schema.required
        or schema.pattern_properties
        or schema.dependencies
        or schema.additional_properties is not None
        or schema.property_names is not None
        or schema.min_properties is not None
        or schema.max_properties is not None
    )


def _values_imply(name: SimpleType, schema: Schema) -> bool:
    """Tell whether `enum` or `const` allows values of this type only, so that they say it all."""
    values = schema.enum if schema.const is None else (schema.const,)
    return (
        values is not None
        and all(_PYTHON_TYPES.get(type(value.json)) == name for value in values)
        and not _has_string_keywords(schema)
    )


def _is_nullable(schema: AnySchema) -> bool:
    """Tell whether null needs no check: it is one of the types and no keyword excludes it."""
    if not isinstance(schema, Schema) or not _is_one_call(schema):
        return False
    return "null" in schema.types and len(schema.types) > 1


def _without_null(schema: AnySchema) -> AnySchema:
    if not isinstance(schema, Schema) or not _is_nullable(schema):
        return schema
    return replace(schema, types=tuple(name for name in schema.types if name != "null"))


def _is_one_call(schema: Schema) -> bool:
    """Tell whether the check of a schema is a single call that can stand anywhere."""
    types = [name for name in schema.types if name != "null"]
    if _has_applicators(schema) or len(types) > 1:
        return False
    has_values = schema.enum is not None or schema.const is not None
    if has_values and "null" in schema.types:
        return False
    if not types:
        return has_values != _has_any_keywords(schema) or not has_values
    match types[0]:
        case "object":
            return not _has_object_keywords(schema) and not has_values
        case "array":
            return _is_simple_array(schema) and not has_values
    return not has_values or _values_imply(types[0], schema)


def _is_simple_array(schema: Schema) -> bool:
    items = schema.items
    is_simple = items is None or not isinstance(items, Schema) or _is_one_call(items)
    return is_simple and not schema.prefix_items and schema.contains is None


def _has_any_keywords(schema: Schema) -> bool:
    return (
        _has_string_keywords(schema)
        or _has_array_keywords(schema)
        or _has_object_keywords(schema)
        or bool(_number_keywords(schema))
    )


def _has_applicators(schema: Schema) -> bool:
    single = (schema.not_, schema.if_)
    return bool(schema.all_of or schema.any_of or schema.one_of) or single != (
        None,
        None,
    )


def _if_not_null(schema: AnySchema, inner: list[Statement]) -> list[Statement]:
    if not _is_nullable(schema):
        return inner
    return [Suite("if ", Source("member is not None"), tuple(inner))]
