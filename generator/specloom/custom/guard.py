"""See that a custom template leaves the text of a document where it is harmless.

Source is finished text: a literal has its quotes, a docstring too. Inside other quotes or
behind a `#` these would end early, and what follows would be code. So each piece is
marked while it is placed, and must not begin inside a string or comment.
"""

import ast
import io
import re
import tokenize
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

from specloom.configuration.positions import string_spans

# Noncharacters (Unicode, 23.7): Source has none, as it escapes what is not printable.
START, END = "\ufdd0", "\ufdd1"

_MARK = re.compile(f"[{START}{END}]")
_NAME = re.compile(r"[\w.]*\Z", re.ASCII)
_WHOLE = ("STRING", "COMMENT")


class Span(NamedTuple):
    """A part of a text, from one offset to another."""

    start: int
    end: int


class Fault(NamedTuple):
    """What is wrong with the text that a template gave, and in which line."""

    line: int
    what: str


def unmarked(text: str) -> str:
    """Take the marks away."""
    return _MARK.sub("", text)


def fault_in(path: str, marked: str) -> Fault | None:
    """Give what is wrong with a file's text, None if it can be written."""
    text = unmarked(marked)
    if path.endswith(".py"):
        if problem := _not_python(text):
            return problem
        return _misplaced(marked, text, [*_python_spans(text)])
    if path.endswith(".toml"):
        if problem := _not_toml(text):
            return problem
        return _misplaced(marked, text, [Span(*span) for span in string_spans(text)])
    return None


def _not_python(text: str) -> Fault | None:
    try:
        ast.parse(text)
    except SyntaxError as problem:
        return Fault(problem.lineno or 1, f"this is no Python: {problem.msg}")
    except (ValueError, RecursionError, MemoryError):
        return Fault(1, "this is no Python that can be read")
    return None


def _not_toml(text: str) -> Fault | None:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        placed = re.search(r"at line ([0-9]+)", str(problem))
        return Fault(int(placed[1]) if placed else 1, f"this is no TOML: {problem}")
    return None


def _misplaced(marked: str, text: str, texts: list[Span]) -> Fault | None:
    for piece in _pieces(marked):
        if _NAME.match(text, piece.start, piece.end):
            continue
        if any(span.start < piece.start < span.end for span in texts):
            what = "text of a view stands in a string or comment, where it may end it"
            return Fault(text.count("\n", 0, piece.start) + 1, what)
    return None


def _pieces(marked: str) -> Iterator[Span]:
    """Give where each piece stands in the text without marks."""
    begun = 0
    for number, mark in enumerate(_MARK.finditer(marked)):
        if mark.group() == START:
            begun = mark.start() - number
        else:
            yield Span(begun, mark.start() - number)


def _python_spans(text: str) -> Iterator[Span]:
    """Give where each string and comment is, a formatted string as a whole."""
    lines = [0]
    for line in io.StringIO(text):
        lines.append(lines[-1] + len(line))
    begun: list[int] = []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        kind = tokenize.tok_name[token.type]
        start, end = (
            lines[row - 1] + column for row, column in (token.start, token.end)
        )
        # From Python 3.12 on, a formatted string comes in parts: FSTRING_START and so on.
        if kind.endswith("STRING_START"):
            begun.append(start)
        elif kind.endswith("STRING_END"):
            yield Span(begun.pop(), end)
        elif kind in _WHOLE:
            yield Span(start, end)
