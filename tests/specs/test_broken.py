"""Descriptions that break a rule, in every version: where it is said, and what is made.

A document is written once for each version; a fault is put into its place.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from specloom import pipeline
from specloom.config import Job
from specloom.document.load import load
from specloom.errors import Diagnostic, LoadError
from specloom.ir.api import Api, Operation
from specloom.ir.schema import Schema
from specloom.lower.api import lower

VERSIONS = ("2.0", "3.0.4", "3.1.1")
# Lines 1 to 3 are the head; what a fault replaces stands on a line of its own.
OPENAPI = """\
openapi: '{version}'
info: {{title: T, version: '1'}}
servers: [{{url: 'https://x.test'}}]
paths:
  /a/{{id}}:
    get:
      {id}
      parameters:
        - {path}
        - {query}
      responses:
        {status}
    post:
      operationId: post_a
      parameters:
        - {{name: id, in: path, required: true, schema: {{type: string}}}}
      responses:
        '204': {{description: d}}
components:
  schemas:
    S:
      {schema}
"""
SWAGGER = """\
swagger: '{version}'
info: {{title: T, version: '1'}}
host: x.test
paths:
  /a/{{id}}:
    get:
      {id}
      parameters:
        - {path}
        - {query}
      responses:
        {status}
    post:
      operationId: post_a
      parameters:
        - {{name: id, in: path, required: true, type: string}}
      responses:
        '204': {{description: d}}
definitions:
  Unused: {{type: string}}
  S:
      {schema}
