"""Which shape the keywords of a Schema Object have."""

from typing import Any

import pytest

from specloom.ir.shape import (
    Anything,
    ListOf,
    Literals,
    MapOf,
    Named,
    Nullable,
    ObjectOf,
    Scalar,
    Shape,
    TupleOf,
    UnionOf,
)

from .conftest import LowerShape, at

S = at("components", "schemas", "S")
T = at("components", "schemas", "T")
TEXT = {"type": "string"}
THING = {"type": "object", "properties": {"a": TEXT}}
REF = {"$ref": "#/components/schemas/T"}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({}, Anything()),
        (True, Anything()),
        ({"type": "string"}, Scalar("string")),
        ({"type": "string", "format": "date-time"}, Scalar("date-time")),
        ({"type": "string", "format": "date"}, Scalar("date")),
        ({"type": "string", "format": "binary"}, Scalar("binary")),
        ({"type": "string", "format": "time"}, Scalar("time")),
        ({"type": "string", "format": "duration"}, Scalar("duration")),
        ({"type": "string", "format": "uuid"}, Scalar("uuid")),
        ({"type": "string", "format": "decimal"}, Scalar("decimal")),
        ({"type": "string", "format": "byte"}, Scalar("byte")),
        ({"type": "string", "contentEncoding": "base64"}, Scalar("byte")),
        ({"type": "string", "contentEncoding": "base64url"}, Scalar("string")),
        ({"type": "string", "contentMediaType": "image/png"}, Scalar("string")),
        ({"type": "string", "format": "int64"}, Scalar("string")),
        ({"type": "string", "format": "uri"}, Scalar("string")),
        ({"type": "string", "format": "password"}, Scalar("string")),
        ({"type": "number", "format": "decimal"}, Scalar("number")),
        ({"type": "string", "format": "color"}, Scalar("string")),
        ({"type": "integer", "format": "int64"}, Scalar("integer")),
        ({"type": "number"}, Scalar("number")),
        ({"type": "boolean"}, Scalar("boolean")),
        ({"type": "null"}, Scalar("null")),
        ({"type": ["string", "null"]}, Nullable(Scalar("string"))),
        ({"type": "colour"}, Anything()),
        ({"enum": ["a", "b"]}, Literals(S, ("a", "b"))),
        ({"enum": ["a", None]}, Nullable(Literals(S, ("a",)))),
        ({"enum": [None]}, Scalar("null")),
        ({"enum": [1, True, "a"]}, Literals(S, (1, True, "a"))),
        ({"enum": [1.5], "type": "number"}, Scalar("number")),
        ({"enum": [[1]]}, ListOf(Anything())),
        ({"enum": [1.5, 2]}, UnionOf(S, (Scalar("number"), Scalar("integer")))),
        ({"enum": [1.5, None]}, Nullable(Scalar("number"))),
        ({"const": {"a": 1}}, MapOf(Anything())),
        ({"oneOf": [{"const": "a"}, {"const": "b"}]}, Literals(S, ("a", "b"))),
        (
            {"oneOf": [{"const": "a"}, TEXT]},
            UnionOf(S, (Literals(S.child("oneOf", "0"), ("a",)), Scalar("string"))),
        ),
        ({"const": "a", "enum": ["b"]}, Literals(S, ("a",))),
        ({"type": "array", "items": TEXT}, ListOf(Scalar("string"))),
        ({"items": TEXT}, ListOf(Scalar("string"))),
        ({"type": "array"}, ListOf(Anything())),
        ({"prefixItems": [TEXT, TEXT], "items": False}, ListOf(Scalar("string"))),
        ({"prefixItems": [TEXT]}, ListOf(Anything())),
        (
            {"prefixItems": [TEXT], "items": {"type": "integer"}},
            ListOf(UnionOf(S.child("items"), (Scalar("string"), Scalar("integer")))),
        ),
        ({"prefixItems": [TEXT], "items": REF}, ListOf(Anything())),
        (
            {"prefixItems": [TEXT, REF], "items": False, "minItems": 2},
            TupleOf((Scalar("string"), Named(T))),
        ),
        (
            {"prefixItems": [TEXT, REF], "maxItems": 2, "minItems": 2},
            TupleOf((Scalar("string"), Named(T))),
        ),
        ({"prefixItems": [TEXT, REF], "minItems": 2}, ListOf(Anything())),
        (
            {"items": [TEXT, TEXT], "additionalItems": False, "minItems": 2},
            TupleOf((Scalar("string"), Scalar("string"))),
        ),
        ({"items": [TEXT], "additionalItems": False}, ListOf(Scalar("string"))),
        ({"type": "object"}, MapOf(Anything())),
        ({"additionalProperties": TEXT}, MapOf(Scalar("string"))),
        ({"type": "object", "additionalProperties": True}, MapOf(Anything())),
        ({"type": "object", "additionalProperties": False}, ObjectOf(S, ())),
        ({"patternProperties": {"^a": TEXT}}, MapOf(Scalar("string"))),
        (
            {"patternProperties": {"a": TEXT, "b": {"type": "null"}}},
            MapOf(Anything()),
        ),
        (REF, Named(T)),
        ({"allOf": [REF]}, Named(T)),
        ({"allOf": [REF, {"description": "x"}]}, Named(T)),
        ({"allOf": [TEXT, {"maxLength": 3}]}, Scalar("string")),
        ({"allOf": []}, Anything()),
        ({"type": "string", "allOf": [{"minLength": 1}, True]}, Scalar("string")),
        ({"anyOf": [REF, {"type": "null"}]}, Nullable(Named(T))),
        ({"allOf": [REF], "nullable": True}, Nullable(Named(T))),
        (
            {"oneOf": [TEXT, {"type": "integer"}], "nullable": True},
            Nullable(UnionOf(S, (Scalar("string"), Scalar("integer")))),
        ),
        ({"oneOf": [TEXT]}, Scalar("string")),
        ({"oneOf": [{"type": "null"}]}, Scalar("null")),
        ({"oneOf": [TEXT, {}]}, Anything()),
        (
            {"anyOf": [TEXT, {"type": "integer"}]},
            UnionOf(S, (Scalar("string"), Scalar("integer"))),
        ),
        (
            {"type": ["string", "integer", "null"]},
            Nullable(UnionOf(S, (Scalar("string"), Scalar("integer")))),
        ),
        ({"type": "string", "anyOf": [{"required": ["a"]}]}, Scalar("string")),
    ],
)
def test_the_shape_of(schema: Any, expected: Shape, shape: LowerShape) -> None:
    """Keywords that say less than a type needs widen it; null is always said apart."""
    assert shape(schema, T=THING) == expected


