"""Test that what a value of a large union costs does not grow with the union."""

from unittest.mock import patch

import pytest

from specloom.errors import Location
from specloom.ir.schema import AnySchema, Property, Schema, Value
from specloom.python.tests.conformity import Judge

AT = Location("x.yaml", "#")


def variant(kind: str) -> Schema:
    """Give an object that says what it is."""
    said = Schema(at=AT, types=("string",), const=Value(kind))
    properties = (Property("kind", said),)
    return Schema(at=AT, types=("object",), required=("kind",), properties=properties)


def judged(union: Schema, value: object) -> tuple[list[str], int]:
    """Give the broken keywords, and how many schemas were asked about."""
    asked: list[AnySchema] = []
    whole = Judge.accepts

    def counted(self: Judge, schema: AnySchema, value: object) -> bool:
        asked.append(schema)
        return whole(self, schema, value)

    with patch.object(Judge, "accepts", counted):
        found = [entry.keyword for entry in Judge({}).broken(union, value)]
    return found, len(asked)


@pytest.mark.parametrize(
    ("value", "found", "asked"),
    [
        ({"kind": "v7"}, [], 1),
        ({"kind": "v999"}, ["oneOf"], 0),
        ({"kind": 7}, ["oneOf"], 0),
        ({}, ["oneOf"], 0),
        ("v7", ["oneOf"], 300),
        ({"kind": "twice"}, ["oneOf"], 2),
    ],
)
def test_judges_only_the_branches_that_a_value_names(
    value: object, found: list[str], asked: int
) -> None:
    """A member with a constant in each branch chooses those that are judged."""
    kinds = [*(f"v{number}" for number in range(298)), "twice", "twice"]
    union = Schema(at=AT, one_of=tuple(map(variant, kinds)))
    assert judged(union, value) == (found, asked)


def test_judges_branches_without_constants_always() -> None:
    """A branch that says nothing of the member may fit whatever that is."""
    union = Schema(at=AT, any_of=(variant("a"), variant("b"), Schema(at=AT)))
    assert judged(union, {"kind": "c"}) == ([], 1)


@pytest.mark.parametrize("value", [1, 1.0, True, None, "1"])
def test_looks_up_texts_only(value: object) -> None:
    """An enum of texts and numbers tells them apart as JSON does."""
    schema = Schema(at=AT, enum=(Value(1), Value("a")))
    is_among = isinstance(value, (int, float)) and not isinstance(value, bool)
    assert Judge({}).accepts(schema, value) is is_among
    assert Judge({}).accepts(schema, "a")