"""
RIGHT = {
    "id": "operationId: get_a",
    "path": "{name: id, in: path, required: true, @string}",
    "query": "{name: q, in: query, @string}",
    "status": "'200': {description: d, @answer}",
    "schema": "{type: object, properties: {p: {type: string}}}",
}


SWAGGER_WORDS = {
    "@string": "type: string",
    "@answer": "schema: {$ref: '#/definitions/S'}",
    "@nullable": "x-nullable",
    "@schemas": "definitions",
}
OPENAPI_WORDS = {
    "@string": "schema: {type: string}",
    "@answer": (
        "content: {application/json: {schema: {$ref: '#/components/schemas/S'}}}"
    ),
    "@nullable": "nullable",
    "@schemas": "components/schemas",
}


def written(version: str, **faults: str) -> str:
    """Write the document with some of its lines replaced."""
    is_swagger = version == "2.0"
    words = SWAGGER_WORDS if is_swagger else OPENAPI_WORDS
    lines = {**RIGHT, **faults}
    for word, text in words.items():
        lines = {key: line.replace(word, text) for key, line in lines.items()}
    return (SWAGGER if is_swagger else OPENAPI).format(version=version, **lines)


def get(api: Api) -> Operation:
    """Return the operation with the fault."""
    return api.operations[0]


def schema(api: Api) -> Schema:
    """Return the schema with the fault."""
    found = [
        entry.schema for at, entry in api.schemas.items() if at.pointer.endswith("/S")
    ]
    assert isinstance(found[0], Schema)
    return found[0]


def silent(stage: str) -> None:
    """Report a stage to nobody."""


@dataclass(frozen=True)
class Fault:
    """What is wrong, which rule says so on which line, and what is true of the result."""

    lines: dict[str, str]
    rule: str
    line: int
    column: int
    holds: Callable[[Api], Any]


FAULTS = {
    "no operationId": Fault(
        {"id": "deprecated: false"},
        "operation-id-missing",
        6,
        5,
        lambda api: get(api).id == "",
    ),
    "an operationId twice": Fault(
        {"id": "operationId: post_a"},
        "operation-id-repeated",
        14,
        7,
        lambda api: [each.id for each in api.operations] == ["post_a", "post_a"],
    ),
    "an enum value twice": Fault(
        {"schema": "{type: string, enum: [a, b, a]}"},
        "enum-repeated",
        22,
        35,
        lambda api: [each.json for each in schema(api).enum or ()] == ["a", "b"],
    ),
    "a required property that is never defined": Fault(
        {"schema": "{type: object, required: [x], properties: {p: {type: string}}}"},
        "required-undefined",
        22,
        33,
        lambda api: schema(api).required == ("x",),
    ),
    "a path parameter that is not declared": Fault(
        {"path": "{name: other, in: query, @string}"},
        "path-parameter-missing",
        6,
        5,
        lambda api: [(p.in_, p.name) for p in get(api).parameters]
        == [("query", "other"), ("query", "q"), ("path", "id")],
    ),
    "a path parameter that is declared twice": Fault(
        {"query": "{name: id, in: path, required: true, @string}"},
        "parameter-repeated",
        10,
        11,
        lambda api: [p.name for p in get(api).parameters] == ["id"],
    ),
    "a response without a description": Fault(
        {"status": "'200': {@answer}"},
        "response-description",
        12,
        9,
        lambda api: [len(each.content) for each in get(api).responses] == [1],
    ),
    "a default of another type": Fault(
        {"schema": "{type: integer, default: x}"},
        "default-type",
        22,
        23,
        lambda api: schema(api).types == ("integer",),
    ),
    "a default that is no value of the enum": Fault(
        {"schema": "{type: string, enum: [a], default: b}"},
        "default-enum",
        22,
        33,
        lambda api: [each.json for each in schema(api).enum or ()] == ["a"],
    ),
    "a dangling reference": Fault(
        {"schema": "{type: object, properties: {p: {$ref: '#/@schemas/Gone'}}}"},
        "reference-dangling",
        22,
        39,
        lambda api: [each.name for each in schema(api).properties] == ["p"],
    ),
    "a reference in a circle": Fault(
        {"query": "{$ref: '#/paths/~1a~1{id}/get/parameters/1'}"},
        "reference-circular",
        10,
        12,
        lambda api: [p.name for p in get(api).parameters] == ["id"],
    ),
    "a number for a list": Fault(
        {"schema": "{type: object, required: 5}"},
        "Schema Object",
        22,
        22,
        lambda api: schema(api).required == (),
    ),
    "text for an object": Fault(
        {"status": "'200': some answer"},
        "Response Object",
        12,
        9,
        lambda api: len(get(api).responses) == 1,
    ),
    "a type that there is not": Fault(
        {"schema": "{type: int64}"},
        "Schema Object",
        22,
        8,
        lambda api: schema(api).types == (),
    ),
    "nullable without a type": Fault(
        {"schema": "{@nullable: true, minLength: 1}"},
        "nullable",
        22,
        8,
        lambda api: schema(api).min_length == 1,
    ),
}


def findings(path: Path, rule: str) -> list[Diagnostic]:
    """Return what a rule says about a document."""
    return [found for found in pipeline.validate(path, ()) if found.rule == rule]


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    """Give each version of the standard."""
    return str(request.param)


def test_the_document_without_a_fault_has_no_finding(
    version: str, tmp_path: Path
) -> None:
    """So that what is found is what a fault brings in."""
    path = tmp_path / "a.yaml"
    path.write_text(written(version))
    assert pipeline.validate(path, ()) == ()


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_with_its_place(
    name: str, version: str, tmp_path: Path
) -> None:
    """And everything else is generated."""
    fault, path = FAULTS[name], tmp_path / "a.yaml"
    path.write_text(written(version, **fault.lines))
    [found] = findings(path, fault.rule)
    assert (found.line, found.column) == (fault.line, fault.column), str(found)
    assert ("#/definitions/" in found.pointer) is (
        version == "2.0" and found.line == 22
    )
    api = lower(load(path)).api
    assert len(api.operations) == 2
    assert fault.holds(api)
    output = tmp_path / "out"
    outcome = pipeline.generate(Job(path, output, layout="package"), silent)
    assert outcome.operations == 2
    assert found in outcome.diagnostics


@pytest.mark.parametrize("paths", ["paths: {}", "paths: 5", "paths: [/a]", ""])
def test_a_description_without_paths(version: str, paths: str, tmp_path: Path) -> None:
    """It is said, and its schemas are generated."""
    path = tmp_path / "a.yaml"
    text = written(version)
    kept = text.partition("paths:")[0] + paths + "\n"
    parts = "definitions:" if version == "2.0" else "components:"
    path.write_text(kept + parts + text.partition(parts)[2])
    found = pipeline.validate(path, ())
    is_fine = version == "3.1.1" and not paths
    assert [each.line for each in found] == ([] if is_fine else [4 if paths else 1])
    outcome = pipeline.generate(Job(path, tmp_path / "out", layout="package"), silent)
    assert (outcome.operations, outcome.models >= 1) == (0, True)


@pytest.mark.parametrize(
    ("key", "is_read"),
    [("200", True), ("true", False), ("1.5", False), ("null", False)],
)
def test_keys_that_are_no_text(
    key: str, version: str, tmp_path: Path, *, is_read: bool
) -> None:
    """A status is the text of its number; another key is one that is not allowed."""
    path = tmp_path / "a.yaml"
    path.write_text(written(version, status=f"{key}: {{description: d}}"))
    found = pipeline.validate(path, ())
    assert bool(found) is not is_read
    assert {each.line for each in found} <= {11, 12}
    assert is_read or f"responses/{key}: " in "".join(map(str, found))
    api = lower(load(path)).api
    assert len(get(api).responses) == int(is_read)


@pytest.mark.parametrize("key", ["[a, b]", "{a: b}"])
def test_keys_that_are_lists_or_objects(key: str, version: str, tmp_path: Path) -> None:
    """JSON has none: the document is not read, and the place is said."""
    path = tmp_path / "a.yaml"
    path.write_text(written(version, status=f"? {key}\n        : {{description: d}}"))
    with pytest.raises(LoadError, match=r":12:11 .* a key is text, not a mapping or"):
        pipeline.validate(path, ())
