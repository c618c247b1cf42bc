"""Find the places of a module where one small change makes another program."""

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

_OPERATORS = {
    "<": "<=",
    "<=": "<",
    ">": ">=",
    ">=": ">",
    "==": "!=",
    "!=": "==",
    "is": "is not",
    "is not": "is",
    "in": "not in",
    "not in": "in",
    "and": "or",
    "or": "and",
}
_OPERATOR = re.compile(r"not\s+in|is\s+not|\b(?:is|in|and|or)\b|[<>!=]=?")
_COUNTS = re.compile(r"(?<=[{,])\d+(?=[,}])")
_TYPES = frozenset({"annotation", "returns", "type_comment"})
_BODIES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)

Edit: TypeAlias = tuple[int, int, str]


class Edits:
    """The changes of one module.

    What only a type checker reads has none: annotations, imports, `if TYPE_CHECKING`; nor
    have docstrings.
    """

    def __init__(self, source: str) -> None:
        """Take the source, and find where its lines begin."""
        self.source = source
        self.tree = ast.parse(source)
        self.lines = [0]
        for line in source.splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))
        self.texts = source.splitlines()

    def all(self) -> Iterator[tuple[str, Edit]]:
        """Yield changes, each with its scope."""
        yield from self._inside(self.tree, "")

    def _inside(self, node: ast.AST, scope: str) -> Iterator[tuple[str, Edit]]:
        if isinstance(node, _BODIES):
            scope = f"{scope}.{node.name}".lstrip(".")
        yield from ((scope, edit) for edit in self._own(node, scope))
        for child in _children(node):
            yield from self._inside(child, scope)

    def _own(self, node: ast.AST, scope: str) -> Iterator[Edit]:
        match node:
            case ast.Compare(left=left, comparators=others):
                yield from self._operators([left, *others])
            case ast.BoolOp(values=values):
                yield from self._operators(values)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                start = self._start(node)
                gap = self.source[start : self._start(operand)]
                yield start, self._start(operand), re.sub(r"not\s*", "", gap, count=1)
            case ast.Constant():
                yield from self._constant(node)
            case ast.Call():
                yield from self._call(node)
            case ast.Dict(keys=keys, values=values) if all(keys):
                yield from self._dict(node, [key for key in keys if key], values)
            case ast.List(elts=items) | ast.Set(elts=items) | ast.Tuple(elts=items):
                if not isinstance(getattr(node, "ctx", ast.Load()), ast.Store):
                    yield from self._elements(node, items)
        if isinstance(node, _BODIES) or (scope and isinstance(node, (ast.If, ast.For))):
            yield from self._dropped(node)

    def _operators(self, values: Sequence[ast.expr]) -> Iterator[Edit]:
        for left, right in pairwise(values):
            first, last = self._end(left), self._start(right)
            found = _OPERATOR.search(self.source, first, last)
            if found is not None:
                other = _OPERATORS[" ".join(found[0].split())]
                yield found.start(), found.end(), other

    def _constant(self, node: ast.Constant) -> Iterator[Edit]:
        start, end = self._span(node)
        match node.value:
            case bool(value):
                yield start, end, repr(not value)
            case int(value) | float(value):
                yield start, end, repr(value + 1)
                yield start, end, repr(value - 1)
            case str(value):
                for text in _texts(value):
                    yield start, end, repr(text)

    def _call(self, node: ast.Call) -> Iterator[Edit]:
        arguments: list[ast.expr | ast.keyword] = [*node.args, *node.keywords]
        if not arguments or len(arguments) == 1 == len(node.args):
            return
        texts = [self._text(argument) for argument in arguments]
        start, end = self._start(arguments[0]), self._end(arguments[-1])
        for index in range(len(node.args) - 1):
            yield start, end, ", ".join(_swapped(texts, index))
        for index in range(len(node.args), len(texts)):
            yield start, end, ", ".join(texts[:index] + texts[index + 1 :])
        for one, other in pairwise(node.keywords):
            yield from self._exchanged(one.value, other.value)

    def _dict(
        self, node: ast.Dict, keys: list[ast.expr], values: list[ast.expr]
    ) -> Iterator[Edit]:
        entries = [
            f"{self._text(key)}: {self._text(value)}"
            for key, value in zip(keys, values, strict=True)
        ]
        for index in range(len(entries)):
            rest = ", ".join(entries[:index] + entries[index + 1 :])
            yield *self._span(node), f"{{{rest}}}"
        for one, other in pairwise(values):
            yield from self._exchanged(one, other)

    def _elements(self, node: ast.expr, items: list[ast.expr]) -> Iterator[Edit]:
        texts = [self._text(item) for item in items]
        start, end = self._span(node)
        opening, closing = self.source[start], self.source[end - 1]
        if opening not in "([{":
            # The members of a `Literal`, a tuple without brackets of its own.
            opening = closing = ""
        comma = "," if isinstance(node, ast.Tuple) and len(items) == 2 else ""
        for index in range(len(texts)):
            rest = ", ".join(texts[:index] + texts[index + 1 :])
            empty = "set()" if opening == "{" else f"{opening}{closing}"
            if rest or opening:
                yield start, end, f"{opening}{rest}{comma}{closing}" if rest else empty

    def _exchanged(self, one: ast.expr, other: ast.expr) -> Iterator[Edit]:
        between = self.source[self._end(one) : self._start(other)]
        texts = self._text(one), self._text(other)
        if texts[0] != texts[1]:
            yield (
                self._start(one),
                self._end(other),
                f"{texts[1]}{between}{texts[0]}",
            )

    def _dropped(self, node: Any) -> Iterator[Edit]:
        for statement in [*node.body, *getattr(node, "orelse", [])]:
            is_text = isinstance(statement, ast.Expr) and isinstance(
                statement.value, ast.Constant
            )
            is_bare = isinstance(statement, ast.AnnAssign) and statement.value is None
            is_kept = isinstance(statement, (*_BODIES, ast.Pass, ast.If, ast.For))
            if not (is_text or is_bare or is_kept):
                yield *self._span(statement), "pass"

    def _text(self, node: ast.expr | ast.keyword) -> str:
        return self.source[slice(*self._span(node))]

    def _span(self, node: Any) -> tuple[int, int]:
        return self._start(node), self._end(node)

    def _start(self, node: Any) -> int:
        return self._offset(node.lineno, node.col_offset)

    def _end(self, node: Any) -> int:
        return self._offset(node.end_lineno, node.end_col_offset)

    def _offset(self, line: int, column: int) -> int:
        """Turn a place in bytes of a line into one in characters of the source."""
        text = self.texts[line - 1]
        if not text.isascii():
            column = len(text.encode()[:column].decode())
        return self.lines[line - 1] + column


