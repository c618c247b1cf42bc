"""Tests of what a module of models declares: fields, choices, the names of other types."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from specloom.ir.shape import Literals, ObjectOf
from specloom.naming.declarations import Declaration
from specloom.python.context import declared_shape
from specloom.python.models.uses import uses_of
from specloom.python.tests.methods import TestView, asserted, assigned, shared_by_all
from specloom.python.tests.schema_module import SchemaModule
from specloom.python.tests.tag_tests import OperationView
from specloom.python.text.block import Line, Statement
from specloom.python.text.docs import write_docstring
from specloom.python.text.layout import Piece, list_of, tuple_of
from specloom.python.text.source import EMPTY, Source, code, literal

_MISSING = Source("[name for name in names if not hasattr(models, name)]")


def view_declared_tests(
    module: SchemaModule, here: Sequence[Declaration]
) -> Iterator[OperationView]:
    """View what is asked of all types of a module, in one class."""
    yield from _DeclaredTests(module).tables(here)


@dataclass(frozen=True, slots=True)
class _DeclaredTests:
    module: SchemaModule

    def tables(self, here: Sequence[Declaration]) -> Iterator[OperationView]:
        """View what is asked of all models and all choices of the module."""
        tests = [*self._fields(here), *self._choices(here), *self._others(here)]
        if tests:
            self.module.use("typing", "Any")
            self.module.use("", "models")
            text = write_docstring(["What the models declare, by their names."], 1)
            title = self.module.title("Declarations")
            yield OperationView(title, text, EMPTY, tuple(tests))

    def _fields(self, here: Sequence[Declaration]) -> Iterator[TestView]:
        rows: list[tuple[Piece, Piece]] = []
        for declaration in here:
            shape = declared_shape(declaration)
            if isinstance(shape, ObjectOf):
                names = self.module.context.names.fields[declaration.at]
                uses = uses_of(declaration)
                optional = [
                    literal(names[entry.name])
                    for entry in shape.fields
                    if uses.may_be_none(entry)
                ]
                rows.append((self.module.type_name(declaration), list_of(optional)))
        if rows:
            self.module.use(".support", "optional_fields")
            found = Source("optional_fields(getattr(models, name))")
            text = "A field that may be left out is None then."
            body = _compared(rows, found)
            yield shared_by_all("test_fields_that_may_be_left_out", text, body)

    def _choices(self, here: Sequence[Declaration]) -> Iterator[TestView]:
        rows: list[tuple[Piece, Piece]] = []
        for declaration in here:
            shape = declared_shape(declaration)
            if isinstance(shape, Literals) and len(shape.values) > 1:
                values = list_of([literal(value) for value in shape.values])
                rows.append((self.module.type_name(declaration), values))
        if rows:
            self.module.use("typing", "get_args")
            found = Source("list(get_args(getattr(models, name)))")
            text = "A choice names the values that are known."
            yield shared_by_all("test_known_values", text, _compared(rows, found))

    def _others(self, here: Sequence[Declaration]) -> Iterator[TestView]:
        names = [
            self.module.type_name(declaration)
            for declaration in here
            if not isinstance(declared_shape(declaration), (ObjectOf, Literals))
        ]
        if names:
            body: list[Statement] = [
                Line(list_of(names), "names: list[str] = "),
                assigned(Source("missing"), _MISSING),
                asserted(Source("missing == []")),
            ]
            text = "Every other type has its name as well."
            yield shared_by_all("test_other_types", text, body)


def _compared(rows: list[tuple[Piece, Piece]], found: Source) -> list[Statement]:
    listed = code("[(name, {}) for name, _ in declared]", found)
    return [
        Line(list_of([tuple_of(row) for row in rows]), "declared: list[Any] = "),
        assigned(Source("found"), listed),
        asserted(Source("found == declared")),
    ]
