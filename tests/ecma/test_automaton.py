"""Test that automata find what `re` finds, in time that hostile text cannot stretch."""

from __future__ import annotations

import random
import re
from itertools import product

import pytest

from specloom.ecma.automaton import tables
from specloom.ecma.compiled import compiled
from specloom.ecma.parse import parse
from specloom.ecma.translate import translate
from specloom.runtime.automaton import Automaton

ATOMS = ("a", "b", "[ab]", "[^a]", ".", "c", r"\w", r"\W", "", "[]", "[^]")
QUANTIFIERS = ("*", "+", "?", "{2}", "{0,2}", "{1,3}", "{2,}", "{0}", "*?", "+?", "??")
ASSERTIONS = ("^", "$", r"\b", r"\B")


def automaton(pattern: str) -> Automaton:
    """Make the automaton of any regular pattern, hazardous or not."""
    return Automaton(pattern, *tables(parse(pattern)))


def made_up(choose: random.Random, depth: int) -> str:
    """Make up a regular pattern."""
    kind = choose.random() if depth else 0
    if kind < 0.3:
        return choose.choice(ATOMS)
    if kind < 0.5:
        return made_up(choose, depth - 1) + made_up(choose, depth - 1)
    if kind < 0.65:
        return f"(?:{made_up(choose, depth - 1)}|{made_up(choose, depth - 1)})"
    if kind < 0.95:
        return f"({made_up(choose, depth - 1)}){choose.choice(QUANTIFIERS)}"
    return choose.choice(ASSERTIONS)


@pytest.mark.parametrize("seed", range(40))
def test_automata_agree_with_re(seed: int) -> None:
    """For made-up patterns and short texts, both find something or both nothing."""
    choose = random.Random(seed)
    for _ in range(25):
        pattern = made_up(choose, 4)
        ours, theirs = automaton(pattern), re.compile(translate(pattern))
        texts = ["".join(choose.choices("abc-\n", k=k % 7)) for k in range(20)]
        found = [bool(ours.search(text)) for text in texts]
        assert found == [bool(theirs.search(text)) for text in texts], pattern


@pytest.mark.parametrize(
    "pattern",
    [
        r"\b",
        r"\B",
        r"^\b",
        r"\bab\b",
        r"a\Bb|\B-",
        "^$",
        "(^|a)+b",
        "(a|$)+c?$",
        "$^",
        "(^a|b$)*",
        "[]",
        "",
        "(?:^)*b",
    ],
)
def test_assertions_hold_where_they_do_in_re(pattern: str) -> None:
    """All texts of up to four characters out of a word's and others are tried."""
    ours, theirs = automaton(pattern), re.compile(translate(pattern))
    for length in range(5):
        for text in map("".join, product("ab-_", repeat=length)):
            assert bool(ours.search(text)) == bool(theirs.search(text)), text


ATTACKS: list[tuple[str, str, str]] = [
    ("(a+)+$", "a", "!"),
    ("(a|a)*b", "a", "!"),
    ("(a|aa)+$", "a", "!"),
    (r"^(\w+\s?)+$", "a ", "!"),
    ("^(([a-z])+.)+[A-Z]([a-z])+$", "a", "!"),
    ("^(a*)*$", "a", "!"),
    ("^(.*?,){11}P", ",", "!"),
    ("^(a?){30}$", "a", "!"),
    (r"^\S+@\S+\.\S+$", "@.", " "),
    ("foo.*bar.*baz", "foobar", "!"),
    (r"^(\p{L}+\s?)+$", "é", "!"),
]


@pytest.mark.parametrize(("pattern", "repeated", "end"), ATTACKS, ids=ascii)
def test_hostile_text_takes_no_longer_than_any_other(
    pattern: str, repeated: str, end: str
) -> None:
    """Fifty thousand characters are matched; going back and forth would never end."""
    found = compiled(pattern)
    assert found.regex is None
    assert found.tables is not None
    text = repeated * (50_000 // len(repeated)) + end
    searched = Automaton(pattern, *found.tables)
    assert searched.search(text) is None
    assert searched.pattern == pattern


def test_a_match_is_true() -> None:
    """As with `re`, what is found is truthy and nothing is None."""
    searched = automaton("^(a+)+$")
    assert searched.search("aaa") is True
    assert searched.search("aab") is None


def test_memory_stays_bounded() -> None:
    """However many characters and sets of rows a text leads to, few are remembered."""
    searched = automaton("(a|b)*a(a|b){12}$|[^ab]")
    choose = random.Random(1)
    text = "".join(choose.choices("ab", k=20_000))
    assert bool(searched.search(text)) == (text[-13] == "a")
    assert len(searched._states) <= 200
    wide = automaton("(?:.|é)*!")
    assert wide.search("".join(map(chr, range(0x3000, 0x4000)))) is None
    states = [*wide._states.values(), wide._start]
    assert max(len(state.following) for state in states) <= 200


def test_lists_of_words_stay_small() -> None:
    """What many rows lead to is written once."""
    words = "|".join(f"{one}{two}" for one in "ABCDEFGHIJ" for two in "KLMNOPQRST")
    reads, rows = tables(parse(f"^(({words}),?)*$"))
    assert len(reads) < 30
    assert sum(map(len, rows)) < 1000
    searched = Automaton("", reads, rows)
    assert searched.search("AK,BLCM,")
    assert not searched.search("AK,BLC")
