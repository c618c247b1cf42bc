"""Test patterns with Unicode properties, which become classes of characters."""

from __future__ import annotations

import re

import pytest

from specloom.compile import compile_schema
from specloom.python.checks.patterns import translate
from specloom.python.checks.properties import written_out


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        (r"^\p{Lu}$", "Ä", "ä"),
        (r"^\p{gc=Letter}+$", "aé", "a1"),
        (r"^\P{L}$", "1", "é"),
        (r"^[\p{Nd}_]+$", "৪_2", "a"),
        (r"^[^\p{L}]$", "-", "ß"),
        (r"^[\P{L}x]+$", "1x", "y"),
        (r"^\p{ASCII}$", "~", "é"),
        (r"^\p{LC}$", "ǅ", "ʻ"),
    ],
)
def test_a_property_is_a_class(pattern: str, good: str, bad: str) -> None:
    """General categories match as in ECMA-262, alone and inside a class."""
    validator = compile_schema({"pattern": pattern})
    assert validator.is_valid(good)
    assert [entry.keyword for entry in validator.violations(bad)] == ["pattern"]


@pytest.mark.parametrize("pattern", [r"\\p{Lu}", "p{Lu}", r"\p{Script=Greek}", r"\d"])
def test_nothing_else_is_rewritten(pattern: str) -> None:
    """An escaped backslash begins no property, and unknown ones are left to be refused."""
    assert written_out(pattern) == pattern


def test_a_property_and_its_complement_part_all_characters() -> None:
    """Every character is in one of the two and no more."""
    inside = re.compile(translate(written_out(r"\p{P}")))
    outside = re.compile(translate(written_out(r"\P{P}")))
    for number in range(0x3000):
        char = chr(number)
        assert (inside.match(char) is None) != (outside.match(char) is None)
