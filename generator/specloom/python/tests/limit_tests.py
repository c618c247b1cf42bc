"""Tests of the limits of arguments: the nearest values on both sides of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from specloom.ir.schema import AnySchema
from specloom.naming.bodies import body_fields
from specloom.python.operations.arguments import Argument, arguments_of, body_content
from specloom.python.tests.broken import Broken, pointer
from specloom.python.tests.closest import beginning
from specloom.python.tests.combining import plain_schema
from specloom.python.tests.conformity import Judge, Schemas
from specloom.python.tests.constants import is_long
from specloom.python.tests.given import Given, body_kind, can_be_sent
from specloom.python.tests.limits import Limit, Limits
from specloom.python.tests.methods import (
    Subject,
    Table,
    TestView,
    asserted,
    assigned,
    each,
)
from specloom.python.tests.secrets import conceals
from specloom.python.text.layout import Piece, dict_of, tuple_of
from specloom.python.text.source import Source, code, literal

Refusal: TypeAlias = tuple[str, str, str, str]

_FEW = 2


@dataclass(frozen=True, slots=True)
class _Change:
    """One argument with another value; where, by which rule and why that is refused."""

    about: str
    name: str
    value: Any
    broken: Refusal | None = None


@dataclass(frozen=True, slots=True)
class _LeftOut:
    """The type of the value of an argument that is left out."""


_UNSET = _LeftOut()


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one argument; those that several operations have are written once."""

    name: str
    accepted: tuple[Piece, ...]
    refused: tuple[Piece, ...]


def limit_rows(subject: Subject, given: Given, limits: Limits) -> tuple[Rows, ...]:
    """Give the rows of every argument of an operation."""
    found: list[Rows] = []
    changes = list(_Changes(subject, given, limits).all())
    for name in dict.fromkeys(entry.name for entry in changes):
        own = [entry for entry in changes if entry.name == name]
        accepted = tuple(_accepted(subject, entry) for entry in own if not entry.broken)
        refused = tuple(_refused(subject, entry) for entry in own if entry.broken)
        found.append(Rows(name, accepted, refused))
    return tuple(found)


def view_limit_tests(
    subject: Subject, rows: tuple[Rows, ...], uses: Mapping[tuple[Piece, ...], int]
) -> Iterator[TestView]:
    """View the tests of values that are accepted and of those that are refused.

    `uses` tells how many operations of the module have the same rows.
    """
    columns = (
        ("changes", Source("Arguments")),
        ("broken", Source("tuple[str, str, str]")),
        ("words", Source("str")),
    )
    accepted: list[Piece] = []
    refused: list[Piece] = []
    for entry in rows:
        name = entry.name.upper()
        accepted += _shared(subject, f"{name}_ACCEPTED", entry.accepted, uses)
        refused += _shared(subject, f"{name}_REFUSED", entry.refused, uses)
    if accepted:
        sent = assigned(Source("sent"), subject.calling_changed("request_of"))
        method = literal(subject.operation.method)
        body = [sent, asserted(code("sent.method == {}", method))]
        text = "The nearest values inside every limit are sent."
        yield each("test_accepts", text, Table(columns[:1], tuple(accepted)), body)
    if refused:
        found = subject.calling_changed("refusals_of")
        text = (
            "The nearest values outside every limit are refused, and nothing is sent."
        )
        body = [
            assigned(Source("found"), found),
            asserted(Source("words in found[broken]")),
        ]
        yield each("test_refuses", text, Table(columns, tuple(refused)), body)


def _shared(
    subject: Subject,
    name: str,
    rows: tuple[Piece, ...],
    uses: Mapping[tuple[Piece, ...], int],
) -> tuple[Piece, ...]:
    if len(rows) < _FEW or uses.get(rows, 0) < 2:
        return rows
    return (code("*{}", subject.constants.rows(name, rows)),)


def _accepted(subject: Subject, entry: _Change) -> Piece:
    return subject.row([_written(subject, entry)], entry.about)


def _refused(subject: Subject, entry: _Change) -> Piece:
    *where, words = map(literal, entry.broken or ("", "", "", ""))
    row = [_written(subject, entry), tuple_of(where), words]
    return subject.row(row, entry.about)


def _written(subject: Subject, entry: _Change) -> Piece:
    value: Piece
    if entry.value is _UNSET:
        subject.use("", "UNSET")
        value = Source("UNSET")
    elif is_long(entry.value):
        wanted = f"{entry.name.upper()}_VALUES"
        value = subject.constants.choices(wanted, entry.value)
    else:
        value = subject.value(entry.value)
    return dict_of([(literal(entry.name), value)])


