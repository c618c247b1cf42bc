"""One test method as Python text, and how a test calls the operation it is about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from specloom.ir.api import Operation
from specloom.python.context import Context
from specloom.python.tests.constants import Constants
from specloom.python.text.block import Line, Statement, lay_out_block
from specloom.python.text.docs import write_docstring
from specloom.python.text.layout import (
    Group,
    Piece,
    Row,
    call,
    keyword,
    lay_out,
    list_of,
    statement,
    tuple_of,
)
from specloom.python.text.source import EMPTY, Source, code, dotted, identifier, literal

Columns: TypeAlias = tuple[tuple[str, Source], ...]

_EVERYTHING = Source("**self.arguments")


@dataclass(frozen=True, slots=True)
class TestView:
    """One test method; `decorator` is empty for one that runs once."""

    decorator: Source
    head: Source
    docstring: Source
    body: Source


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a parametrized test: its arguments, each with its type, and their values."""

    columns: Columns
    rows: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """The operation that a class of tests is about.

    `used` gathers what the module imports, by module (empty for the package itself) and
    name; `readers` what its tests have seen reading a model.
    """

    operation: Operation
    context: Context
    constants: Constants
    arguments: dict[str, Any]
    used: set[tuple[str, str]]
    readers: set[tuple[str, str]]

    def use(self, module: str, *names: str) -> None:
        """Import names from a module; the package itself has no name here."""
        self.used.update((module, name) for name in names)

    def calling(
        self,
        verb: str,
        given: Source = _EVERYTHING,
        before: tuple[Piece, ...] = (),
        more: tuple[Piece, ...] = (),
        through: str = "api",
    ) -> Piece:
        """Call the operation through a method of `caller`, as a rule with everything."""
        names = self.context.names
        tag = identifier(names.tags[self.operation.tag].attribute)
        method = identifier(names.methods[self.operation.at])
        client = dotted(through)
        chosen = code("lambda api: {}.{}.{}", client, tag, method)
        inner = call(chosen, [*([given] if given and self.arguments else []), *more])
        return call(code("caller.{}", identifier(verb)), [*before, inner])

    def calling_changed(self, verb: str) -> Piece:
        """Call the operation with some arguments changed."""
        return self.calling(verb, Source("**self.arguments | changes"))

    def row(self, values: Iterable[Piece], about: str) -> Piece:
        """Write one row of a table."""
        self.use("pytest", "pytest")
        name = keyword(Source("id"), literal(about))
        return call(Source("pytest.param"), [*values, name])

    def value(self, value: Any) -> Piece:
        """Write a value."""
        return self.constants.piece(value)


def once(name: str, text: str, body: Sequence[Statement]) -> TestView:
    """View a test that runs once for each client."""
    return TestView(EMPTY, _head(name, ()), _words(text), lay_out_block(body, 2))


def shared_by_all(name: str, text: str, body: Sequence[Statement]) -> TestView:
    """View a test that calls no client."""
    head = code("def {}(self) -> None:", identifier(name))
    return TestView(EMPTY, head, _words(text), lay_out_block(body, 2))


def each(name: str, text: str, table: Table, body: Sequence[Statement]) -> TestView:
    """View a test that runs for every row of a table."""
    names: list[Piece] = [literal(column) for column, _ in table.columns]
    columns = names[0] if len(names) == 1 else tuple_of(names)
    decorator = Group(
        Source("@pytest.mark.parametrize"), "(", (columns, list_of(table.rows)), ")"
    )
    body_text = lay_out_block(body, 2)
    head = _head(name, table.columns)
    return TestView(lay_out(decorator, 1), head, _words(text), body_text)


def assigned(target: Source, piece: Piece) -> Statement:
    """Write an assignment."""
    return Line(Row((target, Source(" = "), piece)))


def asserted(*pieces: Piece) -> Statement:
    """Write an assertion of pieces in a row."""
    return Line(Row((Source("assert "), *pieces)))


def _head(name: str, columns: Columns) -> Source:
    more = (code("{}: {}", identifier(column), type_) for column, type_ in columns)
    parameters = (Source("self"), Source("caller: Caller"), *more)
    group = Group(code("def {}", identifier(name)), "(", parameters, ")")
    return statement("", Row((group, Source(" -> None:"))), 1)


def _words(text: str) -> Source:
    return write_docstring([text], 2)
