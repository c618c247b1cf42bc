"""Test which patterns are found to take too long on hostile text."""

from __future__ import annotations

import pytest

from specloom.ecma.compiled import Compiled, compiled
from specloom.ecma.hazard import hazard
from specloom.ecma.problem import HazardousPattern, PatternProblem

WAYS = "can match one text in exponentially many ways"
NO_REFERENCES = "no automaton can match a pattern that has back-references"
EXPONENTIAL: list[tuple[str, str]] = [
    ("(a+)+$", "(a+)+"),
    ("(a|a)*b", "(a|a)*"),
    ("(a|aa)+$", "(a|aa)+"),
    (r"(\w+\s?)+$", r"(\w+\s?)+"),
    ("^(([a-z])+.)+[A-Z]([a-z])+$", "(([a-z])+.)+"),
    ("(a*)*$", "(a*)*"),
    ("^(?:(?:a?)*c)*$", "(?:(?:a?)*c)*"),
    (r"^(?:(?:\b)*c)*$", r"(?:(?:\b)*c)*"),
    ("^(.*?,){11}P", "(.*?,){11}"),
    ("(a?){30}$", "(a?){30}"),
    ("(a?){1000}$", "(a?){1000}"),
    ("(a|a){30}$", "(a|a){30}"),
    ("^((a|a){9}){9}$", "(a|a){9}"),
    ("([a-z]{1,63})*$", "([a-z]{1,63})*"),
    ("^x(ab|a|b|c){1,20}y$", "(ab|a|b|c){1,20}"),
    (r"^[\w-]+(\s?[\w-]+)*$", r"(\s?[\w-]+)*"),
    ("^(a+)+\\1$", "(a+)+"),
    (r"^((a+)\2)*$", r"((a+)\2)*"),
    (r"^(a)?(\1b)*(\1c|c)*$", r"(\1c|c)*"),
    ("(?=(a+)+$)b", "(a+)+"),
    ("^(?!(a|a)*b)a", "(a|a)*"),
    ("(?:(a|a)*c)?$", "(a|a)*"),
    ("(?:(a|a)*c|a)", "(a|a)*"),
    ("^a(?:(b|b)*c)?", "(b|b)*"),
    (r"(\p{L}|[é-ü])*!", r"(\p{L}|[é-ü])*"),
    ("(😀|[\U0001f600-\U0001f601])*!", "(😀|[\U0001f600-\U0001f601])*"),
    (
        "^(" + "a|" * 30 + "a)*$",
        f"({'a|' * 19}a…",
    ),
]
POLYNOMIAL: list[tuple[str, str]] = [
    (r"^\S+@\S+\.\S+$", r"cube of the length of a text, due to `\S+`, `\S+`, `\S+`"),
    ("foo.*bar.*baz", "cube of the length of a text, due to `.*`, `.*`"),
    ("^.*,.*,.*,.*;$", "power of 4 of the length of a text, due to "),
    ("^[a-z]{1,500}\\w{1,500}[a-z]*$", "cube of the length of a text, due to "),
    (r"^(?:(?!.*x.*y).)*$", "cube of the length of a text, due to "),
]
HARMLESS = [
    "",
    "^(?:)*$",
    "^([a-z]+-)*[a-z]+$",
    "(?=a)*",
    "(a+)+",
    "x*y*z*",
    "(a*)*",
    "^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
    "^(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9]).{8,}$",
    "^.{1,5000}$",
    "^((?!bad).)*$",
    "([a-z]{12})*$",
    r"^(['\"]).*?\1$",
    r"^(\w+\.)*\w+$",
    r"^\s+|\s+$",
    "a.*b",
    "^.*a.*$",
    r"^\d+(,\d+)*$",
    r"^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$",
    r"^[a-z]+(\.[a-z]+){1,10}$",
    "^[^@]+@[^@.]+\\.[^@.]+$",
    "(?:[])*$",
    "(a|b)*c",
    "^(a|b(c|d)*)*$",
    r"^[\p{Lu}]+(-\p{Ll}+)*$",
    "^(?:A|B){3}(?:C|D){4}$",
    "(?<=a)b*$",
    r"^(?:(a)\1)*$",
    r"^(a\1)*$",
]


