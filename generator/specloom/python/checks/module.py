"""The views of `validators/`: the checks of one tag's schemas, or of those tags share."""

from collections.abc import Mapping
from dataclasses import dataclass

from specloom.errors import Location
from specloom.ir.api import Operation, ParameterIn
from specloom.ir.schema import AnySchema, BooleanSchema, Reference
from specloom.naming.bodies import chosen_content
from specloom.python.checks.functions import CheckView, CheckWriter, GroupMember
from specloom.python.context import Context
from specloom.python.text.imports import Imports
from specloom.python.text.source import Source

_PLACES: tuple[ParameterIn, ...] = ("path", "query", "header", "cookie")


@dataclass(frozen=True, slots=True)
class ValidatorsView:
    """One module of `validators/`."""

    header: Source
    imports: tuple[tuple[Source, ...], ...]
    checks: tuple[CheckView, ...]


@dataclass(frozen=True, slots=True)
class OperationChecks:
    """The names of an operation's checks: of its parameters by `in`, of body and answers."""

    parameters: Mapping[ParameterIn, str]
    contents: Mapping[Location, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Validators:
    """All modules of `validators/`, and which check serves which operation."""

    modules: Mapping[str, ValidatorsView]
    operations: Mapping[Location, OperationChecks]


def view_validators(
    context: Context, homes: Mapping[Location, str], headers: Mapping[str, Source]
) -> Validators:
    """View the checks of every schema that an operation reaches, module by module."""
    modules: dict[str, ValidatorsView] = {}
    operations: dict[Location, OperationChecks] = {}
    for module, header in headers.items():
        imports = Imports(("validators", module))
        imports.use("__future__", "annotations")
        writer = CheckWriter(context, imports.inside(frozenset()), homes, module)
        for at in context.api.schemas:
            if homes.get(at) == module:
                writer.named(at)
        for operation in context.api.operations:
            if context.names.tags[operation.tag].module == module:
                operations[operation.at] = _check_operation(operation, writer)
        if writer.views:
            modules[module] = ValidatorsView(
                header, imports.statements(), tuple(writer.views)
            )
    return Validators(modules, operations)


def _check_operation(operation: Operation, writer: CheckWriter) -> OperationChecks:
    method = writer.context.names.methods[operation.at]
    parameters = {
        in_: name
        for in_ in _PLACES
        if (name := _check_group(operation, in_, f"check_{method}_{in_}", writer))
    }
    contents: dict[Location, tuple[str, str]] = {}
    if operation.request_body is not None:
        content = chosen_content(operation.request_body, writer.context.api)
        _check_content(
            content.schema, content.at, f"check_{method}_request", writer, contents
        )
    for response in operation.responses:
        ending = (
            "response"
            if response.status.startswith("2")
            else f"response_{response.status}"
        )
        for content in response.content:
            wanted = f"check_{method}_{ending.lower()}"
            _check_content(content.schema, content.at, wanted, writer, contents)
    return OperationChecks(parameters, contents)


def _check_group(
    operation: Operation, in_: ParameterIn, name: str, writer: CheckWriter
) -> str:
    members = [
        GroupMember(parameter.at, parameter.name, parameter.schema, parameter.required)
        for parameter in operation.parameters
        if parameter.in_ == in_
    ]
    if members:
        writer.group(name, operation.at.child("parameters"), members)
    return name if members else ""


def _check_content(
    schema: AnySchema | None,
    at: Location,
    wanted: str,
    writer: CheckWriter,
    contents: dict[Location, tuple[str, str]],
) -> None:
    if schema is None or (isinstance(schema, BooleanSchema) and schema.accepts):
        return
    if isinstance(schema, Reference):
        name = f"check_{writer.context.names.types[schema.target].function}"
        contents[at] = writer.homes[schema.target], name
    else:
        contents[at] = writer.module, writer.inner(schema, wanted).text
