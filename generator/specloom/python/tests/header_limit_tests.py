"""Tests of the limits of documented headers (OpenAPI 3.1.1, Header Object)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from specloom.ir.api import Header
from specloom.python.header_forms import (
    TEXT,
    AsJson,
    Form,
    Items,
    OneOf,
    Words,
    header_form,
    is_worth_checking,
)
from specloom.python.tests.broken import Broken, pointer
from specloom.python.tests.closest import beginning
from specloom.python.tests.header_texts import header_text
from specloom.python.tests.limits import Limits
from specloom.python.tests.methods import (
    Subject,
    Table,
    TestView,
    asserted,
    assigned,
    each,
)
from specloom.python.text.block import Line
from specloom.python.text.layout import Piece, call, dict_of, keyword, tuple_of
from specloom.python.text.source import Source, literal

_RAW = "api.with_raw_response"
_LINES = keyword(Source("headers"), Source("lines"))
_COLUMNS = (("lines", Source("dict[str, str]")), ("name", Source("str")))
_ACCEPTED = (*_COLUMNS, ("value", Source("object")))
_REFUSED = (
    *_COLUMNS,
    ("broken", Source("tuple[str, str]")),
    ("words", Source("str")),
)


@dataclass(frozen=True, slots=True)
class _Text:
    """The text of a header next to a limit, and what that means."""

    header: Header
    about: str
    text: str
    value: Any
    broken: Broken | None


def view_header_limit_tests(
    subject: Subject, answer: list[Piece], headers: tuple[Header, ...], limits: Limits
) -> Iterator[TestView]:
    """View the tests of texts inside and outside of the limits of headers."""
    texts = [entry for header in headers for entry in _texts(header, subject, limits)]
    accepted = [_row(subject, entry) for entry in texts if entry.broken is None]
    refused = [_row(subject, entry) for entry in texts if entry.broken is not None]
    ask = [
        Line(call(Source("caller.answers"), [*answer, _LINES])),
        assigned(Source("raw"), subject.calling("call", through=_RAW)),
    ]
    if accepted:
        subject.use("", "to_json")
        is_read = asserted(Source("to_json(getattr(raw.headers, name)) == value"))
        told = "The nearest texts inside every limit of a header are read."
        table = Table(_ACCEPTED, tuple(accepted))
        yield each("test_accepts_headers", told, table, [*ask, is_read])
    if refused:
        subject.use(".support", "refusals_in")
        found = assigned(Source("found"), Source("refusals_in(raw.headers, name)"))
        told = "The nearest texts outside every limit of a header are refused."
        table = Table(_REFUSED, tuple(refused))
        is_told = asserted(Source("words in found[broken]"))
        yield each("test_checks_headers", told, table, [*ask, found, is_told])


def _row(subject: Subject, entry: _Text) -> Piece:
    name = subject.context.names.headers[subject.operation.at][entry.header.name]
    lines = dict_of([(literal(entry.header.name), literal(entry.text))])
    row: list[Piece] = [lines, literal(name)]
    if entry.broken is None:
        row.append(subject.value(entry.value))
    else:
        where = pointer(entry.broken.path), entry.broken.rule
        words = beginning(entry.broken.words)
        row += [tuple_of([literal(part) for part in where]), literal(words)]
    return subject.row(row, f"{name}: {entry.about}")


def _texts(header: Header, subject: Subject, limits: Limits) -> Iterator[_Text]:
    form = header_form(header, subject.context)
    if form is None or not is_worth_checking(header.schema):
        return
    for limit in limits.of(header.schema):
        text = header_text(header, limit.value)
        if text is not None and _is_told(form, limit.value):
            yield _Text(header, limit.about, text, limit.value, limit.broken)


def _is_told(form: Form, value: Any) -> bool:
    """Tell whether a text in this form is read as this very value, be it right or wrong."""
    match form:
        case AsJson():
            return True
        case OneOf(words):
            return _is_one_of(words, value)
        case Items(words):
            items = value if isinstance(value, list) else [None]
            return all(_is_one_of(words, item, is_part=True) for item in items)
    if not isinstance(value, dict):
        return False
    kinds = {name: form.properties.get(name, form.other) for name in value}
    return all(_is_one_of(kinds[name], value[name], is_part=True) for name in value)


def _is_one_of(words: Words, value: Any, *, is_part: bool = False) -> bool:
    match value:
        case bool():
            return "boolean" in words
        case int():
            return "integer" in words or "number" in words
        case float():
            return "number" in words
        case str():
            return words == TEXT and not (is_part and set(value) & set(",= "))
    return False
