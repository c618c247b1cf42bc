"""Diagnostics and the error tree as a person sees them."""

import pickle

import pytest

from specloom.document.resolve import ReferenceProblem
from specloom.errors import Diagnostic, LoadError, Location, SpecloomError, UsageError

FOUND = Diagnostic("error", "a-rule", "the thing is wrong", "x.yaml", 4, 9, "#/a/0")


def test_a_diagnostic_reads_as_place_message_rule() -> None:
    """The line starts with what an editor can jump to."""
    assert str(FOUND) == "x.yaml:4:9 #/a/0: the thing is wrong (a-rule)"


def test_a_hint_stands_before_the_rule() -> None:
    """The hint follows a semicolon."""
    found = Diagnostic("info", "r", "no", "x", 1, 1, "#", "do this")
    assert str(found) == "x:1:1 #: no; do this (r)"


def test_line_zero_means_the_whole_file() -> None:
    """A file that cannot be opened has no line to name."""
    found = Diagnostic("error", "file", "there is no such file", "x.yaml", 0, 0, "#")
    assert str(found) == "x.yaml: there is no such file (file)"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31m", "\\x1b[31m"),
        ("a\nb", "a\\nb"),
        ("\u202e", "\\u202e"),
        ("\u200b", "\\u200b"),
        ("\x9b", "\\x9b"),
        ("\ud800", "\\ud800"),
        ("한국어 é", "한국어 é"),
    ],
)
def test_what_a_terminal_acts_on_is_escaped(raw: str, shown: str) -> None:
    """Controls, ANSI, bidi, invisible marks and half characters never come out raw."""
    found = Diagnostic("error", "r", raw, raw, 1, 1, raw)
    assert str(found) == f"{shown}:1:1 {shown}: {shown} (r)"
    assert str(UsageError(raw.replace("\n", ""))).isprintable()


def test_diagnostics_sort_by_file_line_column_pointer() -> None:
    """Severity and message do not come first."""
    a = Diagnostic("warning", "z", "z", "a", 2, 1, "#")
    b = Diagnostic("error", "a", "a", "a", 10, 1, "#")
    c = Diagnostic("error", "a", "a", "a", 10, 2, "#")
    assert sorted([c, b, a]) == [a, b, c]


def test_child_escapes_tokens() -> None:
    """A Location's child is escaped as RFC 6901 says."""
    at = Location("x", "#").child("paths", "/a~b", 0)
    assert at == Location("x", "#/paths/~1a~0b/0")


@pytest.mark.parametrize(
    "error", [LoadError((FOUND,)), UsageError("no\nsuch"), ReferenceProblem(FOUND)]
)
def test_errors_survive_a_process_boundary(error: SpecloomError) -> None:
    """Pickling keeps text and diagnostics."""
    back = pickle.loads(pickle.dumps(error))
    assert (type(back), str(back)) == (type(error), str(error))
    assert back.diagnostics == error.diagnostics
