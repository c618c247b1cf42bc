"""One module that validates by one JSON Schema and needs nothing but the standard library.

For each schema up to three functions: one that says whether it holds, one that gathers
violations, and one that says what it evaluates.
"""

import builtins
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from specloom.errors import Location
from specloom.ir.place import last_token
from specloom.ir.schema import AnySchema, BooleanSchema, Reference, Schema, Value
from specloom.naming.reserved import KEYWORDS
from specloom.naming.words import snake
from specloom.python.checks.patterns import PatternProblem, translate
from specloom.python.checks.place import Place
from specloom.python.checks.predicate import PredicateWriter
from specloom.python.checks.properties import written_out
from specloom.python.checks.seen import Seen, SeenWriter
from specloom.python.checks.statements import FunctionWriter
from specloom.python.text.block import Line, Statement, lay_out_block
from specloom.python.text.docs import write_docstring
from specloom.python.text.imports import Imports, Scope
from specloom.python.text.layout import (
    Group,
    Piece,
    assignment,
    call,
    function,
    json_value,
    lay_out,
    tuple_of,
)
from specloom.python.text.source import (
    EMPTY,
    Source,
    code,
    identifier,
    joined,
    literal,
    pattern_literal,
)

_LONGEST = 40
FORMATS = frozenset(
    {
        "date",
        "date-time",
        "duration",
        "email",
        "hostname",
        "idn-email",
        "ipv4",
        "ipv6",
        "iri",
        "iri-reference",
        "json-pointer",
        "relative-json-pointer",
        "time",
        "uri",
        "uri-reference",
        "uri-template",
        "uuid",
    }
)
_SEEN: Mapping[Seen, tuple[Source, Source]] = {
    "properties": (Source("dict[str, Any]"), Source("set[str]")),
    "items": (Source("list[Any]"), Source("set[int]")),
}

Purpose: TypeAlias = Literal["check", "is", "properties", "items", "own_p", "own_i"]


class UncheckablePattern(Exception):
    """A pattern that Python's `re` cannot say exactly; its place and the reason."""

    def __init__(self, at: Location, reason: str) -> None:
        super().__init__(reason)
        self.at = at
        self.reason = reason


@dataclass(frozen=True, slots=True)
class AloneView:
    """The functions of a module, and the names of the runtime that they use."""

    functions: tuple[Source, ...]
    needed: tuple[str, ...]
    is_valid: Source
    check: Source


def view_alone(
    schemas: Mapping[Location, AnySchema],
    root: Location,
    taken: frozenset[str],
    imports: Imports,
) -> AloneView:
    """Write every function that the root's need; `taken` are the names of the runtime."""
    module = _Module(schemas, imports.inside(frozenset()))
    module.taken |= taken | KEYWORDS | frozenset(dir(builtins)) | _OWN
    reference = Reference(root, root)
    is_valid, check = module.predicate(reference, ""), module.of(root)
    while module.waiting:
        module.waiting.pop(0)()
    return AloneView(
        (*module.functions, *module.tables), tuple(module.needed), is_valid, check
    )


_OWN = frozenset(
    {
        "Any",
        "at",
        "check",
        "count",
        "evaluated",
        "found",
        "index",
        "is_valid",
        "item",
        "key",
        "kind",
        "member",
        "option",
        "part",
        "re",
        "schema",
        "seen",
        "validate",
        "value",
        "violations",
    }
)


