"""Tests of answers that are not as described, of raw answers, and of missing scopes."""

from collections.abc import Iterator
from typing import Any

from specloom.ir.schema import Schema
from specloom.python.operations.scopes import needed_scopes
from specloom.python.tests.answer_values import refuses_null
from specloom.python.tests.answers import Answer, successes
from specloom.python.tests.broken import Broken, pointer
from specloom.python.tests.closest import beginning
from specloom.python.tests.limits import Limit, Limits
from specloom.python.tests.methods import (
    Subject,
    Table,
    TestView,
    asserted,
    assigned,
    each,
    once,
)
from specloom.python.tests.samples import NoSample, Sampler
from specloom.python.text.block import Line, Statement
from specloom.python.text.layout import Piece, call, list_of, tuple_of
from specloom.python.text.source import Source, code, literal

_RAW = "api.with_raw_response"
_SENT = (Source("media_type"), Source("body"))
_COLUMNS = (("media_type", Source("str")), ("body", Source("Any")))
_TRACED = Source('RequestOptions(headers={"x-trace": "own"})')
_BROKEN = (
    ("body", Source("Any")),
    ("broken", Source("tuple[str, str]")),
    ("words", Source("str")),
)
_IS_TRACED = Source('caller.sent[0].headers["x-trace"] == "own"')
_TORN = Source("b'{\"torn\": '")
_NONE = Source("None")


def view_deviation_tests(subject: Subject, sampler: Sampler) -> Iterator[TestView]:
    """View the tests that an operation has beside those of its documented answers."""
    answers = list(successes(subject.operation))
    for answer in answers[:1]:
        if answer.kind == "Json" and answer.media_type != "text/event-stream":
            yield _unreadable(subject, answer, len(answers) == 1, sampler)
            yield from _broken(subject, answer, sampler)
    if subject.operation.streaming:
        yield _options(subject)
    else:
        for answer in answers[:1]:
            yield from _raw(subject, answer, sampler)
    yield from _scopes(subject)


def _unreadable(
    subject: Subject, answer: Answer, is_only: bool, sampler: Sampler
) -> TestView:
    """View the test of answers that cannot be read."""
    subject.use("typing", "Any")
    subject.use("", "ResponseInvalid")
    subject.use(".support", "UNREADABLE")
    rows: list[Piece] = []
    if not subject.operation.streaming and is_only:
        rows.append(code("*UNREADABLE"))
    if refuses_null(answer, sampler.schemas):
        row = [literal(answer.media_type), Source("None")]
        rows.append(subject.row(row, "null"))
    torn = [literal(answer.media_type), _TORN]
    rows.append(subject.row(torn, "torn JSON"))
    body = [
        Line(call(Source("caller.answers"), [literal(answer.status), *_SENT])),
        assigned(
            Source("error"),
            subject.calling("error_of", before=(Source("ResponseInvalid"),)),
        ),
        asserted(code("error.status == {}", literal(answer.status))),
    ]
    text = "An answer that is not as described is refused."
    return each("test_refuses_answers", text, Table(_COLUMNS, tuple(rows)), body)


def _broken(subject: Subject, answer: Answer, sampler: Sampler) -> Iterator[TestView]:
    """View the test of what is outside the limits of a schema without tests of its own."""
    schema = answer.content.checked if answer.content is not None else None
    if not isinstance(schema, Schema):
        return
    rows = [
        _broken_row(subject, limit, limit.broken)
        for limit in Limits(sampler.schemas).of(schema)
        if limit.broken is not None
    ]
    if not rows:
        return
    given = [literal(answer.status), literal(answer.media_type), Source("body")]
    body = [
        Line(call(Source("caller.answers"), given)),
        assigned(Source("found"), subject.calling("reports_of")),
        asserted(Source("words in found[broken]")),
    ]
    text = "The nearest values outside every limit of an answer are reported."
    yield each("test_checks_answers", text, Table(_BROKEN, tuple(rows)), body)


def _broken_row(subject: Subject, limit: Limit, broken: Broken) -> Piece:
    where = tuple_of([literal(pointer(broken.path)), literal(broken.rule)])
    words = literal(beginning(broken.words))
    return subject.row([subject.value(limit.value), where, words], limit.about)


