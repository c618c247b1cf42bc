"""`tests/test_client.py`: what all operations have from their client, tested once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from specloom.ir.api import Operation, SecurityScheme
from specloom.python.context import Context
from specloom.python.operations.client import environment_variable
from specloom.python.tests.answer_values import refuses_null
from specloom.python.tests.answers import Answer, successes
from specloom.python.tests.conformity import Schemas
from specloom.python.tests.constants import Constants
from specloom.python.tests.deprecated_tests import silence
from specloom.python.tests.given import Given, draw
from specloom.python.tests.samples import SHALLOW, NoSample, Sampler
from specloom.python.tests.sent import (
    alternatives,
    secret,
    signing_headers,
    view_sent,
)
from specloom.python.text.imports import import_statement
from specloom.python.text.layout import (
    Equality,
    Group,
    Piece,
    call,
    dict_of,
    keyword,
    lay_out,
    list_of,
    statement,
    tuple_of,
)
from specloom.python.text.source import EMPTY, Source, code, identifier, literal

_COLUMNS = ("variables", "operation", "arguments", "headers")
_READ_TIMEOUT = Source('request.extensions["timeout"]["read"]')
_NAMES = ("Client", "RequestTimeout", "ServiceUnavailable")


@dataclass(frozen=True, slots=True)
class ClientTestsView:
    """`tests/test_client.py`; `wrong` is empty where no answer can be wrong.

    `timeout` is empty where the client has none of its own.
    `elsewhere` calls an operation with a server of its own, if one has. `decorator` is
    there where an operation that they call is deprecated.
    """

    header: Source
    names: Source
    arguments: Source
    call: Source
    decorator: Source
    agent: Source
    timed_out: Source
    answer: Source
    timeout: Source
    retries: Source
    wrong: Source
    credentials: Source
    elsewhere: tuple[Source, ...]
    packages: Source


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The operation that stands for all, and an answer that it reads."""

    operation: Operation
    given: Given
    answer: Answer
    value: Any


def view_client_tests(
    context: Context, schemas: Schemas, packages: tuple[str, ...], header: Source
) -> ClientTestsView | None:
    """View the tests of the client; None where no operation can be called for them."""
    writer = _Writer(context, schemas, Sampler(schemas, SHALLOW))
    chosen = writer.chosen()
    return None if chosen is None else writer.view(chosen, packages, header)


