"""The functions of one module of checks, each with its name and constants.

For each schema up to three: one that reports what is wrong, one that says whether the
schema holds, and one that says what it evaluates. Each is written when another needs it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

from specloom.errors import Location
from specloom.ir.place import tokens
from specloom.ir.schema import (
    AnySchema,
    BooleanSchema,
    Property,
    Reference,
    Schema,
)
from specloom.python.checks.body import BodyWriter
from specloom.python.checks.constants import Constants
from specloom.python.checks.objects import property_check
from specloom.python.checks.place import Place
from specloom.python.checks.reports import Reports
from specloom.python.checks.seen import Seen, SeenWriter
from specloom.python.text.block import Line, Statement, Suite, lay_out_block
from specloom.python.text.docs import write_docstring
from specloom.python.text.imports import Scope
from specloom.python.text.layout import (
    Piece,
    function,
    lay_out,
    tuple_of,
)
from specloom.python.text.source import Source, code, identifier, literal

Purpose: TypeAlias = Literal["check", "matches", "seen", "seen_items"]
_LONGEST, _UNCUT = 60, 10_000


class Home(Protocol):
    """The module that functions are written for, and what it knows of others."""

    @property
    def is_quick(self) -> bool:
        """Tell whether speed goes before brevity."""
        ...

    def runtime(self, name: str) -> Source:
        """Give a name of the runtime."""
        ...

    def schema(self, at: Location) -> AnySchema:
        """Give a schema that others refer to."""
        ...

    def word(self, at: Location) -> str:
        """Give the name of a schema that others refer to, as a word of a function's name."""
        ...

    def elsewhere(self, purpose: Purpose, at: Location) -> Source | None:
        """Give the function of a referred schema that another module has."""
        ...

    def compiled(self, pattern: str, at: Location) -> Piece | None:
        """Give the text that makes a pattern; None if there is none that is exact."""
        ...

    def format(self, name: str) -> Source | None:
        """Give the function of a format; None for one that is not checked."""
        ...

    def takes_bytes(self, schema: Schema) -> bool:
        """Tell whether a string may be bytes or a file here."""
        ...


@dataclass(frozen=True, slots=True)
class CheckView:
    """One function, and the constants it needs.

    `is_apart` says that the constants follow another function.
    """

    constants: tuple[Source, ...]
    is_apart: bool
    head: Source
    docstring: Source
    body: Source


@dataclass(frozen=True, slots=True)
class GroupMember:
    """One parameter as a member of the object of all parameters in its place."""

    at: Location
    name: str
    schema: AnySchema
    required: bool


