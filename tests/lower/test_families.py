"""What references to a schema with a discriminator mean where others inherit from it."""

from typing import Any

import pytest

from specloom.ir.schema import Reference, Schema
from specloom.ir.shape import ListOf, MapOf, Named, Nullable, ObjectOf, Shape, UnionOf

from .conftest import Lower, at

Schemas = dict[str, Any]
TEXT = {"type": "string"}


def to(name: str) -> dict[str, str]:
    """Refer to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def place(name: str, *more: str) -> Any:
    """Give the place of a schema."""
    return at("components", "schemas", name, *more)


def heir(base: str, **properties: Any) -> dict[str, Any]:
    """Describe a schema that inherits."""
    return {"allOf": [to(base), {"type": "object", "properties": properties}]}


def base(*, kind: Any = TEXT, **discriminator: Any) -> dict[str, Any]:
    """Describe a schema with a discriminator."""
    return {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": kind, "friend": to("Pet")},
        "discriminator": {"propertyName": "kind", **discriminator},
    }


PETS: Schemas = {"Pet": base(), "Cat": heir("Pet", a=TEXT), "Dog": heir("Pet", b=TEXT)}
UNION = Named(place("Pet", "discriminator"))


def union_of(lowered: Lower, schemas: Schemas, name: str = "Pet") -> UnionOf:
    """Give the union of a schema and its heirs."""
    found = lowered({"components": {"schemas": schemas}}).api.schemas
    shape = found[place(name, "discriminator")].shape
    shape = shape.shape if isinstance(shape, Nullable) else shape
    assert isinstance(shape, UnionOf)
    return shape


def means(union: UnionOf) -> dict[str, str]:
    """Give the name of the schema that each value means."""
    named = {v: s.target for v, s in union.mapping if isinstance(s, Named)}
    return {
        value: target.pointer.removeprefix("#/components/schemas/")
        for value, target in named.items()
    }


def shape_of(lowered: Lower, written: Any, **others: Any) -> Shape:
    """Give the shape of a property beside the pets."""
    holder = {"type": "object", "properties": {"p": written}}
    schemas = PETS | others | {"Holder": holder}
    shape = lowered({"components": {"schemas": schemas}}).api.schemas[place("Holder")]
    assert isinstance(shape.shape, ObjectOf)
    return shape.shape.fields[0].shape


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (to("Pet"), UNION),
        ({"type": "array", "items": to("Pet")}, ListOf(UNION)),
        (
            {"type": "object", "additionalProperties": to("Pet")},
            MapOf(UNION),
        ),
        ({"oneOf": [to("Pet"), {"type": "null"}]}, Nullable(UNION)),
        ({"allOf": [to("Pet")], "description": "A pet."}, UNION),
        ({**to("Pet"), "readOnly": True}, UNION),
        (to("Alias"), UNION),
        (to("Cat"), Named(place("Cat"))),
    ],
)
def test_references_mean_the_union(
    written: Any, expected: Shape, lowered: Lower
) -> None:
    """A base stands for all that inherit from it; words and null beside it change nothing."""
    assert shape_of(lowered, written, Alias=to("Pet")) == expected


def test_all_of_means_the_base_itself(lowered: Lower) -> None:
    """What inherits has the fields of the base; the base keeps its shape and its name."""
    found = lowered({"components": {"schemas": PETS}}).api.schemas
    for name, fields in {
        "Pet": ["kind", "friend"],
        "Cat": ["kind", "friend", "a"],
    }.items():
        shape = found[place(name)].shape
        assert isinstance(shape, ObjectOf)
        assert [field.name for field in shape.fields] == fields
        assert shape.fields[1].shape == UNION


def test_values_are_names_of_schemas(lowered: Lower) -> None:
    """Without a mapping; the base reads what no value names."""
    union = union_of(lowered, PETS)
    assert means(union) == {"Cat": "Cat", "Dog": "Dog"}
    assert union.discriminator == "kind"
    assert union.default == union.base == Named(place("Pet"))
    assert [*union.variants] == [Named(place(name)) for name in ("Cat", "Dog", "Pet")]


def test_a_mapping_names_schemas(lowered: Lower) -> None:
    """One that is mapped is not meant by its name; one that is not, is."""
    mapping = {"kitty": "Cat", "puss": to("Cat")["$ref"]}
    union = union_of(lowered, PETS | {"Pet": base(mapping=mapping)})
    assert means(union) == {"kitty": "Cat", "puss": "Cat", "Dog": "Dog"}


def test_constants_are_believed(lowered: Lower) -> None:
    """An heir that says which values it has is meant by these, and not by its name."""
    told = {
        "Cat": heir("Pet", kind={"const": "cat"}),
        "Dog": heir("Pet", kind={"enum": ["dog", "hound"]}),
    }
    kinds = {"enum": ["cat", "dog", "hound"]}
    union = union_of(lowered, PETS | told | {"Pet": base(kind=kinds)})
    assert means(union) == {"cat": "Cat", "dog": "Dog", "hound": "Dog"}


def test_a_name_that_the_base_does_not_allow_means_nothing(lowered: Lower) -> None:
    """An heir that no value can mean is none of the variants."""
    union = union_of(lowered, PETS | {"Pet": base(kind={"enum": ["Cat", "cow"]})})
    assert means(union) == {"Cat": "Cat"}
    assert Named(place("Dog")) not in union.variants


def test_grandchildren_count(lowered: Lower) -> None:
    """For the base, and for what is between; each is told by the same property."""
    schemas = PETS | {"Lion": heir("Cat"), "Holder": heir("Dog", cat=to("Cat"))}
    assert means(union_of(lowered, schemas))["Lion"] == "Lion"
    assert means(union_of(lowered, schemas, "Cat")) == {"Lion": "Lion"}


def test_another_property_may_tell_grandchildren_apart(lowered: Lower) -> None:
    """Then what is between stands for its own union."""
    cat = heir("Pet", breed=TEXT) | {"discriminator": {"propertyName": "breed"}}
    schemas = PETS | {"Cat": cat, "Lion": heir("Cat")}
    assert means(union_of(lowered, schemas))["Cat"] == "Cat/discriminator"
    inner = union_of(lowered, schemas, "Cat")
    assert (inner.discriminator, means(inner)) == ("breed", {"Lion": "Lion"})


def test_a_default_mapping_reads_the_rest(lowered: Lower) -> None:
    """Then the base is meant by its name alone."""
    union = union_of(lowered, PETS | {"Pet": base(defaultMapping="Dog")})
    assert union.default == Named(place("Dog"))
    assert means(union) == {"Cat": "Cat", "Dog": "Dog", "Pet": "Pet"}


def test_an_heir_that_adds_nothing_is_a_model_of_its_own(lowered: Lower) -> None:
    """The discriminator tells it from what it inherits from."""
    schemas = PETS | {"Cat": {"allOf": [to("Pet")]}}
    found = lowered({"components": {"schemas": schemas}}).api.schemas
    assert isinstance(found[place("Cat")].shape, ObjectOf)


def test_a_union_that_lists_the_heirs_stays_as_it_is(lowered: Lower) -> None:
    """What an author has written is not widened."""
    shape = shape_of(lowered, {"oneOf": [to("Pet"), to("Cat")]})
    assert isinstance(shape, UnionOf)
    assert [*shape.variants] == [Named(place("Pet")), Named(place("Cat"))]


@pytest.mark.parametrize(
    "schemas",
    [
        {"Pet": base(), "Other": heir("Thing"), "Thing": TEXT},
        PETS | {"Pet": {"type": "object", "properties": {"friend": to("Pet")}}},
        PETS | {"Pet": base() | {"oneOf": [to("Cat"), to("Dog")]}},
    ],
)
def test_without_heirs_or_discriminator_nothing_changes(
    schemas: Schemas, lowered: Lower
) -> None:
    """Nor where the base lists its variants itself."""
    found = lowered({"components": {"schemas": schemas}}).api.schemas
    assert not [at for at in found if at.pointer.endswith("/discriminator")]


def test_a_union_that_nothing_means_is_not_there(lowered: Lower) -> None:
    """A base to which only `allOf` refers needs none."""
    alone = base() | {"properties": {"kind": TEXT}}
    found = lowered({"components": {"schemas": PETS | {"Pet": alone}}}).api.schemas
    assert place("Pet", "discriminator") not in found


def test_heirs_may_refer_back(lowered: Lower) -> None:
    """Through a union with null, too: what decides about one value is no circle."""
    wild = {"anyOf": [to("Pet"), {"type": "null"}]}
    schemas = PETS | {"Wild": wild, "Lion": {"allOf": [to("Cat"), to("Wild")]}}
    result = lowered({"components": {"schemas": schemas}})
    assert result.diagnostics == ()
    [first, *_] = _branches(result.api.schemas[place("Wild")].schema)
    assert isinstance(first, Reference)
    assert first.target == place("Pet")


def test_operations_mean_the_union(lowered: Lower) -> None:
    """In parameters, bodies and answers."""
    content = {"application/json": {"schema": to("Pet")}}
    operation = {
        "parameters": [{"name": "p", "in": "query", "content": content}],
        "requestBody": {"content": content},
        "responses": {"200": {"description": "Done.", "content": content}},
    }
    root = {"paths": {"/a": {"post": operation}}, "components": {"schemas": PETS}}
    [found] = lowered(root).api.operations
    assert found.request_body is not None
    assert found.parameters[0].shape == UNION
    assert found.request_body.content[0].shape == UNION
    assert found.responses[0].content[0].shape == UNION


def test_swagger_2_has_the_same(lowered: Lower) -> None:
    """Its discriminator is the name of the property."""
    pet = base() | {"discriminator": "kind"}
    pet["properties"]["friend"] = {"$ref": "#/definitions/Pet"}
    cat = {"allOf": [{"$ref": "#/definitions/Pet"}, {"type": "object"}]}
    root = {"swagger": "2.0", "paths": {}, "definitions": {"Pet": pet, "Cat": cat}}
    found = _swagger(root)
    union = found[place("Pet", "discriminator")].shape
    assert isinstance(union, UnionOf)
    assert means(union) == {"Cat": "Cat"}


def _swagger(root: dict[str, Any]) -> Any:
    import json

    from specloom.document.load import load_bytes
    from specloom.lower.api import lower

    document = root | {"info": {"title": "t", "version": "1"}}
    return lower(load_bytes(json.dumps(document).encode(), "api.json")).api.schemas


def _branches(schema: Any) -> Any:
    assert isinstance(schema, Schema)
    return schema.any_of
