"""The keywords of a Schema Object, in the words of JSON Schema 2020-12."""

from typing import Any

import pytest

from specloom.ir.schema import (
    BooleanSchema,
    Dependency,
    Reference,
    Schema,
    Value,
)

from .conftest import Lower, LowerSchema, at

S = at("components", "schemas", "S")
T = at("components", "schemas", "T")


@pytest.mark.parametrize(
    ("written", "attribute", "expected"),
    [
        ({"title": "T", "description": 3}, "description", ""),
        ({"type": "string"}, "types", ("string",)),
        ({"type": ["string", "null", "string", 3]}, "types", ("string", "null")),
        ({"type": {"a": 1}}, "types", ()),
        ({"minimum": 1, "exclusiveMinimum": True}, "exclusive_minimum", 1),
        ({"minimum": 1, "exclusiveMinimum": True}, "minimum", None),
        ({"maximum": 1, "exclusiveMaximum": 3}, "exclusive_maximum", 3),
        ({"maximum": True}, "maximum", None),
        ({"multipleOf": 0}, "multiple_of", None),
        ({"multipleOf": 0.5}, "multiple_of", 0.5),
        ({"minLength": 2.0}, "min_length", 2),
        ({"minLength": -1}, "min_length", None),
        ({"minLength": 1.5}, "min_length", None),
        ({"pattern": ""}, "pattern", None),
        ({"enum": ["a", "a", 1, True]}, "enum", (Value("a"), Value(1), Value(True))),
        ({"enum": []}, "enum", None),
        ({"const": None}, "const", Value(None)),
        ({"default": None}, "default", Value(None)),
        ({"example": 1, "examples": [2]}, "examples", (Value(1), Value(2))),
        ({"required": ["a", "a", 3]}, "required", ("a",)),
        ({"uniqueItems": "yes"}, "unique_items", False),
        ({"x-enum-varnames": ["A"]}, "enum_names", ("A",)),
        ({"discriminator": {"mapping": {}}}, "discriminator", None),
        ({"allOf": "x"}, "all_of", ()),
        ({"items": "x"}, "items", None),
        (
            {"dependentRequired": {"a": ["b"]}},
            "dependencies",
            (Dependency("a", needed=("b",)),),
        ),
    ],
)
def test_a_keyword(
    written: dict[str, Any], attribute: str, expected: object, schema: LowerSchema
) -> None:
    """A value of the wrong type counts as absent."""
    assert getattr(schema(written), attribute) == expected


def test_dependent_schemas(schema: LowerSchema) -> None:
    """They stand beside the dependencies that only name properties."""
    found = schema({"dependentSchemas": {"a": False}})
    assert isinstance(found, Schema)
    place = S.child("dependentSchemas", "a")
    assert found.dependencies == (Dependency("a", schema=BooleanSchema(place, False)),)


def test_nullable_of_3_0_is_the_type_null(schema: LowerSchema) -> None:
    """It needs a `type` beside it (OpenAPI 3.0.4, `nullable`)."""
    both = schema({"type": "string", "nullable": True}, "3.0.4")
    alone = schema({"nullable": True}, "3.0.4")
    assert isinstance(both, Schema)
    assert isinstance(alone, Schema)
    assert both.types == ("string", "null")
    assert alone.types == ()


def test_siblings_of_a_reference(schema: LowerSchema) -> None:
    """3.0 ignores them; later versions apply them, annotations override."""
    written = {"$ref": "#/components/schemas/T", "description": "D", "maxLength": 3}
    plain = Reference(S, T, "D")
    assert schema(written, "3.0.4", T={}) == plain
    found = schema(written, T={})
    assert isinstance(found, Schema)
    reference, siblings = found.all_of
    assert reference == Reference(S.child("$ref"), T)
    assert isinstance(siblings, Schema)
    assert siblings.max_length == 3
    only = {"$ref": "#/components/schemas/T", "description": "D", "x-a": 1}
    assert schema(only, T={}) == plain


def test_what_is_no_schema_accepts_everything(schema: LowerSchema) -> None:
    """Null, a number, a dangling reference."""
    everything = BooleanSchema(S, True)
    assert schema(None) == everything
    assert schema(3) == everything
    assert schema({"$ref": "#/components/schemas/Nowhere"}) == everything
    assert schema(False) == BooleanSchema(S, False)


def test_a_target_anywhere_becomes_a_named_schema(lowered: Lower) -> None:
    """Also one that only an operation refers to, and what that one refers to."""
    inner = {"schema": {"$ref": "#/x-schemas/A"}}
    answer = {"200": {"description": "", "content": {"application/json": inner}}}
    root = {
        "paths": {"/a": {"get": {"responses": answer}}},
        "x-schemas": {"A": {"items": {"$ref": "#/x-schemas/B"}}, "B": {}},
    }
    found = lowered(root).api.schemas
    assert set(found) == {at("x-schemas", "A"), at("x-schemas", "B")}


def test_a_dangling_reference_is_reported_once(lowered: Lower) -> None:
    """With its place, though it is met in more than one pass."""
    found = lowered({"components": {"schemas": {"S": {"$ref": "#/no"}}}})
    assert len(found.diagnostics) == 1
    assert found.diagnostics[0].pointer == "#/components/schemas/S/$ref"


def test_mapping_values_are_names_or_uris(lowered: Lower) -> None:
    """A bare name is that of a schema; what is no text is left out."""
    written = {
        "oneOf": [{"$ref": "#/components/schemas/T"}],
        "discriminator": {
            "propertyName": "p",
            "mapping": {"a": "T", "b": 1, "c": "no"},
        },
    }
    found = lowered({"components": {"schemas": {"S": written, "T": {}}}})
    schema = found.api.schemas[S].schema
    assert isinstance(schema, Schema)
    assert schema.discriminator is not None
    assert schema.discriminator.mapping == (("a", T),)
    assert [entry.pointer for entry in found.diagnostics] != []


def test_a_dynamic_reference_leads_to_its_only_anchor(lowered: Lower) -> None:
    """JSON Schema 2020-12, Core, 8.2.3.2: with one anchor of that name, nothing decides."""
    tree = {"$dynamicAnchor": "node", "items": {"$dynamicRef": "#node"}}
    made = lowered({"components": {"schemas": {"S": tree}}})
    schema = made.api.schemas[S].schema
    assert isinstance(schema, Schema)
    assert schema.items == Reference(S.child("items"), S)
    assert made.diagnostics == ()


def test_a_dynamic_reference_to_several_anchors_is_reported(lowered: Lower) -> None:
    """Which one is meant depends on the way there; any value passes."""
    anchor = {"$dynamicAnchor": "node"}
    schemas = {"S": anchor | {"items": {"$dynamicRef": "#node"}}, "T": anchor}
    made = lowered({"components": {"schemas": schemas}})
    schema = made.api.schemas[S].schema
    assert isinstance(schema, Schema)
    assert schema.items == BooleanSchema(S.child("items"), True)
    [found] = made.diagnostics
    assert (found.rule, found.severity) == ("dynamic-reference", "warning")
    assert found.pointer == S.child("items", "$dynamicRef").pointer
    assert "several schemas" in found.message
