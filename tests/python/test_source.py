"""Test the door between a document and Python text."""

from __future__ import annotations

import ast
import io
import tokenize
from typing import Any

import black
import pytest
from black.mode import TargetVersion
from hypothesis import given, settings
from hypothesis import strategies as st

from specloom.python.text.layout import flat, json_value
from specloom.python.text.source import (
    EMPTY,
    Source,
    code,
    comment,
    docstring,
    dotted,
    identifier,
    joined,
    literal,
    pattern_literal,
    visible,
    width,
)

MODE = black.Mode(target_versions={TargetVersion.PY311})
LINE_ENDS = [*"\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", "\r\n"]
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("name", ["a", "_a1", "MediaUpload", "größe", "한글", "हिन्दी"])
def test_identifiers_pass(name: str) -> None:
    """A name in any script comes through as it is."""
    assert identifier(name) == Source(name)


@pytest.mark.parametrize("name", ["", "1a", "a b", "a-b", "a.b", "a\n", "x=1", "a;b"])
def test_other_texts_are_no_identifiers(name: str) -> None:
    """What Python would not read as one name is refused, and the error names it."""
    with pytest.raises(ValueError, match="is no identifier; names are made in naming"):
        identifier(name)


@pytest.mark.parametrize("module", ["re", "collections.abc", ".", "..", ".._runtime.x"])
def test_paths_of_modules_pass(module: str) -> None:
    """Absolute and relative paths come through."""
    assert dotted(module).text == module


@pytest.mark.parametrize("module", ["a b", "a;b", "re\nimport os", "a-b.c"])
def test_other_texts_are_no_paths_of_modules(module: str) -> None:
    """Nothing but a dotted path can stand behind `from`."""
    with pytest.raises(ValueError, match="is no path of a module"):
        dotted(module)


def test_pieces_are_put_together() -> None:
    """A constant template takes pieces; braces inside pieces stay."""
    assert code("{}: {}", Source("a"), Source("{}")).text == "a: {}"
    assert joined(", ", [Source("a"), Source("b")]).text == "a, b"
    assert not EMPTY
    assert Source("a")


@given(st.text() | st.text("'\"\\\n\u2028\u202e\ud800a", max_size=12))
@settings(max_examples=300, deadline=None)
def test_texts_are_quoted_as_black_quotes_them(value: str) -> None:
    """A text's literal is ASCII, reads back as the text, and black leaves it."""
    text = literal(value).text
    assert text.isascii()
    assert text.isprintable()
    assert ast.literal_eval(text) == value
    line = f"x = {text}\n"
    assert black.format_str(line, mode=MODE) == line


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False))
@settings(max_examples=300, deadline=None)
def test_numbers_are_written_as_black_writes_them(value: float) -> None:
    """A number's literal reads back with its type, and black leaves it."""
    text = literal(value).text
    read = ast.literal_eval(text)
    assert (type(read), read) == (type(value), value)
    line = f"x = {text}\n"
    assert black.format_str(line, mode=MODE) == line


@pytest.mark.parametrize("value", [True, False, None])
def test_constants_are_words(value: bool | None) -> None:
    """`true`, `false` and `null` are Python's own words."""
    assert literal(value).text == str(value)


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan")])
def test_what_json_cannot_say_is_refused(value: float) -> None:
    """Infinity and NaN are no JSON numbers, and would be names in Python."""
    with pytest.raises(ValueError, match="is no JSON number"):
        literal(value)


@given(JSON)
@settings(max_examples=150, deadline=None)
def test_json_values_read_back(value: Any) -> None:
    """The text of any JSON value evaluates to that value."""
    assert ast.literal_eval(flat(json_value(value)).text) == value


def test_other_values_are_refused() -> None:
    """Only JSON values are written."""
    with pytest.raises(TypeError, match="set is no JSON value"):
        json_value({1})


@given(st.text(r"ab\d[](){}.*+?^$|/'\"" + "\n\té", max_size=12))
@settings(max_examples=300, deadline=None)
def test_patterns_read_back(pattern: str) -> None:
    """A pattern's literal, raw or not, evaluates to the pattern, and black leaves it."""
    text = pattern_literal(pattern).text
    assert ast.literal_eval(text) == pattern
    assert black.format_str(f"x = {text}\n", mode=MODE) == f"x = {text}\n"


