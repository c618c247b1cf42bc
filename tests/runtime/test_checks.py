"""Test the checks of single keywords."""

from __future__ import annotations

import math
import pickle
import re
from collections.abc import Callable
from typing import Any

import pytest

from specloom.runtime.checks import (
    Concealed,
    Path,
    Violation,
    are_integers,
    are_numbers,
    are_strings,
    is_array,
    is_integer,
    is_number,
    is_object,
    is_unique,
    missing,
    missing_beside,
    run,
    unknown_properties,
    wrong_any_of,
    wrong_array,
    wrong_contains,
    wrong_integer,
    wrong_names,
    wrong_not,
    wrong_number,
    wrong_object,
    wrong_one_of,
    wrong_string,
    wrong_string_or_bytes,
    wrong_type,
    wrong_value,
)
from specloom.runtime.files import File
from specloom.runtime.validator import ValidationError, Validator
from specloom.runtime.values import json_equal

SCHEMA = "#/components/schemas/X"


def found_by(check: Callable[..., object], value: object, /, **words: Any) -> list[str]:
    """Give what a check finds, as keyword and message."""
    found: list[Violation] = []
    check(value, None, found, SCHEMA, **words)
    assert all(v.schema_path == f"{SCHEMA}/{v.keyword}" for v in found)
    return [f"{v.keyword}: {v.message}" for v in found]


PASSES: list[tuple[Callable[..., object], object, dict[str, Any]]] = [
    (wrong_integer, 1, {"minimum": 1, "maximum": 1}),
    (wrong_integer, 1.0, {"multiple_of": 1}),
    (wrong_integer, -0.0, {"minimum": 0}),
    (wrong_integer, 10**40, {"minimum": 2**64}),
    (wrong_number, 0.3, {"multiple_of": 0.1}),
    (wrong_number, 19.99, {"multiple_of": 0.01}),
    (wrong_number, 1e308, {"multiple_of": 1e-8}),
    (wrong_number, 2, {"exclusive_minimum": 1.5, "exclusive_maximum": 2.5}),
    (wrong_string, "😀", {"min_length": 1, "max_length": 1}),
    (wrong_string, "xay", {"pattern": re.compile("a"), "source": "a"}),
    (wrong_string_or_bytes, b"abc", {"max_length": 3}),
    (wrong_string_or_bytes, File(b"abc"), {"max_length": 3}),
    (wrong_string_or_bytes, "abc", {}),
    (wrong_array, [1, True, "1", [1], {"a": 1}], {"unique": True, "max_items": 5}),
    (wrong_object, {"a": 1}, {"min_properties": 1, "max_properties": 1}),
    (missing, {"a": None}, {"names": ("a",)}),
    (unknown_properties, {"a": 1}, {"known": frozenset({"a", "b"})}),
    (missing_beside, {"b": 1}, {"name": "a", "needed": ("b",)}),
    (wrong_value, 1.0, {"values": ("a", 1)}),
    (wrong_value, [{"a": 1.0}], {"values": ([{"a": 1}],)}),
    (wrong_value, {"a": [1]}, {"values": ({"a": [1.0]},), "keyword": "const"}),
]

