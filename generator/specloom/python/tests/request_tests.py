"""Tests of what an operation sends: every argument, no more, and signed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from specloom.ir.api import SecurityScheme
from specloom.python.tests.given import ABSENT, Drawn, Given
from specloom.python.tests.methods import (
    Subject,
    Table,
    TestView,
    asserted,
    assigned,
    each,
    once,
)
from specloom.python.tests.sent import (
    OWN,
    Sent,
    alternatives,
    secret,
    signing_headers,
    view_sent,
)
from specloom.python.text.block import Line, Statement
from specloom.python.text.layout import Piece, call, dict_of, keyword, list_of
from specloom.python.text.source import EMPTY, Source, identifier, literal


def view_request_tests(subject: Subject, drawn: Drawn) -> Iterator[TestView]:
    """View the tests of the request and of its credentials."""
    subject.use(".support", "Caller", "Sent")
    text = "Every argument has its own place in the request."
    called = assigned(Source("sent"), subject.calling("request_of"))
    name = "test_sends_every_argument"
    body = [called, *_compared(subject, drawn.everything)]
    yield _online(subject, name, text, body)
    least = drawn.required
    if least is not None and least.arguments != drawn.everything.arguments:
        text = "What is not given is not sent."
        body = [*_least(subject, least), *_compared(subject, least)]
        yield _online(subject, "test_sends_no_more", text, body)
    ways = alternatives(subject.operation, subject.context)
    if ways and () not in ways:
        yield _needs_a_credential(subject)
    yield from _other_credentials(subject, drawn.everything)


def _online(
    subject: Subject, name: str, text: str, body: Sequence[Statement]
) -> TestView:
    """View a test whose request goes to the server as well that `--base-url` names."""
    subject.use("pytest", "pytest")
    return replace(once(name, text, body), decorator=Source("@pytest.mark.server"))


def _least(subject: Subject, given: Given) -> Iterator[Statement]:
    """Call with the required arguments alone."""
    arguments = EMPTY
    if given.arguments:
        yield Line(subject.value(given.arguments), "required: Arguments = ")
        arguments = Source("**required")
    yield assigned(Source("sent"), subject.calling("request_of", arguments))


def _compared(subject: Subject, given: Given) -> Iterator[Statement]:
    sent = view_sent(subject.operation, subject.context, given, _first(subject))
    yield Line(call(Source("assert sent == Sent"), _expected(subject, sent)))
    own = _texts({name: sent.headers[name] for name in sent.headers if name in OWN})
    if own:
        yield asserted(dict_of(own), Source(".items() <= sent.own.items()"))


def _first(subject: Subject) -> tuple[SecurityScheme, ...]:
    """Give the way of signing that is taken when every credential is known."""
    ways = alternatives(subject.operation, subject.context)
    return next((way for way in ways if way), ())


def _expected(subject: Subject, sent: Sent) -> list[Piece]:
    kept = {name: text for name, text in sent.headers.items() if name not in OWN}
    arguments: list[tuple[str, Piece]] = [
        ("method", literal(subject.operation.method)),
        ("url", literal(sent.url)),
        ("query", list_of([literal(pair) for pair in sent.query])),
        ("headers", dict_of(_texts(kept))),
    ]
    if not sent.query:
        del arguments[2]
    if sent.body is not ABSENT:
        arguments.append(("body", _body(subject, sent)))
    return [keyword(identifier(name), piece) for name, piece in arguments]


def _texts(headers: Mapping[str, str]) -> list[tuple[Piece, Piece]]:
    return [(literal(name), literal(text)) for name, text in headers.items()]


def _body(subject: Subject, sent: Sent) -> Piece:
    is_same = sent.body == subject.arguments
    return Source("self.arguments") if is_same else subject.value(sent.body)


def _needs_a_credential(subject: Subject) -> TestView:
    subject.use("", "CredentialMissing")
    missing = (Source("CredentialMissing"),)
    body: list[Statement] = [
        assigned(Source("caller.credentials"), Source("{}")),
        assigned(Source("error"), subject.calling("error_of", before=missing)),
        asserted(Source("(type(error), caller.sent) == (CredentialMissing, [])")),
    ]
    return once(
        "test_needs_a_credential", "Nothing is sent without a credential.", body
    )


def _other_credentials(subject: Subject, given: Given) -> Iterator[TestView]:
    ways = [way for way in alternatives(subject.operation, subject.context) if way]
    rows = tuple(
        row for way in ways[1:] for row in _credential_rows(subject, given, way)
    )
    if not rows:
        return
    texts = Source("dict[str, str]")
    body: list[Statement] = [
        assigned(Source("caller.credentials"), Source("credentials")),
        assigned(Source("sent"), subject.calling("request_of")),
        asserted(Source("headers.items() <= sent.headers.items()")),
    ]
    yield each(
        "test_takes_other_credentials",
        "Each other credential signs the request as well.",
        Table((("credentials", texts), ("headers", texts)), rows),
        body,
    )


def _credential_rows(
    subject: Subject, given: Given, way: tuple[SecurityScheme, ...]
) -> Iterator[Piece]:
    names = [subject.context.names.credentials[scheme.key] for scheme in way]
    secrets = dict_of([(literal(name), literal(secret(name))) for name in names])
    signing = signing_headers(subject.operation, subject.context, given, way)
    headers: list[tuple[Piece, Piece]] = [
        (literal(name), literal(value)) for name, value in signing.items()
    ]
    if headers:
        yield subject.row([secrets, dict_of(headers)], " and ".join(names))
