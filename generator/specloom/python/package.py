"""All files of a generated package: which there are, and what each of them says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from specloom.errors import Location
from specloom.naming.held import TagNames
from specloom.naming.places import unknown_place
from specloom.naming.types import UNUSED
from specloom.python.checks.homes import SHARED, check_homes
from specloom.python.checks.module import Validators, view_validators
from specloom.python.context import Context
from specloom.python.exports import RenamedExports, view_exports
from specloom.python.headers import Headers
from specloom.python.models.module import view_models
from specloom.python.operations.client import view_client_module
from specloom.python.operations.module import view_api_module
from specloom.python.operations.servers import has_choice, view_servers_module
from specloom.python.text.source import Source

ERRORS = (
    "ApiError",
    "BadGateway",
    "BadRequest",
    "ClientError",
    "ClientStatusError",
    "Conflict",
    "ConnectionFailed",
    "CredentialMissing",
    "Forbidden",
    "GatewayTimeout",
    "InternalServerError",
    "NotFound",
    "PayloadTooLarge",
    "RequestInvalid",
    "RequestTimeout",
    "ResponseInvalid",
    "ResponseWarning",
    "ServerError",
    "ServiceUnavailable",
    "TooManyRequests",
    "TransportError",
    "Unauthorized",
    "UnprocessableContent",
)
_RUNTIME = {
    "File": "files",
    "Model": "model",
    "Problem": "problem",
    "RawResponse": "raw",
    "RequestOptions": "options",
    "UNSET": "unset",
    "Unset": "unset",
    "ValidationError": "validator",
    "Validator": "validator",
    "Violation": "violations",
    "is_set": "model",
    "to_json": "model",
}


@dataclass(frozen=True, slots=True)
class HeaderView:
    """A module that is only its docstring."""

    header: Source


@dataclass(frozen=True, slots=True)
class File:
    """One file to be rendered; `path` is relative to the output folder."""

    path: str
    template: str
    view: object


def view_package(context: Context, headers: Headers) -> Iterator[File]:
    """View every module of the import package but `_runtime`, which is copied."""
    homes = check_homes(context)
    validators = _validators(context, homes, headers)
    root = context.names.package
    yield from _tops(context, headers, root)
    for tag in context.api.tags:
        names = context.names.tags[tag.name]
        header = headers.write(f"{tag.name or 'Default'}: operations")
        checks = {at.pointer: found for at, found in validators.operations.items()}
        view = view_api_module(tag, context, header, checks)
        yield File(f"{root}/api/{names.module}.py", "client/api.py.jinja", view)
    for module, about in _modules_with_models(context):
        header = headers.write(f"{about}: models")
        yield File(
            f"{root}/models/{module}.py",
            "models/module.py.jinja",
            view_models(context, module, header),
        )
    named = {context.names.types[at].type_: module for at, module in homes.items()}
    yield _package(
        f"{root}/validators",
        headers.write("Validators"),
        named,
        _renamed(context, frozenset(named)),
    )
    for module, validators_view in validators.modules.items():
        path = f"{root}/validators/{module}.py"
        yield File(path, "validators/module.py.jinja", validators_view)


def _has_events(context: Context) -> bool:
    """Tell whether an operation answers with events as they are."""
    return any(
        content.form == "events" and operation.streaming
        for operation in context.api.operations
        for response in operation.responses
        for content in response.content
    )


def _tops(context: Context, headers: Headers, root: str) -> Iterator[File]:
    exports = dict.fromkeys(("AsyncClient", "Client"), "client")
    exports |= dict.fromkeys(ERRORS, "_runtime.errors")
    exports |= {name: f"_runtime.{module}" for name, module in _RUNTIME.items()}
    exports |= dict.fromkeys(("api", "models", "validators"), "")
    exports |= {"servers": ""} if has_choice(context) else {}
    exports |= {"Event": "_runtime.events"} if _has_events(context) else {}
    header = headers.write("Client")
    yield File(
        f"{root}/__init__.py",
        "client/exports.py.jinja",
        view_exports(header, exports, 0),
    )
    agent = f"{root}/python"
    client = view_client_module(context, headers.write("Clients"), agent)
    yield File(f"{root}/client.py", "client/client.py.jinja", client)
    if has_choice(context):
        servers = view_servers_module(context, headers.write("Servers"))
        yield File(f"{root}/servers.py", "client/servers.py.jinja", servers)
    modules = [names.module for names in context.names.tags.values()]
    yield _package(
        f"{root}/api", headers.write("Operations"), dict.fromkeys(modules, "")
    )
    types = {names.type_: names.module for names in context.names.types.values()}
    unknowns = {
        name: context.names.types[at].module
        for at, name in context.names.unknowns.items()
    }
    models = types | unknowns
    yield _package(
        f"{root}/models",
        headers.write("Models"),
        models,
        _renamed(context, frozenset(models)),
    )


def _renamed(context: Context, names: frozenset[str]) -> RenamedExports:
    """Give the old names of types, for those of the given names."""
    types = {at: entry.type_ for at, entry in context.names.types.items()}
    types |= {unknown_place(at): name for at, name in context.names.unknowns.items()}
    renamed = {
        old: types[at]
        for at, olds in context.names.old.types.items()
        for old in olds
        if types[at] in names
    }
    return RenamedExports(renamed, context.api.version)


def _package(
    folder: str,
    header: Source,
    exports: dict[str, str],
    renamed: RenamedExports | None = None,
) -> File:
    path = f"{folder}/__init__.py"
    if not exports:
        return File(path, "client/docstring.py.jinja", HeaderView(header))
    view = view_exports(header, exports, 1, renamed)
    return File(path, "client/exports.py.jinja", view)


def _validators(
    context: Context, homes: Mapping[Location, str], headers: Headers
) -> Validators:
    modules = {
        names.module: headers.write(
            f"{name or 'Default'}: checks of requests and answers"
        )
        for name, names in _tags(context)
    }
    modules[SHARED] = headers.write(
        "Shared by several tags: checks of requests and answers"
    )
    return view_validators(context, homes, modules)


def _tags(context: Context) -> Iterator[tuple[str, TagNames]]:
    yield from context.names.tags.items()


def _modules_with_models(context: Context) -> Iterator[tuple[str, str]]:
    used = {names.module for names in context.names.types.values()}
    for name, names in _tags(context):
        if names.module in used:
            yield names.module, name or "Default"
    if SHARED in used:
        yield SHARED, "Shared by several tags"
    if UNUSED in used:
        yield UNUSED, "Used by no operation"