FAILS: list[tuple[Callable[..., object], object, dict[str, Any], str]] = [
    (wrong_integer, True, {}, "type: true is not an integer"),
    (wrong_integer, 1.5, {}, "type: 1.5 is not an integer"),
    (wrong_integer, "1", {}, "type: '1' is not an integer"),
    (wrong_integer, -1, {"minimum": 0}, "minimum: -1 is less than the minimum 0"),
    (wrong_integer, 9, {"maximum": 8}, "maximum: 9 is greater than the maximum 8"),
    (
        wrong_integer,
        0,
        {"exclusive_minimum": 0},
        "exclusiveMinimum: 0 is not greater than 0",
    ),
    (
        wrong_number,
        2.5,
        {"exclusive_maximum": 2.5},
        "exclusiveMaximum: 2.5 is not less than 2.5",
    ),
    (
        wrong_number,
        0.35,
        {"multiple_of": 0.1},
        "multipleOf: 0.35 is not a multiple of 0.1",
    ),
    (wrong_number, False, {}, "type: false is not a number"),
    (wrong_number, None, {}, "type: null is not a number"),
    (wrong_string, 5, {}, "type: 5 is not a string"),
    (
        wrong_string,
        "",
        {"min_length": 1},
        "minLength: 0 characters, fewer than the minimum 1",
    ),
    (
        wrong_string,
        "abc",
        {"max_length": 2},
        "maxLength: 3 characters, more than the maximum 2",
    ),
    (
        wrong_string,
        "abc",
        {"pattern": re.compile("^[0-9]+$"), "source": "^[0-9]+$"},
        "pattern: 'abc' does not match the pattern ^[0-9]+$",
    ),
    (
        wrong_string_or_bytes,
        b"a",
        {"min_length": 2},
        "minLength: 1 byte, fewer than the minimum 2",
    ),
    (wrong_string_or_bytes, 5, {}, "type: 5 is not a string"),
    (wrong_array, [], {"min_items": 1}, "minItems: 0 items, fewer than the minimum 1"),
    (
        wrong_array,
        [1, 2],
        {"max_items": 1},
        "maxItems: 2 items, more than the maximum 1",
    ),
    (
        wrong_array,
        [1, 2, 1.0],
        {"unique": True},
        "uniqueItems: item 2 repeats item 0: 1.0",
    ),
    (
        wrong_object,
        {},
        {"min_properties": 1},
        "minProperties: 0 properties, fewer than the minimum 1",
    ),
    (
        wrong_object,
        {"a": 1, "b": 2},
        {"max_properties": 1},
        "maxProperties: 2 properties, more than the maximum 1",
    ),
    (
        missing,
        {},
        {"names": ("media",)},
        "required: required property 'media' is missing",
    ),
    (
        unknown_properties,
        {"shard": 1},
        {"known": frozenset({"shared", "other"})},
        "additionalProperties: unknown property 'shard'; did you mean 'shared'?",
    ),
    (
        unknown_properties,
        {"zzz": 1},
        {"known": frozenset({"shared"})},
        "additionalProperties: unknown property 'zzz'",
    ),
    (
        missing_beside,
        {"a": 1},
        {"name": "a", "needed": ("b",)},
        "dependentRequired: property 'a' needs property 'b' beside it",
    ),
    (wrong_value, 3, {"values": (1, 2)}, "enum: 3 is not one of 1, 2"),
    (
        wrong_value,
        True,
        {"values": (1, "true")},
        "enum: true is not one of 1, 'true'",
    ),
    (
        wrong_value,
        "tweet_vide",
        {"values": ("tweet_video", "dm")},
        (
            "enum: 'tweet_vide' is not one of 'tweet_video', 'dm'; "
            "did you mean 'tweet_video'?"
        ),
    ),
    (wrong_value, 1, {"values": (True,), "keyword": "const"}, "const: 1 is not true"),
    (
        wrong_value,
        "c",
        {"values": frozenset({"b", "a"})},
        "enum: 'c' is not one of 'a', 'b'",
    ),
    (wrong_number, math.nan, {}, "type: NaN is not a number"),
    (wrong_number, -math.inf, {"maximum": 1}, "type: -Infinity is not a number"),
    (wrong_integer, math.inf, {"minimum": 1}, "type: Infinity is not an integer"),
    (
        wrong_string,
        "x",
        {"format_": "date", "has_format": str.isdigit},
        "format: 'x' is not of the format date",
    ),
]


@pytest.mark.parametrize(("check", "value", "words"), PASSES)
def test_valid_values_pass(
    check: Callable[..., object], value: object, words: dict[str, Any]
) -> None:
    """JSON Schema's own semantics: 1.0 is an wrong_integer, decimals are exact."""
    assert found_by(check, value, **words) == []


@pytest.mark.parametrize(("check", "value", "words", "text"), FAILS)
def test_invalid_values_are_explained(
    check: Callable[..., object], value: object, words: dict[str, Any], text: str
) -> None:
    """One message that says what is wrong and what would be right."""
    assert found_by(check, value, **words) == [text]


TYPES: list[tuple[object, tuple[str, ...], list[str]]] = [
    (1, ("integer",), []),
    (None, ("string", "null"), []),
    (1, ("boolean",), ["type: 1 is not a boolean"]),
    (0, ("null",), ["type: 0 is not null"]),
    ({}, ("array",), ["type: {} is not an array"]),
    ([], ("object",), ["type: [] is not an object"]),
    (True, ("number", "null"), ["type: true is not of type number or null"]),
]


