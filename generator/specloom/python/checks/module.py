"""The views of `validators/`: the checks of one tag's schemas, or of those tags share."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from specloom.ecma.problem import PatternProblem
from specloom.errors import Location
from specloom.ir.api import Operation, ParameterIn
from specloom.ir.direction import Direction, Directions
from specloom.ir.headers import documented_headers
from specloom.ir.schema import AnySchema, BooleanSchema, Reference, Schema
from specloom.naming.bodies import chosen_content
from specloom.naming.words import snake
from specloom.python.checks.compiled import compiled_pattern
from specloom.python.checks.constants import Constants, ModuleNames
from specloom.python.checks.functions import (
    CheckView,
    Functions,
    GroupMember,
    Purpose,
)
from specloom.python.context import Context
from specloom.python.header_forms import header_form, is_worth_checking
from specloom.python.text.imports import Imports
from specloom.python.text.layout import Piece, assignment, call, compact
from specloom.python.text.source import Source, identifier

_PLACES: tuple[ParameterIn, ...] = ("path", "query", "header", "cookie")


@dataclass(frozen=True, slots=True)
class ValidatorsView:
    """One module of `validators/`; `tables` and `validators` stand after the functions."""

    header: Source
    imports: tuple[tuple[Source, ...], ...]
    checks: tuple[CheckView, ...]
    tables: tuple[Source, ...]
    validators: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class OperationChecks:
    """The names of an operation's checks: of its parameters by `in`, of body and answers.

    Those of headers are among `contents`, by the places of the Header Objects.
    """

    parameters: Mapping[ParameterIn, str]
    contents: Mapping[Location, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A function that a module needs of another one: for a schema, or a variant of it."""

    module: str
    purpose: Purpose
    at: Location
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class ModuleChecks:
    """One module: its view, if there are checks, and which of them serve which operation.

    `asked` are the functions that it imports from other modules.
    """

    view: ValidatorsView | None
    operations: Mapping[Location, OperationChecks]
    asked: tuple[Asked, ...]


def view_checks(
    context: Context,
    homes: Mapping[Location, str],
    module: str,
    header: Source,
    asked: Iterable[Asked],
) -> ModuleChecks:
    """View the checks of a module: of its schemas and operations, and those `asked` for."""
    words = frozenset(names.function for names in context.names.types.values())
    directions = Directions(
        {at: named.schema for at, named in context.api.schemas.items()}
    )
    named = [at for at in context.api.schemas if homes.get(at) == module]
    types = frozenset(context.names.types[at].type_ for at in named)
    imports = Imports(("validators", module), types)
    imports.use("__future__", "annotations")
    home = _Module(context, imports, homes, module, words, directions, {})
    scope = imports.inside(frozenset())
    constants = Constants(ModuleNames(set()), scope, home.compiled)
    functions = Functions(home, scope, constants)
    validators: list[Source] = []
    for at in named:
        check = functions.checker(Reference(at, at), "")
        functions.write_all()
        validators.append(home.validator(at, check))
    operations: dict[Location, OperationChecks] = {}
    for operation in context.api.operations:
        known = operations.get(operation.base) if operation.base else None
        operations[operation.at] = _check_operation(operation, functions, home, known)
    home.answer(functions, asked)
    functions.write_all()
    view = ValidatorsView(
        header,
        imports.statements(),
        tuple(functions.views),
        tuple(constants.tables),
        tuple(validators),
    )
    others = tuple(entry for entry in home.asked if entry.module != module)
    return ModuleChecks(view if functions.views else None, operations, others)


