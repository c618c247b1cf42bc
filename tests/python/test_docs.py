"""Test how the document's words become docstrings."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specloom.python.headers import Headers
from specloom.python.operations.constraints import constraints
from specloom.python.text.docs import (
    followed,
    plain,
    sentence,
    wrap,
    write_docstring,
)
from specloom.python.text.source import width

LONG = "word " * 30


def read(*paragraphs: str, indent: int = 1) -> str:
    """Write a docstring and give what stands between its quotes."""
    text = ast.literal_eval(write_docstring(paragraphs, indent).text)
    return str(text).replace("\n" + "    " * indent, "\n")


def test_short_words_take_one_line() -> None:
    """A sentence that fits stands between the quotes."""
    assert write_docstring(["Say it."], 1).text == '"""Say it."""'


def test_no_words_are_no_docstring() -> None:
    """Empty paragraphs leave nothing, also none between others."""
    assert not write_docstring(["", "  \n "], 1)
    assert read("", "One.", "", "Two.") == "One.\n\nTwo.\n"


@pytest.mark.parametrize("size", range(70, 88))
def test_lines_with_quotes_stay_below_the_limit(size: int) -> None:
    """The quotes count: two words are parted where one line is too short for both."""
    text = f"{'a' * (size - 6)} bb"
    lines = write_docstring([text], 1).text.split("\n")
    assert all(len(line) <= 88 for line in [f"    {lines[0]}", *lines[1:]])
    assert (len(lines) == 1) == (4 + 6 + len(text) <= 88)


def test_long_words_are_never_cut() -> None:
    """An address stays in one piece, so that it can be followed."""
    address = "https://example.com/" + "a" * 100
    assert address in wrap(f"See {address} for more.", 1)


SCRIPTS = [
    "업로드 세션을 열고 다음 단계에 필요한 식별자를 돌려줍니다. " * 4,
    "यह एक अपलोड सत्र खोलता है और वह पहचानकर्ता लौटाता है। " * 4,
    "漢字 かな " * 30,
    "Grüße an alle, die hier lesen. " * 6,
]


@pytest.mark.parametrize("text", SCRIPTS)
@pytest.mark.parametrize("indent", [0, 1, 2])
def test_wide_scripts_are_wrapped_by_columns(text: str, indent: int) -> None:
    """Korean, Hindi and Chinese lines end at the columns that are seen, no word lost."""
    lines = wrap(text, indent, 3)
    assert len(lines) > 1
    assert 3 + width(lines[0]) <= 88 - 4 * indent
    assert all(width(line) <= 88 - 4 * indent for line in lines)
    assert " ".join(lines).split() == text.split()


@given(st.text(st.sampled_from("ab é한 ."), max_size=300), st.integers(0, 3))
@settings(max_examples=200, deadline=None)
def test_prose_keeps_its_words(text: str, indent: int) -> None:
    """Wrapping moves blanks only, and fills lines as far as the next word allows."""
    lines = wrap(text, indent, 3)
    assert " ".join(lines).split() == text.split()
    room = 88 - 4 * indent
    assert all(width(line) <= room or " " not in line.strip() for line in lines)


def test_paragraphs_stay_apart() -> None:
    """One empty line is between paragraphs, however many the text has."""
    assert wrap("a\nb\n\n\n \nc", 1) == ["a b", "", "c"]


LISTS = """Choose:
- one, which is a rather long item that does not fit in a line of a docstring at all
  and goes on
- two

