"""The one rule for names that want to be the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specloom.naming.allocate import Claim, allocate
from specloom.naming.words import snake


def claims(*texts: str) -> list[Claim[str]]:
    """Let each text claim its snake-case name."""
    return [Claim(text, text, snake(text)) for text in texts]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["a"], {"a": "a"}),
        (["aB", "a_b"], {"a_b": "a_b", "aB": "a_b_2"}),
        (["a-b", "aB", "AB"], {"AB": "ab", "a-b": "a_b", "aB": "a_b_2"}),
        (["class"], {"class": "class_"}),
        (["class", "Class"], {"class": "class__2", "Class": "class_"}),
        (["a_2", "a", "A"], {"a": "a", "A": "a_3", "a_2": "a_2"}),
    ],
)
def test_who_gets_a_name(texts: list[str], expected: dict[str, str]) -> None:
    """The text that is the name; others are numbered past names that are wanted."""
    assert allocate(claims(*texts), frozenset({"class"})) == expected


TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            ["a_b", "aB", "a-b", "A_B", "a_b_2", "a_b_3", "class", "Class"]
        ),
        st.text(max_size=6),
    ),
    unique=True,
)


@given(TEXTS, st.randoms())
def test_the_order_of_claims_changes_nothing(texts: list[str], random: object) -> None:
    """Names are unique, not taken, and the same for every order."""
    taken = frozenset({"class", "a_b_2"})
    names = allocate(claims(*texts), taken)
    assert set(names) == set(texts)
    assert len(set(names.values())) == len(texts)
    assert not set(names.values()) & taken
    assert allocate(claims(*reversed(texts)), taken) == names
    assert allocate(claims(*sorted(texts)), taken) == names


@given(TEXTS, st.text(max_size=6))
def test_a_new_name_takes_none_away(texts: list[str], more: str) -> None:
    """A text that is its own name keeps it, whatever comes along."""
    names = allocate(claims(*texts))
    with_more = allocate(claims(*dict.fromkeys([*texts, more])))
    for text in texts:
        if names[text] == text:
            assert with_more[text] == text
