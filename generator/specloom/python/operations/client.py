"""The view of `client.py`: the clients, with an attribute for each tag."""

from collections.abc import Iterator
from dataclasses import dataclass

from specloom.ir.api import SecurityScheme, Tag
from specloom.naming.held import TagNames
from specloom.python.context import Context
from specloom.python.operations.signatures import class_names
from specloom.python.text.docs import plain, sentence, write_docstring
from specloom.python.text.imports import Imports, Scope
from specloom.python.text.layout import (
    Piece,
    call,
    dict_of,
    function,
    keyword,
    lay_out,
    statement,
)
from specloom.python.text.source import Source, code, identifier, literal


@dataclass(frozen=True, slots=True)
class TagView:
    """One attribute of a client: the operations of a tag, imported on first use."""

    head: Source
    class_: Source
    docstring: Source


@dataclass(frozen=True, slots=True)
class OldTagView:
    """An attribute under the name it had before, which warns."""

    property: Source
    head: Source
    docstring: Source
    warning: Source
    attribute: Source


@dataclass(frozen=True, slots=True)
class ClientView:
    """One client, sync or async, and its twin that gives raw answers."""

    name: Source
    base: Source
    docstring: Source
    init: Source
    super_call: Source
    tags: tuple[TagView, ...]
    old_tags: tuple[OldTagView, ...]
    raw: Source
    raw_docstring: Source
    raw_caller: Source
    raw_tags: tuple[TagView, ...]
    raw_old_tags: tuple[OldTagView, ...]


@dataclass(frozen=True, slots=True)
class ClientModuleView:
    """`client.py`."""

    header: Source
    imports: tuple[tuple[Source, ...], ...]
    service: Source
    clients: tuple[ClientView, ...]
    cached_property: Source


_SETTINGS = (
    "base_url",
    "override_servers",
    "timeout",
    "max_retries",
    "validate_responses",
    "transport",
    "http_client",
)


def view_client_module(
    context: Context, header: Source, user_agent: str
) -> ClientModuleView:
    """View both clients of a package."""
    return _ClientWriter(context, Imports(("client",))).view(header, user_agent)


def environment_variable(package: str, keyword_name: str) -> str:
    """Give the variable that holds a credential by default."""
    return f"{package}_{keyword_name}".upper()


def has_own_servers(context: Context) -> bool:
    """Tell whether an operation is sent to another server than the others."""
    return any(operation.server for operation in context.api.operations)


