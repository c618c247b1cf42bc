"""Test how variants of unions are told apart, and that unknown ones stay readable."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import black
import pytest
from black.mode import TargetVersion

from specloom.python.text.proof import is_proven

STRING = {"type": "string"}
MODE = black.Mode(target_versions={TargetVersion.PY311})


def to(name: str) -> dict[str, str]:
    """Refer to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def model(*required: str, **properties: Any) -> dict[str, Any]:
    """Describe an object."""
    return {"type": "object", "required": [*required], "properties": properties}


CAT_OR_DOG = [to("Cat"), to("Dog")]
SCHEMAS: dict[str, Any] = {
    "Cat": model("kind", kind={"const": "cat"}, claws={"type": "integer"}, name=STRING),
    "Dog": model("kind", kind={"const": "dog"}, tail=to("Tail"), name=STRING),
    "Tail": model(long={"type": "boolean"}),
    "Plain": model("kind", kind=STRING, size={"type": "integer"}),
    "Other": model("kind", kind=STRING, other={"type": "integer"}),
    "Mapped": {
        "description": "Any pet.",
        "oneOf": CAT_OR_DOG,
        "discriminator": {
            "propertyName": "kind",
            "mapping": {"kitty": "#/components/schemas/Cat", "doggo": "Dog"},
        },
    },
    "MappedOrNot": {
        "oneOf": [
            to("Plain"),
            to("Tail"),
            STRING,
            {"type": "array", "items": to("Cat")},
        ],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {"plain": to("Plain")["$ref"], "tail": to("Tail")["$ref"]},
        },
    },
    "Elsewhere": {
        "oneOf": [to("Tail"), model("lives", lives={"type": "integer"})],
        "discriminator": {"propertyName": "kind", "mapping": {"a": to("Tail")["$ref"]}},
    },
    "Defaulted": {
        "oneOf": [to("Plain"), to("Other")],
        "discriminator": {"propertyName": "kind", "defaultMapping": "Other"},
    },
    "NestedMapped": {
        "oneOf": [to("Implied"), to("Third")],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {"third": to("Third")["$ref"]},
        },
    },
    "Third": model("kind", kind=STRING),
    "Pair": {
        "type": "array",
        "prefixItems": [to("Cat"), STRING],
        "items": False,
        "minItems": 2,
    },
    "PairOrText": {"oneOf": [to("Pair"), STRING]},
    "Implied": {
        "oneOf": [to("Plain"), to("Other")],
        "discriminator": {"propertyName": "kind"},
    },
    "ByConstant": {"oneOf": CAT_OR_DOG},
    "ByEnum": {
        "anyOf": [
            model(t={"enum": ["a", "b"]}, x=STRING),
            model(t={"enum": ["c"]}, y=STRING),
        ]
    },
    "Overlapping": {
        "oneOf": [
            model("p", t={"enum": ["a", "b"]}, p=STRING),
            model("q", t={"enum": ["b", "c"]}, q=STRING),
        ]
    },
    "ByFields": {
        "anyOf": [model("a", a=STRING, b=STRING), model("b", b=STRING, c=STRING)]
    },
    "Nested": {
        "oneOf": [
            to("ByConstant"),
            to("Tail"),
            {"type": "null"},
            STRING,
            {"type": "array", "items": to("Tail")},
        ]
    },
    "OrNull": {"oneOf": [*CAT_OR_DOG, {"type": "null"}]},
    "OneOrNull": {"oneOf": [to("Cat"), {"type": "null"}]},
    "Scalars": {"oneOf": [STRING, {"type": "integer"}]},
    "Recursive": {"oneOf": [to("Tail"), {"type": "array", "items": to("Recursive")}]},
    "Endless": {"oneOf": [to("Endless"), to("Cat")]},
    "Long": {"oneOf": [to("Cat"), to("Dog"), to("Plain"), to("Other"), to("Tail")]},
    "Longer": {
        "oneOf": [*map(to, ("Cat", "Dog", "Plain", "Other", "Tail", "Implied"))]
    },
    "Holder": model(
        pet=to("ByConstant"), pets={"type": "array", "items": to("OrNull")}
    ),
}


@pytest.fixture(scope="module")
def made(package: Callable[..., Any], document: Callable[..., Any]) -> Any:
    """Give the package of all the schemas above."""
    return package(document(SCHEMAS))


READ: list[tuple[str, dict[str, Any], str]] = [
    ("mapped", {"kind": "kitty"}, "Cat"),
    ("mapped", {"kind": "doggo"}, "Dog"),
    ("mapped", {"kind": "cat"}, "Cat"),
    ("mapped", {"kind": "bird"}, "UnknownMapped"),
    ("mapped", {}, "UnknownMapped"),
    ("mapped", {"kind": 1}, "UnknownMapped"),
    ("implied", {"kind": "Plain"}, "Plain"),
    ("implied", {"kind": "Other"}, "Other"),
    ("implied", {"kind": "plain"}, "UnknownImplied"),
    ("by_constant", {"kind": "dog"}, "Dog"),
    ("by_constant", {"kind": "Dog"}, "UnknownByConstant"),
    ("by_enum", {"t": "b"}, "ByEnumOption1"),
    ("by_enum", {"t": "c"}, "ByEnumOption2"),
    ("by_enum", {"t": "d"}, "UnknownByEnum"),
    ("overlapping", {"t": "b", "q": "x"}, "OverlappingOption2"),
    ("overlapping", {"t": "a", "q": "x"}, "UnknownOverlapping"),
    ("by_fields", {"a": "x"}, "ByFieldsOption1"),
    ("by_fields", {"b": "x"}, "ByFieldsOption2"),
    ("by_fields", {"c": "x"}, "UnknownByFields"),
    ("nested", {"kind": "dog"}, "Dog"),
    ("nested", {"long": True}, "Tail"),
    ("or_null", {"kind": "cat"}, "Cat"),
    ("recursive", {"long": True}, "Tail"),
    ("long", {"kind": "x", "size": 1}, "Plain"),
    ("mapped_or_not", {"kind": "plain", "long": True}, "Plain"),
    ("mapped_or_not", {"kind": "tail"}, "Tail"),
    ("mapped_or_not", {"kind": "head", "long": True}, "UnknownMappedOrNot"),
    ("elsewhere", {"kind": "a", "lives": 9}, "ElsewhereOption2"),
    ("defaulted", {"kind": "Plain"}, "Plain"),
    ("defaulted", {"kind": "x"}, "Other"),
    ("defaulted", {}, "Other"),
    ("nested_mapped", {"kind": "third"}, "Third"),
    ("nested_mapped", {"kind": "Other"}, "Other"),
]


