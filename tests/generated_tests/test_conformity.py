"""The judge of sample values agrees with JSON Schema 2020-12."""

from typing import Any

import pytest

from specloom.errors import Location
from specloom.ir.schema import (
    BooleanSchema,
    Dependency,
    PatternProperty,
    Property,
    Reference,
    Schema,
    Value,
)
from specloom.python.tests.broken import pointer
from specloom.python.tests.conformity import Judge

AT = Location("x.yaml", "#/components/schemas/Thing")
TEXT = Schema(at=AT, types=("string",))
NUMBER = Schema(at=AT, types=("integer",))
NEVER = BooleanSchema(AT, accepts=False)


def of(**keywords: Any) -> Schema:
    """Give a schema."""
    return Schema(at=AT, **keywords)


def found(schema: Any, value: Any) -> list[tuple[str, str]]:
    """Give the places and keywords that a value breaks."""
    judge = Judge({AT: schema})
    return [
        (pointer(entry.path), entry.keyword) for entry in judge.broken(schema, value)
    ]


@pytest.mark.parametrize(
    ("schema", "value", "keyword"),
    [
        (of(types=("integer",)), True, "type"),
        (of(types=("integer",)), 1.5, "type"),
        (of(types=("string", "null")), 1, "type"),
        (of(enum=(Value(1),)), True, "enum"),
        (of(const=Value("a")), "b", "const"),
        (of(minimum=3), 2, "minimum"),
        (of(maximum=3), 4, "maximum"),
        (of(exclusive_minimum=3), 3, "exclusiveMinimum"),
        (of(exclusive_maximum=3), 3, "exclusiveMaximum"),
        (of(multiple_of=0.1), 0.35, "multipleOf"),
        (of(min_length=2), "a", "minLength"),
        (of(max_length=1), "ab", "maxLength"),
        (of(pattern="^a$"), "a\n", "pattern"),
        (of(min_items=1), [], "minItems"),
        (of(max_items=0), [1], "maxItems"),
        (of(contains=TEXT), [1], "contains"),
        (of(contains=TEXT, min_contains=2), ["a"], "minContains"),
        (of(contains=TEXT, max_contains=1), ["a", "b"], "maxContains"),
        (of(min_properties=1), {}, "minProperties"),
        (of(max_properties=0), {"a": 1}, "maxProperties"),
        (of(required=("a",)), {}, "required"),
        (of(dependencies=(Dependency("a", ("b",)),)), {"a": 1}, "dependentRequired"),
        (of(any_of=(TEXT, NUMBER)), None, "anyOf"),
        (of(one_of=(NUMBER, of(minimum=1))), 1, "oneOf"),
        (of(not_=TEXT), "a", "not"),
        (NEVER, 1, ""),
    ],
)
def test_a_broken_keyword_is_named(schema: Any, value: Any, keyword: str) -> None:
    """One value breaks one keyword, at the value itself."""
    assert found(schema, value) == [("", keyword)]


@pytest.mark.parametrize(
    ("schema", "value", "place", "keyword"),
    [
        (of(unique_items=True), [1, 2, 1.0], "/2", "uniqueItems"),
        (of(items=TEXT), ["a", 1], "/1", "type"),
        (of(prefix_items=(TEXT,)), [1], "/0", "type"),
        (of(properties=(Property("a/b", TEXT),)), {"a/b": 1}, "/a~1b", "type"),
        (of(additional_properties=NEVER), {"a": 1}, "/a", "additionalProperties"),
        (of(additional_properties=TEXT), {"a": 1}, "/a", "type"),
        (
            of(pattern_properties=(PatternProperty("^a", TEXT),)),
            {"ab": 1},
            "/ab",
            "type",
        ),
        (of(property_names=of(max_length=1)), {"ab": 1}, "/ab", "propertyNames"),
    ],
)
def test_the_place_is_a_pointer(
    schema: Any, value: Any, place: str, keyword: str
) -> None:
    """What is inside is named by its JSON Pointer."""
    assert found(schema, value) == [(place, keyword)]


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        (of(types=("integer",)), 1.0),
        (of(multiple_of=0.1), 0.3),
        (of(unique_items=True), [1, True, "1"]),
        (of(if_=TEXT, then=of(min_length=1), else_=NUMBER), 3),
        (of(all_of=(TEXT, of(max_length=3))), "abc"),
        (of(min_length=3), 1),
    ],
)
def test_what_fits_breaks_nothing(schema: Any, value: Any) -> None:
    """Keywords for other types pass, and numbers compare as JSON does."""
    assert found(schema, value) == []


def test_a_reference_that_holds_itself_ends() -> None:
    """A schema that is only a reference to itself says nothing."""
    assert found(Reference(AT, AT), 1) == []


def test_both_branches_of_if_count() -> None:
    """`then` and `else` are what `if` chooses."""
    schema = of(if_=TEXT, then=of(min_length=2), else_=NUMBER)
    assert found(schema, "a") == [("", "minLength")]
    assert found(schema, None) == [("", "type")]


OPEN = of(properties=(Property("a", TEXT),))
CLOSED = of(all_of=(OPEN,), unevaluated_properties=NEVER)


@pytest.mark.parametrize(
    ("schema", "value", "place"),
    [
        (CLOSED, {"a": "x", "b": 1}, "/b"),
        (of(all_of=(CLOSED,), unevaluated_properties=NEVER), {"b": 1}, "/b"),
        (of(any_of=(OPEN, TEXT), unevaluated_properties=NEVER), {"c": 1}, "/c"),
        (of(if_=OPEN, else_=OPEN, unevaluated_properties=NEVER), {"d": 1}, "/d"),
        (of(prefix_items=(TEXT,), unevaluated_items=NEVER), ["a", "b"], "/1"),
        (of(contains=TEXT, unevaluated_items=NEVER), ["a", 1], "/1"),
    ],
)
def test_what_nothing_evaluates_is_refused(schema: Any, value: Any, place: str) -> None:
    """`unevaluatedProperties` and `unevaluatedItems` heed what stands beside them."""
    assert {where for where, _ in found(schema, value)} == {place}


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        (CLOSED, {"a": "x"}),
        (of(any_of=(OPEN, TEXT), unevaluated_properties=NEVER), {"a": "x"}),
        (of(if_=OPEN, then=OPEN, unevaluated_properties=NEVER), {"a": "x"}),
        (
            of(
                dependencies=(Dependency("a", schema=OPEN),),
                unevaluated_properties=NEVER,
            ),
            {"a": "x"},
        ),
        (
            of(
                pattern_properties=(PatternProperty("^b", TEXT),),
                unevaluated_properties=NEVER,
            ),
            {"b1": "x"},
        ),
        (of(additional_properties=TEXT, unevaluated_properties=NEVER), {"z": "x"}),
        (of(unevaluated_properties=TEXT), {"z": "x"}),
        (of(all_of=(of(items=TEXT),), unevaluated_items=NEVER), ["a", "b"]),
        (of(contains=TEXT, unevaluated_items=NUMBER), ["a", 1]),
        (of(unevaluated_items=NEVER), {"a": 1}),
    ],
)
def test_what_something_evaluates_is_accepted(schema: Any, value: Any) -> None:
    """References, branches that hold, conditions and patterns evaluate members."""
    assert found(schema, value) == []


def test_contains_evaluates_nothing_where_it_did_not() -> None:
    """JSON Schema 2019-09: `unevaluatedItems` does not heed `contains`."""
    schema = of(contains=TEXT, contains_evaluates=False, unevaluated_items=NEVER)
    assert ("/0", "") in found(schema, ["a"])
