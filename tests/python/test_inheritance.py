"""Test that objects that inherit by `allOf` are read and checked as what they say they are."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from specloom.python.text.proof import is_proven

TEXT = {"type": "string"}


def to(name: str) -> dict[str, str]:
    """Refer to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def heir(base: str, *required: str, **properties: Any) -> dict[str, Any]:
    """Describe a schema that inherits."""
    own = {"type": "object", "required": [*required], "properties": properties}
    return {"allOf": [to(base), own]}


SCHEMAS: dict[str, Any] = {
    "Pet": {
        "description": "Any pet.",
        "type": "object",
        "required": ["petType"],
        "properties": {"petType": TEXT, "friend": to("Pet")},
        "discriminator": {"propertyName": "petType", "mapping": {"kitty": "Cat"}},
    },
    "Cat": heir("Pet", "lives", lives={"type": "integer"}),
    "Dog": heir("Pet", tail=to("Tail")),
    "Tail": {"type": "object", "properties": {"long": {"type": "boolean"}}},
    "Lion": heir("Cat", pride={"type": "array", "items": to("Pet")}),
    "Plant": {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": TEXT},
        "discriminator": {"propertyName": "kind", "defaultMapping": "Tree"},
    },
    "Tree": heir("Plant", height={"type": "number"}),
    "Home": {
        "type": "object",
        "properties": {"pet": to("Pet"), "cat": to("Cat"), "plant": to("Plant")},
    },
}


@pytest.fixture(scope="module")
def made(package: Callable[..., Any], document: Callable[..., Any]) -> Any:
    """Give the package of all the schemas above."""
    return package(document(SCHEMAS))


@pytest.mark.parametrize(
    ("name", "json", "expected"),
    [
        ("pet", {"petType": "kitty", "lives": 9}, "Cat"),
        ("pet", {"petType": "Dog"}, "Dog"),
        ("pet", {"petType": "Lion", "lives": 9}, "Lion"),
        ("pet", {"petType": "Cat"}, "Pet"),
        ("pet", {"petType": "Bird"}, "Pet"),
        ("pet", {"petType": 1}, "Pet"),
        ("pet", {}, "Pet"),
        ("cat", {"petType": "Lion"}, "Lion"),
        ("cat", {"petType": "kitty"}, "Cat"),
        ("plant", {"kind": "Tree"}, "Tree"),
        ("plant", {"kind": "Plant"}, "Plant"),
        ("plant", {"kind": "moss"}, "Tree"),
    ],
)
def test_objects_are_read_as_what_they_say(
    name: str, json: dict[str, Any], expected: str, models: ModuleType
) -> None:
    """What says nothing that is known is the default schema, or else the base."""
    home = models.read_home({name: dict(json)})
    found = getattr(home, name)
    assert type(found).__name__ == expected
    assert vars(found) == json


def test_parts_are_read_at_any_depth(models: ModuleType) -> None:
    """What an heir has from its base may be an heir itself."""
    dog = {"petType": "Dog", "tail": {"long": True}}
    lion = {"petType": "Lion", "friend": dog, "pride": [{"petType": "kitty"}]}
    pet = models.read_home({"pet": lion}).pet
    assert type(pet.friend) is models.Dog
    assert pet.friend.tail.long is True
    assert [type(each) for each in pet.pride] == [models.Cat]


@pytest.mark.parametrize("odd", [None, "text", 5, ["a"]])
def test_what_is_no_object_stays_as_it_is(odd: object, models: ModuleType) -> None:
    """A server that answers something else is no reason to fail."""
    assert models.read_pet_variant(odd) == odd


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"petType": "kitty", "lives": 9}, []),
        ({"petType": "kitty"}, [("", "#/components/schemas/Cat/allOf/1/required")]),
        ({"petType": "Lion"}, [("", "#/components/schemas/Cat/allOf/1/required")]),
        ({"petType": "Dog"}, []),
        ({"petType": "Bird"}, []),
        ({}, [("", "#/components/schemas/Pet/required")]),
        (1, [("", "#/components/schemas/Pet/type")]),
        (
            {"petType": "Dog", "friend": {"petType": "kitty", "lives": "x"}},
            [
                (
                    "/friend/lives",
                    "#/components/schemas/Cat/allOf/1/properties/lives/type",
                )
            ],
        ),
    ],
)
def test_values_are_checked_by_what_they_say(
    value: object, expected: list[tuple[str, str]], made: Any
) -> None:
    """The schema that the discriminator names has to hold, and with it the base."""
    validator = made.module("validators").PetVariant
    found = validator.violations(value)
    assert [(each.instance_path, each.schema_path) for each in found] == expected
    assert validator.is_valid(value) is (not expected)


def test_the_base_keeps_its_name(made: Any) -> None:
    """The union has one of its own, and no unknown variant: the base is that."""
    text = made.text("models/things.py")
    assert 'PetVariant: TypeAlias = Cat | Dog | Lion | Pet\n"""Any pet."""\n' in text
    assert "class Pet(Model):" in text
    assert "    pet: PetVariant | None = None\n" in text
    assert "Unknown" not in text


def test_types_are_right(made: Any) -> None:
    """Of models and validators, in strict mode."""
    assert made.mypy().startswith("Success")


def test_black_leaves_it_as_it_is(made: Any) -> None:
    """What is written without black is what black would write."""
    assert all(map(is_proven, made.files.values()))