@pytest.mark.parametrize(("value", "types", "expected"), TYPES)
def test_a_wrong_type_is_named(
    value: object, types: tuple[str, ...], expected: list[str]
) -> None:
    """One type has its article; several are listed."""
    found: list[Violation] = []
    wrong_type(value, None, found, SCHEMA, *types)
    assert [f"{v.keyword}: {v.message}" for v in found] == expected


FOREIGN: list[object] = [True, None, "1", math.nan, math.inf, [], {}]
NUMBERS = [1, 2.5, 10**400, -0.0]


def test_all_items_are_asked_at_once() -> None:
    """Types alone decide as far as they can, then every value does."""
    assert are_numbers(NUMBERS)
    assert are_numbers([])
    assert are_numbers([1e308, 1e308])
    assert are_integers([1, 2.0, 10**400])
    assert are_strings(["a", ""])
    for wrong in FOREIGN:
        assert not are_numbers([*NUMBERS, wrong])
        assert not are_integers([1, wrong])
    assert not are_numbers([0.5, -math.inf])
    assert not are_numbers([math.inf, -math.inf, 0.5])
    assert not are_integers([1, 0.5])
    assert not are_strings(["a", 1])


class Text(str):
    """A text of another class."""

    __slots__ = ()


class Whole(int):
    """An integer of another class."""


def test_values_of_other_classes_count_as_what_they_are() -> None:
    """A subclass of `str` or `int` is a string or an integer."""
    assert are_strings(["a", Text("b")])
    assert are_integers([1, Whole(2)])
    assert are_numbers([0.5, Whole(2)])


def test_numbers_are_those_of_json() -> None:
    """Infinities, NaN and booleans are none; 1.0 is an integer."""
    assert [value for value in (1, 1.0, 0.5, True, math.nan) if is_number(value)] == [
        1,
        1.0,
        0.5,
    ]
    assert is_integer(1.0)
    assert not is_integer(0.5)
    assert not is_integer(False)
    assert not is_integer(math.inf)


def test_a_secret_value_is_not_shown() -> None:
    """The message names the keyword alone, and the value is no part of the `repr`."""
    found: list[Violation] = []
    wrong_string("hunter2", None, Concealed(found), SCHEMA, min_length=8)
    (violation,) = found
    assert violation.message == "the value, which is secret, breaks `minLength`"
    assert "hunter2" not in repr(violation) + str(violation)
    assert violation.value == "hunter2"


def is_text(value: object, at: Path, found: list[Violation]) -> None:
    """Check a string."""
    if not isinstance(value, str):
        wrong_string(value, at, found, f"{SCHEMA}/t")


def is_count(value: object, at: Path, found: list[Violation]) -> None:
    """Check an integer of at least 0."""
    wrong_integer(value, at, found, f"{SCHEMA}/c", minimum=0)


def is_cat(value: object, at: Path, found: list[Violation]) -> None:
    """Check an object with the count `lives`."""
    if not is_object(value):
        wrong_type(value, at, found, f"{SCHEMA}/cat", "object")
        return
    missing(value, at, found, f"{SCHEMA}/cat", ("lives",))
    if "lives" in value:
        is_count(value["lives"], (at, "lives"), found)


def test_any_of_says_which_branch_came_closest() -> None:
    """The branch that got further into the value explains the failure."""
    assert found_by(wrong_any_of, {"lives": -1}, branches=(is_text, is_cat)) == [
        (
            "anyOf: matches none of 2 alternatives; closest is alternative 2: "
            "lives: -1 is less than the minimum 0"
        )
    ]


def test_one_of_needs_exactly_one() -> None:
    """None and two are both wrong, and the message says which two."""
    assert found_by(wrong_one_of, 1, branches=(is_count, is_text, is_count)) == [
        "oneOf: 1 matches alternatives 1 and 3, not exactly one"
    ]
    assert found_by(wrong_one_of, None, branches=(is_text, is_count)) == [
        (
            "oneOf: matches none of 2 alternatives; closest is alternative 1: "
            "null is not a string"
        )
    ]


def test_not_refuses_what_its_branch_accepts() -> None:
    """The keyword `not` turns its schema around."""
    assert found_by(wrong_not, "a") == ["not: 'a' matches what is not allowed here"]