def test_patterns_with_backslashes_are_raw() -> None:
    """A raw string is chosen where it reads better, else a plain one."""
    assert pattern_literal(r"^\d+$").text == 'r"^\\d+$"'
    assert pattern_literal("^a$").text == '"^a$"'
    assert pattern_literal('\\d"').text == "'\\\\d\"'"


@pytest.mark.parametrize("end", LINE_ENDS, ids=ascii)
def test_line_ends_of_every_kind_become_line_feeds(end: str) -> None:
    """What any editor shows as a new line is one, once."""
    assert visible(f"a{end}b") == "a\nb"


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("a\u202eb", "a\\u202eb"),
        ("a\u2066b", "a\\u2066b"),
        ("a\u200bb", "a\\u200bb"),
        ("a\x00b", "a\\x00b"),
        ("a\x1bb", "a\\x1bb"),
        ("a\ud800b", "a\\ud800b"),
        ("a\ufeffb", "a\\ufeffb"),
        ("a\tb", "a b"),
        ("a\u00a0b", "a b"),
        ("a\u3000b", "a b"),
        ("क्\u200dष", "क्\u200dष"),
        ("할 수 😀", "할 수 😀"),
    ],
    ids=ascii,
)
def test_what_is_not_seen_is_escaped(hidden: str, shown: str) -> None:
    """Controls, bidi marks and surrogates are shown; joiners that scripts need stay."""
    assert visible(hidden) == shown


WORDS = st.text(
    st.sampled_from([*'"""\\\\aaa  {}#é😀한', *LINE_ENDS[:-1], *"\u202e\x00\ud800"]),
    max_size=12,
)


@given(st.lists(WORDS, max_size=4), st.integers(0, 2))
@settings(max_examples=400, deadline=None)
def test_docstrings_hold_any_text(lines: list[str], indent: int) -> None:
    """No text ends a docstring early or breaks out of it, and black leaves the layout."""
    written = docstring(lines, indent)
    if not written:
        assert not "".join(visible(line) for line in lines).split()
        return
    heads = ["class A:\n", "    def f(self):\n"][:indent]
    text = "".join([*heads, "    " * indent, written.text, "\n"])
    assert black.format_str(text, mode=MODE) == text
    node: ast.AST = ast.parse(text)
    for _ in range(indent):
        assert isinstance(node, ast.Module | ast.ClassDef)
        [node] = node.body
    shown = _docstring_lines(node)
    expected = [visible(line).replace("\n", " ").strip() for line in lines]
    assert [line for line in shown if line] == [line for line in expected if line]


def _docstring_lines(node: ast.AST) -> list[str]:
    assert isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
    [statement] = node.body
    assert isinstance(statement, ast.Expr)
    assert isinstance(statement.value, ast.Constant)
    return [line.strip() for line in str(statement.value.value).split("\n")]


@pytest.mark.parametrize("end", ['"', "\\", '\\"', '""', '"""', "\\\\"])
def test_docstrings_may_end_in_quotes_and_backslashes(end: str) -> None:
    """The last character of a text never joins the closing quotes."""
    text = docstring([f"Say {end}"], 0).text
    assert ast.literal_eval(text).strip() == f"Say {end}"
    assert black.format_str(f"{text}\n", mode=MODE) == f"{text}\n"


def test_docstrings_are_laid_out_at_their_depth() -> None:
    """Further lines stand under the first; empty ones have no blanks, none ends it."""
    written = docstring(["One.", "", "Two.", ""], 1)
    assert written.text == '"""One.\n\n    Two.\n    """'
    assert docstring(["", ""], 1) == EMPTY


@given(st.text(st.sampled_from([*"a #\\\u202e\x00\ud800", *LINE_ENDS[:-1]])))
@settings(max_examples=200, deadline=None)
def test_comments_hold_any_text(text: str) -> None:
    """Whatever a comment says, Python sees nothing but comments."""
    written = comment(text).text
    kinds = {
        token.type
        for token in tokenize.tokenize(io.BytesIO(written.encode()).readline)
        if token.type not in (tokenize.ENCODING, tokenize.NL, tokenize.ENDMARKER)
    }
    assert kinds == {tokenize.COMMENT}
    assert all(line.startswith("#") for line in written.split("\n"))


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("한글", 4),
        ("漢字。", 6),
        ("हिन्दी", 5),
        ("é", 1),
        ("e\u0301", 1),
    ],
)
def test_width_is_counted_in_columns(text: str, columns: int) -> None:
    """Wide characters take two columns, combining marks none."""
    assert width(text) == columns