1. first
2) second
* star
+ plus"""


def test_lists_keep_their_items() -> None:
    """Each item begins a line, and goes on under its text."""
    assert wrap(LISTS, 1) == [
        "Choose:",
        "- one, which is a rather long item that does not fit in a line of a docstring at all",
        "  and goes on",
        "- two",
        "",
        "1. first",
        "2) second",
        "* star",
        "+ plus",
    ]


@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_code_keeps_its_lines(fence: str) -> None:
    """What stands between fences stays as it is, with indentation and empty lines."""
    code = f"{fence}python\nif x:\n    y = {LONG}\n\nz\n{fence}"
    assert wrap(f"Do:\n\n{code}\n\nDone.", 1) == [
        "Do:",
        "",
        *(line.rstrip() for line in code.split("\n")),
        "",
        "Done.",
    ]
    assert wrap("a\n\n    indented\n      code", 1)[2:] == [
        "    indented",
        "      code",
    ]


@pytest.mark.parametrize("line", ["| a | b |", "> quoted", "# Title", "###### Six"])
def test_tables_quotes_and_titles_keep_their_lines(line: str) -> None:
    """They are never joined with the line before."""
    assert wrap(f"a\n{line}", 1) == ["a", line]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <b>bold</b> word", "a bold word"),
        ("one<br>two<br/>three", "one two three"),
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("Any:<ul><li>a</li><li>b</li></ul>", "Any:\n\n- a\n- b"),
        ('<a href="https://x.com" target="_blank">X</a>', "[X](https://x.com)"),
        ('<a href="https://x.com">https://x.com</a>', "https://x.com"),
        ('<a name="here">X</a>', "X"),
        (
            "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td> <td>2</td></tr></table>",
            "| a | b |\n| 1 | 2 |",
        ),
        ("<h2>Title</h2>Text", "Title\nText"),
        ("a<!-- not\nseen -->b", "ab"),
        ("![A plan](https://x.com/a.png) of it", "A plan of it"),
        ("Q&amp;A &lt;b&gt; &#169;", "Q&A <b> \xa9"),
        ("&#10;&#x202e;&nbsp;x", "\\u202e x"),
        ("snake\\_case \\<x\\> \\d", "snake_case <x> \\d"),
        ("`<b>&amp;\\_` <b>x</b>", "`<b>&amp;\\_` x"),
        ("```\n<p>&lt;\n```\n<b>y</b>", "```\n<p>&lt;\n```\ny"),
        ("[a link](https://x.com)", "[a link](https://x.com)"),
        ("Map<string, List<int>>", "Map<string, List<int>>"),
        ("a < b > c", "a < b > c"),
        ("List<string>", "List<string>"),
        ("  trimmed \n", "trimmed"),
    ],
)
def test_html_is_read(text: str, expected: str) -> None:
    """Tags of HTML leave their meaning behind; what only looks like one stays."""
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One. Two.", "One."),
        ("One\nTwo", "One"),
        ("Is it? Yes.", "Is it?"),
        ("v1.5 is out", "v1.5 is out"),
        ("यह है। वह है।", "यह है।"),
        ("", ""),
    ],
)
def test_the_first_sentence_is_found(text: str, first: str) -> None:
    """It ends at a full stop of any script or at the end of its line."""
    assert sentence(text) == first


BOUNDS: list[tuple[dict[str, Any], str]] = [
    ({"minimum": 0, "maximum": 17179869184}, "0 to 17179869184."),
    ({"minimum": 0}, "0 or more."),
    ({"maximum": 5}, "At most 5."),
    ({"exclusiveMinimum": 1, "exclusiveMaximum": 2.5}, "More than 1. Less than 2.5."),
    ({"multipleOf": 5}, "A multiple of 5."),
    ({"minLength": 1, "maxLength": 100}, "1 to 100 characters."),
    ({"minLength": 2}, "2 characters or more."),
    ({"minLength": 0}, ""),
    ({"minLength": 3, "maxLength": 3}, "Exactly 3 characters."),
    ({"minItems": 1}, "1 item or more."),
    ({"maxItems": 1}, "At most 1 item."),
    (
        {"minItems": 1, "maxItems": 9, "uniqueItems": True},
        "1 to 9 items. No item twice.",
    ),
    ({"pattern": "^a$"}, "Matches `^a$`."),
    ({"items": {"pattern": "^a$"}}, "Each matches `^a$`."),
    ({"default": True}, "The server's default is true."),
    ({"default": 10}, "The server's default is 10."),
    ({"default": "a"}, 'The server\'s default is "a".'),
    ({"default": None}, ""),
    ({}, ""),
]


@pytest.mark.parametrize(("keywords", "words"), BOUNDS)
def test_constraints_are_said_in_words(
    keywords: dict[str, Any],
    words: str,
    context: Callable[..., Any],
    document: Callable[..., Any],
) -> None:
    """A reader learns what is allowed without looking into the document."""
    made = context(document({"A": keywords}))
    [named] = made.api.schemas.values()
    assert constraints(named.schema) == words


def test_only_schemas_have_constraints() -> None:
    """Where there is no schema there is nothing to say."""
    assert constraints(None) == ""


def test_headers_name_the_document(
    context: Callable[..., Any], document: Callable[..., Any]
) -> None:
    """A module says what it is, where it is from and how to change it; no date, no path."""
    api = context(document({})).api
    assert Headers(api, "x.yaml").write("Media: models").text == (
        '"""Media: models of Shapes.\n\n'
        'Generated by Specloom from x.yaml. Edit that, and generate again.\n"""'
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a | b\n:-- | --\n1 | 2\n3 | 4\n", "a | b\n:-- | --\n1 | 2\n3 | 4\n"),
        ("a | b\nis no table", "a | b is no table"),
        ("Title\n=====\nText\nmore", "Title\n=====\nText more\n"),
        ("a\n***\nb", "a\n***\nb\n"),
        ("one\\\ntwo", "one two"),
        ("a<br><br />b<br>c", "a\n\nb c\n"),
        ("<ul><li>a</li>\n\n<li>b</li></ul>", "- a\n- b\n"),
        ("<ul><li>a</li></ul>After", "- a\n\nAfter\n"),
        (
            "<thead><tr><th>a</th></tr></thead> <tbody><tr><td>1</td></tr></table>After",
            "| a |\n| 1 |\n\nAfter\n",
        ),
        ("<pre><code>{\n  1: &lt;\n}</code></pre>", "```\n{\n  1: <\n}\n```\n"),
        ("<pre>never ended\nhere", "never ended here"),
        ("- an item\n    goes on", "- an item goes on"),
        ("- a\n    - within\n- b", "- a\n    - within\n- b\n"),
        ("Text:\n    code\n\nMore.", "Text:\n    code\n\nMore.\n"),
    ],
)
def test_what_has_lines_keeps_them(text: str, expected: str) -> None:
    """Tables, underlined titles, rules, code and lists; prose is one paragraph."""
    assert read(text) == expected


def test_paragraphs_of_an_entry_hang_under_its_name() -> None:
    """So that a list is not taken for more names."""
    lines = wrap("One of:\n\n- this\n- that", 1, 6, hanging="    ")
    assert lines == ["One of:", "", "    - this", "    - that"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Text", ["Text For example."]),
        ("x" * 60, ["x" * 60, "    For example."]),
        ("", ["For example."]),
        ("- item", ["- item", "", "    For example."]),
        (
            "Do:\n```\nx\n```",
            ["Do:", "    ```", "    x", "    ```", "", "    For example."],
        ),
    ],
)
def test_what_comes_last_stays_in_one_piece(text: str, expected: list[str]) -> None:
    """On the last line, or on one of its own; not in a list, a table or code."""
    assert wrap(text, 1, 15, hanging="    ", last="For example.") == expected


def test_sentences_stand_below_what_has_lines() -> None:
    """What a schema demands is no part of the description's last item."""
    assert followed("Text.", "More.") == "Text. More."
    assert followed("Of:\n- a", "More.") == "Of:\n- a\n\nMore."
    assert followed("", "More.") == "More."
    assert followed("Text.", "") == "Text."