@pytest.mark.parametrize(("union", "json", "variant"), READ)
def test_variants_are_told_apart(
    union: str, json: dict[str, Any], variant: str, models: ModuleType
) -> None:
    """By the discriminator, by constants, by required properties; else it is unknown."""
    answer = getattr(models, f"read_{union}")(dict(json))
    assert type(answer).__name__ == variant
    assert vars(answer) == json


@pytest.mark.parametrize("union", ["mapped", "by_constant", "by_fields", "nested"])
@pytest.mark.parametrize("odd", [None, "text", 5, True])
def test_what_is_no_object_stays_as_it_is(
    union: str, odd: object, models: ModuleType
) -> None:
    """A server that answers something else is no reason to fail."""
    assert getattr(models, f"read_{union}")(odd) == odd


def test_arrays_among_variants_are_read(models: ModuleType) -> None:
    """An array that is one of the variants has its items read, at any depth."""
    [tail] = models.read_nested([{"long": True}])
    assert type(tail) is models.Tail
    [first, [second]] = models.read_recursive([{"long": True}, [{"long": False}]])
    assert type(first) is type(second) is models.Tail


def test_arrays_beside_a_discriminator_are_read(models: ModuleType) -> None:
    """What is no object has no discriminator, and is read all the same."""
    read = models.read_mapped_or_not
    assert read("text") == "text"
    assert [type(item) for item in read([{"kind": "cat"}])] == [models.Cat]


def test_arrays_of_a_fixed_length_are_tuples(models: ModuleType, made: Any) -> None:
    """Each item is read as what it is; an array of another length stays a list."""
    text = made.text("models/things.py")
    assert "Pair: TypeAlias = tuple[Cat, str]\n" in text
    cat, name = models.read_pair_or_text([{"kind": "cat"}, "Tom"])
    assert (type(cat), name) == (models.Cat, "Tom")
    assert models.read_pair_or_text(["Tom"]) == ["Tom"]
    assert made.module().to_json((cat, name)) == [{"kind": "cat"}, "Tom"]


def test_parts_of_variants_are_read(models: ModuleType) -> None:
    """A variant is read like any model, and unions inside models too."""
    holder = models.read_holder(
        {
            "pet": {"kind": "dog", "tail": {"long": True}},
            "pets": [None, {"kind": "cat"}],
        }
    )
    assert holder.pet.tail.long is True
    assert holder.pets[0] is None
    assert type(holder.pets[1]) is models.Cat


def test_unknown_variants_have_what_all_variants_share(models: ModuleType) -> None:
    """Common fields are typed, the values of the discriminator are plain text there."""
    assert models.UnknownByConstant.__annotations__ == {
        "kind": "str",
        "name": "str | None",
    }
    assert models.UnknownByFields.__annotations__ == {"b": "str | None"}
    unknown = models.read_by_constant({"kind": "bird", "name": "Tweety", "wings": 2})
    assert (unknown.name, unknown.wings) == ("Tweety", 2)


def test_unions_are_written_as_types(made: Any) -> None:
    """A union names its variants and the unknown one; scalars need no model."""
    text = made.text("models/things.py")
    assert 'Mapped: TypeAlias = Cat | Dog | UnknownMapped\n"""Any pet."""\n' in text
    assert "Scalars: TypeAlias = str | int\n" in text
    assert "OneOrNull: TypeAlias = Cat | None\n" in text
    assert "Recursive: TypeAlias = Tail | list[Any] | UnknownRecursive\n" in text
    line = "Long: TypeAlias = Cat | Dog | Plain | Other | Tail | UnknownLong\n"
    assert line in text
    line = "Longer: TypeAlias = Union[Cat, Dog, Plain, Other, Tail, Implied, UnknownLonger]"
    assert f"{line}\n" in text


def test_black_leaves_unions_as_they_are(made: Any) -> None:
    """Every module of unions is proven, and black agrees."""
    for text in made.files.values():
        assert is_proven(text)
        assert black.format_str(text, mode=MODE) == text


def test_unions_that_are_only_sent_have_no_readers(
    package: Callable[..., Any], document: Callable[..., Any]
) -> None:
    """What no server answers is not read, and has no unknown variant."""
    schemas = {name: SCHEMAS[name] for name in ("Cat", "Dog", "Tail", "ByConstant")}
    text = package(document(schemas, uses="request")).text("models/things.py")
    assert "def read_" not in text
    assert "ByConstant: TypeAlias = Cat | Dog\n" in text


def test_mypy_finds_no_error_in_unions(made: Any) -> None:
    """Under mypy in strict mode nothing is wrong, whatever names the document has."""
    assert made.mypy().startswith("Success: no issues found in ")
