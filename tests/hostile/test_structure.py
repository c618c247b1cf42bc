"""Any JSON value in any place of a description: a package or a SpecloomError, no traceback."""

import ast
import json
import shutil
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from specloom import assemble, pipeline
from specloom.config import Job
from specloom.errors import SpecloomError
from specloom.format import SourceFile

from .conftest import Generate, own_diagnosis

THING = {"$ref": "#/components/schemas/Thing"}
VALID: dict[str, Any] = {
    "openapi": "3.1.1",
    "info": {"title": "Things", "version": "1"},
    "servers": [
        {"url": "https://{host}/v1", "variables": {"host": {"default": "a.test"}}}
    ],
    "tags": [{"name": "things", "description": "All things."}],
    "security": [{"key": []}, {"token": ["read"]}],
    "paths": {
        "/things/{id}": {
            "parameters": [
                {
                    "name": "id",
                    "in": "path",
                    "required": True,
                    "schema": {"type": "string", "pattern": "^[a-z]+$"},
                },
                {
                    "name": "page",
                    "in": "query",
                    "style": "deepObject",
                    "explode": True,
                    "schema": {
                        "type": "object",
                        "properties": {"n": {"type": "integer"}},
                    },
                },
            ],
            "post": {
                "operationId": "changeThing",
                "tags": ["things"],
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {"schema": THING, "example": {"id": "a"}},
                        "multipart/form-data": {
                            "schema": {
                                "type": "object",
                                "properties": {
                                    "file": {"type": "string", "format": "binary"}
                                },
                            },
                            "encoding": {"file": {"contentType": "image/png"}},
                        },
                    },
                },
                "responses": {
                    "200": {
                        "description": "Changed.",
                        "content": {"application/json": {"schema": THING}},
                    },
                    "4XX": {"$ref": "#/components/responses/Error"},
                },
                "security": [{"key": []}],
            },
        }
    },
    "components": {
        "schemas": {
            "Thing": {
                "type": "object",
                "required": ["id"],
                "properties": {
                    "id": {"type": "string", "minLength": 1, "default": "a"},
                    "at": {"type": ["string", "null"], "format": "date-time"},
                    "kind": {"enum": ["a", "b", None]},
                    "parts": {"type": "array", "items": THING, "maxItems": 3},
                    "shape": {"$ref": "#/components/schemas/Shape"},
                    "more": {"allOf": [THING, {"required": ["at"]}]},
                },
                "additionalProperties": {"type": "number", "multipleOf": 0.1},
            },
            "Shape": {
                "oneOf": [
                    {"$ref": "#/components/schemas/Circle"},
                    {"$ref": "#/components/schemas/Square"},
                ],
                "discriminator": {
                    "propertyName": "type",
                    "mapping": {"round": "#/components/schemas/Circle"},
                },
            },
            "Circle": {
                "type": "object",
                "properties": {"type": {"const": "round"}, "r": {"type": "number"}},
            },
            "Square": {
                "type": "object",
                "properties": {"type": {"const": "flat"}, "a": {"type": "number"}},
            },
        },
        "responses": {
            "Error": {
                "description": "Refused.",
                "content": {"application/problem+json": {"schema": THING}},
            }
        },
        "securitySchemes": {
            "key": {"type": "apiKey", "name": "X-Key", "in": "header"},
            "token": {"type": "oauth2", "flows": {}},
        },
    },
}
ODD_TEXTS = st.sampled_from(
    [
        *("", " ", "\x00", "#/components/schemas/Thing", "#/components/schemas/Shape"),
        *("#", "#/paths", "object", "array", "string", "null", "integer", "path"),
        *("query", "body", "date-time", "binary", "2XX", "default", "(a+)+$", "[", "x"),
    ]
)
LEAVES = st.one_of(
    ODD_TEXTS,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
)
KEYS = st.sampled_from(
    [
        *("$ref", "type", "properties", "items", "allOf", "oneOf", "anyOf", "enum"),
        *("required", "default", "name", "in", "schema", "content", "not", "const", ""),
    ]
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)
    ),
    max_leaves=8,
)
Place = tuple[str | int, ...]


