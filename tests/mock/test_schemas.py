"""Schemas as requests and answers are checked by them, and values typed by them."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from specloom.compile import compile_lowered
from specloom.document.load import load_bytes
from specloom.errors import Location
from specloom.ir.direction import Direction
from specloom.ir.schema import (
    AnySchema,
    BooleanSchema,
    PatternProperty,
    Property,
    Reference,
    Schema,
)
from specloom.lower.api import lower
from specloom.mock.checks import Checks
from specloom.mock.directed import Directed
from specloom.mock.typed import Typing, scalars

AT = Location("x.json", "#/a")
NODE = Location("x.json", "#/components/schemas/Node")
# A look behind cannot be said exactly by the automaton, and this one is dangerous.
UNCHECKABLE = r"^(?=(a+)+$)(a+)+\1$"


def text(**keywords: Any) -> Schema:
    """Make the schema of a text."""
    return Schema(at=AT, types=("string",), **keywords)


def checks(schemas: Mapping[Location, AnySchema], direction: Direction) -> Checks:
    """Make the checks of one direction."""
    return Checks(Directed(schemas, direction))


def keywords(schema: AnySchema, value: object, direction: Direction) -> list[str]:
    """Give the keywords that a value breaks."""
    found = checks({}, direction).violations(schema, value, "body")
    return [violation.keyword for violation in found]


def test_a_lowered_schema_is_compiled_with_what_it_refers_to() -> None:
    """A schema that refers to itself through another is no trouble."""
    node = Schema(
        at=NODE,
        types=("object",),
        properties=(Property("next", Reference(NODE, NODE)),),
        additional_properties=BooleanSchema(NODE, accepts=False),
    )
    root = Schema(at=AT, types=("array",), items=Reference(AT, NODE))
    validator = compile_lowered({NODE: node}, root)
    assert validator.is_valid([{"next": {"next": {}}}])
    [found] = validator.violations([{"next": {"x": 1}}])
    assert (found.instance_path, found.keyword) == (
        "/0/next/x",
        "additionalProperties",
    )
    assert compile_lowered({NODE: node}, Reference(AT, NODE)).is_valid({})
    assert not compile_lowered({}, BooleanSchema(AT, accepts=False)).is_valid(1)
    assert "def violations" in validator.source


@pytest.mark.parametrize(
    ("direction", "needed"), [("request", "secret"), ("response", "id")]
)
def test_required_asks_only_for_what_has_a_place(
    direction: Direction, needed: str
) -> None:
    """A read-only property is not required in requests, a write-only one in answers."""
    schema = Schema(
        at=AT,
        required=("id", "secret"),
        properties=(
            Property("id", text(read_only=True)),
            Property("secret", text(write_only=True)),
        ),
    )
    assert keywords(schema, {needed: "x"}, direction) == []
    assert keywords(schema, {}, direction) == ["required"]


def test_the_annotation_may_stand_at_a_named_schema() -> None:
    """It is found behind a reference; one that leads nowhere has none."""
    named = Location("x.json", "#/components/schemas/Id")
    schema = Schema(
        at=AT,
        required=("id",),
        properties=(Property("id", Reference(AT, named)),),
    )
    known = checks({named: text(read_only=True)}, "request")
    assert known.violations(schema, {}, "body") == []
    closed = Schema(
        at=AT, required=("a",), properties=(Property("a", BooleanSchema(AT, True)),)
    )
    assert keywords(closed, {}, "request") == ["required"]


def test_a_pattern_that_cannot_be_checked_is_left_out() -> None:
    """The other keywords of its schema still count."""
    schema = text(pattern=UNCHECKABLE, min_length=2)
    assert keywords(schema, "b", "request") == ["minLength"]
    assert keywords(schema, "bb", "request") == []


def test_names_that_cannot_be_told_apart_are_let_pass() -> None:
    """With an uncheckable pattern of names it is unknown what is left over."""
    schema = Schema(
        at=AT,
        pattern_properties=(PatternProperty(UNCHECKABLE, text()),),
        properties=(Property("n", text()),),
        additional_properties=BooleanSchema(AT, accepts=False),
    )
    assert keywords(schema, {"aa": 1}, "request") == []
    assert keywords(schema, {"n": 1}, "request") == ["type"]


def test_a_schema_too_deep_to_compile_is_checked_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A slower walk says the place and the keyword."""
    leaf = Schema(at=AT, types=("object",))
    inner = Schema(at=AT, properties=(Property("a", leaf),))
    schema = Schema(at=AT, properties=(Property("a", inner),))
    monkeypatch.setattr("specloom.mock.checks.compile_lowered", too_deep)
    known = checks({}, "request")
    [found] = known.violations(schema, {"a": {"a": 1}}, "query", (None, "p"))
    assert (found.in_, found.instance_path) == ("query", "/p/a/a")
    assert (found.keyword, found.message) == ("type", "breaks `type`")


def too_deep(schemas: object, root: object) -> None:
    """Stand for a compiler that a schema is too deep for."""
    raise RecursionError


@pytest.mark.parametrize(
    ("written", "types", "values"),
    [
        ("5", {"integer"}, [5, "5"]),
        ("5", {"string"}, ["5"]),
        ("true", {"boolean", "string"}, [True, "true"]),
        ("yes", {"boolean"}, ["yes"]),
        ("", {"null"}, [None, ""]),
        ("1" * 5000, {"integer"}, ["1" * 5000]),
        ("1e5", {"number"}, [1e5, "1e5"]),
        ("5", set(), ["5", 5]),
        ("true", set(), ["true", True]),
    ],
)
def test_a_text_can_mean_several_values(
    written: str, types: set[str], values: list[object]
) -> None:
    """What the types make of it comes first; without types the text itself."""
    found = list(scalars(written, frozenset(types)))
    assert found == values
    assert [type(value) for value in found] == [type(value) for value in values]


def test_the_alternative_that_fits_is_meant() -> None:
    """Each item and each property is typed by the schema that accepts the whole."""
    document = {
        "openapi": "3.1.1",
        "info": {},
        "paths": {},
        "components": {
            "schemas": {
                "Any": {
                    "oneOf": [
                        {
                            "type": "object",
                            "required": ["kind", "n"],
                            "properties": {
                                "kind": {"const": "number"},
                                "n": {"type": "integer"},
                            },
                        },
                        {
                            "type": "object",
                            "required": ["kind", "n"],
                            "properties": {
                                "kind": {"const": "text"},
                                "n": {"type": "string"},
                            },
                        },
                        {
                            "type": "array",
                            "prefixItems": [{"type": "integer"}, {"type": "string"}],
                        },
                    ]
                }
            }
        },
    }
    api = lower(load_bytes(json.dumps(document).encode(), "x.json")).api
    schemas = {at: named.schema for at, named in api.schemas.items()}
    [schema] = schemas.values()
    typing = Typing(Directed(schemas, "request"))
    assert typing.chosen([{"kind": "number", "n": "5"}], schema) == {
        "kind": "number",
        "n": 5,
    }
    assert typing.chosen([{"kind": "text", "n": "5"}], schema) == {
        "kind": "text",
        "n": "5",
    }
    assert typing.chosen([["5", "5"]], schema) == [5, "5"]
    with pytest.raises(ValueError, match="there is nothing to choose from"):
        typing.chosen([], schema)
