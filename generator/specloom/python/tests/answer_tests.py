"""Tests of answers: what is documented is read, errors raise, the unknown survives."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from specloom.ir.api import MediaType
from specloom.ir.schema import BooleanSchema
from specloom.ir.shape import Shape
from specloom.naming.words import snake
from specloom.python.tests.answers import Answer, error_name, failures, successes
from specloom.python.tests.conformity import Judge
from specloom.python.tests.methods import (
    Subject,
    Table,
    TestView,
    asserted,
    assigned,
    each,
    once,
)
from specloom.python.tests.readings import attributes, readings
from specloom.python.tests.samples import NoSample, Sampler
from specloom.python.text.block import Line, Statement
from specloom.python.text.layout import Equality, Group, Piece, call, dict_of
from specloom.python.text.source import EMPTY, Source, code, identifier, literal

_LARGEST = 4000
_MOST = 2
_TEXT = "text \u00e9"
_BYTES = Source('b"\\x00\\xff content"')
_NOTHING = Source("None")


def view_answer_tests(
    subject: Subject, sampler: Sampler, number: int, notes: list[str]
) -> Iterator[TestView]:
    """View the tests of answers; `number` varies the statuses that stand for many."""
    writer = _AnswerTests(subject, sampler, notes)
    yield from writer.successes()
    yield from writer.failures(number)


@dataclass(slots=True)
class _AnswerTests:
    subject: Subject
    sampler: Sampler
    notes: list[str]
    _taken: set[str] = field(default_factory=set)

    def successes(self) -> Iterator[TestView]:
        answers = list(successes(self.subject.operation))
        is_kept = False
        for answer in answers:
            if answer.kind != "Json" or answer.content is None:
                yield self._plain(answer)
                continue
            for value in self._values(answer.content):
                yield self._read(answer, answer.content, value, len(answers) == 1)
                if isinstance(value, dict) and not is_kept:
                    is_kept = True
                    yield self._kept(answer, value)

    def _name(self, answer: Answer) -> str:
        name = f"test_reads_{answer.status}"
        if len(answer.response.content) > 1 and answer.media_type:
            name = f"{name}_{snake(answer.media_type)}"
        found, number = name, 2
        while found in self._taken:
            found, number = f"{name}_{number}", number + 1
        self._taken.add(found)
        return found

    def _values(self, content: MediaType) -> list[Any]:
        """Give examples that are valid, and a made-up value with all properties."""
        schema = content.schema or BooleanSchema(content.at, accepts=True)
        judge = Judge(self.sampler.schemas)
        found = [
            example.json
            for example in content.examples
            if len(repr(example.json)) < _LARGEST
            and judge.accepts(schema, example.json)
        ][:_MOST]
        try:
            found.append(self.sampler.value(schema))
        except NoSample as reason:
            if not found:
                where = self.subject.operation.id or self.subject.operation.path
                self.notes.append(f"{where}: no answer is known for {reason}")
        return found

    def _written(self, value: Any) -> tuple[list[Statement], Source]:
        """Write the body of an answer: a constant, or a local of the test."""
        piece = self.subject.value(value)
        if isinstance(piece, Source) and isinstance(value, dict):
            return [], piece
        self.subject.use("typing", "Any")
        return [Line(piece, "body: Any = ")], Source("body")

    def _read(
        self, answer: Answer, content: MediaType, value: Any, is_only: bool
    ) -> TestView:
        self.subject.use("", "to_json")
        body, written = self._written(value)
        if self.subject.operation.streaming:
            return self._streamed(answer, content.shape, value, body, written)
        body += [
            self._answers(answer, written),
            assigned(Source("answer"), self.subject.calling("call")),
            asserted(Equality(Source("to_json(answer)"), written)),
        ]
        body += self._models(content.shape, value, "answer")
        if is_only:
            body += self._attributes(content.shape, value, written)
        text = "A documented answer is read as its model."
        return once(self._name(answer), text, body)

    def _answers(self, answer: Answer, body: Source) -> Statement:
        arguments = [literal(answer.status), literal(answer.media_type), body]
        return Line(call(Source("caller.answers"), arguments))

    def _attributes(
        self, shape: Shape, value: Any, written: Source
    ) -> Iterator[Statement]:
        for entry in attributes(shape, value, self.subject.context):
            name, wire = identifier(entry.name), literal(entry.wire)
            yield asserted(
                Equality(
                    code("to_json(answer.{})", name), code("{}[{}]", written, wire)
                )
            )

    def _models(self, shape: Shape, value: Any, name: str) -> Iterator[Statement]:
        found = self._readings(shape, value)
        if found:
            self.subject.use(".support", "models_in")
            models = code(".items() <= models_in({}).items()", identifier(name))
            yield asserted(_table(found), models)

    def _readings(self, shape: Shape, value: Any) -> dict[str, str]:
        """Give the models in a value, those inside others once in a module."""
        found: dict[str, str] = {}
        for entry in readings(shape, value, self.subject.context):
            if entry.path == "" or entry.reader not in self.subject.readers:
                found[entry.path] = entry.model
        for entry in readings(shape, value, self.subject.context):
            self.subject.readers.add(entry.reader)
        return found

    def _streamed(
        self,
        answer: Answer,
        shape: Shape,
        value: Any,
        body: list[Statement],
        written: Source,
    ) -> TestView:
        arguments = [literal(answer.media_type), written, written]
        body += [
            Line(call(Source("caller.answers_lines"), arguments)),
            assigned(Source("first, second"), self.subject.calling("collect")),
            asserted(code("to_json(first) == {}", written)),
            asserted(code("to_json(second) == {}", written)),
        ]
        body += self._models(shape, value, "second")
        text = "Each line is a value; a blank one only keeps the answer open."
        return once(self._name(answer), text, body)

    def _kept(self, answer: Answer, value: Any) -> TestView:
        body, written = self._written(value)
        members = (code("**{}", written), Source('"x_undocumented": "kept"'))
        grown = Group(EMPTY, "{", members, "}")
        body += [
            assigned(Source("grown"), grown),
            assigned(Source("caller.validate_responses"), literal("off")),
        ]
        if self.subject.operation.streaming:
            arguments: list[Piece] = [literal(answer.media_type), Source("grown")]
            body.append(Line(call(Source("caller.answers_lines"), arguments)))
            body.append(assigned(Source("(answer,)"), self.subject.calling("collect")))
        else:
            body.append(self._answers(answer, Source("grown")))
            body.append(assigned(Source("answer"), self.subject.calling("call")))
        body.append(asserted(Source("to_json(answer) == grown")))
        text = "A key that nobody documented survives."
        return once("test_keeps_what_is_not_documented", text, body)

    def _plain(self, answer: Answer) -> TestView:
        """View the test of an answer that is text, bytes or nothing."""
        content = {"Text": literal(_TEXT), "Bytes": _BYTES}.get(answer.kind, EMPTY)
        arguments: list[Piece] = [literal(answer.status)]
        if content:
            arguments += [literal(answer.media_type), content]
        is_it = code("answer == {}", content) if content else Source("answer is None")
        body: list[Statement] = [
            Line(call(Source("caller.answers"), arguments)),
            Line(self.subject.calling("call"), "answer: object = "),
            asserted(is_it),
        ]
        text = "A documented answer without a model is given as it came."
        return once(self._name(answer), text, body)

    def failures(self, number: int) -> Iterator[TestView]:
        answers = failures(self.subject.operation, number)
        rows = tuple(row for answer in answers for row in self._failure(answer))
        if not rows:
            return
        self.subject.use("typing", "Any")
        self.subject.use("", "ApiError")
        self.subject.use(".support", "as_sent", "details", "models_in")
        body: list[Statement] = [
            Line(Source("caller.answers(status, media_type, body)")),
            assigned(
                Source("error"),
                self.subject.calling("error_of", before=(Source("kind"),)),
            ),
            asserted(Source("(type(error), error.status) == (kind, status)")),
            asserted(Source("as_sent(error.model) == body")),
            asserted(Source("models.items() <= models_in(error.model).items()")),
            asserted(Source("details(body).items() <= details(error.problem).items()")),
        ]
        text = "Each documented error raises its class, with what the server said."
        yield each("test_raises", text, Table(_COLUMNS, rows), body)

    def _failure(self, answer: Answer) -> Iterator[Piece]:
        about = f"{answer.status} {answer.media_type}".strip()
        name = error_name(answer.status)
        if answer.content is None or answer.kind != "Json":
            content = {"Text": literal(_TEXT), "Bytes": _BYTES}.get(answer.kind)
            yield self._row(answer, content or _NOTHING, name, {}, about)
            return
        for value in self._values(answer.content)[:1]:
            found = self._readings(answer.content.shape, value)
            written = self.subject.value(value)
            yield self._row(answer, written, name, found, about)

    def _row(
        self, answer: Answer, body: Piece, name: str, found: dict[str, str], about: str
    ) -> Piece:
        self.subject.use("", name)
        first = [literal(answer.status), literal(answer.media_type), body]
        return self.subject.row([*first, identifier(name), _table(found)], about)


_COLUMNS = (
    ("status", Source("int")),
    ("media_type", Source("str")),
    ("body", Source("Any")),
    ("kind", Source("type[ApiError]")),
    ("models", Source("dict[str, str]")),
)


def _table(found: dict[str, str]) -> Piece:
    return dict_of([(literal(place), literal(name)) for place, name in found.items()])