@pytest.mark.parametrize(("pattern", "part"), EXPONENTIAL, ids=ascii)
def test_what_takes_exponential_time_is_found(pattern: str, part: str) -> None:
    """The reason names the smallest repetition that one text fits in many ways."""
    assert hazard(pattern) == f"`{part}` {WAYS}"


@pytest.mark.parametrize(("pattern", "reason"), POLYNOMIAL, ids=ascii)
def test_what_takes_the_cube_or_more_is_found(pattern: str, reason: str) -> None:
    """The reason names the power and the repetitions that share one text."""
    found = hazard(pattern)
    assert found is not None
    assert found.startswith(f"its time grows with the {reason}")


@pytest.mark.parametrize("pattern", HARMLESS, ids=ascii)
def test_what_takes_the_square_or_less_is_left_alone(pattern: str) -> None:
    """Repetitions inside each other are no hazard where their texts cannot be told apart."""
    assert hazard(pattern) is None


def test_many_choices_without_a_loop_are_found() -> None:
    """Forty letters that may each be absent are a million million ways."""
    reason = "it can match 64 characters in more than 20,000 ways"
    assert hazard("a?" * 40 + "$") == reason
    assert hazard("a?" * 4 + "$") is None


@pytest.mark.parametrize(
    "pattern",
    [
        "(a*b*)" * 1500,
        "(a|b|ab)(a|b|ab){300}" * 5,
        "(a)" + "".join(rf"(\{n}\{n})" for n in range(1, 60)) + "*",
        "a*" * 50_000,
        "(a{0,99}){0,99}" * 40 + "!",
    ],
    ids=lambda pattern: f"{pattern[:12]} of {len(pattern)}",
)
def test_large_patterns_count_as_hazards(pattern: str) -> None:
    """What cannot be told in short time is not trusted."""
    assert hazard(pattern) is not None


def test_long_lists_of_words_are_no_hazard() -> None:
    """An enumeration written as a pattern stays with `re`, repeated or not."""
    words = "|".join(f"{one}{two}" for one in "ABCDEFGHIJ" for two in "KLMNOPQRST")
    assert hazard(f"^({words})(,({words}))*$") is None
    assert hazard("x" * 100_000) is None


def test_a_harmless_pattern_is_compiled_by_re() -> None:
    """Its translation is given and nothing else."""
    assert compiled("^a+$") == Compiled(r"^a+\Z", None, None)


def test_a_hazardous_pattern_becomes_an_automaton() -> None:
    """It has no translation, so that nothing can run it by mistake."""
    reason = f"`(a+)+` {WAYS}"
    tables = (("", "^", "[a]", "$"), ((0, 1), (1, 2), (2, 2, 3), (3, 4)))
    assert compiled("^(a+)+$") == Compiled(None, tables, reason)


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        (
            "^(a+)+(?!b)$",
            f"`(a+)+` {WAYS}, and no automaton can match a pattern that looks around",
        ),
        (
            r"^((a+)\2)*$",
            rf"`((a+)\2)*` {WAYS}, and {NO_REFERENCES}",
        ),
        (
            "(a?){2000}$",
            f"`(a?){{2000}}` {WAYS}, and an automaton for it needs more than 1000 states",
        ),
    ],
)
def test_a_hazard_without_an_automaton_is_refused(pattern: str, reason: str) -> None:
    """It is never run; the reason says what it would need."""
    with pytest.raises(HazardousPattern) as caught:
        compiled(pattern)
    assert str(caught.value) == reason


def test_an_inexact_pattern_is_no_hazard() -> None:
    """What cannot be translated is refused for that reason alone."""
    with pytest.raises(PatternProblem) as caught:
        compiled("(?i)(a+)+$")
    assert not isinstance(caught.value, HazardousPattern)
