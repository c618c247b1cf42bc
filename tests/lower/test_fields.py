"""Which fields an object has: its own and those of its parts."""

from typing import Any

import pytest

from specloom.ir.schema import Value
from specloom.ir.shape import Anything, Field, Literals, ObjectOf, Scalar, UnionOf

from .conftest import LowerShape, at

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
    place = at("components", "schemas", "S", "properties", "id")
    either = (Scalar("string"), Scalar("integer"))
    assert fields(shape, branches)["id"].shape == UnionOf(place, either)


def test_what_surely_holds_counts_more_than_a_branch(shape: LowerShape) -> None:
    """A branch narrows what is said already; it cannot widen it."""
    narrower = {"properties": {"kind": {"const": "a"}}}
    for keyword in ("oneOf", "anyOf"):
        written = {"properties": {"kind": TEXT}, keyword: [narrower, REF]}
        assert fields(shape, written)["kind"].shape == Scalar("string")
    known = fields(shape, {"allOf": [narrower, {"properties": {"kind": TEXT}}]})
    assert isinstance(known["kind"].shape, Literals)


def test_constants_of_branches_are_a_choice(shape: LowerShape) -> None:
    """Each branch has a value of its own, and the property one of them."""
    branches = [{"properties": {"kind": {"const": value}}} for value in ("a", "b")]
    written = {"properties": {"a": TEXT}, "oneOf": branches}
    place = at("components", "schemas", "S", "properties", "kind")
    assert fields(shape, written)["kind"].shape == Literals(place, ("a", "b"))


@pytest.mark.parametrize(
    "keywords",
    [
        {"if": {"required": ["a"]}, "then": REF},
        {"if": {"required": ["a"]}, "else": REF},
        {"dependentSchemas": {"a": REF}},
    ],
)
def test_conditions_give_optional_fields(
    keywords: dict[str, Any], shape: LowerShape
) -> None:
    """What may be there has a field; `then` without `if` says nothing."""
    written = {"properties": {"a": TEXT}} | keywords
    assert told(shape, written) == {"a": False, "id": False, "kind": False}
    if "if" in keywords:
        del written["if"]
        assert told(shape, written) == {"a": False}


def test_patterns_are_further_properties(shape: LowerShape) -> None:
    """A closed object may still have what a pattern describes."""
    written = {
        "properties": {"a": TEXT},
        "patternProperties": {"^x-": {"type": "integer"}},
        "additionalProperties": False,
    }
    found = shape(written)
    assert isinstance(found, ObjectOf)
    assert found.additional == Scalar("integer")
    found = shape(written | {"patternProperties": {"a": TEXT, "b": {}}})
    assert isinstance(found, ObjectOf)
    assert found.additional == Anything()


def test_words_beside_a_reference_count(shape: LowerShape) -> None:
    """OpenAPI 3.1 allows siblings of `$ref`: `deprecated` says it of this place alone."""
    written = {"properties": {"old": REF | {"deprecated": True}, "new": REF}}
    found = fields(shape, written)
    assert (found["old"].deprecated, found["new"].deprecated) == (True, False)


def test_a_title_stands_for_a_description(shape: LowerShape) -> None:
    """It is what the document says where there is nothing else."""
    written = {"properties": {"a": TEXT | {"title": "The A."}}, "title": "All."}
    assert fields(shape, written)["a"].description == "The A."
    found = shape(written)
    assert isinstance(found, ObjectOf)
    assert found.description == "All."


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
