"""Every limit has values on both sides, and each breaks what it is made for."""

from typing import Any

import pytest

from specloom.errors import Location
from specloom.ir.schema import BooleanSchema, Property, Schema, Value
from specloom.python.tests.broken import pointer
from specloom.python.tests.conformity import Judge
from specloom.python.tests.limits import Limits

AT = Location("x.yaml", "#/components/schemas/Thing")
CLOSED = BooleanSchema(AT, accepts=False)


def of(**keywords: Any) -> Schema:
    """Give a schema; each place has its own."""
    return Schema(at=AT, **keywords)


def inside(schema: Schema) -> list[Any]:
    """Give the values that are accepted."""
    return [entry.value for entry in Limits({}).of(schema) if entry.broken is None]


def outside(schema: Schema, keyword: str) -> list[tuple[Any, str]]:
    """Give the values that break a keyword, with the place of what breaks it."""
    return [
        (entry.value, pointer(entry.broken.path))
        for entry in Limits({}).of(schema)
        if entry.broken is not None and entry.broken.keyword == keyword
    ]


WHOLE = {"types": ("integer",)}
TEXT = {"types": ("string",)}
LIST: dict[str, Any] = {"types": ("array",), "items": of(types=("integer",))}


@pytest.mark.parametrize(
    ("schema", "good", "bad", "keyword"),
    [
        (of(**WHOLE, minimum=3), 3, 2, "minimum"),
        (of(**WHOLE, maximum=3), 3, 4, "maximum"),
        (of(**WHOLE, exclusive_minimum=3), 4, 3, "exclusiveMinimum"),
        (of(**WHOLE, exclusive_maximum=3), 2, 3, "exclusiveMaximum"),
        (of(types=("number",), minimum=0.5), 0.5, 0.499, "minimum"),
        (of(**TEXT, min_length=3), "xxx", "xx", "minLength"),
        (of(**TEXT, max_length=3), "xxx", "xxxx", "maxLength"),
        (of(enum=(Value(2.0),)), 2.0, 3.0, "enum"),
        (of(**TEXT, enum=(Value("a"), Value("b"))), "b", "a_", "enum"),
        (of(types=("boolean",)), False, 1, "type"),
        (of(**WHOLE), None, True, "type"),
        (of(**WHOLE), None, 1.5, "type"),
        (of(types=("integer", "null")), None, "text", "type"),
    ],
)
def test_both_sides_of_a_limit(
    schema: Schema, good: Any, bad: Any, keyword: str
) -> None:
    """The nearest value inside is accepted, the nearest outside is not."""
    assert good is None or good in inside(schema)
    assert (bad, "") in outside(schema, keyword)


def test_null_is_tried_where_it_is_allowed_and_where_it_is_not() -> None:
    """A nullable schema accepts it."""
    assert None in inside(of(types=("integer", "null")))
    assert (None, "") in outside(of(**WHOLE), "type")


def test_arrays_have_their_sizes() -> None:
    """One item too few, one too many, and one twice."""
    schema = of(**LIST, min_items=2, max_items=3, unique_items=True)
    assert {len(value) for value in inside(schema)} >= {2, 3}
    assert {len(value) for value, _ in outside(schema, "minItems")} == {1}
    assert {len(value) for value, _ in outside(schema, "maxItems")} == {4}
    assert {place for _, place in outside(schema, "uniqueItems")} == {"/1"}


def test_items_and_properties_have_limits_of_their_own() -> None:
    """The place of what is broken is inside the value."""
    thing = of(
        types=("object",),
        properties=(Property("size", of(**WHOLE, minimum=1)),),
        required=("size",),
        additional_properties=CLOSED,
    )
    schema = of(types=("array",), items=thing)
    assert ([{"size": 0}], "/0/size") in outside(schema, "minimum")
    assert ([{}], "/0") in outside(schema, "required")
    places = [place for _, place in outside(schema, "additionalProperties")]
    assert places == ["/0/undocumented"]


def test_a_pattern_has_a_line_break_against_it() -> None:
    """`$` does not match before the last line break."""
    values = [value for value, _ in outside(of(**TEXT, pattern="^[a-z]+$"), "pattern")]
    assert any(value.endswith("\n") for value in values)


def test_what_is_meant_to_be_outside_is_never_inside() -> None:
    """A multiple of one half between two multiples of one is still accepted by neither."""
    schema = of(types=("number",), multiple_of=0.5)
    assert outside(schema, "multipleOf")
    for value in inside(schema):
        assert Judge({}).accepts(schema, value)


def test_a_limit_nobody_can_reach_is_left_out() -> None:
    """Where `minLength` contradicts the pattern there is no value inside."""
    assert inside(of(**TEXT, pattern="^[a-z]{2}$", min_length=3)) == []
