"""Texts made for a pattern match it, those made against it do not."""

import re

import pytest

from specloom.python.tests.matching import failing, is_match, matching

PATTERNS = [
    "^[0-9]{1,19}$",
    "^([0-9]{1,19}|[0-9]{1,19}-[0-9]{1,19}|g[0-9]{1,19})$",
    "^[A-Za-z0-9_' ]{1,50}$",
    r"^(?=[\s\S]*https?://\S+)[\s\S]+$",
    r"^\d{4}-\d{2}$",
    r"^(a|b)\1$",
    "^[^a-z]+$",
    "^x{3,}y?$",
    r"^\p$|^a",
    "free",
    r"^(?!0)\w+$",
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_matching_texts_match(pattern: str) -> None:
    """Whatever is given was tried on the pattern."""
    found = list(matching(pattern, 5))
    assert found
    assert all(is_match(pattern, text) for text in found)


@pytest.mark.parametrize("pattern", PATTERNS[:3])
def test_texts_differ_by_their_number(pattern: str) -> None:
    """Two arguments with the same pattern get different texts."""
    assert len({text for seed in range(6) for text in matching(pattern, seed)}) >= 6


@pytest.mark.parametrize(("least", "most"), [(3, 3), (19, 19), (2, 5)])
def test_lengths_are_kept(least: int, most: int) -> None:
    """`minLength` and `maxLength` hold beside the pattern."""
    texts = [t for s in range(40) for t in matching("^[0-9]{1,19}$", s, least, most)]
    assert all(least <= len(text) <= most for text in texts)


def test_a_line_break_at_the_end_is_one_of_the_failing_texts() -> None:
    """`$` is the end of the text in ECMA-262, not the end of its last line."""
    texts = dict(failing("^[0-9]{1,3}$", 1))
    [text] = [
        text for text, about in texts.items() if about == "a line break at the end"
    ]
    assert re.search("^[0-9]{1,3}$", text)
    assert not is_match("^[0-9]{1,3}$", text)


def test_the_longest_text_has_one_character_more() -> None:
    """A repetition has its own limits."""
    longer = [text for text, about in failing("^[0-9]{1,3}$", 1) if "longer" in about]
    assert [len(text) for text in longer] == [4]


def test_a_pattern_that_is_not_checked_is_not_in_the_way() -> None:
    """The client lets every text through that it cannot check, and so do tests."""
    assert is_match("(", "1")
    assert list(failing("(", 1)) == []
    assert "a" in matching("(", 1)


def test_what_no_text_can_match_is_given_up() -> None:
    """A contradiction ends without a text."""
    assert list(matching("^a$^b$", 1)) == []
