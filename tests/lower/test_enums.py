"""What extensions say of the values of an `enum`."""

from typing import Any

import pytest

from specloom.ir.shape import Literals, Nullable

from .conftest import LowerShape

VALUES = {"enum": [0, 1]}


def notes(shape: LowerShape, **written: Any) -> tuple[str, ...]:
    """Give what is said of each value."""
    found = shape(VALUES | written)
    assert isinstance(found, Literals)
    return found.notes


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({}, ()),
        ({"x-enum-varnames": ["Off", "On"]}, ("Off", "On")),
        ({"x-enumNames": ["Off", "On"]}, ("Off", "On")),
        ({"x-enum-descriptions": ["It is", "It is"]}, ("It is", "It is")),
        ({"x-enumDescriptions": {"1": "Lit.", "2": "?"}}, ("", "Lit.")),
        (
            {"x-enum-varnames": ["Off", "On"], "x-enum-descriptions": ["Dark.", 5]},
            ("Off: Dark.", "On"),
        ),
        ({"x-enum-varnames": ["Off"]}, ()),
        ({"x-enum-varnames": "Off"}, ()),
    ],
)
def test_values_have_notes(
    written: dict[str, Any], expected: tuple[str, ...], shape: LowerShape
) -> None:
    """Names and descriptions are kept if there is one for each value."""
    assert notes(shape, **written) == expected


def test_null_needs_no_note(shape: LowerShape) -> None:
    """It is no value of the choice, so that its name goes with it."""
    found = shape({"enum": ["a", None, "b"], "x-enum-varnames": ["A", "Nil", "B"]})
    assert isinstance(found, Nullable)
    assert isinstance(found.shape, Literals)
    assert found.shape.notes == ("A", "B")


def test_constants_are_told_by_their_words(shape: LowerShape) -> None:
    """`oneOf` of constants is how JSON Schema says what each value means."""
    branches = [
        {"const": "a", "title": "First", "description": "The first."},
        {"enum": ["b"]},
    ]
    found = shape({"oneOf": branches})
    assert isinstance(found, Literals)
    assert (found.values, found.notes) == (("a", "b"), ("First: The first.", ""))


def test_a_name_that_is_the_value_says_nothing(shape: LowerShape) -> None:
    """Only what differs from the value is told."""
    found = shape({"enum": ["a", "b"], "x-enum-varnames": ["a", "Bee"]})
    assert isinstance(found, Literals)
    assert found.notes == ("", "Bee")
