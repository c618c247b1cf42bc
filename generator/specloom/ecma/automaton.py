"""Write a regular pattern as the tables of a linear-time automaton.

The tables are what `runtime/automaton.py` runs: one of what is read, one row for each
position with the number of what it reads and the positions that may follow.
"""

from typing import TypeAlias

from specloom.ecma.positions import (
    NOTHING,
    Fragment,
    Positions,
    TooManyPositions,
    Ways,
)
from specloom.ecma.problem import PatternProblem
from specloom.ecma.tree import Assertion, Characters, Look, Pattern, Reference

Tables: TypeAlias = tuple[tuple[str, ...], tuple[tuple[int, ...], ...]]

_MOST = 1000
_FEW = 4


def tables(pattern: Pattern) -> Tables:
    """Give what is read and the rows; the first row begins, one past the last is the end.

    Raises:
        PatternProblem: the pattern is not regular, or it is too large.
    """
    rows = _Rows(_MOST)
    try:
        begin = rows.single("")
        whole = rows.joined(begin, rows.build(pattern.root))
    except TooManyPositions:
        raise PatternProblem(
            f"an automaton for it needs more than {_MOST} states"
        ) from None
    reads = tuple(dict.fromkeys(rows.labels))
    number = {label: index for index, label in enumerate(reads)}
    end = len(rows.labels)
    ends = dict.fromkeys(whole.last, (end,))
    return reads, tuple(
        (number[label], *sorted(following), *ends.get(position, ()))
        for position, (label, following) in enumerate(
            zip(rows.labels, rows.follow, strict=True)
        )
    )


class _Rows(Positions[str]):
    """Every class and every assertion is a row."""

    __slots__ = ()

    def connect(self, last: Ways, first: Ways) -> None:
        """Lead from many to many over one row that reads nothing."""
        if min(len(last), len(first)) < _FEW:
            Positions.connect(self, last, first)
        else:
            middle = self.single("").first
            Positions.connect(self, last, middle)
            Positions.connect(self, middle, first)

    def characters(self, node: Characters) -> Fragment:
        """Make a row for a class, or nothing for one that has no characters."""
        return self.single(node.class_text()) if node.ranges else NOTHING

    def without_width(self, node: Assertion | Look | Reference) -> Fragment:
        """Make a row for an assertion; refuse what is not regular."""
        if isinstance(node, Assertion):
            return self.single(node.kind)
        found = "looks around" if isinstance(node, Look) else "has back-references"
        raise PatternProblem(f"no automaton can match a pattern that {found}")
