"""The views of `api/`: a class for each tag, sync and async, with a method per operation.

A method is a signature, a docstring and one call; the facts of the operation stand above
the classes, once for both.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import chain, count

from specloom.ir.api import Operation, Tag
from specloom.naming.bodies import ADDITIONAL
from specloom.python.checks.module import OperationChecks
from specloom.python.context import Context
from specloom.python.operations.arguments import Argument, arguments_of
from specloom.python.operations.deprecations import view_deprecations
from specloom.python.operations.docstrings import method_docstring
from specloom.python.operations.facts import Facts, view_facts
from specloom.python.operations.headers import (
    HeaderClass,
    HeadersView,
    header_classes,
    view_headers,
)
from specloom.python.operations.old_methods import OldMethods
from specloom.python.operations.signatures import MethodView, class_names, method_head
from specloom.python.text.docs import write_docstring
from specloom.python.text.imports import Imports, Scope
from specloom.python.text.layout import (
    Group,
    Piece,
    Row,
    call,
    dict_of,
    flat,
    keyword,
    statement,
)
from specloom.python.text.source import EMPTY, Source, code, identifier, literal


@dataclass(frozen=True, slots=True)
class ServiceView:
    """One class of operations, sync or async, and its twin that gives raw answers."""

    name: Source
    docstring: Source
    caller: Source
    methods: tuple[MethodView, ...]
    renamed: tuple[Source, ...]
    raw: Source
    raw_docstring: Source
    raw_caller: Source
    raw_methods: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ApiModuleView:
    """One module of `api/`."""

    header: Source
    imports: tuple[tuple[Source, ...], ...]
    headers: tuple[HeadersView, ...]
    shared: tuple[Source, ...]
    facts: tuple[Source, ...]
    services: tuple[ServiceView, ...]


@dataclass(frozen=True, slots=True)
class _Method:
    operation: Operation
    name: str
    constant: Source
    arguments: tuple[Argument, ...]
    facts: Facts
    headers: Source | None


def view_api_module(
    tag: Tag, context: Context, header: Source, checks: "dict[str, OperationChecks]"
) -> ApiModuleView:
    """View the operations of one tag; `checks` are by the pointers of the operations."""
    names = context.names.tags[tag.name]
    classes = class_names(names.class_)
    headed = header_classes(tag, context)
    own = {*classes.values(), *(each.name for each in headed)}
    imports = Imports(("api", names.module), frozenset(own))
    imports.use("__future__", "annotations")
    methods = _methods(tag, context, imports, checks, headed)
    headers = tuple(view_headers(each, context, imports, checks) for each in headed)
    shared, errors = _shared_errors(methods, imports.inside(frozenset()))
    facts = tuple(_facts(method, errors, imports) for method in methods)
    old = OldMethods(tag, context, imports)
    writer = _ServiceWriter(tag, context, imports, methods, old)
    services = (
        writer.service(classes["sync"], classes["raw"], is_async=False),
        writer.service(classes["async"], classes["async_raw"], is_async=True),
    )
    return ApiModuleView(header, imports.statements(), headers, shared, facts, services)


def _methods(
    tag: Tag,
    context: Context,
    imports: Imports,
    checks: "dict[str, OperationChecks]",
    headed: tuple[HeaderClass, ...],
) -> tuple[_Method, ...]:
    scope = imports.inside(frozenset())
    headers = {
        operation.at: identifier(each.name)
        for each in headed
        for operation in each.operations
    }
    return tuple(
        _Method(
            operation,
            name := context.names.methods[operation.at],
            identifier(f"_{name.upper()}"),
            arguments_of(operation, context),
            view_facts(operation, context, scope, checks[operation.at.pointer]),
            headers.get(operation.at),
        )
        for operation in context.api.operations
        if operation.tag == tag.name
    )


def _shared_errors(
    methods: tuple[_Method, ...], scope: Scope
) -> tuple[tuple[Source, ...], dict[str, Piece]]:
    """Name the errors that several operations answer with, so that they are said once."""
    texts = Counter(
        flat(method.facts.errors).text
        for method in methods
        if method.facts.errors is not None
    )
    pieces = {
        flat(method.facts.errors).text: method.facts.errors
        for method in methods
        if method.facts.errors is not None
    }
    repeated = [text for text in pieces if texts[text] > 1]
    constants = {method.constant.text for method in methods}
    numbers = (f"_ERRORS_{number}" for number in count(2))
    free = (name for name in chain(("_ERRORS",), numbers) if name not in constants)
    names = {text: identifier(name) for text, name in zip(repeated, free, strict=False)}
    statements = tuple(
        statement("", Row((_typed_errors(names[text], scope), pieces[text])), 0)
        for text in repeated
    )
    return statements, {text: names.get(text, piece) for text, piece in pieces.items()}


def _typed_errors(name: Source, scope: Scope) -> Source:
    """Begin the assignment of shared errors; no checker can infer the type of all."""
    mapping, text = scope.use("collections.abc", "Mapping"), scope.builtin("str")
    decoder = scope.runtime("operation", "Decoder")
    inner = code("{}[{}, {}[{}]]", mapping, text, decoder, scope.builtin("object"))
    return code("{}: {}[{}, {}] = ", name, mapping, text, inner)


def _facts(method: _Method, errors: dict[str, Piece], imports: Imports) -> Source:
    operation = imports.inside(frozenset()).runtime("operation", "Operation")
    arguments = list(method.facts.arguments)
    if method.facts.errors is not None:
        text = flat(method.facts.errors).text
        arguments.append(keyword(Source("errors"), errors[text]))
    if method.headers is not None:
        arguments.append(keyword(Source("headers"), method.headers))
    head = Group(
        code("{} = {}", method.constant, operation),
        "[",
        (method.facts.answer,),
        "]",
        "",
    )
    return statement("", Row((head, call(EMPTY, arguments))), 0)


@dataclass(frozen=True, slots=True)
class _ServiceWriter:
    tag: Tag
    context: Context
    imports: Imports
    methods: tuple[_Method, ...]
    old: OldMethods

    def service(self, name: str, raw: str, *, is_async: bool) -> ServiceView:
        scope = self.imports.inside(
            frozenset(method.name for method in self.methods).union(self.old.names)
        )
        module = "async_client" if is_async else "sync_client"
        prefix = "Async" if is_async else "Sync"
        words = self.tag.description or f"Operations of {self.tag.name or 'the API'}."
        answered = [method for method in self.methods if not method.operation.streaming]
        raw_words = f"`{name}`, with every answer as a `RawResponse`."
        plain = self.imports.inside(frozenset())
        return ServiceView(
            name=identifier(name),
            docstring=write_docstring([words], 1),
            caller=plain.runtime(module, f"{prefix}Caller"),
            methods=(
                *(self._method(method, scope, is_async) for method in self.methods),
                *self.old.moved(scope, is_async),
            ),
            renamed=tuple(self.old.renamed(scope)),
            raw=identifier(raw),
            raw_docstring=write_docstring([raw_words], 1),
            raw_caller=plain.runtime(
                "raw", "AsyncRawCaller" if is_async else "RawCaller"
            ),
            raw_methods=(
                *(
                    self._raw(entry.name, plain, is_async, entry.headers)
                    for entry in answered
                ),
                *(
                    self._raw(name, plain, is_async, headers)
                    for name, headers in self.old.answered
                ),
            ),
        )

    def _raw(
        self, method: str, scope: Scope, is_async: bool, headers: Source | None = None
    ) -> Source:
        name = identifier(method)
        kind = "raw" if headers is None else "typed_raw"
        wrap = scope.runtime("raw", f"async_{kind}" if is_async else kind)
        given: list[Piece] = [] if headers is None else [headers]
        value = call(wrap, [code("api.{}", name), *given])
        return statement("", Row((code("self.{} = ", name), value)), 2)

    def _method(self, method: _Method, scope: Scope, is_async: bool) -> MethodView:
        awaits = is_async and not method.operation.streaming
        return MethodView(
            view_deprecations(method.operation, method.arguments, scope),
            method_head(
                method.operation, method.name, self.context, scope, is_async=is_async
            ),
            method_docstring(method.operation, method.arguments),
            EMPTY,
            self._call(method, awaits=awaits),
        )

    def _call(self, method: _Method, *, awaits: bool) -> Source:
        arguments: list[Piece] = [method.constant]
        for in_ in ("path", "query", "header", "cookie"):
            entries: list[tuple[Piece, Piece]] = [
                (literal(argument.wire), identifier(argument.name))
                for argument in method.arguments
                if argument.in_ == in_
            ]
            if entries:
                arguments.append(keyword(identifier(in_), dict_of(entries)))
        body = self._body(method)
        if body is not None:
            arguments.append(keyword(Source("body"), body))
        arguments.append(Source("options=options"))
        verb = "perform_stream" if method.operation.streaming else "perform"
        performed = call(code("self._client.{}", identifier(verb)), arguments)
        if awaits:
            return statement("return await ", performed, 2)
        return statement("return ", performed, 2)

    def _body(self, method: _Method) -> Piece | None:
        members = [argument for argument in method.arguments if argument.in_ == "body"]
        if not members:
            return None
        if members[0].wire == "":
            return identifier(members[0].name)
        entries: list[tuple[Piece, Piece]] = [
            (literal(argument.wire), identifier(argument.name))
            for argument in members
            if argument.wire != ADDITIONAL
        ]
        more = [argument for argument in members if argument.wire == ADDITIONAL]
        if not more:
            return dict_of(entries)
        join = self.imports.inside(frozenset()).runtime("members", "with_members")
        return call(join, [dict_of(entries), identifier(more[0].name)])
