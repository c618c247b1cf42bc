"""Tests of the documented headers of answers (OpenAPI 3.1.1, Header Object)."""

from collections.abc import Iterator
from typing import Any

from specloom.ir.api import Header
from specloom.ir.headers import documented_headers
from specloom.ir.shape import ListOf, Scalar, without_null
from specloom.python.header_forms import (
    TEXT,
    AsJson,
    Items,
    Members,
    OneOf,
    header_form,
)
from specloom.python.models.formats import CONVERTED
from specloom.python.tests.answers import successes
from specloom.python.tests.deviation_tests import answered
from specloom.python.tests.header_limit_tests import view_header_limit_tests
from specloom.python.tests.header_texts import header_text
from specloom.python.tests.limits import Limits
from specloom.python.tests.methods import Subject, TestView, asserted, assigned, once
from specloom.python.tests.samples import RESPONSE, NoSample, Sampler
from specloom.python.text.block import Line, Statement
from specloom.python.text.layout import Piece, call, dict_of, keyword
from specloom.python.text.source import Source, code, identifier, literal

_RAW = "api.with_raw_response"
_WRONG = "no such value"
# What says how a message is sent is not for a test to say.
_FRAMING = frozenset(
    {"connection", "content-encoding", "content-length", "transfer-encoding"}
)


def view_header_tests(
    subject: Subject, sampler: Sampler, limits: Limits
) -> Iterator[TestView]:
    """View the tests of an operation whose answers have documented headers."""
    headers = tuple(
        header
        for header in documented_headers(subject.operation)
        if header.name.lower() not in _FRAMING
    )
    answer = next(successes(subject.operation), None)
    if not headers or answer is None:
        return
    try:
        arguments, _ = answered(subject, answer, sampler)
    except NoSample:
        return
    samples = Sampler(sampler.schemas, RESPONSE)
    found = {header: _sample(header, samples, subject) for header in headers}
    known = {header: value for header, value in found.items() if value is not None}
    if known:
        yield _read(subject, arguments, known)
    yield _refused(subject, arguments, headers)
    yield from view_header_limit_tests(subject, arguments, headers, limits)


def _read(
    subject: Subject, answer: list[Piece], known: dict[Header, tuple[Any, str]]
) -> TestView:
    names = subject.context.names.headers[subject.operation.at]
    sent = {header.name: text for header, (_, text) in known.items()}
    body = _asked(subject, answer, sent)
    subject.use("", "to_json")
    for header, (value, _) in known.items():
        name = identifier(names[header.name])
        read = code("to_json(headers.{}) == ", name)
        body.append(asserted(read, subject.value(value)))
    header, (_, text) = next(iter(known.items()))
    raw = code("headers[{}] == {}", literal(header.name), literal(text))
    body.append(asserted(raw))
    told = "Documented headers are read; their texts are there as well."
    return once("test_reads_headers", told, body)


def _refused(
    subject: Subject, answer: list[Piece], headers: tuple[Header, ...]
) -> TestView:
    names = subject.context.names.headers[subject.operation.at]
    wrong = [header for header in headers if _is_refused(header, subject)]
    subject.use(".support", "read_headers")
    expected: list[tuple[Piece, Piece]] = []
    for header in headers:
        value = Source("None")
        if header.required or header in wrong:
            subject.use(".support", "REFUSED")
            value = Source("REFUSED")
        expected.append((literal(names[header.name]), value))
    body = _asked(subject, answer, {header.name: _WRONG for header in wrong})
    body.append(assigned(Source("expected"), dict_of(expected)))
    body.append(asserted(Source("read_headers(headers, expected) == expected")))
    told = "A wrong header is refused when it is read; an absent one is None."
    return once("test_refuses_headers", told, body)


def _asked(
    subject: Subject, answer: list[Piece], headers: dict[str, str]
) -> list[Statement]:
    """Answer with headers, and call for the raw answer."""
    given = list(answer)
    body: list[Statement] = []
    if headers:
        lines: list[tuple[Piece, Piece]] = [
            (literal(name), literal(text)) for name, text in headers.items()
        ]
        body.append(assigned(Source("lines"), dict_of(lines)))
        given.append(keyword(Source("headers"), Source("lines")))
    body.append(Line(call(Source("caller.answers"), given)))
    body.append(assigned(Source("raw"), subject.calling("call", through=_RAW)))
    body.append(assigned(Source("headers"), Source("raw.headers")))
    return body


def _sample(
    header: Header, sampler: Sampler, subject: Subject
) -> tuple[Any, str] | None:
    """Give a value and its text, if the one can be told from the other."""
    form = header_form(header, subject.context)
    try:
        value = sampler.value(header.schema) if form is not None else "text"
    except NoSample:
        return None
    text = header_text(header, value, is_text=form is None)
    is_json = isinstance(form, AsJson)
    is_told = form is None or is_json or _is_told(value, form == OneOf(TEXT))
    return (value, text) if text is not None and is_told else None


def _is_told(value: Any, is_text: bool) -> bool:
    """Tell whether a value and its parts can be known again in the style `simple`."""
    if isinstance(value, dict):
        return all(_is_part(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return all(_is_part(part) for part in value)
    return is_text or not isinstance(value, str)


def _is_part(value: Any) -> bool:
    if not isinstance(value, str):
        return value is not None
    return bool(value) and value == value.strip() and not set(value) & set(",=")


def _is_refused(header: Header, subject: Subject) -> bool:
    """Tell whether a text of words is no value of a header."""
    form = header_form(header, subject.context)
    match form:
        case AsJson() | Members():
            return True
        case OneOf(words) | Items(words):
            return "text" not in words or _is_converted(header)
    return False


def _is_converted(header: Header) -> bool:
    """Tell whether a text of words is not of the format that it is read by."""
    shape = without_null(header.shape)
    inner = shape.items if isinstance(shape, ListOf) else shape
    return isinstance(inner, Scalar) and inner.kind in CONVERTED