@dataclass(slots=True)
class Functions:
    """Writes the functions of one module."""

    home: Home
    scope: Scope
    constants: Constants
    views: list[CheckView] = field(default_factory=list)
    _waiting: list[Callable[[], None]] = field(default_factory=list)
    _names: dict[tuple[str, Location], Source] = field(default_factory=dict)

    @property
    def is_quick(self) -> bool:
        """Tell whether speed goes before brevity."""
        return self.home.is_quick

    def write_all(self) -> None:
        """Write the functions that others have asked for, and those that they need."""
        while self._waiting:
            self._waiting.pop(0)()

    def group(self, name: str, at: Location, members: list[GroupMember]) -> Source:
        """Write the check of a group of parameters as members of one object."""
        function_ = self.constants.names.free(f"check_{name}", _UNCUT)
        self.constants.called = {
            tokens(member.schema.at): (name, member.name) for member in members
        }
        writer = self._writer(name, at, is_verdict=False)
        body: list[Statement] = []
        for member in members:
            if member.required:
                key = literal(member.name)
                absent = code("{} not in value", key)
                names = tuple_of([key])
                report = writer.reports.call("missing", member.at, Place(), names)
                body.append(Suite("if ", absent, (report,)))
        for member in members:
            property_ = Property(member.name, member.schema)
            body += property_check(writer, property_, Place())
        parameters = self._parameters(code("dict[str, {}]", self._any()))
        told = f"Check `{at.pointer}`."
        self._add(function_, parameters, Source("None"), told, writer.finished(body))
        return identifier(function_)

    def inline(self, schema: AnySchema, name: str) -> Source:
        """Give the check of a schema without a name of its own, under a given one."""
        return self._named(
            "inline",
            schema.at,
            f"check_{name}",
            lambda function: self._write_check(function, name, schema, schema.at),
        )

    def check(self, name: str) -> Source:
        """Give a function of the runtime."""
        return self.home.runtime(name)

    def builtin(self, name: str) -> Source:
        """Give a builtin."""
        return self.scope.builtin(name)

    def checker(self, schema: AnySchema, wanted: str) -> Source:
        """Give the function that reports what is wrong by a schema."""
        return self._function("check", schema, wanted, self._write_check)

    def predicate(self, schema: AnySchema, wanted: str) -> Source:
        """Give the function that says whether a schema holds."""
        return self._function("matches", schema, wanted, self._write_verdict)

    def seen(self, kind: Seen, schema: AnySchema, wanted: str) -> Source:
        """Give the function that says what a schema evaluates."""
        purpose: Purpose = "seen" if kind == "properties" else "seen_items"
        return self._function(
            purpose,
            schema,
            wanted,
            lambda name, base, whole, at: self._write_seen(kind, name, base, whole, at),
        )

    def seen_own(self, kind: Seen, schema: Schema, wanted: str) -> Source:
        """Give the function that says what is evaluated beside an `unevaluated` keyword."""
        return self._named(
            f"own {kind}",
            schema.at,
            f"_seen_{wanted}",
            lambda name: self._write_seen(
                kind, name, wanted, schema, schema.at, is_own=True
            ),
        )

    def followed(self, schema: AnySchema) -> AnySchema:
        """Give a schema, or the one at the end of its references."""
        passed = set[Location]()
        while isinstance(schema, Reference) and schema.target not in passed:
            passed.add(schema.target)
            schema = self.home.schema(schema.target)
        return schema

    def format(self, name: str) -> Source | None:
        """Give the function of a format; None for one that is not checked."""
        return self.home.format(name) if name else None

    def takes_bytes(self, schema: Schema) -> bool:
        """Tell whether a string may be bytes or a file here."""
        return self.home.takes_bytes(schema)

    def _function(
        self,
        purpose: Purpose,
        schema: AnySchema,
        wanted: str,
        write: Callable[[str, str, AnySchema, Location], None],
    ) -> Source:
        at, prefix, whole = schema.at, f"_{purpose}", schema
        if isinstance(schema, Reference):
            at = schema.target
            imported = self.home.elsewhere(purpose, at)
            if imported is not None:
                return imported
            wanted, whole = self.home.word(at), self.home.schema(at)
            prefix = purpose
        # A schema that others refer to may be one that is written inside another.
        return self._named(
            prefix,
            at,
            f"{prefix}_{wanted}",
            lambda name: write(name, name.removeprefix(f"{prefix}_"), whole, at),
        )

    def _named(
        self, kind: str, at: Location, wanted: str, write: Callable[[str], None]
    ) -> Source:
        """Give a function by its name; it is written when its turn comes."""
        key = kind, at
        if key not in self._names:
            # Others may import what is no inner function, so its name is not cut.
            longest = _LONGEST if wanted.startswith("_") else _UNCUT
            name = self.constants.names.free(wanted, longest)
            self._names[key] = identifier(name)
            self._waiting.append(lambda: write(name))
        return self._names[key]

    def _write_check(
        self, name: str, base: str, schema: AnySchema, at: Location
    ) -> None:
        self.constants.called = {tokens(at): (base,)}
        body = self._writer(base, at, is_verdict=False).report(schema)
        parameters = self._parameters(self.builtin("object"))
        self._add(name, parameters, Source("None"), f"Check `{at.pointer}`.", body)

    def _write_verdict(
        self, name: str, base: str, schema: AnySchema, at: Location
    ) -> None:
        self.constants.called = {tokens(at): (base,)}
        body = self._writer(base, at, is_verdict=True).verdict(schema)
        parameters = [code("value: {}", self._any())]
        told = f"Tell whether `{at.pointer}` holds."
        self._add(name, parameters, self.builtin("bool"), told, body)

    def _write_seen(
        self,
        kind: Seen,
        name: str,
        base: str,
        schema: AnySchema,
        at: Location,
        *,
        is_own: bool = False,
    ) -> None:
        self.constants.called = {tokens(at): (base,)}
        given, made = code("list[{}]", self._any()), Source("set[int]")
        if kind == "properties":
            given, made = code("dict[str, {}]", self._any()), Source("set[str]")
        if isinstance(schema, Reference):
            schema = Schema(at=at, all_of=(schema,))
        body: list[Statement] = [Line(code("return {}()", made))]
        if not isinstance(schema, BooleanSchema):
            body = SeenWriter(self, base, kind, is_own).body(schema)
        told = f"Give the {kind} that `{at.pointer}` evaluates."
        self._add(name, [code("value: {}", given)], made, told, body)

    def _writer(self, base: str, at: Location, *, is_verdict: bool) -> BodyWriter:
        return BodyWriter(self, base, Reports(self, at), is_verdict)

    def _any(self) -> Source:
        return self.scope.use("typing", "Any")

    def _parameters(self, type_: Source) -> list[Source]:
        return [
            code("value: {}", type_),
            code("at: {}", self.check("Path")),
            code("found: {}[{}]", self.builtin("list"), self.check("Violation")),
        ]

    def _add(
        self,
        name: str,
        parameters: list[Source],
        returns: Source,
        told: str,
        body: list[Statement],
    ) -> None:
        head = function("def", identifier(name), parameters, returns, is_compact=True)
        self.views.append(
            CheckView(
                self.constants.take(),
                bool(self.views),
                lay_out(head, 0),
                write_docstring([told], 1),
                lay_out_block(body, 1),
            )
        )
