"""The statements of a module that black may lay out anew, apart from the rest.

Black decides statement by statement, by how deep one stands and by its own text. So only
those with a line that `proof` doubts are given to it, each in as many `if` as it is deep
and after a comment that parts it from the one before.
"""

import ast
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from specloom.python.text.proof import doubted_lines

_STEP = 4
_MARK = re.compile(r"^# Statement \d+\.\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Span:
    """Lines of one statement, or of the head of one that has others inside."""

    first: int
    last: int
    depth: int
    is_head: bool


@dataclass(frozen=True, slots=True)
class Doubted:
    """A module whose doubted statements are known; `spans` stand in order."""

    lines: tuple[str, ...]
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """Give the doubted statements as a module of its own."""
        return "".join(
            line for at, span in enumerate(self.spans) for line in self._alone(at, span)
        )

    def _alone(self, at: int, span: Span) -> Iterator[str]:
        yield f"# Statement {at}.\n"
        for depth in range(span.depth):
            yield f"{' ' * _STEP * depth}if True:\n"
        for line in self.lines[span.first : span.last + 1]:
            yield f"{line}\n"
        if span.is_head:
            yield f"{' ' * _STEP * (span.depth + 1)}pass\n"

    def put_back(self, formatted: str) -> str:
        """Give the module with the doubted statements as they were formatted."""
        lines, done = [*self.lines], _MARK.split(formatted)[1:]
        for span, text in zip(reversed(self.spans), reversed(done), strict=True):
            found = text.strip("\n").split("\n")[span.depth :]
            end = len(found) - 1 if span.is_head else len(found)
            # Black puts an empty line before a function that follows a comment.
            start = next(at for at, line in enumerate(found) if line)
            lines[span.first : span.last + 1] = found[start:end]
        return "\n".join(lines)


def doubted(text: str) -> Doubted | None:
    """Find the doubted statements; None if black has to see the whole module."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError):
        return None
    lines = tuple(text.split("\n"))
    spans: dict[int, Span] = {}
    for number in doubted_lines(text):
        if not lines[number].lstrip().startswith("#"):
            span = _span(body, number + 1)
            if span is None:
                return None
            spans[span.first] = span
    return Doubted(lines, tuple(spans[first] for first in sorted(spans)))


def _span(body: list[ast.stmt], line: int) -> Span | None:
    """Find the statement that a line belongs to; None for decorators and `else`."""
    at = bisect_right(body, line, key=lambda node: node.lineno) - 1
    if at < 0 or line > (body[at].end_lineno or 0):
        return None
    node = body[at]
    bodies = _bodies(node)
    inside = [part for part in bodies if _first_line(part) <= line]
    if inside:
        return _span(inside[-1], line)
    depth, first = node.col_offset // _STEP, node.lineno - 1
    if not bodies:
        return Span(first, (node.end_lineno or 0) - 1, depth, is_head=False)
    last = _first_line(bodies[0]) - 2
    return Span(first, last, depth, is_head=True) if last >= first else None


def _first_line(body: list[ast.stmt]) -> int:
    node = body[0]
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return min(part.lineno for part in (node, *node.decorator_list))
    return node.lineno


def _bodies(node: ast.stmt) -> list[list[ast.stmt]]:
    """Give the statements inside of one, as far as its head can stand by itself."""
    match node:
        case ast.If() if not _is_elif(node):
            return [part for part in (node.body, node.orelse) if part]
        case ast.For() | ast.AsyncFor() | ast.While():
            return [part for part in (node.body, node.orelse) if part]
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return [node.body]
        case ast.With() | ast.AsyncWith():
            return [node.body]
    return []


def _is_elif(node: ast.If) -> bool:
    """Tell whether one has a branch whose head needs what is before it."""
    other = node.orelse[:1]
    return bool(other) and other[0].col_offset == node.col_offset
