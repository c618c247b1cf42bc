"""All files of a generated package: which there are, and what each of them says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from specloom.naming.declarations import object_of
from specloom.naming.places import unknown_place
from specloom.python.checks.homes import check_homes
from specloom.python.checks.module import Asked, view_checks
from specloom.python.context import Context
from specloom.python.exports import RenamedExports, view_exports
from specloom.python.headers import Headers
from specloom.python.models.extras import has_typed_extras
from specloom.python.models.module import view_models
from specloom.python.operations.client import view_client_module
from specloom.python.operations.deprecations import has_deprecations
from specloom.python.operations.module import view_api_module
from specloom.python.operations.servers import has_choice, view_servers_module
from specloom.python.slices import Slice, slices
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
    "TypedRawResponse": "raw",
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


@dataclass(frozen=True, slots=True)
class Module:
    """The files of one module, and the checks that these import from other modules."""

    files: tuple[File, ...]
    asked: tuple[Asked, ...]


class Starter(File):
    """A file that is its user's as soon as it is there: written with its folder."""


def view_package(context: Context, headers: Headers) -> Iterator[File]:
    """View every module of the import package but `_runtime`, which is copied."""
    yield from view_tops(context, headers)
    asked: dict[Asked, None] = {}
    for part in slices(context):
        module = view_module(part, headers, tuple(asked))
        asked |= dict.fromkeys(module.asked)
        yield from module.files


def view_module(part: Slice, headers: Headers, asked: Iterable[Asked]) -> Module:
    """View what a module of a tag, or of what tags share, has in each folder.

    `asked` are the checks that modules before this one import from it.
    """
    header = headers.write(f"{part.about}: checks of requests and answers")
    checks = view_checks(part.context, part.homes, part.module, header, asked)
    root = part.context.names.package
    files: list[File] = []
    if part.tag is not None:
        header = headers.write(f"{part.about}: operations")
        served = {at.pointer: found for at, found in checks.operations.items()}
        api = view_api_module(part.tag, part.context, header, served)
        files.append(
            File(f"{root}/api/{part.module}.py", "client/api.py.jinja", api),
        )
    if part.has_models:
        header = headers.write(f"{part.about}: models")
        models = view_models(part.context, part.module, header)
        path = f"{root}/models/{part.module}.py"
        files.append(File(path, "models/module.py.jinja", models))
    if checks.view is not None:
        path = f"{root}/validators/{part.module}.py"
        files.append(File(path, "validators/module.py.jinja", checks.view))
    return Module(tuple(files), checks.asked)


def view_tops(context: Context, headers: Headers) -> Iterator[File]:
    """View what stands above the modules: clients, and the names that packages export."""
    root = context.names.package
    yield from _tops(context, headers, root)
    types = context.names.types
    checked = {types[at].type_: home for at, home in check_homes(context).items()}
    renamed = _renamed(context, frozenset(checked))
    yield _package(f"{root}/validators", headers.write("Validators"), checked, renamed)


def _has_events(context: Context) -> bool:
    """Tell whether an operation answers with events as they are."""
    return any(
        content.form == "events" and operation.streaming
        for operation in context.api.operations
        for response in operation.responses
        for content in response.content
    )


def _has_extras(context: Context) -> bool:
    """Tell whether further properties of a model have a type."""
    objects = map(object_of, context.names.declarations)
    return any(shape is not None and has_typed_extras(shape) for shape in objects)


def _tops(context: Context, headers: Headers, root: str) -> Iterator[File]:
    exports = dict.fromkeys(("AsyncClient", "Client"), "client")
    exports |= dict.fromkeys(ERRORS, "_runtime.errors")
    exports |= {name: f"_runtime.{module}" for name, module in _RUNTIME.items()}
    if has_deprecations(context):
        exports["ApiDeprecationWarning"] = "_runtime.deprecated"
    exports |= dict.fromkeys(("api", "models", "validators"), "")
    exports |= {"servers": ""} if has_choice(context) else {}
    exports |= {"extras": "_runtime.extras"} if _has_extras(context) else {}
    exports |= {"Event": "_runtime.events"} if _has_events(context) else {}
    header = headers.write_with_version("Client")
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
