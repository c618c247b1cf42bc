"""Test the checks of single keywords."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from typing import Any

import pytest

from specloom.runtime.checks import (
    Path,
    Violation,
    any_of,
    array,
    boolean,
    by_discriminator,
    closed,
    constant,
    contains,
    depends,
    integer,
    is_unique,
    json_equal,
    not_,
    null,
    number,
    obj,
    one_of,
    one_of_values,
    property_names,
    require,
    run,
    string,
    text_or_bytes,
)
from specloom.runtime.files import File

SCHEMA = "#/components/schemas/X"


def found_by(check: Callable[..., object], value: object, /, **words: Any) -> list[str]:
    """Give what a check finds, as keyword and message."""
    found: list[Violation] = []
    check(value, None, found, SCHEMA, **words)
    assert all(v.schema_path == f"{SCHEMA}/{v.keyword}" for v in found)
    return [f"{v.keyword}: {v.message}" for v in found]


PASSES: list[tuple[Callable[..., object], object, dict[str, Any]]] = [
    (integer, 1, {"minimum": 1, "maximum": 1}),
    (integer, 1.0, {"multiple_of": 1}),
    (integer, -0.0, {"minimum": 0}),
    (integer, 10**40, {"minimum": 2**64}),
    (number, 0.3, {"multiple_of": 0.1}),
    (number, 19.99, {"multiple_of": 0.01}),
    (number, 1e308, {"multiple_of": 1e-8}),
    (number, 2, {"exclusive_minimum": 1.5, "exclusive_maximum": 2.5}),
    (string, "😀", {"min_length": 1, "max_length": 1}),
    (string, "xay", {"pattern": re.compile("a"), "source": "a"}),
    (text_or_bytes, b"abc", {"max_length": 3}),
    (text_or_bytes, File(b"abc"), {"max_length": 3}),
    (text_or_bytes, "abc", {}),
    (boolean, False, {}),
    (null, None, {}),
    (array, [1, True, "1", [1], {"a": 1}], {"unique": True, "max_items": 5}),
    (obj, {"a": 1}, {"min_properties": 1, "max_properties": 1}),
    (require, {"a": None}, {"names": ("a",)}),
    (closed, {"a": 1}, {"known": frozenset({"a", "b"})}),
    (depends, {"b": 1}, {"name": "a", "needed": ("b",)}),
    (one_of_values, 1.0, {"values": ("a", 1)}),
    (one_of_values, [{"a": 1.0}], {"values": ([{"a": 1}],)}),
    (constant, {"a": [1]}, {"expected": {"a": [1.0]}}),
]

FAILS: list[tuple[Callable[..., object], object, dict[str, Any], str]] = [
    (integer, True, {}, "type: true is not an integer"),
    (integer, 1.5, {}, "type: 1.5 is not an integer"),
    (integer, "1", {}, "type: '1' is not an integer"),
    (integer, -1, {"minimum": 0}, "minimum: -1 is less than the minimum 0"),
    (integer, 9, {"maximum": 8}, "maximum: 9 is greater than the maximum 8"),
    (
        integer,
        0,
        {"exclusive_minimum": 0},
        "exclusiveMinimum: 0 is not greater than 0",
    ),
    (
        number,
        2.5,
        {"exclusive_maximum": 2.5},
        "exclusiveMaximum: 2.5 is not less than 2.5",
    ),
    (number, 0.35, {"multiple_of": 0.1}, "multipleOf: 0.35 is not a multiple of 0.1"),
    (number, False, {}, "type: false is not a number"),
    (number, None, {}, "type: null is not a number"),
    (string, 5, {}, "type: 5 is not a string"),
    (
        string,
        "",
        {"min_length": 1},
        "minLength: 0 characters, fewer than the minimum 1",
    ),
    (
        string,
        "abc",
        {"max_length": 2},
        "maxLength: 3 characters, more than the maximum 2",
    ),
    (
        string,
        "abc",
        {"pattern": re.compile("^[0-9]+$"), "source": "^[0-9]+$"},
        "pattern: 'abc' does not match the pattern ^[0-9]+$",
    ),
    (
        text_or_bytes,
        b"a",
        {"min_length": 2},
        "minLength: 1 byte, fewer than the minimum 2",
    ),
    (text_or_bytes, 5, {}, "type: 5 is not a string"),
    (boolean, 1, {}, "type: 1 is not a boolean"),
    (null, 0, {}, "type: 0 is not null"),
    (array, {}, {}, "type: {} is not an array"),
    (array, [], {"min_items": 1}, "minItems: 0 items, fewer than the minimum 1"),
    (array, [1, 2], {"max_items": 1}, "maxItems: 2 items, more than the maximum 1"),
    (array, [1, 2, 1.0], {"unique": True}, "uniqueItems: item 2 repeats item 0: 1.0"),
    (obj, [], {}, "type: [] is not an object"),
    (
        obj,
        {},
        {"min_properties": 1},
        "minProperties: 0 properties, fewer than the minimum 1",
    ),
    (
        obj,
        {"a": 1, "b": 2},
        {"max_properties": 1},
        "maxProperties: 2 properties, more than the maximum 1",
    ),
    (
        require,
        {},
        {"names": ("media",)},
        "required: required property 'media' is missing",
    ),
    (
        closed,
        {"shard": 1},
        {"known": frozenset({"shared", "other"})},
        "additionalProperties: unknown property 'shard'; did you mean 'shared'?",
    ),
    (
        closed,
        {"zzz": 1},
        {"known": frozenset({"shared"})},
        "additionalProperties: unknown property 'zzz'",
    ),
    (
        depends,
        {"a": 1},
        {"name": "a", "needed": ("b",)},
        "dependentRequired: property 'a' needs property 'b' beside it",
    ),
    (one_of_values, 3, {"values": (1, 2)}, "enum: 3 is not one of 1, 2"),
    (
        one_of_values,
        True,
        {"values": (1, "true")},
        "enum: true is not one of 1, 'true'",
    ),
    (
        one_of_values,
        "tweet_vide",
        {"values": ("tweet_video", "dm")},
        (
            "enum: 'tweet_vide' is not one of 'tweet_video', 'dm'; "
            "did you mean 'tweet_video'?"
        ),
    ),
    (constant, 1, {"expected": True}, "const: 1 is not true"),
]


@pytest.mark.parametrize(("check", "value", "words"), PASSES)
def test_valid_values_pass(
    check: Callable[..., object], value: object, words: dict[str, Any]
) -> None:
    """JSON Schema's own semantics: 1.0 is an integer, decimals are exact."""
    assert found_by(check, value, **words) == []