@dataclass(frozen=True, slots=True)
class _Changes:
    subject: Subject
    given: Given
    limits: Limits

    @property
    def schemas(self) -> Schemas:
        return self.limits.schemas

    def all(self) -> Iterator[_Change]:
        known = argument_schemas(self.subject, self.schemas)
        for argument in arguments_of(self.subject.operation, self.subject.context):
            if argument.name not in self.given.arguments:
                continue
            if argument.required:
                yield from self._left_out(argument)
            schema = known.get((argument.in_, argument.wire))
            if schema is not None:
                yield from self._of(argument, schema)

    def _required(self, argument: Argument) -> str:
        """Give the place of the keyword that a parameter left out breaks."""
        places = [
            parameter.at
            for parameter in self.subject.operation.parameters
            if (parameter.in_, parameter.name) == (argument.in_, argument.wire)
        ]
        return "".join(f"{at.pointer}/required" for at in places[:1])

    def _left_out(self, argument: Argument) -> Iterator[_Change]:
        """Leave out a required argument; a body in one piece is required by itself."""
        name = argument.wire
        rules = [(self._required(argument), f"{name!r} is missing")]
        if argument.in_ == "body":
            rules = []
        content = body_content(self.subject.operation, self.subject.context)
        if name and not rules and content is not None and content.checked:
            body = {**self.given.body}
            body.pop(name, None)
            found = Judge(self.schemas).broken(content.checked, body)
            rules = [
                (entry.rule, beginning(entry.words))
                for entry in found
                if entry.path == ()
            ]
        for rule, words in rules[:1]:
            about = f"{argument.name}: left out"
            broken = (argument.in_, "", rule, words)
            yield _Change(about, argument.name, _UNSET, broken)

    def _of(self, argument: Argument, schema: AnySchema) -> Iterator[_Change]:
        path = (argument.wire,) if argument.wire else ()
        for limit in self.limits.of(schema):
            about = f"{argument.name}: {limit.about}"
            if limit.broken is not None:
                place = pointer((*path, *limit.broken.path))
                said = self._said(argument, limit.value, limit.broken)
                words = beginning(said)
                broken = (argument.in_, place, limit.broken.rule, words)
                yield _Change(about, argument.name, limit.value, broken)
            elif self._is_sent(argument, limit):
                yield _Change(about, argument.name, limit.value)

    def _said(self, argument: Argument, value: Any, broken: Broken) -> str:
        """Give the words about a value; a body that is secret conceals its properties."""
        content = body_content(self.subject.operation, self.subject.context)
        schema = content.checked if content is not None else None
        is_part = argument.in_ == "body" and argument.wire
        if not is_part or schema is None or not conceals(schema, self.schemas):
            return broken.words
        body = {**self.given.body, argument.wire: value}
        said = Judge(self.schemas).broken(schema, body)
        found = (entry.words for entry in said if entry.rule == broken.rule)
        return next(found, broken.words)

    def _is_sent(self, argument: Argument, limit: Limit) -> bool:
        """Tell whether a value that fits its schema also fits the place it is sent in."""
        value = limit.value
        match argument.in_:
            case "path":
                return value not in ("", ".", "..", None, [], {})
            case "header":
                return not isinstance(value, str) or _is_header(value)
            case "body" if argument.wire:
                return self._is_body({**self.given.body, argument.wire: value})
            case "body":
                return self._is_body(value)
        return True

    def _is_body(self, body: Any) -> bool:
        content = body_content(self.subject.operation, self.subject.context)
        if content is None or content.checked is None:
            return False
        is_valid = Judge(self.schemas).accepts(content.checked, body)
        return is_valid and can_be_sent(content, body)


def argument_schemas(
    subject: Subject, schemas: Schemas
) -> dict[tuple[str, str], AnySchema]:
    """Give the schemas of arguments, by `in` and name, as far as limits can be told."""
    operation, context = subject.operation, subject.context
    found: dict[tuple[str, str], AnySchema] = {
        (parameter.in_, parameter.name): parameter.schema
        for parameter in operation.parameters
    }
    content = body_content(operation, context)
    if content is None or content.checked is None or body_kind(content) == "bytes":
        return found
    if not body_fields(operation, context.api):
        return found | {("body", ""): content.checked}
    return found | _of_properties(content.checked, schemas)


def _of_properties(
    schema: AnySchema, schemas: Schemas
) -> dict[tuple[str, str], AnySchema]:
    flat = plain_schema(schema, schemas)
    properties = flat.properties if flat is not None else ()
    return {("body", entry.name): entry.schema for entry in properties}


def _is_header(value: str) -> bool:
    return value.isascii() and value.isprintable()
