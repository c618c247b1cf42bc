"""The tests of one tag's operations, a class for each operation."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from specloom.ir.api import Operation, Tag
from specloom.naming.words import pascal
from specloom.python.context import Context
from specloom.python.tests.answer_tests import view_answer_tests
from specloom.python.tests.constants import Constants
from specloom.python.tests.deprecated_tests import silence, view_deprecated_tests
from specloom.python.tests.free_names import FreeNames
from specloom.python.tests.given import Drawn, draw
from specloom.python.tests.limit_tests import Rows, limit_rows, view_limit_tests
from specloom.python.tests.limits import Limits
from specloom.python.tests.methods import Subject, TestView
from specloom.python.tests.request_tests import view_request_tests
from specloom.python.tests.samples import NoSample, Sampler
from specloom.python.text.docs import write_docstring
from specloom.python.text.imports import import_statement
from specloom.python.text.layout import Piece, statement
from specloom.python.text.source import EMPTY, Source, code, comment, identifier


@dataclass(frozen=True, slots=True)
class OperationView:
    """The tests of one operation, in a class."""

    name: Source
    docstring: Source
    arguments: Source
    tests: tuple[TestView, ...]
    decorator: Source = EMPTY


@dataclass(frozen=True, slots=True)
class TestModuleView:
    """The tests of one tag; `notes` say what they leave out."""

    header: Source
    imports: tuple[tuple[Source, ...], ...]
    notes: tuple[Source, ...]
    constants: tuple[Source, ...]
    operations: tuple[OperationView, ...]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """An operation with its arguments and the rows of its tables, before it is viewed."""

    subject: Subject
    drawn: Drawn
    rows: tuple[Rows, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Tools:
    """What the modules of one project share; `readers` read a model in some test already."""

    context: Context
    sampler: Sampler
    limits: Limits
    readers: set[tuple[str, str]]


def view_test_module(tag: Tag, tools: Tools, header: Source) -> TestModuleView:
    """View the tests of one tag."""
    module = _Module(tools, Constants(tools.context, tools.sampler))
    operations = module.operations(tag)
    return TestModuleView(
        header,
        import_block(tools.context.names.package, module.used),
        tuple(comment(f"Not tested: {note}.") for note in module.notes),
        tuple(module.constants.statements),
        operations,
    )


@dataclass(slots=True)
class _Module:
    """One module of tests on its way to a view."""

    tools: Tools
    constants: Constants
    used: set[tuple[str, str]] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    names: FreeNames = field(default_factory=FreeNames)

    def operations(self, tag: Tag) -> tuple[OperationView, ...]:
        every = self.tools.context.api.operations
        # What has another as its base has its number, so that it changes no other tests.
        numbers = accumulate(operation.base is None for operation in every)
        prepared = [
            entry
            for number, operation in zip(numbers, every, strict=True)
            if operation.tag == tag.name
            for entry in self._prepared(operation, number - 1)
        ]
        uses = Counter(
            rows
            for entry in prepared
            for argument in entry.rows
            for rows in (argument.accepted, argument.refused)
        )
        return tuple(self._view(entry, uses) for entry in prepared)

    def _prepared(self, operation: Operation, number: int) -> Iterator[_Prepared]:
        try:
            drawn = draw(operation, self.tools.context, self.tools.limits.schemas)
        except NoSample as reason:
            self.notes.append(f"{_title(operation)}: no value is known for {reason}")
            return
        self.notes += drawn.notes
        given = drawn.everything
        subject = Subject(
            operation,
            self.tools.context,
            self.constants,
            given.arguments,
            self.used,
            self.tools.readers,
        )
        yield _Prepared(
            subject, drawn, limit_rows(subject, given, self.tools.limits), number
        )

    def _view(
        self, prepared: _Prepared, uses: Mapping[tuple[Piece, ...], int]
    ) -> OperationView:
        subject = prepared.subject
        sampler = self.tools.sampler
        tests = (
            *view_request_tests(subject, prepared.drawn),
            *view_limit_tests(subject, prepared.rows, uses),
            *view_answer_tests(subject, sampler, prepared.number, self.notes),
            *view_deprecated_tests(subject),
        )
        method = self.tools.context.names.methods[subject.operation.at]
        name = identifier(self.names.free(f"Test{pascal(method)}"))
        arguments = EMPTY
        if subject.arguments:
            subject.use(".support", "Arguments")
            piece = self.constants.piece(subject.arguments)
            arguments = statement("arguments: Arguments = ", piece, 1)
        text = _docstring(subject.operation)
        silent = silence([subject.operation], subject.context)
        if silent:
            subject.use("pytest", "pytest")
        return OperationView(name, text, arguments, tests, silent)


def _title(operation: Operation) -> str:
    return operation.id or f"{operation.method} {operation.path}"


def _docstring(operation: Operation) -> Source:
    return write_docstring([f"`{operation.method} {operation.path}`."], 1)


def import_block(
    package: str, used: set[tuple[str, str]], home: str = ""
) -> tuple[tuple[Source, ...], ...]:
    """Write the import block; `used` are module and name, the package's module empty.

    What a test reads models with comes from a module of `.models`, called `readers`; with
    a `home` given, those of other modules are called after these.
    """
    by_module: dict[str, list[str]] = {}
    for module, name in used:
        by_module.setdefault(module or package, []).append(name)
    groups: list[tuple[Source, ...]] = [(Source("from __future__ import annotations"),)]
    if "typing" in by_module:
        groups.append((_statement("typing", by_module["typing"]),))
    third = []
    if by_module.pop("pytest", None):
        third.append(Source("import pytest"))
    if "hypothesis" in by_module:
        third.append(_statement("hypothesis", by_module["hypothesis"]))
    groups += [tuple(third)] if third else []
    own = [
        _statement(name, by_module[name]) for name in (package,) if name in by_module
    ]
    own += [
        code(
            "from {}.models import {} as {}",
            identifier(package),
            identifier(name),
            readers_of(name, home or name),
        )
        for name in sorted(by_module.get(".models", ()))
    ]
    groups += [tuple(own)] if own else []
    beside = [
        _statement(name, by_module[name])
        for name in (".kinds", ".support")
        if name in by_module
    ]
    for name in by_module.get(".strategies", ()):
        beside.insert(
            -1, code("from .strategies import {} as strategies", identifier(name))
        )
    groups += [tuple(beside)] if beside else []
    return tuple(groups)


def readers_of(module: str, home: str) -> Source:
    """Give what the tests of one module call the readers of another, or of the same."""
    return identifier("readers" if module == home else f"{module}_readers")


def _statement(module: str, names: list[str]) -> Source:
    ordered = sorted(names, key=lambda name: (not name.isupper(), name.islower(), name))
    pairs = [(name, name) for name in ordered]
    return import_statement(module, pairs, 0, renames_all=False)
