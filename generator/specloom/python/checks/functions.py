"""The check functions of one module of `validators/`, each with its name and constants.

One function for a schema that has a name or parts; a scalar is one call where it stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from specloom.errors import Location
from specloom.ir.schema import AnySchema, Property, Reference, Schema
from specloom.python.checks.patterns import PatternProblem, translate
from specloom.python.checks.place import Place
from specloom.python.checks.statements import FunctionWriter
from specloom.python.context import Context
from specloom.python.text.block import Line, Statement, Suite, lay_out_block
from specloom.python.text.docs import write_docstring
from specloom.python.text.imports import Scope
from specloom.python.text.layout import call, function, lay_out, tuple_of
from specloom.python.text.source import Source, code, identifier, literal


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
class GroupMember:
    """One parameter as a member of the object of all parameters in its place."""

    at: Location
    name: str
    schema: AnySchema
    required: bool


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
        name = self.free(f"check_{self.context.names.types[at].function}")
        self._write(name, self.context.api.schemas[at].schema, at)

    def group(self, name: str, at: Location, members: list[GroupMember]) -> None:
        """Write the check of a group of parameters as members of one object."""
        writer = FunctionWriter(self, name, at)
        body: list[Statement] = []
        for member in members:
            if member.required:
                place, names = literal(member.at.pointer), tuple_of(
                    [literal(member.name)]
                )
                arguments = [*Place().arguments(), place, names]
                body.append(Line(call(self.check("require"), arguments)))
        for member in members:
            body += writer.property(Property(member.name, member.schema), Place())
        asked = call(self.check("is_object"), [Source("value")])
        head = Suite("if ", asked, tuple(body or [Line(Source("pass"))]))
        self._add(name, [head], writer.constants, at)

    def check(self, name: str) -> Source:
        """Give a check of the runtime."""
        return self.scope.runtime("checks", name)

    def of(self, at: Location) -> Source:
        """Give the name of a named schema's check, imported if it lives elsewhere."""
        name = f"check_{self.context.names.types[at].function}"
        return self.scope.own(("validators", self.homes[at]), name)

    def inner(self, schema: AnySchema, wanted: str) -> Source:
        """Give the name of a schema's check, written now if it has no name yet."""
        if isinstance(schema, Reference):
            return self.of(schema.target)
        if schema.at not in self._names:
            self._names[schema.at] = self.free(wanted)
            self._write(self._names[schema.at], schema, schema.at)
        return identifier(self._names[schema.at])

    def free(self, wanted: str) -> str:
        """Give a name that the module does not use yet."""
        name, number = wanted, 2
        while name in self._taken:
            name, number = f"{wanted}_{number}", number + 1
        self._taken.add(name)
        return name

    def translated(self, pattern: str) -> str | None:
        """Give the Python pattern of an ECMA-262 one; None if there is no exact one."""
        try:
            return translate(pattern)
        except PatternProblem:
            return None

    def more(self, schema: Schema, place: Place, name: str) -> list[Statement]:
        """Write nothing: descriptions are lowered without these keywords."""
        return []

    def _write(self, name: str, schema: AnySchema, at: Location) -> None:
        writer = FunctionWriter(self, name, at)
        self._add(name, writer.body(schema), writer.constants, at)

    def _add(
        self, name: str, body: list[Statement], constants: list[Source], at: Location
    ) -> None:
        parameters = [
            code("value: {}", self.scope.builtin("object")),
            code("at: {}", self.check("Path")),
            code("found: {}[{}]", self.scope.builtin("list"), self.check("Violation")),
        ]
        line = function(
            "def", identifier(name), parameters, Source("None"), is_compact=True
        )
        self.views.append(
            CheckView(
                tuple(constants),
                bool(self.views),
                lay_out(line, 0),
                write_docstring([f"Check `{at.pointer}`."], 1),
                lay_out_block(body, 1),
            )
        )
