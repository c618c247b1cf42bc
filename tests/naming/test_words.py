"""Words of names, and the identifiers made of them."""

import keyword
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specloom.naming.words import LONGEST, pascal, snake, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mediaUpload", ("media", "Upload")),
        ("HTTPServer", ("HTTP", "Server")),
        ("userIDs", ("user", "IDs")),
        ("getURLs", ("get", "URLs")),
        ("sha256Hash", ("sha256", "Hash")),
        ("OAuth2Token", ("Oauth2", "Token")),
        ("a-b_c.d e", ("a", "b", "c", "d", "e")),
        ("IPv4Address", ("Ipv4", "Address")),
        ("__init__", ("init",)),
        ("\uff41b", ("ab",)),
        (
            "\u0928\u092e\u0938\u094d\u0924\u0947",
            ("\u0928\u092e\u0938\u094d\u0924\u0947",),
        ),
        ("", ("empty",)),
        ("+1", ("plus", "1")),
        ("-1", ("minus", "1")),
        ("-created", ("created",)),
        ("1-2", ("1", "2")),
        ("+", ("plus",)),
        ("$-", ("dollar", "minus")),
        ("\U0001f600", ("grinning", "face")),
        ("\x00", ("symbol",)),
    ],
)
def test_words(text: str, expected: tuple[str, ...]) -> None:
    """Letters, digits and marks of every script; symbols alone have their names."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "snake_", "pascal_"),
    [
        ("mediaUpload", "media_upload", "MediaUpload"),
        ("HTTPServer", "http_server", "HTTPServer"),
        ("123abc", "n123abc", "N123abc"),
        ("\ufb01", "fi", "Fi"),
        ("\u00df", "ss", "SS"),
        ("\u0131", "i", "I"),
        ("class", "class", "Class"),
    ],
)
def test_names(text: str, snake_: str, pascal_: str) -> None:
    """A first digit gets a letter; small letters are compared as file systems do."""
    assert snake(text) == snake_
    assert pascal(text) == pascal_


@pytest.mark.parametrize("text", ["x" * 300, "字" * 300, "word_" * 99])
def test_long_names_are_cut(text: str) -> None:
    """In bytes, because file names are limited so; never in the middle of a letter."""
    for name in (snake(text), pascal(text)):
        assert len(name.encode()) <= LONGEST + 1
        assert name.isidentifier()
        assert not name.endswith("_")


@given(st.text())
def test_every_text_is_a_name(text: str) -> None:
    """An identifier in the form that Python itself compares."""
    for name in (snake(text), pascal(text)):
        assert name.isidentifier()
        assert unicodedata.normalize("NFKC", name) == name
        assert not name.startswith("_")
    assert not keyword.iskeyword(pascal(text)) or pascal(text) in (
        "None",
        "True",
        "False",
    )


@given(st.text(), st.text())
def test_names_that_differ_are_different_files_and_constants(a: str, b: str) -> None:
    """No two snake-case names are one in capitals or on a system without case."""
    first, second = snake(a), snake(b)
    if first != second:
        assert first.upper() != second.upper()
        assert first.casefold() != second.casefold()
