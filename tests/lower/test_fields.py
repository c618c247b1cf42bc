"""Which fields an object has: its own and those of its parts."""

from typing import Any

import pytest

from specloom.ir.schema import Value
from specloom.ir.shape import Anything, Field, ObjectOf, Scalar

from .conftest import LowerShape

TEXT = {"type": "string"}
BASE = {
    "type": "object",
    "required": ["id"],
    "properties": {"id": TEXT, "kind": TEXT | {"description": "Kind."}},
}
REF = {"$ref": "#/components/schemas/Base"}


def fields(shape: LowerShape, written: Any, **others: Any) -> dict[str, Field]:
    """Give the fields of a schema by their names."""
    found = shape(written, **({"Base": BASE} | others))
    assert isinstance(found, ObjectOf)
    return {field.name: field for field in found.fields}


def told(shape: LowerShape, written: Any, **others: Any) -> dict[str, bool]:
    """Give the names of a schema's fields, and whether they are required."""
    found = fields(shape, written, **others)
    return {name: field.required for name, field in found.items()}


def test_a_part_of_all_of_gives_its_fields(shape: LowerShape) -> None:
    """Inherited fields come first, and `required` of any part counts."""
    extended = {"allOf": [REF, {"properties": {"x": TEXT}, "required": ["kind", "x"]}]}
    assert told(shape, extended) == {"id": True, "kind": True, "x": True}


def test_branches_give_optional_fields(shape: LowerShape) -> None:
    """What only one of several branches requires may be absent."""
    either = {"properties": {"x": TEXT}, "required": ["x"]}
    written = {"properties": {"a": TEXT}, "required": ["a"], "oneOf": [REF, either]}
    assert told(shape, written) == {"a": True, "id": False, "kind": False, "x": False}


def test_a_required_property_that_nobody_defines_is_a_field(shape: LowerShape) -> None:
    """It may have any value; a closed object cannot have it."""
    written = {"type": "object", "properties": {"a": TEXT}, "required": ["z", "a"]}
    assert told(shape, written) == {"a": True, "z": True}
    assert fields(shape, written)["z"].shape == Anything()
    closed = written | {"additionalProperties": False}
    assert told(shape, closed) == {"a": True}


def test_two_descriptions_of_one_property(shape: LowerShape) -> None:
    """The later refines the earlier; what contradicts in branches may be anything."""
    number = {"properties": {"id": {"type": "integer"}}, "required": ["id"]}
    assert fields(shape, {"allOf": [REF, number]})["id"].shape == Scalar("integer")
    open_ = {"properties": {"id": {}}, "required": []}
    assert fields(shape, {"allOf": [REF, open_]})["id"].shape == Scalar("string")
    same = {"properties": {"kind": TEXT}}
    assert fields(shape, {"allOf": [REF, same]})["kind"].description == "Kind."
    branches = {"properties": {"a": TEXT}, "oneOf": [REF, number]}
    assert fields(shape, branches)["id"].shape == Anything()


def test_annotations_come_through_references(shape: LowerShape) -> None:
    """Direct or behind `$ref`; a description beside `$ref` overrides (3.1.1, 4.8.23)."""
    secret = {"type": "string", "format": "password", "default": "x", "readOnly": True}
    written = {
        "properties": {
            "near": secret | {"deprecated": True},
            "far": {"$ref": "#/components/schemas/Far", "description": "Own."},
            "any": True,
        }
    }
    found = fields(
        shape, written, Far={"$ref": "#/components/schemas/Near"}, Near=secret
    )
    assert found["near"].deprecated
    assert found["far"].secret
    assert found["far"].read_only
    assert found["far"].default == Value("x")
    assert found["far"].description == "Own."
    assert found["any"].schema is None
    assert found["any"].shape == Anything()


@pytest.mark.parametrize(
    ("keyword", "expected"),
    [(TEXT, Scalar("string")), (True, Anything()), (False, None)],
)
def test_further_properties(keyword: Any, expected: object, shape: LowerShape) -> None:
    """They have a shape where the document speaks of them."""
    written = {"properties": {"a": TEXT}, "additionalProperties": keyword}
    found = shape(written)
    assert isinstance(found, ObjectOf)
    assert found.additional == expected


def test_a_diamond_of_parts_is_walked_once(shape: LowerShape) -> None:
    """Thirty levels, each with the one below twice, take no time."""
    levels: dict[str, Any] = {"L0": BASE}
    for number in range(1, 31):
        below = {"$ref": f"#/components/schemas/L{number - 1}"}
        levels[f"L{number}"] = {"allOf": [below, below]}
    top = {"allOf": [{"$ref": "#/components/schemas/L30"}, {"required": ["kind"]}]}
    assert told(shape, top, **levels) == {"id": True, "kind": True}