def _raw(subject: Subject, answer: Answer, sampler: Sampler) -> Iterator[TestView]:
    """View the test of the raw answer, which is sent with options of its own."""
    try:
        arguments, value = answered(subject, answer, sampler)
    except NoSample:
        return
    subject.use("", "RequestOptions")
    body: list[Statement] = [
        assigned(Source("options"), _TRACED),
        Line(call(Source("caller.answers"), arguments)),
        assigned(
            Source("raw"),
            subject.calling("call", more=(Source("options=options"),), through=_RAW),
        ),
        asserted(code("raw.status == {}", literal(answer.status))),
        *_parsed(subject, answer, value),
        asserted(_IS_TRACED),
    ]
    text = "The raw answer is read later; options are for one call."
    yield once("test_gives_the_raw_answer", text, body)


def _parsed(subject: Subject, answer: Answer, value: Piece) -> Iterator[Statement]:
    if answer.kind != "Json":
        yield Line(Source("raw.parse()"), "value: object = ")
        yield asserted(
            code("value == {}", value if isinstance(value, Source) else _NONE)
        )
        return
    subject.use("", "to_json")
    yield assigned(Source("parsed"), Source("to_json(raw.parse())"))
    yield asserted(Source("parsed == "), value)


def answered(
    subject: Subject, answer: Answer, sampler: Sampler
) -> tuple[list[Piece], Piece]:
    """Write an answer, and the value that it is read as."""
    status: list[Piece] = [literal(answer.status)]
    if answer.content is None:
        return status, _NONE
    head: list[Piece] = [*status, literal(answer.media_type)]
    if answer.kind == "Json":
        value: Any = {}
        if answer.content.checked is not None:
            value = sampler.value(answer.content.checked)
        piece = subject.value(value)
        return [*head, piece], piece
    body = literal("text") if answer.kind == "Text" else Source('b"content"')
    return [*head, body], body


def _options(subject: Subject) -> TestView:
    subject.use("", "RequestOptions")
    more = (Source("options=options"),)
    body: list[Statement] = [
        assigned(Source("options"), _TRACED),
        assigned(Source("sent"), subject.calling("request_of", more=more)),
        asserted(Source('sent.headers["x-trace"] == "own"')),
    ]
    return once("test_takes_options", "Options are for one call.", body)


def _scopes(subject: Subject) -> Iterator[TestView]:
    """View the test of the hint that a server's 403 is given."""
    needed = needed_scopes(subject.operation, subject.context)
    together = {scope for names in needed.by_scheme.values() for scope in names}
    rows = [sorted(row) for row in (together, *needed.choices) if row]
    if not rows:
        return
    subject.use("", "Forbidden")
    if len(rows) > 1:
        yield _scope_choices(subject, rows)
        return
    scopes: list[Piece] = [literal(name) for name in rows[0]]
    body: list[Statement] = [
        Line(Source("caller.answers(403)")),
        assigned(
            Source("error"), subject.calling("error_of", before=(Source("Forbidden"),))
        ),
        assigned(Source("scopes"), list_of(scopes)),
        assigned(Source("listed"), Source('", ".join(scopes)')),
        asserted(Source('str(error).endswith(f"needs the scopes {listed}")')),
    ]
    yield once("test_names_its_scopes", "A 403 says which scopes are needed.", body)


def _scope_choices(subject: Subject, rows: list[list[str]]) -> TestView:
    """View the test of the hint where one of several rows of scopes is enough."""
    choices: list[Piece] = [list_of([literal(name) for name in row]) for row in rows]
    listed = Source('" or ".join(f"the scopes {\', \'.join(row)}" for row in choices)')
    body: list[Statement] = [
        Line(Source("caller.answers(403)")),
        assigned(
            Source("error"), subject.calling("error_of", before=(Source("Forbidden"),))
        ),
        assigned(Source("choices"), list_of(choices)),
        assigned(Source("listed"), listed),
        asserted(Source('str(error).endswith(f"needs {listed}")')),
    ]
    text = "A 403 says which scopes are enough."
    return once("test_names_its_scopes", text, body)