def places(value: Any, above: Place = ()) -> Iterator[Place]:
    """Yield the way to every value inside one."""
    members: Any = ()
    if isinstance(value, dict):
        members = value.items()
    if isinstance(value, list):
        members = enumerate(value)
    for key, member in members:
        yield (*above, key)
        yield from places(member, (*above, key))


PLACES = [place for place in places(VALID) if place != ("openapi",)]


def changed(place: Place, value: Any) -> dict[str, Any]:
    """Return the valid document with another value in one place."""
    document = deepcopy(VALID)
    holder: Any = document
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = value
    return document


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a folder, and leave the published schemas out: they were tried elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "diagnose_again", own_diagnosis)
        patch.setattr(assemble, "format_files", _unformatted)
        yield tmp_path_factory.mktemp("structure")


def _unformatted(texts: Mapping[str, SourceFile]) -> dict[str, bytes]:
    return {path: file.text.encode() for path, file in texts.items()}


def outcome(document: dict[str, Any], folder: Path) -> str:
    """Generate a document; every module must be a program, every error a line."""
    spec, output = folder / "spec.json", folder / "out"
    spec.write_text(json.dumps(document))
    shutil.rmtree(output, ignore_errors=True)
    try:
        pipeline.generate(Job(spec, output, "client_of"), lambda _: None)
    except SpecloomError as error:
        return (
            "refused"
            if all(map(str.isprintable, str(error).split("\n")))
            else "unreadable"
        )
    for path in (output / "client_of").rglob("*.py"):
        if "_runtime" not in path.parts:
            ast.parse(path.read_bytes())
    return "generated"


@pytest.mark.parametrize(
    "value", [None, [], {}, "text", 1, True, [None], [{}], {"": {}}]
)
def test_each_place_with_the_wrong_type(value: Any, folder: Path) -> None:
    """Null for an object, an object for text: one place after the other."""
    for place in PLACES[:: 3 if isinstance(value, list | dict) else 5]:
        assert outcome(changed(place, value), folder) in ("generated", "refused")


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(("components", "schemas", "Thing", "allOf"), [THING])
@example(("components", "schemas", "Shape"), {"$ref": "#/components/schemas/Shape"})
@given(st.sampled_from(PLACES), VALUES)
def test_any_value_in_any_place(folder: Path, place: Place, value: Any) -> None:
    """Only SpecloomError ever comes out."""
    assert outcome(changed(place, value), folder) in ("generated", "refused")


def chain(length: int, link: str) -> dict[str, Any]:
    """Return a document with schemas that refer to one another in a row."""
    schemas: dict[str, Any] = {}
    for number in range(length):
        target = {"$ref": f"#/components/schemas/S{number + 1}"}
        schemas[f"S{number}"] = target if link == "$ref" else {link: [target]}
    schemas[f"S{length}"] = {"type": "object", "properties": {"a": {"type": "string"}}}
    document = deepcopy(VALID)
    document["components"]["schemas"] |= schemas
    document["components"]["schemas"]["Thing"]["properties"]["id"] = {
        "$ref": "#/components/schemas/S0"
    }
    return document


@pytest.mark.parametrize("link", ["$ref", "allOf", "oneOf", "anyOf"])
def test_a_long_chain_of_references(link: str, generated: Generate) -> None:
    """Ninety names for one object are no trouble."""
    output = generated(chain(90, link), "chain")
    assert (output / "client_of" / "models").is_dir()


@pytest.mark.parametrize("link", ["$ref", "allOf", "oneOf"])
def test_an_over_long_chain_of_references(link: str, generated: Generate) -> None:
    """A thousand are refused, with the place where the chain begins."""
    rule = "more than 100 schemas that are only one another follow from here"
    with pytest.raises(SpecloomError, match=rf"#/components/schemas/S0: {rule}"):
        generated(chain(1000, link), "chain")