@pytest.mark.parametrize(("check", "value", "words", "text"), FAILS)
def test_invalid_values_are_explained(
    check: Callable[..., object], value: object, words: dict[str, Any], text: str
) -> None:
    """One message that says what is wrong and what would be right."""
    assert found_by(check, value, **words) == [text]


def is_text(value: object, at: Path, found: list[Violation]) -> None:
    """Check a string."""
    string(value, at, found, f"{SCHEMA}/t")


def is_count(value: object, at: Path, found: list[Violation]) -> None:
    """Check an integer of at least 0."""
    integer(value, at, found, f"{SCHEMA}/c", minimum=0)


def is_cat(value: object, at: Path, found: list[Violation]) -> None:
    """Check an object with the count `lives`."""
    if obj(value, at, found, f"{SCHEMA}/cat"):
        require(value, at, found, f"{SCHEMA}/cat", ("lives",))
        if "lives" in value:
            is_count(value["lives"], (at, "lives"), found)


def test_any_of_passes_with_one_branch() -> None:
    """One branch that holds is enough."""
    assert found_by(any_of, "a", branches=(is_count, is_text)) == []


def test_any_of_says_which_branch_came_closest() -> None:
    """The branch that got further into the value explains the failure."""
    assert found_by(any_of, {"lives": -1}, branches=(is_text, is_cat)) == [
        (
            "anyOf: matches none of 2 alternatives; closest is alternative 2: "
            "lives: -1 is less than the minimum 0"
        )
    ]


def test_one_of_needs_exactly_one() -> None:
    """None and two are both wrong, and the message says which two."""
    assert found_by(one_of, 1, branches=(is_text, is_count)) == []
    assert found_by(one_of, 1, branches=(is_count, is_text, is_count)) == [
        "oneOf: 1 matches alternatives 1 and 3, not exactly one"
    ]
    assert found_by(one_of, None, branches=(is_text, is_count)) == [
        (
            "oneOf: matches none of 2 alternatives; closest is alternative 1: "
            "null is not a string"
        )
    ]


def test_not_refuses_what_its_branch_accepts() -> None:
    """The keyword `not` turns its schema around."""
    assert found_by(not_, 1, branch=is_text) == []
    assert found_by(not_, "a", branch=is_text) == [
        "not: 'a' matches what is not allowed here"
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"kind": "cat", "lives": 9}, []),
        (
            {"kind": "cow"},
            ["/kind discriminator 'cow' is not one of 'cat'"],
        ),
        (
            {"lives": 1},
            [" discriminator property 'kind' is missing; it is one of 'cat'"],
        ),
        (5, [" type 5 is not an object"]),
        (
            {"kind": "cat", "lives": -1},
            ["/lives minimum -1 is less than the minimum 0"],
        ),
    ],
)
def test_the_discriminator_chooses_the_branch(
    value: object, expected: list[str]
) -> None:
    """Only the named branch is checked; a name nobody knows is a violation."""
    found: list[Violation] = []
    by_discriminator(value, None, found, SCHEMA, "kind", {"cat": is_cat})
    assert [f"{v.instance_path} {v.keyword} {v.message}" for v in found] == expected


def test_contains_counts() -> None:
    """With `minContains` 0 it always holds; other types than arrays pass."""
    assert found_by(contains, ["a", 1], check=is_text) == []
    assert found_by(contains, [1], check=is_text, minimum=0) == []
    assert found_by(contains, "a", check=is_text) == []
    assert found_by(contains, [1], check=is_text) == [
        "contains: 0 items match `contains`, fewer than the minimum 1"
    ]
    assert found_by(contains, ["a", "b"], check=is_text, maximum=1) == [
        "maxContains: 2 items match `contains`, more than the maximum 1"
    ]


def test_property_names_are_checked_as_strings() -> None:
    """The violation is at the property and says why the name is wrong."""
    found: list[Violation] = []

    def short(value: object, at: Path, inner: list[Violation]) -> None:
        string(value, at, inner, SCHEMA, max_length=1)

    property_names({"a": 1, "bc": 2}, None, found, SCHEMA, short)
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
    check: Any = lambda value, at, found: integer(  # noqa: E731
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
    (message,) = found_by(integer, "x" * 1000)
    assert len(message) < 100
    (message,) = found_by(string, list(range(1000)))
    assert message.startswith("type: [0, 1, 2")
    assert len(message) < 100


def test_nesting_without_end_is_a_violation() -> None:
    """A recursive schema on a deep value does not end in a RecursionError."""

    def nested(value: object, at: Path, found: list[Violation]) -> None:
        if array(value, at, found, SCHEMA):
            for index, item in enumerate(value):
                nested(item, (at, index), found)

    deep: list[Any] = []
    for _ in range(5000):
        deep = [deep]
    (violation,) = run(nested, deep, "body")
    assert violation.message == "the value is nested too deeply to be checked"
