"""Which shape the properties have that an object has no schema of their own for."""

from typing import Any

import pytest

from specloom.ir.shape import Anything, Named, ObjectOf, Scalar, Shape

from .conftest import LowerShape, at

INTEGER = {"type": "integer"}
TEXT = {"type": "string"}
T = {"$ref": "#/components/schemas/T"}
NUMBERS = {"type": "object", "additionalProperties": INTEGER}


def thing(**keywords: Any) -> dict[str, Any]:
    """Describe an object with one known property."""
    return {"type": "object", "properties": {"a": TEXT}, **keywords}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (thing(), None),
        (thing(additionalProperties=False), None),
        (thing(additionalProperties=True), Anything()),
        (thing(additionalProperties={}), Anything()),
        (thing(additionalProperties=INTEGER), Scalar("integer")),
        (thing(additionalProperties=T), Named(at("components", "schemas", "T"))),
        (thing(patternProperties={"^x": INTEGER}), Scalar("integer")),
        (
            thing(patternProperties={"^x": INTEGER, "^y": INTEGER}),
            Scalar("integer"),
        ),
        (
            thing(patternProperties={"^x": INTEGER}, additionalProperties=False),
            Scalar("integer"),
        ),
        (
            thing(patternProperties={"^x": INTEGER}, additionalProperties=INTEGER),
            Scalar("integer"),
        ),
        (thing(patternProperties={"^x": INTEGER, "^y": TEXT}), Anything()),
        (
            thing(patternProperties={"^x": INTEGER}, additionalProperties=TEXT),
            Anything(),
        ),
        (
            thing(patternProperties={"^x": INTEGER}, additionalProperties=True),
            Anything(),
        ),
        ({"allOf": [thing(), NUMBERS]}, Scalar("integer")),
        (
            {"allOf": [thing(additionalProperties=True), NUMBERS]},
            Scalar("integer"),
        ),
        (
            {"allOf": [thing(additionalProperties=TEXT), NUMBERS]},
            Anything(),
        ),
        (thing(anyOf=[NUMBERS, thing(required=["b"])]), Anything()),
    ],
)
def test_further_properties_have_one_shape_or_any(
    schema: dict[str, Any], expected: Shape | None, shape: LowerShape
) -> None:
    """One where everything that surely holds says the same, any where it does not."""
    found = shape(schema, T=thing())
    assert isinstance(found, ObjectOf)
    assert found.additional == expected
