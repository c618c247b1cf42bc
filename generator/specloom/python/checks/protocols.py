"""What the parts of a check's writer ask of each other: of the module, of the function."""

from collections.abc import Callable, Sequence
from typing import Protocol

from specloom.ir.schema import AnySchema, Schema
from specloom.python.checks.conditions import ConditionModule
from specloom.python.checks.place import Place
from specloom.python.checks.reports import Reports
from specloom.python.checks.seen import Seen, SeenModule
from specloom.python.text.block import Statement
from specloom.python.text.layout import Piece
from specloom.python.text.source import Source


class CheckModule(ConditionModule, SeenModule, Protocol):
    """The module that a function is written for."""

    def checker(self, schema: AnySchema, wanted: str) -> Source:
        """Give the function that reports what is wrong by a schema."""
        ...

    def seen_own(self, kind: Seen, schema: Schema, wanted: str) -> Source:
        """Give the function that says what is evaluated beside an `unevaluated` keyword."""
        ...

    def followed(self, schema: AnySchema) -> AnySchema:
        """Give a schema, or the one at the end of its references."""
        ...


class Writer(Protocol):
    """The writer of one function."""

    @property
    def module(self) -> CheckModule:
        """Give the module that the function is written for."""
        ...

    @property
    def reports(self) -> Reports:
        """Give the calls that say what is wrong."""
        ...

    @property
    def is_verdict(self) -> bool:
        """Tell whether the function stops at the first fault, and says no more."""
        ...

    def named(self, wanted: str) -> str:
        """Give the name of a function for a part."""
        ...

    def fails(
        self, condition: Piece, report: Callable[[], Sequence[Statement]]
    ) -> Statement:
        """Write what happens where a condition says that something is wrong."""
        ...

    def schema(self, schema: AnySchema, place: Place) -> list[Statement]:
        """Write the checks of a schema for the value at a place."""
        ...

    def member(
        self, schema: AnySchema, place: Place, wanted: str, needs: Piece | None = None
    ) -> list[Statement]:
        """Write the check of a part of the value, which is there if what it `needs` is true."""
        ...

    def applies(self, schema: AnySchema, place: Place, wanted: str) -> list[Statement]:
        """Write the check of another schema for the same value."""
        ...

    def holds(self, schema: AnySchema, value: Source, wanted: str) -> Piece:
        """Write in one condition that a schema holds for a value."""
        ...

    def breaks(self, schema: AnySchema, value: Source, wanted: str) -> Piece | None:
        """Write in one condition that a value breaks a schema; None if no value does."""
        ...
