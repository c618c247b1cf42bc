"""Test Unicode properties in patterns, which become classes of characters."""

from __future__ import annotations

import re
import sys

import pytest

from specloom.ecma.problem import PatternProblem
from specloom.ecma.translate import translate

EVERYTHING = [chr(number) for number in range(sys.maxunicode + 1)]


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        (r"^\p{Lu}$", "Ä", "ä"),
        (r"^\p{gc=Letter}+$", "aé", "a1"),
        (r"^\P{L}$", "1", "é"),
        (r"^[\p{Nd}_]+$", "৪_2", "a"),
        (r"^[^\p{L}]$", "-", "ß"),
        (r"^[^\P{L}]$", "ß", "-"),
        (r"^[\P{L}x]+$", "1x", "y"),
        (r"^[\p{L}\d]+$", "é1", "-"),
        (r"^[\p{Lu}-z]+$", "A-z", "a"),
        (r"^\p{ASCII}$", "~", "é"),
        (r"^\p{Any}$", "\U0010ffff", ""),
        (r"^[^\P{Any}]$", "\n", ""),
        (r"^\p{Assigned}$", "a", "\u0378"),
        (r"^\p{LC}$", "ǅ", "ʻ"),
        (r"^\p{General_Category=Control}$", "\x85", "a"),
        (r"^\p{Script=Greek}+$", "αΩ", "a"),
        (r"^\p{sc=Cyrl}$", "ж", "a"),
        (r"^\p{Script_Extensions=Devanagari}$", "।", "a"),
        (r"^\P{Script=Devanagari}$", "।", "अ"),
        (r"^[\p{scx=Grek}\d]+$", "α1", "a"),
        (r"^\p{Alphabetic}$", "ⓐ", "1"),
        (r"^\p{Emoji_Presentation}$", "😀", "a"),
        (r"^\p{White_Space}$", "\x85", "\ufeff"),
        (r"^\p{IDS}\p{ID_Continue}*$", "a1", "1a"),
    ],
)
def test_a_property_is_a_class(pattern: str, good: str, bad: str) -> None:
    """Categories, scripts and binary properties match alone and inside a class."""
    compiled = re.compile(translate(pattern))
    assert compiled.search(good)
    assert not compiled.search(bad)


@pytest.mark.parametrize("name", ["P", "LC", "Any", "Alphabetic", "Script=Han"])
def test_a_property_and_its_complement_part_all_characters(name: str) -> None:
    """Every character is in one of the two and no more."""
    inside = re.compile(translate(rf"\p{{{name}}}"))
    outside = re.compile(translate(rf"\P{{{name}}}"))
    both = [c for c in EVERYTHING if bool(inside.match(c)) == bool(outside.match(c))]
    assert both == []


@pytest.mark.parametrize(
    ("pattern", "translated"),
    [
        (r"\\p{Lu}", r"\\p\{Lu\}"),
        ("p{Lu}", r"p\{Lu\}"),
        (r"\p{Zl}", r"[\u2028]"),
        (r"[\p{Zl}a]", r"[\u2028a]"),
        (r"\p{Cs}", r"[\ud800-\udfff]"),
        (r"\P{ASCII}", r"[^\x00-\x7f]"),
        (r"\p{ASCII}", r"[\x00-\x7f]"),
        (r"\P{Any}", "(?!)"),
        (r"[\P{Any}]", "(?!)"),
        (r"\p{ASCII_Hex_Digit}", "[0-9A-Fa-f]"),
        (r"\p{Regional_Indicator}", r"[\U0001f1e6-\U0001f1ff]"),
    ],
)
def test_classes_are_written_short(pattern: str, translated: str) -> None:
    """Each range is written once, with the shortest escape of each character."""
    assert translate(pattern) == translated


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        (r"\p{greek}", r"the property '\p{greek}' is not known"),
        (r"\p{Greek}", r"the property '\p{Greek}' is not known"),
        (r"\p{Script=Klingon}", r"the property '\p{Script=Klingon}' is not known"),
        (r"\p{Script=GREEK}", r"the property '\p{Script=GREEK}' is not known"),
        (r"[\P{alphabetic}]", r"the property '\p{alphabetic}' is not known"),
        (
            r"\p{CWKCF}",
            r"the property '\p{CWKCF}' is not known",
        ),
        (r"\pL", r"the name of a property is missing after '\p'"),
        (r"\p{L", "'}' is missing"),
    ],
)
def test_unknown_properties_are_refused(pattern: str, reason: str) -> None:
    """Names are those of ECMA-262, to the letter."""
    with pytest.raises(PatternProblem) as caught:
        translate(pattern)
    assert str(caught.value) == reason
