"""RFC 6901: JSON Pointers as specloom.document.pointer writes and reads them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specloom.document import pointer

TOKENS = st.lists(st.text(alphabet=st.characters(codec="utf-8")), max_size=6)


@given(TOKENS)
def test_split_undoes_join(tokens: list[str]) -> None:
    """Any text may be a token; writing and reading gives it back."""
    assert pointer.split(pointer.join(tokens)) == tuple(tokens)


@given(st.text())
def test_unescape_undoes_escape(token: str) -> None:
    """An escaped token holds no slash and reads as what it was."""
    assert "/" not in pointer.escape(token)
    assert pointer.unescape(pointer.escape(token)) == token


def test_tilde_one_is_not_a_slash_after_tilde_zero() -> None:
    """`~01` is the text `~1` (RFC 6901, section 4)."""
    assert pointer.unescape("~01") == "~1"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("#", {"a": [{"": 1}, 2], "x/y": 3, "m~n": 4}),
        ("#/a/0/", 1),
        ("#/a/1", 2),
        ("/x~1y", 3),
        ("#/m~0n", 4),
    ],
)
def test_at_finds_a_value(text: str, value: Any) -> None:
    """Members, items, the empty key and both escapes are found."""
    root = {"a": [{"": 1}, 2], "x/y": 3, "m~n": 4}
    assert pointer.at(root, text) == value


@pytest.mark.parametrize(
    "text", ["#/b", "#/a/2", "#/a/01", "#/a/-", "#/a/-1", "#/a/1/x", "#a", "#/a/²"]
)
def test_at_refuses_what_is_not_there(text: str) -> None:
    """A missing member, an index that is none and a scalar's child are errors."""
    with pytest.raises(pointer.PointerError):
        pointer.at({"a": [1, 2]}, text)


def test_walk_gives_document_order() -> None:
    """A parent comes before its children, the children in their order."""
    found = [pointer.join(tokens) for tokens, _ in pointer.walk({"b": [1], "a": 2})]
    assert found == ["#", "#/b", "#/b/0", "#/a"]
