"""Statements and the suites under them, laid out at their depth."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from specloom.python.text.layout import INDENT, Piece, statement
from specloom.python.text.source import Source


@dataclass(frozen=True, slots=True)
class Line:
    """One simple statement: a constant head and a piece."""

    piece: Piece
    head: str = ""


@dataclass(frozen=True, slots=True)
class Suite:
    """A compound statement: a head such as `if `, a condition, and what it governs."""

    head: str
    piece: Piece
    body: "tuple[Statement, ...]"


Statement: TypeAlias = Line | Suite


def lay_out_block(statements: Sequence[Statement], indent: int) -> Source:
    """Lay out statements at a depth; the first line stands where the template puts it."""
    text = ("\n" + INDENT * indent).join(
        _laid_out(entry, indent).text for entry in statements
    )
    return Source(text)


def _laid_out(entry: Statement, indent: int) -> Source:
    if isinstance(entry, Line):
        return statement(entry.head, entry.piece, indent)
    head = statement(entry.head, entry.piece, indent, ":")
    body = lay_out_block(entry.body, indent + 1)
    return Source(f"{head.text}\n{INDENT * (indent + 1)}{body.text}")