def test_the_only_inline_part_stands_for_the_whole(shape: LowerShape) -> None:
    """`allOf` or `anyOf` of one object in line is that object, known by the outer place."""
    inner = THING | {"description": "Inner."}
    found = shape({"allOf": [inner]})
    assert isinstance(found, ObjectOf)
    assert (found.at, found.description) == (S, "Inner.")
    for schema in (
        {"anyOf": [inner, {"type": "null"}]},
        {"allOf": [{"anyOf": [inner, {"type": "null"}]}], "description": "Outer."},
    ):
        nullable = shape(schema)
        assert isinstance(nullable, Nullable)
        assert isinstance(nullable.shape, ObjectOf)
        assert nullable.shape.at == S
        assert nullable.shape.description == schema.get("description", "Inner.")


def test_the_only_telling_part_of_several_stands_for_the_whole(
    shape: LowerShape,
) -> None:
    """An object beside a reference to anything is known by the outer place as well."""
    found = shape({"allOf": [{"additionalProperties": False}, REF]}, T={})
    assert found == ObjectOf(S, (), None)


def test_an_object_that_is_one_of_several_types_has_a_place_apart(
    shape: LowerShape,
) -> None:
    """The union and the object in it are two declarations."""
    found = shape(THING | {"type": ["object", "string"]})
    assert isinstance(found, UnionOf)
    thing, text = found.variants
    assert isinstance(thing, ObjectOf)
    assert (thing.at, text) == (S.child("object"), Scalar("string"))


def test_a_discriminator_maps_written_and_implied_values(shape: LowerShape) -> None:
    """A variant without a value in the mapping answers to its name (3.1.1, 4.8.25)."""
    union = {
        "oneOf": [REF, {"$ref": "#/components/schemas/U"}],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {"one": "#/components/schemas/T", "odd": 3},
        },
    }
    found = shape(union, T=THING, U=THING)
    assert isinstance(found, UnionOf)
    assert found.discriminator == "kind"
    named = at("components", "schemas", "U")
    assert found.mapping == (("one", Named(T)), ("U", Named(named)))


@pytest.mark.parametrize("keyword", ["allOf", "anyOf", "oneOf"])
def test_what_is_only_itself_is_anything(keyword: str, shape: LowerShape) -> None:
    """A schema that comes back to itself says nothing."""
    own = {"$ref": "#/components/schemas/S"}
    assert shape({keyword: [own]}) == Anything()
    assert shape(own) == Anything()
    assert shape(REF, T={keyword: [{"$ref": "#/components/schemas/S"}]}) in (
        Named(T),
        Anything(),
    )


def test_an_object_that_extends_what_is_around_it_is_named(shape: LowerShape) -> None:
    """An `allOf` in line that refers to its own surroundings ends in its own name."""
    own = {"$ref": "#/components/schemas/S"}
    inline = {"allOf": [own, {"properties": {"b": TEXT}}]}
    found = shape({"properties": {"more": {"type": "array", "items": inline}}})
    place = S.child("properties", "more", "items")
    assert isinstance(found, ObjectOf)
    items = found.fields[0].shape
    assert isinstance(items, ListOf)
    assert isinstance(items.items, ObjectOf)
    assert items.items.at == place
    assert [field.shape for field in items.items.fields] == [
        ListOf(Named(place)),
        Scalar("string"),
    ]