def _children(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        yield from node.orelse
        return
    for name, value in ast.iter_fields(node):
        if name in _TYPES or (name == "slice" and not _is_key(node)):
            continue
        members = value if isinstance(value, list) else [value]
        for child in members:
            if isinstance(child, ast.AST) and not _is_docstring(child):
                yield child


def _is_key(node: ast.AST) -> bool:
    """Tell a key of an object from the parameters of a type; `Literal` has values."""
    if not isinstance(node, ast.Subscript):
        return False
    return isinstance(node.slice, ast.Constant) or (
        isinstance(node.value, ast.Name) and node.value.id == "Literal"
    )


def _is_docstring(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _texts(value: str) -> Iterator[str]:
    """Yield texts next to a text; a pattern loses its ends and has other counts."""
    if not value.startswith("^") and not value.endswith(r"\Z"):
        yield f"{value}x"
        return
    ends: tuple[Callable[[str], str], ...] = (
        lambda text: text.removeprefix("^"),
        lambda text: text.removesuffix(r"\Z"),
        lambda text: text.removesuffix("$"),
    )
    yield from (end(value) for end in ends if end(value) != value)
    for found in _COUNTS.finditer(value):
        more = str(int(found[0]) + 1)
        yield value[: found.start()] + more + value[found.end() :]


def _swapped(texts: Sequence[str], index: int) -> list[str]:
    pair = [texts[index + 1], texts[index]]
    return [*texts[:index], *pair, *texts[index + 2 :]]
