"""Test that translated patterns find what ECMA-262 patterns find."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specloom.ecma.problem import PatternProblem
from specloom.ecma.translate import translate

SUITE = (
    Path(__file__).parents[2].parent
    / "shared/corpus/json-schema-test-suite/tests/draft2020-12"
)
SUITE_FILES = (
    "pattern.json",
    "optional/ecmascript-regex.json",
    "optional/non-bmp-regex.json",
)
DIGITS = "\u0660\u0967\uff11"
SPACES = "\t\n\v\f\r \u00a0\u1680\u2003\u2028\u2029\u202f\u205f\u3000\ufeff"

FINDS: list[tuple[str, str]] = [
    ("^a$", "a"),
    ("b", "abc"),
    (r"^\d+$", "0123456789"),
    (r"^\D+$", DIGITS),
    (r"^\w+$", "aZ_09"),
    (r"^\W+$", "é-\u017f\u212a"),
    (r"^\s+$", SPACES),
    (r"^\S+$", "a\u200b\u180e\x1c\x85"),
    (r"^[\s]+$", SPACES),
    (r"^[\S]+$", "a\u200b\u180e\x1c\x85"),
    (r"^[\W]+$", "é-@[`{~/:"),
    (r"^[\D]+$", "a/:" + DIGITS),
    (r"^[^\s\d]+$", "ab"),
    (r"^.$", "\x85"),
    (r"^.$", "😀"),
    (r"^[^a]$", "\n"),
    (r"^[^]$", "\n"),
    (r"\bfoo\b", "a foo b"),
    (r"\bé", "aé"),
    (r"a\Bb", "ab"),
    (r"^\x41\u0042\u{43}\cJ$", "ABC\n"),
    (r"^\ud83d\ude00$", "😀"),
    (r"^[\ud83d\ude00-\ud83d\ude02]$", "😁"),
    (r"^\u{1F600}$", "😀"),
    (r"^[\b]$", "\b"),
    (r"^\0$", "\x00"),
    (r"^\t\n\v\f\r$", "\t\n\v\f\r"),
    (r"^\/\.\-\$$", "/.-$"),
    (r"^(?:a|b){2}$", "ab"),
    (r"^a{2,3}?$", "aaa"),
    (r"^x{,3}$", "x{,3}"),
    (r"^a{$", "a{"),
    (r"^}]$", "}]"),
    (r"^(?<q>['\"])x\k<q>$", "'x'"),
    (r"^(a)\1$", "aa"),
    (r"^(a)?\1b$", "b"),
    (r"^(?<n>a)?\k<n>b$", "b"),
    (r"^(?=ab)(?!ac)a(?<=a)(?<!b)b$", "ab"),
    (r"^[\w-]+$", "a-b"),
    (r"^[\w-.]+$", "a.-b"),
    (r"^[.-\w]+$", "a.-b"),
    (r"^[!--]$", "+"),
    (r"^[+--]$", ","),
    (r"^[-a]+[a-]+$", "-a-"),
    (r"^[\]\[&&||~~]+$", "[]&|~"),
    (r"^[[]$", "["),
    (r"a|b|", ""),
    (r"^[0-9]{1,19}$", "9" * 19),
    ("^(?:)*$", ""),
    ("^(?=a)*b", "b"),
    (r"^\1(a)$", "a"),
    (r"^(?:(a)\1)+$", "aaaa"),
    (r"^(?!(a))\1b$", "b"),
    (r"^(?<$>a)\k<$>$", "aa"),
    ("^[^]*[]?$", "\n"),
    ("^😀+$", "😀😀"),
    (r"^[a-\u{1F600}]$", "é"),
]
MISSES: list[tuple[str, str]] = [
    ("^a$", "a\n"),
    ("^a$", "\na"),
    (r"^\d$", "\u0660"),
    (r"^\w$", "é"),
    (r"^\s$", "\u180e"),
    (r"^\s$", "\x1c"),
    (r"^.$", "\r"),
    (r"^.$", "\u2028"),
    (r"^\S$", "\ufeff"),
    (r"^[\S]$", "\u00a0"),
    (r"^[\W]$", "_"),
    (r"^[\D]$", "5"),
    (r"[]", "a"),
    (r"^[!-\d]$", "."),
    (r"^(a)?\1b$", "ab"),
    (r"\bb", "ab"),
    (r"a\B", "a b"),
    (r"^A$", "a"),
    (r"^(?=a)+b", "b"),
    (r"^(?:(a)\1)+$", "aaa"),
    ("a{1000}", "a" * 999),
]
REFUSED: list[tuple[str, str]] = [
    ("(?i)a", "the group '(?i' is not known to ECMA-262"),
    ("(?i:a)", "the modifiers '(?i:' are not translated"),
    ("(?-s:a)", "the modifiers '(?-s:' are not translated"),
    ("(?P<n>a)", "the group '(?P' is not known to ECMA-262"),
    ("(?#note)", "the group '(?#' is not known to ECMA-262"),
    ("(?>a)", "the group '(?>' is not known to ECMA-262"),
    (r"\A", r"the escape '\A' is not known to ECMA-262"),
    (r"a\Z", r"the escape '\Z' is not known to ECMA-262"),
    (r"[\a]", r"the escape '\a' is not known to ECMA-262"),
    (r"\01", r"the escape '\01' is not known to ECMA-262"),
    (r"\c1", r"the escape '\c1' is not known to ECMA-262"),
    (r"\k", r"the escape '\k' is not known to ECMA-262"),
    ("a\\", "it ends in a backslash"),
    ("[a", "']' is missing"),
    ("[\\", "it ends in a backslash"),
    ("(a", "')' is missing"),
    ("(?=a", "')' is missing"),
    ("a)", "there is no '(' before ')'"),
    ("(?<n", "'>' is missing"),
    (r"(?<1>a)", "'1' is no name of a group"),
    (r"(?<n>a)(?<n>b)", "there are two groups named 'n'"),
    (r"\k<n>", "there is no group named 'n'"),
    (r"(a)\2", "there is no group 2"),
    (r"(a)\9999999999", "there is no group 1000000"),
    (r"\x4", "'4' is no hexadecimal code of a character"),
    (r"\u{110000}", "there is no character with the code 110000"),
    (r"\u{fffffffffff}", "there is no character with the code fffffffffff"),
    ("a++", "there is nothing to repeat before '+'"),
    ("a*+", "there is nothing to repeat before '+'"),
    ("a{2}+", "there is nothing to repeat before '+'"),
    ("a**", "there is nothing to repeat before '*'"),
    ("*", "there is nothing to repeat before '*'"),
    ("{2}", "there is nothing to repeat before '{'"),
    ("^*", "there is nothing to repeat before '*'"),
    (r"\b+", "there is nothing to repeat before '+'"),
    ("(?<=a)?b", "there is nothing to repeat before '?'"),
    ("a{3,2}", "in '{3,2}' the least is more than the most"),
    ("[b-a]", "the range 'b-a' ends before it begins"),
    ("(?<=a+)b", "look-behind requires fixed-width pattern"),
    ("a{99999999999}", "the count in '{99999999999}' is too large"),
    ("(" * 61 + ")" * 61, "its groups nest more than 60 deep"),
    ("()" * 100 + r"\100", "a reference to one of more than 99 groups"),
    (r"(?<=(a))\1", "a reference and a look-behind are not exact in Python"),
    (r"(?:(a)|b)*\1", "Python remembers the group 1 from an earlier round"),
    (r"(?:(a)?b)+\1", "Python remembers the group 1 from an earlier round"),
    (r"(a*)+\1", "Python remembers the group 1 from an earlier round"),
    (r"\1(a)\1", "the group 1 means two things in one pattern"),
]


@pytest.mark.parametrize(("pattern", "text"), FINDS, ids=ascii)
def test_patterns_find_what_they_find_in_ecma_262(pattern: str, text: str) -> None:
    """Sets, ends, classes, escapes and references mean what they mean there."""
    assert re.search(translate(pattern), text)


@pytest.mark.parametrize(("pattern", "text"), MISSES, ids=ascii)
def test_patterns_miss_what_they_miss_in_ecma_262(pattern: str, text: str) -> None:
    """Nothing is found that only Python would find."""
    assert not re.search(translate(pattern), text)


@pytest.mark.parametrize(("pattern", "reason"), REFUSED, ids=ascii)
def test_patterns_without_a_twin_are_refused(pattern: str, reason: str) -> None:
    """A pattern that cannot be said exactly is refused with the reason."""
    with pytest.raises(PatternProblem) as caught:
        translate(pattern)
    assert str(caught.value) == reason


def _suite() -> Iterator[Any]:
    for name in SUITE_FILES if SUITE.exists() else ():
        for group in json.loads((SUITE / name).read_text(encoding="utf-8")):
            if "pattern" in group["schema"]:
                yield pytest.param(
                    group["schema"]["pattern"],
                    [
                        (test["data"], test["valid"])
                        for test in group["tests"]
                        if isinstance(test["data"], str)
                    ],
                    id=ascii(group["schema"]["pattern"]),
                )


@pytest.mark.skipif(
    not SUITE.exists(), reason="the test suite of JSON Schema is absent"
)
@pytest.mark.parametrize(("pattern", "cases"), [*_suite()])
def test_patterns_of_the_suite(pattern: str, cases: list[tuple[str, bool]]) -> None:
    """Every pattern of JSON Schema's own tests that has a twin finds what it should."""
    compiled = re.compile(translate(pattern))
    assert [bool(compiled.search(text)) for text, _ in cases] == [
        valid for _, valid in cases
    ]


PARTS = st.sampled_from(
    [*r"ab^$.*+?()[]{}|\/-,019<>=!:&~ué", r"\d", r"\b", r"\p{L}", "(?:", "(?<"]
)


@given(st.lists(PARTS, max_size=10).map("".join))
@settings(max_examples=600, deadline=None)
def test_any_pattern_is_translated_or_refused(pattern: str) -> None:
    """No text raises anything else, warns, or gives what cannot be compiled."""
    with contextlib.suppress(PatternProblem):
        re.compile(translate(pattern))