@dataclass(frozen=True, slots=True)
class _ClientWriter:
    context: Context
    imports: Imports

    @property
    def scope(self) -> Scope:
        return self.imports.inside(frozenset())

    def view(self, header: Source, user_agent: str) -> ClientModuleView:
        self.imports.use("__future__", "annotations")
        service = self._service(user_agent)
        clients = (self._client("Client", "sync"), self._client("AsyncClient", "async"))
        cached = self.scope.use("functools", "cached_property")
        return ClientModuleView(
            header, self.imports.statements(), service, clients, cached
        )

    def _service(self, user_agent: str) -> Source:
        arguments: list[Piece] = []
        if self.context.api.server:
            arguments.append(_named("base_url", literal(self.context.api.server)))
        arguments.append(_named("user_agent", literal(user_agent)))
        entries = list(self._schemes())
        if entries:
            arguments.append(_named("schemes", dict_of(entries)))
        if self.context.http.timeout is not None:
            arguments.append(_named("timeout", literal(self.context.http.timeout)))
        service = call(self.scope.runtime("service", "Service"), arguments)
        return statement("_SERVICE = ", service, 0)

    def _schemes(self) -> Iterator[tuple[Piece, Piece]]:
        for scheme in self.context.api.security_schemes:
            if scheme.key not in self.context.names.credentials:
                continue
            name = self.context.names.credentials[scheme.key]
            variable = literal(environment_variable(self.context.names.package, name))
            kind, more = _scheme_class(scheme)
            module = "digest" if kind == "Digest" else "credentials"
            value = call(self.scope.runtime(module, kind), [variable, *more])
            yield literal(name), value

    def _client(self, name: str, kind: str) -> ClientView:
        is_async = kind == "async"
        base = (
            ("async_client", "AsyncBaseClient")
            if is_async
            else ("sync_client", "SyncClient")
        )
        prefix = "Async" if is_async else ""
        raw_kind = "async_raw" if is_async else "raw"
        return ClientView(
            name=identifier(name),
            base=self.scope.runtime(*base),
            docstring=self._docstring(is_async),
            init=self._init(prefix),
            super_call=self._super_call(),
            tags=tuple(self._tag(tag, kind) for tag in self.context.api.tags),
            old_tags=tuple(self._old_tags(kind, name)),
            raw=identifier(f"{name}WithRawResponse"),
            raw_docstring=write_docstring(
                [f"`{name}`, with every answer as a `RawResponse`."], 1
            ),
            raw_caller=self.scope.runtime("raw", f"{prefix}RawCaller"),
            raw_tags=tuple(self._tag(tag, raw_kind) for tag in self.context.api.tags),
            raw_old_tags=tuple(self._old_tags(raw_kind, f"{name}WithRawResponse")),
        )

    def _docstring(self, is_async: bool) -> Source:
        api = self.context.api
        title = " ".join(
            part for part in (plain(api.title), plain(api.version)) if part
        )
        kind = "async client" if is_async else "client"
        first = f"{title or 'API'}, {kind}."
        words = [first, api.description]
        names = list(self.context.names.credentials.values())
        if names:
            package = self.context.names.package
            variables = [f"`{environment_variable(package, name)}`" for name in names]
            told = ", ".join(f"`{name}`" for name in names)
            words.append(
                f"Credentials ({told}) are text or a function that gives it; by default "
                f"they are read from {', '.join(variables)}."
            )
        if has_own_servers(self.context):
            words.append(
                "`override_servers` sends every operation to `base_url`, also those that "
                "have a server of their own."
            )
        return write_docstring(words, 1)

    def _init(self, prefix: str) -> Source:
        credential = self._credential_type(prefix)
        timeout = self.scope.runtime("core", "Timeout")
        unset = self.scope.runtime("unset", "Unset")
        value = self.scope.runtime("unset", "UNSET")
        httpx2 = self.imports.module_("httpx2")
        transport, client = f"{prefix}BaseTransport", f"{prefix}Client"
        credentials = [
            code("{}: {} | None = None", identifier(name), credential)
            for name in self.context.names.credentials.values()
        ]
        parameters: list[Piece] = [Source("self"), Source("*"), *credentials]
        parameters.append(Source("base_url: str | None = None"))
        if has_own_servers(self.context):
            parameters.append(Source("override_servers: bool = False"))
        parameters += [
            code("timeout: {} | {} = {}", timeout, unset, value),
            code("max_retries: int = {}", literal(self.context.http.retries)),
            code(
                'validate_responses: {} = "off"', self.scope.runtime("options", "Mode")
            ),
            code("transport: {}.{} | None = None", httpx2, identifier(transport)),
            code("http_client: {}.{} | None = None", httpx2, identifier(client)),
        ]
        head = function("def", Source("__init__"), parameters, Source("None"))
        return lay_out(head, 1)

    def _credential_type(self, prefix: str) -> Source:
        if not self.context.names.credentials:
            return Source("")
        return self.scope.runtime("credentials", f"{prefix}Credential")

    def _super_call(self) -> Source:
        arguments: list[Piece] = [Source("_SERVICE")]
        names = self.context.names.credentials.values()
        entries: list[tuple[Piece, Piece]] = [
            (literal(name), identifier(name)) for name in names
        ]
        if entries:
            arguments.append(_named("credentials", dict_of(entries)))
        has_own = has_own_servers(self.context)
        settings = [name for name in _SETTINGS if has_own or name != "override_servers"]
        arguments += [_named(name, identifier(name)) for name in settings]
        return lay_out(call(Source("super().__init__"), arguments), 2)

    def _tag(self, tag: Tag, kind: str) -> TagView:
        names = self.context.names.tags[tag.name]
        words = sentence(tag.description) or f"Operations of {tag.name or 'the API'}."
        type_ = self._service_class(names, kind)
        return TagView(
            _getter(names.attribute, type_), type_, write_docstring([words], 2)
        )

    def _old_tags(self, kind: str, owner: str) -> Iterator[OldTagView]:
        attributes = {entry.attribute for entry in self.context.names.tags.values()}
        property_ = self.imports.inside(frozenset(attributes)).builtin("property")
        for tag, old_names in self.context.names.old.tags.items():
            names = self.context.names.tags[tag]
            for old in old_names:
                words = f"`{names.attribute}`, under the name that it had before."
                arguments: list[Piece] = [
                    literal(f"{owner}.{old}"),
                    literal(names.attribute),
                    literal(self.context.api.version),
                ]
                warn = self.scope.runtime("renamed", "warn_renamed")
                yield OldTagView(
                    property_,
                    _getter(old, self._service_class(names, kind)),
                    write_docstring([words], 2),
                    statement("", call(warn, arguments), 2),
                    code("self.{}", identifier(names.attribute)),
                )

    def _service_class(self, names: TagNames, kind: str) -> Source:
        package = self.imports.use_as(".", "api", "_api")
        class_ = class_names(names.class_)[kind]
        return code("{}.{}.{}", package, identifier(names.module), identifier(class_))


def _getter(name: str, type_: Source) -> Source:
    return lay_out(function("def", identifier(name), [Source("self")], type_), 1)


def _scheme_class(scheme: SecurityScheme) -> tuple[str, list[Piece]]:
    """Choose how a credential is sent (Security Scheme Object, `type`)."""
    if scheme.type == "apiKey":
        return "ApiKey", [literal(scheme.name), literal(scheme.in_)]
    if scheme.type != "http" or scheme.scheme.lower() == "bearer":
        return "Bearer", []
    if scheme.scheme.lower() in ("basic", "digest"):
        return scheme.scheme.capitalize(), []
    return "HttpScheme", [literal(scheme.scheme)]


def _named(name: str, value: Piece) -> Piece:
    return keyword(identifier(name), value)