@dataclass(frozen=True, slots=True)
class _Module:
    context: Context
    imports: Imports
    homes: Mapping[Location, str]
    name: str
    words: frozenset[str]
    directions: Directions
    asked: dict[Asked, None] = field(repr=False)
    headers: dict[tuple[str, str], tuple[str, str] | None] = field(
        default_factory=dict, repr=False
    )
    is_quick: bool = False

    def answer(self, functions: Functions, asked: Iterable[Asked]) -> None:
        """Have those functions written that modules import from this one."""
        for entry in dict.fromkeys((*asked, *self.asked)):
            if entry.module != self.name:
                continue
            at = entry.at
            if entry.direction is not None:
                at = self.directions.variant(at, entry.direction)
            reference = Reference(at, at)
            match entry.purpose:
                case "check":
                    functions.checker(reference, "")
                case "matches":
                    functions.predicate(reference, "")
                case "seen":
                    functions.seen("properties", reference, "")
                case "seen_items":
                    functions.seen("items", reference, "")

    def turned(
        self, schema: AnySchema | None, direction: Direction
    ) -> AnySchema | None:
        """Give the schema of a content as it is in one direction."""
        return schema and self.directions.turned(schema, direction)

    def validator(self, at: Location, check: Source) -> Source:
        """Write the validator of a named schema."""
        type_ = self.imports.own(("_runtime", "validator"), "Validator", frozenset())
        name = identifier(self.context.names.types[at].type_)
        return assignment(name, compact(call(type_, [check])), 0)

    def runtime(self, name: str) -> Source:
        """Give a name of the runtime."""
        return self.imports.own(("_runtime", "checks"), name, frozenset())

    def schema(self, at: Location) -> AnySchema:
        """Give a schema that others refer to."""
        return self.directions.schema(at)

    def word(self, at: Location) -> str:
        """Give the name of a schema that others refer to, as a word of a function's name."""
        base, direction = self.directions.base(at)
        word = self.context.names.types[base].function
        if direction is None:
            return word
        word = f"{word}_as_{direction}"
        return f"{word}_" if word in self.words else word

    def module_of(self, at: Location) -> str:
        """Give the module that has the functions of a schema."""
        return self.homes[self.directions.base(at)[0]]

    def elsewhere(self, purpose: Purpose, at: Location) -> Source | None:
        """Give the function of a referred schema that another module has."""
        module = self.module_of(at)
        if module == self.name:
            return None
        name = self.ask(purpose, at)
        return self.imports.own(("validators", module), name, frozenset())

    def ask(self, purpose: Purpose, at: Location) -> str:
        """Have a function written where it belongs, and give its name."""
        base, direction = self.directions.base(at)
        self.asked[Asked(self.homes[base], purpose, base, direction)] = None
        return f"{purpose}_{self.word(at)}"

    def compiled(self, pattern: str, at: Location) -> Piece | None:
        """Give the text that makes a pattern; None if there is none that is exact."""
        try:
            return compiled_pattern(pattern, self.imports, self._automaton)
        except PatternProblem:
            return None

    def _automaton(self) -> Source:
        return self.imports.own(("_runtime", "automaton"), "Automaton", frozenset())

    def format(self, name: str) -> Source | None:
        """Give nothing: `format` is an annotation in a description."""
        return None

    def takes_bytes(self, schema: Schema) -> bool:
        """Tell whether a string may be bytes or a file here."""
        if schema.types not in ((), ("string",)):
            return False
        is_binary = schema.format in ("binary", "byte")
        return is_binary or bool(schema.content_encoding)


def _check_operation(
    operation: Operation,
    functions: Functions,
    home: _Module,
    known: OperationChecks | None,
) -> OperationChecks:
    """Have the checks of an operation written, but for those of its base."""
    method = home.context.names.methods[operation.at]
    parameters = (
        known.parameters if known else _parameters(operation, functions, method)
    )
    functions.write_all()
    contents = dict(known.contents) if known else {}
    contents.update(_contents(operation, functions, home, contents))
    contents.update(_headers(operation, functions, home))
    return OperationChecks(parameters, contents)


def _parameters(
    operation: Operation, functions: Functions, method: str
) -> Mapping[ParameterIn, str]:
    return {
        in_: name
        for in_ in _PLACES
        if (name := _check_group(operation, in_, f"{method}_{in_}", functions))
    }


def _contents(
    operation: Operation,
    functions: Functions,
    home: _Module,
    known: Mapping[Location, tuple[str, str]],
) -> Mapping[Location, tuple[str, str]]:
    method = home.context.names.methods[operation.at]
    contents: dict[Location, tuple[str, str]] = {}
    if operation.request_body is not None:
        content = chosen_content(operation.request_body, home.context.api)
        turned = home.turned(content.checked, "request")
        if content.at not in known:
            check = _check_content(turned, f"{method}_request", functions, home)
            if check is not None:
                contents[content.at] = check
    for response in operation.responses:
        ending = "response"
        if not response.is_success:
            ending = f"response_{response.status.lower()}"
        for content in response.content:
            if content.at in known:
                continue
            wanted = f"{method}_{ending}"
            turned = home.turned(content.checked, "response")
            check = _check_content(turned, wanted, functions, home)
            if check is not None:
                contents[content.at] = check
    functions.write_all()
    return contents


def _headers(
    operation: Operation, functions: Functions, home: _Module
) -> Iterator[tuple[Location, tuple[str, str]]]:
    """Have the checks of headers written; those that share a class share its checks."""
    names = home.context.names
    method = names.methods[operation.at]
    for header in documented_headers(operation):
        is_read = header_form(header, home.context) is not None
        key = names.header_classes[operation.at], header.name
        if key not in home.headers and is_read:
            check = None
            if is_worth_checking(header.schema):
                wanted = f"{method}_header_{snake(header.name)}"
                turned = home.turned(header.schema, "response")
                check = _check_content(turned, wanted, functions, home)
            home.headers[key] = check
        known = home.headers.get(key)
        if known is not None:
            yield header.at, known
    functions.write_all()


def _check_group(
    operation: Operation, in_: ParameterIn, name: str, functions: Functions
) -> str:
    members = [
        GroupMember(parameter.at, parameter.name, parameter.schema, parameter.required)
        for parameter in operation.parameters
        if parameter.in_ == in_
    ]
    if not members:
        return ""
    return functions.group(name, operation.at.child("parameters"), members).text


def _check_content(
    schema: AnySchema | None, wanted: str, functions: Functions, home: _Module
) -> tuple[str, str] | None:
    """Give module and name of the check of a content, if it says anything."""
    if schema is None or (isinstance(schema, BooleanSchema) and schema.accepts):
        return None
    if isinstance(schema, Reference):
        return home.module_of(schema.target), home.ask("check", schema.target)
    return home.name, functions.inline(schema, wanted).text
