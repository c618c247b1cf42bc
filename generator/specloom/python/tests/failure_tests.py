"""Tests of errors: each documented one raises its class, and those nobody documented."""

from collections.abc import Iterator
from dataclasses import dataclass

from specloom.python.tests.answer_values import (
    BYTES,
    TEXT,
    answer_values,
    model_table,
    models_once,
)
from specloom.python.tests.answers import (
    Answer,
    error_name,
    failures,
    undocumented,
)
from specloom.python.tests.methods import (
    Subject,
    Table,
    TestView,
    asserted,
    assigned,
    each,
)
from specloom.python.tests.samples import Sampler
from specloom.python.text.block import Line, Statement
from specloom.python.text.layout import Piece
from specloom.python.text.source import Source, identifier, literal

_NOTHING = Source("None")
_COLUMNS = (
    ("status", Source("int")),
    ("media_type", Source("str")),
    ("body", Source("Any")),
    ("kind", Source("type[ApiError]")),
    ("models", Source("dict[str, str]")),
)


def view_failure_tests(
    subject: Subject, sampler: Sampler, number: int, notes: list[str]
) -> Iterator[TestView]:
    """View the test of errors; `number` varies the statuses that stand for many."""
    yield from _FailureTests(subject, sampler, notes).view(number)


@dataclass(frozen=True, slots=True)
class _FailureTests:
    subject: Subject
    sampler: Sampler
    notes: list[str]

    def view(self, number: int) -> Iterator[TestView]:
        operation = self.subject.operation
        answers = failures(operation, number)
        rows = tuple(row for answer in answers for row in self._failure(answer))
        rows += tuple(
            self._undocumented(status) for status in undocumented(operation, number)
        )
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
            content = {"Text": literal(TEXT), "Bytes": BYTES}.get(answer.kind)
            yield self._row(answer, content or _NOTHING, name, {}, about)
            return
        for value in answer_values(
            self.subject, self.sampler, answer.content, self.notes
        )[:1]:
            found = models_once(self.subject, answer.content.shape, value)
            written = self.subject.value(value)
            yield self._row(answer, written, name, found, about)

    def _undocumented(self, status: int) -> Piece:
        name = error_name(status)
        self.subject.use("", name)
        row = [
            literal(status),
            literal(""),
            _NOTHING,
            identifier(name),
            model_table({}),
        ]
        return self.subject.row(row, f"{status}, which is not documented")

    def _row(
        self, answer: Answer, body: Piece, name: str, found: dict[str, str], about: str
    ) -> Piece:
        self.subject.use("", name)
        first = [literal(answer.status), literal(answer.media_type), body]
        return self.subject.row([*first, identifier(name), model_table(found)], about)