@dataclass(slots=True)
class _Module:
    schemas: Mapping[Location, AnySchema]
    scope: Scope
    functions: list[Source] = field(default_factory=list)
    tables: list[Source] = field(default_factory=list)
    constants: list[Source] = field(default_factory=list)
    needed: dict[str, None] = field(default_factory=dict)
    waiting: list[Callable[[], None]] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    _names: dict[tuple[Purpose, Location], Source] = field(default_factory=dict)
    _known: dict[tuple[str, Location], Source] = field(default_factory=dict)

    def check(self, name: str) -> Source:
        """Give a function of the runtime."""
        self.needed[name] = None
        return identifier(name)

    def of(self, at: Location) -> Source:
        """Give the check of a schema that others refer to."""
        return self._check(self.schemas[at], at, f"check_{_word(at)}")

    def inner(self, schema: AnySchema, wanted: str) -> Source:
        """Give the check of a schema written in line."""
        if isinstance(schema, Reference):
            return self.of(schema.target)
        return self._check(schema, schema.at, wanted)

    def free(self, wanted: str) -> str:
        """Give a name that the module does not use yet."""
        base = wanted if len(wanted) <= _LONGEST else wanted[:_LONGEST].rstrip("_")
        name, number = base, 2
        while name in self.taken:
            name, number = f"{base}_{number}", number + 1
        self.taken.add(name)
        return name

    def predicate(self, schema: AnySchema, wanted: str) -> Source:
        """Give the function that says whether a schema holds."""
        if isinstance(schema, Reference):
            at = schema.target
            return self._predicate(self.schemas[at], at, f"_is_{_word(at)}")
        return self._predicate(schema, schema.at, wanted)

    def seen(self, kind: Seen, schema: AnySchema, wanted: str) -> Source:
        """Give the function that says what a schema evaluates."""
        if isinstance(schema, Reference):
            at = schema.target
            return self._seen(kind, self.schemas[at], at, f"_seen_{_word(at)}")
        return self._seen(kind, schema, schema.at, wanted)

    def seen_own(self, kind: Seen, schema: Schema, wanted: str) -> Source:
        """Give the function that says what is evaluated beside an `unevaluated` keyword."""
        purpose: Purpose = "own_p" if kind == "properties" else "own_i"
        return self._named(
            purpose,
            schema.at,
            f"{wanted}_seen",
            lambda name: self._write_seen(kind, name, schema, schema.at, own=True),
        )

    def followed(self, schema: AnySchema) -> AnySchema:
        """Give a schema, or the one at the end of its references."""
        while isinstance(schema, Reference):
            schema = self.schemas[schema.target]
        return schema

    def pattern(self, schema: Schema) -> Source:
        """Give the constant of a schema's `pattern`."""
        at = schema.at.child("pattern")
        return self._pattern(schema.pattern or "", at)

    def key_pattern(self, pattern: str, at: Location) -> Source:
        """Give the constant of one of `patternProperties`."""
        return self._pattern(pattern, at.child("patternProperties", pattern))

    def translated(self, pattern: str) -> str:
        """Give the Python pattern of an ECMA-262 one."""
        return translate(written_out(pattern))

    def values(self, values: tuple[Value, ...], at: Location) -> Source:
        """Give the constant of the values of an `enum`, a set if all are texts."""
        pieces = [json_value(value.json) for value in values]
        if values and all(isinstance(value.json, str) for value in values):
            unique = tuple(dict.fromkeys(pieces))
            whole: Piece = call(Source("frozenset"), [Group(EMPTY, "{", unique, "}")])
        else:
            whole = tuple_of(pieces)
        return self._constant("values", at, whole)

    def known(self, schema: Schema) -> Source:
        """Give the constant of the names in `properties`."""
        names = tuple(literal(entry.name) for entry in schema.properties)
        whole = call(Source("frozenset[str]"), [])
        if names:
            whole = call(Source("frozenset"), [Group(EMPTY, "{", names, "}")])
        return self._constant("names", schema.at, whole)

    def table(self, entries: Piece) -> Source:
        """Give the constant of a table from texts to predicates, made after them."""
        name = identifier(self.free("_OPTIONS"))
        self.tables.append(assignment(name, entries, 0))
        return name

    def more(self, schema: Schema, place: Place, name: str) -> list[Statement]:
        """Write `unevaluatedProperties`, `unevaluatedItems` and `format`."""
        return [*self._unevaluated(schema, place, name), *self._format(schema, place)]

    def _format(self, schema: Schema, place: Place) -> list[Statement]:
        name = schema.asserted_format
        holds = self.format(name)
        if holds is None:
            return []
        given = [*place.arguments(), literal(schema.at.pointer), literal(name), holds]
        return [Line(call(self.check("text_format"), given))]

    def format(self, name: str) -> Source | None:
        """Give the function of a format; None for one that is not checked."""
        function = f"is_{name.replace('-', '_')}"
        return self.check(function) if name in FORMATS else None

    def _unevaluated(self, schema: Schema, place: Place, name: str) -> list[Statement]:
        kinds: tuple[tuple[Seen, AnySchema | None], ...] = (
            ("properties", schema.unevaluated_properties),
            ("items", schema.unevaluated_items),
        )
        return [
            Line(
                call(
                    self.check(f"unevaluated_{kind}"),
                    [
                        *place.arguments(),
                        self.seen_own(kind, schema, name),
                        self.inner(rest, f"{name}_rest"),
                    ],
                )
            )
            for kind, rest in kinds
            if rest is not None
        ]

    def _check(self, schema: AnySchema, at: Location, wanted: str) -> Source:
        return self._named(
            "check", at, wanted, lambda name: self._write_check(name, schema, at)
        )

    def _predicate(self, schema: AnySchema, at: Location, wanted: str) -> Source:
        return self._named(
            "is", at, wanted, lambda name: self._write_predicate(name, schema, at)
        )

    def _seen(self, kind: Seen, schema: AnySchema, at: Location, wanted: str) -> Source:
        return self._named(
            kind,
            at,
            wanted,
            lambda name: self._write_seen(kind, name, schema, at, own=False),
        )

    def _named(
        self,
        purpose: Purpose,
        at: Location,
        wanted: str,
        write: Callable[[str], None],
    ) -> Source:
        """Give the function for a purpose of a schema; it is written when its turn comes."""
        if (purpose, at) not in self._names:
            name = self.free(wanted)
            self._names[purpose, at] = identifier(name)
            self.waiting.append(lambda: write(name))
        return self._names[purpose, at]

    def _write_check(self, name: str, schema: AnySchema, at: Location) -> None:
        writer = FunctionWriter(self, name, at)
        body = writer.body(schema)
        parameters = [
            Source("value: object"),
            code("at: {}", self.check("Path")),
            code("found: list[{}]", self.check("Violation")),
        ]
        self.constants += writer.constants
        self._add(name, parameters, Source("None"), f"Check `{at.pointer}`.", body)

    def _write_predicate(self, name: str, schema: AnySchema, at: Location) -> None:
        body = PredicateWriter(self, name).body(schema)
        self.scope.use("typing", "Any")
        parameters = [Source("value: Any")]
        told = f"Tell whether `{at.pointer}` holds."
        self._add(name, parameters, Source("bool"), told, body)

    def _write_seen(
        self, kind: Seen, name: str, schema: AnySchema, at: Location, *, own: bool
    ) -> None:
        given, made = _SEEN[kind]
        self.scope.use("typing", "Any")
        whole = schema
        if isinstance(schema, Reference):
            whole = Schema(at=at, all_of=(schema,))
        if isinstance(whole, BooleanSchema | Reference):
            body: list[Statement] = [Line(code("return {}()", made))]
        else:
            body = SeenWriter(self, name, kind, own).body(whole)
        parameters = [code("value: {}", given)]
        told = f"Give the {kind} that `{at.pointer}` evaluates."
        self._add(name, parameters, made, told, body)

    def _add(
        self,
        name: str,
        parameters: list[Source],
        returns: Source,
        told: str,
        body: list[Statement],
    ) -> None:
        head = function("def", identifier(name), parameters, returns, is_compact=True)
        lines = [
            lay_out(head, 0),
            joined("", (Source("    "), write_docstring([told], 1))),
            joined("", (Source("    "), lay_out_block(body, 1))),
        ]
        text = joined("\n", lines)
        if self.constants:
            above = joined("\n", self.constants)
            text = code("{}\n\n\n{}", above, text)
            self.constants.clear()
        self.functions.append(text)

    def _pattern(self, pattern: str, at: Location) -> Source:
        try:
            translated = self.translated(pattern)
        except PatternProblem as problem:
            raise UncheckablePattern(at, str(problem)) from None
        compile_ = code("{}.compile", self.scope.imports.module_("re"))
        whole = call(compile_, [pattern_literal(translated)])
        return self._constant("pattern", Location("", pattern), whole)

    def _constant(self, wanted: str, at: Location, whole: Piece) -> Source:
        if (wanted, at) not in self._known:
            name = identifier(self.free(f"_{_word(at)}_{wanted}".upper()))
            self.constants.append(assignment(name, whole, 0))
            self._known[wanted, at] = name
        return self._known[wanted, at]


def _word(at: Location) -> str:
    """Give a short name for the place of a schema."""
    word = snake(last_token(at)) if "/" in at.pointer.partition("#")[2] else "root"
    return word[:_LONGEST].strip("_") or "part"