@dataclass(frozen=True, slots=True)
class _Writer:
    context: Context
    schemas: Schemas
    sampler: Sampler
    called: list[Operation] = field(default_factory=list)

    def chosen(self) -> _Chosen | None:
        """Choose the first operation whose answer can be wrong, or the first at all."""
        first: _Chosen | None = None
        for entry in self._candidates():
            if refuses_null(entry.answer, self.schemas):
                return entry
            first = first or entry
        return first

    def view(
        self, chosen: _Chosen, packages: tuple[str, ...], header: Source
    ) -> ClientTestsView:
        operation = chosen.operation
        is_checked = refuses_null(chosen.answer, self.schemas)
        names = [*_NAMES, *packages]
        names += ["ResponseInvalid", "ResponseWarning"] if is_checked else []
        label = f"{operation.method} {operation.path} timed out (read)"
        http = self.context.http
        seconds = literal(http.timeout)
        agent = literal(self._agent(chosen))
        view = ClientTestsView(
            header=header,
            names=_imported(self.context.names.package, names),
            arguments=statement(
                "ARGUMENTS: Arguments = ", self._piece(chosen.given.arguments), 0
            ),
            decorator=EMPTY,
            call=statement(
                "return ", self._called(operation, Source("**ARGUMENTS")), 1
            ),
            agent=_equal(Source('request.headers["user-agent"]'), agent),
            timed_out=_equal(Source("str(error)"), literal(label)),
            answer=self._answers(chosen.answer, self._piece(chosen.value)),
            timeout=EMPTY if http.timeout is None else _equal(_READ_TIMEOUT, seconds),
            retries=literal(http.retries),
            wrong=(
                self._answers(chosen.answer, Source("None")) if is_checked else EMPTY
            ),
            credentials=self._credentials(),
            elsewhere=self._elsewhere(),
            packages=_parametrized(
                [literal("package")], [identifier(name) for name in packages], 0
            ),
        )
        return replace(view, decorator=silence(self.called, self.context))

    def _operations(self) -> list[Operation]:
        """Give the operations to choose from, deprecated ones last."""
        operations = self.context.api.operations
        return sorted(operations, key=lambda operation: operation.deprecated)

    def _agent(self, chosen: _Chosen) -> str:
        """Give what a request names itself: the package, unless it is told otherwise."""
        sent = view_sent(chosen.operation, self.context, chosen.given, ())
        return sent.headers.get("user-agent", f"{self.context.names.package}/python")

    def _candidates(self) -> Iterator[_Chosen]:
        for operation in self._operations():
            if operation.streaming or operation.server:
                continue
            given = self._given(operation)
            for answer in successes(operation) if given is not None else ():
                try:
                    value = self._value(answer)
                except NoSample:
                    continue
                if given is not None:
                    yield _Chosen(operation, given, answer, value)

    def _given(self, operation: Operation) -> Given | None:
        try:
            drawn = draw(operation, self.context, self.schemas)
        except NoSample:
            return None
        return drawn.required or drawn.everything

    def _value(self, answer: Answer) -> Any:
        content = answer.content
        if content is None or answer.kind != "Json":
            return "text" if answer.kind == "Text" else None
        return {} if content.checked is None else self.sampler.value(content.checked)

    def _answers(self, answer: Answer, body: Piece) -> Source:
        arguments: list[Piece] = [literal(answer.status)]
        if answer.kind in ("Json", "Text"):
            arguments += [literal(answer.media_type), body]
        elif answer.kind:
            arguments += [literal(answer.media_type), Source('b"content"')]
        return statement("", call(Source("caller.answers"), arguments), 2)

    def _called(self, operation: Operation, given: Source) -> Piece:
        self.called.append(operation)
        names = self.context.names
        tag = identifier(names.tags[operation.tag].attribute)
        method = identifier(names.methods[operation.at])
        return call(code("api.{}.{}", tag, method), [given])

    def _elsewhere(self) -> tuple[Source, ...]:
        for operation in self._operations():
            given = self._given(operation) if operation.server else None
            if given is None:
                continue
            self.called.append(operation)
            names = self.context.names
            tag = identifier(names.tags[operation.tag].attribute)
            method = code("{}.{}", tag, identifier(names.methods[operation.at]))
            arguments = self._piece(given.arguments)
            called = call(code("lambda api: api.{}", method), [Source("**arguments")])
            asked = call(Source("caller.request_of"), [called])
            return (
                statement("arguments: Arguments = ", arguments, 2),
                statement("sent = ", asked, 2),
            )
        return ()

    def _piece(self, value: Any) -> Piece:
        return Constants(self.context, self.sampler).piece(value)

    def _credentials(self) -> Source:
        schemes = {scheme.key: scheme for scheme in self.context.api.security_schemes}
        rows = [
            row
            for key in self.context.names.credentials
            for row in self._credential(schemes[key])
        ]
        if not rows:
            return EMPTY
        columns: list[Piece] = [literal(name) for name in _COLUMNS]
        return _parametrized(columns, rows, 1)

    def _credential(self, scheme: SecurityScheme) -> Iterator[Piece]:
        """Give the row of a credential, with an operation that it signs by itself."""
        for operation in self._operations():
            if (scheme,) not in alternatives(operation, self.context):
                continue
            given = self._given(operation)
            if given is None or operation.streaming:
                continue
            signing = signing_headers(operation, self.context, given, (scheme,))
            added: list[tuple[Piece, Piece]] = [
                (literal(name), literal(value)) for name, value in signing.items()
            ]
            if added:
                yield self._row(scheme, operation, given, dict_of(added))
            return

    def _row(
        self, scheme: SecurityScheme, operation: Operation, given: Given, added: Piece
    ) -> Piece:
        self.called.append(operation)
        name = self.context.names.credentials[scheme.key]
        variable = environment_variable(self.context.names.package, name)
        variables = dict_of([(literal(variable), literal(secret(name)))])
        names = self.context.names
        tag, method = names.tags[operation.tag].attribute, names.methods[operation.at]
        operation_ = literal(f"{tag}.{method}")
        about = keyword(Source("id"), literal(name))
        row: list[Piece] = [
            variables,
            operation_,
            self._piece(given.arguments),
            added,
            about,
        ]
        return call(Source("pytest.param"), row)


def _imported(package: str, names: list[str]) -> Source:
    ordered = sorted(names, key=lambda name: (name.islower(), name))
    return import_statement(
        package, [(name, name) for name in ordered], 0, renames_all=False
    )


def _equal(left: Source, right: Source) -> Source:
    return statement("assert ", Equality(left, right), 2)


def _parametrized(
    columns: Sequence[Piece], rows: Sequence[Piece], indent: int
) -> Source:
    named = columns[0] if len(columns) == 1 else tuple_of(columns)
    decorator = Group(
        Source("@pytest.mark.parametrize"), "(", (named, list_of(rows)), ")"
    )
    return lay_out(decorator, indent)
