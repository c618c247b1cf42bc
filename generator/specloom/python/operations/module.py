"""The views of `api/`: a class for each tag, sync and async, with a method per operation.

A method is a signature, a docstring and one call; the facts of the operation stand above
the classes, once for both.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, count

from specloom.ir.api import Operation, Tag
from specloom.naming.bodies import ADDITIONAL
from specloom.python.checks.module import OperationChecks
from specloom.python.context import Context
from specloom.python.models.annotations import Annotator
from specloom.python.operations.arguments import Argument, arguments_of
from specloom.python.operations.deprecations import view_deprecations
from specloom.python.operations.docstrings import method_docstring
from specloom.python.operations.facts import Facts, answer_type, view_facts
from specloom.python.text.docs import write_docstring
from specloom.python.text.imports import Imports, Scope
from specloom.python.text.layout import (
    Group,
    Piece,
    Row,
    annotated,
    assignment,
    call,
    dict_of,
    flat,
    function,
    keyword,
    lay_out,
    statement,
)
from specloom.python.text.source import EMPTY, Source, code, identifier, literal


@dataclass(frozen=True, slots=True)
class MethodView:
    """One method: its first line, its docstring, and the call it makes.

    `decorators` warn of what is deprecated.
    """

    decorators: tuple[Source, ...]
    head: Source
    docstring: Source
    call: Source


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


def view_api_module(
    tag: Tag, context: Context, header: Source, checks: "dict[str, OperationChecks]"
) -> ApiModuleView:
    """View the operations of one tag; `checks` are by the pointers of the operations."""
    names = context.names.tags[tag.name]
    classes = class_names(names.class_)
    imports = Imports(("api", names.module), frozenset(classes.values()))
    imports.use("__future__", "annotations")
    methods = _methods(tag, context, imports, checks)
    shared, errors = _shared_errors(methods, imports.inside(frozenset()))
    facts = tuple(_facts(method, errors, imports) for method in methods)
    writer = _ServiceWriter(tag, context, imports, methods)
    services = (
        writer.service(classes["sync"], classes["raw"], is_async=False),
        writer.service(classes["async"], classes["async_raw"], is_async=True),
    )
    return ApiModuleView(header, imports.statements(), shared, facts, services)


def class_names(name: str) -> dict[str, str]:
    """Give the names of a tag's four classes."""
    return {
        "sync": name,
        "async": f"Async{name}",
        "raw": f"{name}WithRawResponse",
        "async_raw": f"Async{name}WithRawResponse",
    }


def _methods(
    tag: Tag, context: Context, imports: Imports, checks: "dict[str, OperationChecks]"
) -> tuple[_Method, ...]:
    operations = [entry for entry in context.api.operations if entry.tag == tag.name]
    scope = imports.inside(frozenset())
    return tuple(
        _Method(
            operation,
            name := context.names.methods[operation.at],
            identifier(f"_{name.upper()}"),
            arguments_of(operation, context),
            view_facts(operation, context, scope, checks[operation.at.pointer]),
        )
        for operation in operations
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

    def service(self, name: str, raw: str, *, is_async: bool) -> ServiceView:
        scope = self.imports.inside(self._attributes())
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
            methods=tuple(
                self._method(method, scope, is_async) for method in self.methods
            ),
            renamed=tuple(self._renamed(scope)),
            raw=identifier(raw),
            raw_docstring=write_docstring([raw_words], 1),
            raw_caller=plain.runtime(
                "raw", "AsyncRawCaller" if is_async else "RawCaller"
            ),
            raw_methods=tuple(
                self._raw(name, plain, is_async)
                for method in answered
                for name in (method.name, *self._old_names(method))
            ),
        )

    def _attributes(self) -> frozenset[str]:
        """Give all names of the body of a class."""
        now = (method.name for method in self.methods)
        return frozenset(now).union(*map(self._old_names, self.methods))

    def _old_names(self, method: _Method) -> tuple[str, ...]:
        return self.context.names.old.methods.get(method.operation.at, ())

    def _renamed(self, scope: Scope) -> Iterator[Source]:
        """Assign methods to the names that they had before."""
        since = literal(self.context.api.version)
        for method in self.methods:
            for old in self._old_names(method):
                wrap = scope.runtime("renamed", "renamed")
                arguments = (identifier(method.name), literal(old), since)
                yield assignment(identifier(old), call(wrap, arguments), 1)

    def _raw(self, method: str, scope: Scope, is_async: bool) -> Source:
        name = identifier(method)
        wrap = scope.runtime("raw", "async_raw" if is_async else "raw")
        value = call(wrap, [code("api.{}", name)])
        return statement("", Row((code("self.{} = ", name), value)), 2)

    def _method(self, method: _Method, scope: Scope, is_async: bool) -> MethodView:
        answer = answer_type(method.operation, self.context, scope)
        is_stream = method.operation.streaming
        if is_stream:
            stream = scope.runtime("streaming", "AsyncStream" if is_async else "Stream")
            answer = code("{}[{}]", stream, answer)
        awaits = is_async and not is_stream
        head = function(
            "async def" if awaits else "def",
            identifier(method.name),
            self._parameters(method, scope),
            answer,
        )
        return MethodView(
            view_deprecations(method.operation, method.arguments, scope),
            lay_out(head, 1),
            method_docstring(method.operation, method.arguments),
            self._call(method, awaits=awaits),
        )

    def _parameters(self, method: _Method, scope: Scope) -> list[Piece]:
        annotator = Annotator(self.context, scope, gives=True)
        parameters: list[Piece] = [Source("self"), Source("*")]
        for argument in method.arguments:
            kind = annotator.annotate(argument.shape)
            default = None
            if not argument.required:
                kind = code("{} | {}", kind, scope.runtime("unset", "Unset"))
                default = scope.runtime("unset", "UNSET")
            parameters.append(annotated(identifier(argument.name), kind, default, 2))
        options = scope.runtime("options", "RequestOptions")
        return [*parameters, code("options: {} | None = None", options)]

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
