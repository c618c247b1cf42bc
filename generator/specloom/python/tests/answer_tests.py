"""Tests of answers: what is documented is read, errors raise, the unknown survives."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from specloom.ir.api import MediaType
from specloom.ir.shape import Shape
from specloom.naming.words import snake
from specloom.python.tests.answer_values import (
    BYTES,
    TEXT,
    answer_values,
    model_table,
    models_once,
)
from specloom.python.tests.answers import (
    Answer,
    successes,
)
from specloom.python.tests.deviation_tests import view_deviation_tests
from specloom.python.tests.failure_tests import view_failure_tests
from specloom.python.tests.free_names import FreeNames
from specloom.python.tests.header_tests import view_header_tests
from specloom.python.tests.limits import Limits
from specloom.python.tests.methods import (
    Subject,
    TestView,
    asserted,
    assigned,
    once,
)
from specloom.python.tests.readings import attributes
from specloom.python.tests.samples import Sampler
from specloom.python.text.block import Line, Statement
from specloom.python.text.layout import Equality, Group, Piece, call
from specloom.python.text.source import EMPTY, Source, code, identifier, literal


def view_answer_tests(
    subject: Subject,
    sampler: Sampler,
    limits: Limits,
    number: int,
    notes: list[str],
) -> Iterator[TestView]:
    """View the tests of answers; `number` varies the statuses that stand for many."""
    writer = _AnswerTests(subject, sampler, notes)
    yield from writer.successes()
    yield from view_failure_tests(subject, sampler, number, notes)
    yield from view_deviation_tests(subject, sampler)
    yield from view_header_tests(subject, sampler, limits)


@dataclass(slots=True)
class _AnswerTests:
    subject: Subject
    sampler: Sampler
    notes: list[str]
    _names: FreeNames = field(default_factory=FreeNames)

    def successes(self) -> Iterator[TestView]:
        answers = list(successes(self.subject.operation))
        is_kept = False
        for answer in answers:
            if answer.kind != "Json" or answer.content is None:
                if not self.subject.operation.streaming:
                    yield self._plain(answer)
                continue
            for value in answer_values(
                self.subject, self.sampler, answer.content, self.notes
            ):
                yield self._read(answer, answer.content, value, len(answers) == 1)
                if isinstance(value, dict) and not is_kept:
                    is_kept = True
                    yield self._kept(answer, value)

    def _name(self, answer: Answer) -> str:
        name = f"test_reads_{answer.status}"
        if len(answer.response.content) > 1 and answer.media_type:
            name = f"{name}_{snake(answer.media_type)}"
        return self._names.free(name)

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
        found = models_once(self.subject, shape, value)
        if found:
            self.subject.use(".support", "models_in")
            models = code(".items() <= models_in({}).items()", identifier(name))
            yield asserted(model_table(found), models)

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
            Line(Source('caller.settings["validate_responses"] = "off"')),
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
        content = {"Text": literal(TEXT), "Bytes": BYTES}.get(answer.kind, EMPTY)
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