def test_contains_counts() -> None:
    """The number of items that match is told, with the limit that it breaks."""
    assert found_by(wrong_contains, ["a", 1], count=1) == []
    assert found_by(wrong_contains, [1], count=0) == [
        "contains: 0 items match `contains`, fewer than the minimum 1"
    ]
    assert found_by(wrong_contains, ["a", 1], count=1, minimum=2) == [
        "minContains: 1 items match `contains`, fewer than the minimum 2"
    ]
    assert found_by(wrong_contains, ["a", "b"], count=2, maximum=1) == [
        "maxContains: 2 items match `contains`, more than the maximum 1"
    ]


def test_property_names_are_checked_as_strings() -> None:
    """The violation is at the property and says why the name is wrong."""
    found: list[Violation] = []

    def short(value: object, at: Path, inner: list[Violation]) -> None:
        wrong_string(value, at, inner, SCHEMA, max_length=1)

    wrong_names({"a": 1, "bc": 2}, None, found, SCHEMA, short)
    assert [str(v) for v in found] == [
        (
            "bc: the name 'bc' is not allowed: 2 characters, more than the maximum 1 "
            f"({SCHEMA}/propertyNames)"
        )
    ]


def test_json_equality() -> None:
    """JSON `true` is not 1, 1 is 1.0, and that holds inside arrays and objects."""
    assert json_equal(1, 1.0)
    assert not json_equal(True, 1)
    assert not json_equal([{"a": False}], [{"a": 0}])
    assert json_equal({"a": 1, "b": [None]}, {"b": [None], "a": 1.0})
    assert not json_equal({}, [])
    assert is_unique([1, True, 0, False, "1", None, [1], {"a": 1}])
    assert not is_unique([{"a": [1]}, {"a": [1.0]}])


def test_a_violation_prints_where_what_and_which_rule() -> None:
    """The path is readable; the root is named after the part of the message."""
    check: Any = lambda value, at, found: wrong_integer(  # noqa: E731
        value, ((at, "a/b"), 0), found, SCHEMA, minimum=0
    )
    (violation,) = run(check, -1, "body")
    assert violation.instance_path == "/a~1b/0"
    assert str(violation) == (
        f"a/b/0: -1 is less than the minimum 0 ({SCHEMA}/minimum)"
    )
    (root,) = run(is_text, 5, "body")
    assert str(root) == f"body: 5 is not a string ({SCHEMA}/t/type)"
    (nameless,) = run(is_text, 5, "")
    assert str(nameless).startswith("value: ")
    assert pickle.loads(pickle.dumps(root)) == root


def test_long_values_are_shortened() -> None:
    """A message stays readable whatever the value."""
    (message,) = found_by(wrong_integer, "x" * 1000)
    assert len(message) < 100
    (message,) = found_by(wrong_string, list(range(1000)))
    assert message.startswith("type: [0, 1, 2")
    assert len(message) < 100


def nested(value: object, at: Path, found: list[Violation]) -> None:
    """Check an array of such arrays."""
    if not is_array(value):
        wrong_type(value, at, found, SCHEMA, "array")
        return
    for index, item in enumerate(value):
        nested(item, (at, index), found)


def test_nesting_without_end_is_a_violation() -> None:
    """A recursive schema on a deep value does not end in a RecursionError."""
    deep: list[Any] = []
    for _ in range(5000):
        deep = [deep]
    (violation,) = run(nested, deep, "body")
    assert violation.message == "the value is nested too deeply to be checked"
    assert not Validator(nested).is_valid(deep)


def test_a_validator_answers_in_three_ways() -> None:
    """The verdict stops at the first fault; the rest gathers or raises all of them."""
    validator = Validator(is_cat)
    assert validator.is_valid({"lives": 9})
    assert validator.violations({"lives": 9}) == []
    validator.validate({"lives": 9})
    assert not validator.is_valid({"lives": -1})
    with pytest.raises(ValidationError, match="lives: -1 is less than the minimum 0"):
        validator.validate({"lives": -1})
    asked: list[object] = []

    def twice(value: object, at: Path, found: list[Violation]) -> None:
        for _ in range(2):
            asked.append(value)
            is_text(value, at, found)

    assert not Validator(twice).is_valid(1)
    assert asked == [1]
    assert len(Validator(twice).violations(1)) == 2
