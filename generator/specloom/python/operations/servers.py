"""The view of `servers.py`: a function for each server that a person may choose.

Those of the whole API are for a client, those of paths and operations for a call.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from specloom.ir.api import Server, ServerVariable
from specloom.naming import reserved
from specloom.naming.allocate import Claim, allocate
from specloom.naming.words import snake, words
from specloom.python.context import Context
from specloom.python.text.docs import plain, sentence, write_docstring
from specloom.python.text.imports import Imports, Scope
from specloom.python.text.layout import (
    Group,
    Piece,
    annotated,
    call,
    dict_of,
    flat,
    function,
    lay_out,
    statement,
)
from specloom.python.text.source import Source, identifier, literal

_LONGEST = 6
"""The words of a description that make a name."""
_MOST_USERS = 3


@dataclass(frozen=True, slots=True)
class ServerView:
    """One function, which gives a URL."""

    head: Source
    docstring: Source
    url: Source


@dataclass(frozen=True, slots=True)
class ServersView:
    """`servers.py`."""

    header: Source
    imports: tuple[tuple[Source, ...], ...]
    servers: tuple[ServerView, ...]


def has_choice(context: Context) -> bool:
    """Tell whether there is anything to choose: a server, or a variable of one."""
    groups = (context.api.servers, *(each.servers for each in context.api.operations))
    return any(map(_is_choice, groups))


def _is_choice(servers: tuple[Server, ...]) -> bool:
    return len(servers) > 1 or any(server.variables for server in servers)


@dataclass(frozen=True, slots=True)
class ServerFunction:
    """A server under its name; `arguments` name its variables, `users` may choose it."""

    name: str
    server: Server
    arguments: Mapping[str, str]
    users: tuple[str, ...]


def server_functions(context: Context) -> tuple[ServerFunction, ...]:
    """Give the functions of `servers.py`; none where there is nothing to choose."""
    if not has_choice(context):
        return ()
    known = [*((server, ()) for server in context.api.servers), *_own(context)]
    names = _names([server for server, _ in known])
    return tuple(
        ServerFunction(names[number], server, _arguments(server), users)
        for number, (server, users) in enumerate(known)
    )


def default_of(variable: ServerVariable) -> str:
    """Give the value that an argument may be left out for; "" if it has to be given."""
    values = variable.enum or (variable.default,)
    return variable.default if variable.default in values else ""


def parameter_text(variable: ServerVariable, name: str) -> str:
    """Write an argument as the definition of its function has it."""
    scope = Imports(("servers",)).inside(frozenset())
    return flat(_parameter(variable, name, scope)).text


def view_servers_module(context: Context, header: Source) -> ServersView:
    """View the servers of the whole API, in the document's order."""
    imports = Imports(("servers",))
    imports.use("__future__", "annotations")
    scope = imports.inside(frozenset())
    servers = tuple(_server(each, scope) for each in server_functions(context))
    return ServersView(header, imports.statements(), servers)


def _own(context: Context) -> Iterator[tuple[Server, tuple[str, ...]]]:
    """Yield the servers that operations may choose among, each once, and who may."""
    users: dict[tuple[str, str, tuple[ServerVariable, ...]], list[str]] = {}
    servers: dict[tuple[str, str, tuple[ServerVariable, ...]], Server] = {}
    for operation in context.api.operations:
        if operation.base is None and _is_choice(operation.servers):
            for server in operation.servers:
                key = server.url, server.name or server.description, server.variables
                servers.setdefault(key, server)
                users.setdefault(key, []).append(f"{operation.method} {operation.path}")
    for key, server in servers.items():
        yield server, tuple(users[key])


def _names(servers: list[Server]) -> dict[int, str]:
    taken = reserved.KEYWORDS | {"Literal", "fill", "str", "annotations"}
    claims = [
        Claim(number, server.name, _name(server))
        for number, server in enumerate(servers)
    ]
    return dict(allocate(claims, taken, lambda number: f"{number:06}"))


def _name(server: Server) -> str:
    if server.name:
        return snake(server.name)
    described = words(server.description)[:_LONGEST] if server.description else ()
    return snake(" ".join(described)) if described else "server"


def _arguments(server: Server) -> Mapping[str, str]:
    claims = (
        Claim(entry.name, entry.name, snake(entry.name)) for entry in server.variables
    )
    return allocate(claims, reserved.KEYWORDS | {"fill"})


def _server(each: ServerFunction, scope: Scope) -> ServerView:
    server, arguments = each.server, each.arguments
    parameters: list[Piece] = [Source("*")] if server.variables else []
    parameters += [
        _parameter(entry, arguments[entry.name], scope) for entry in server.variables
    ]
    text = scope.builtin("str")
    head = lay_out(function("def", identifier(each.name), parameters, text), 0)
    url: Piece = literal(server.url)
    if server.variables:
        entries: list[tuple[Piece, Piece]] = [
            (literal(entry.name), identifier(arguments[entry.name]))
            for entry in server.variables
        ]
        url = call(scope.runtime("servers", "fill"), [url, dict_of(entries)])
    return ServerView(
        head, _docstring(server, each.users), statement("return ", url, 1)
    )


def _parameter(variable: ServerVariable, name: str, scope: Scope) -> Piece:
    kind = scope.builtin("str")
    if variable.enum:
        values = tuple(literal(value) for value in variable.enum)
        kind = flat(Group(scope.use("typing", "Literal"), "[", values, "]"))
    value = default_of(variable)
    default = literal(value) if value else None
    return annotated(identifier(name), kind, default, 1)


def _docstring(server: Server, users: tuple[str, ...]) -> Source:
    described = [
        f"{variable.name}: {plain(variable.description)}"
        for variable in server.variables
        if variable.description
    ]
    first = sentence(server.description)
    first = f"{first.rstrip('.')}." if first else ""
    named = ", ".join(f"`{user}`" for user in users[:_MOST_USERS])
    more = " and others" if len(users) > _MOST_USERS else ""
    told = [f"For {named}{more}, as `RequestOptions(server=...)`."] if users else []
    return write_docstring([first, f"`{server.url}`", *told, *described], 1)
