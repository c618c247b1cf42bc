"""Findings about descriptions: each rule, its place, its words."""

import copy
import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from specloom.document.diagnose import (
    diagnose,
    own_findings,
    specification_findings,
)
from specloom.document.load import load, load_bytes

BASE: dict[str, Any] = {
    "openapi": "3.0.4",
    "info": {"title": "T", "version": "1"},
    "paths": {},
}


def own(text: str, version: str = "3.1.1") -> list[str]:
    """Return what our own rules find below a small head of three lines."""
    head = f"openapi: {version}\ninfo: {{title: T, version: '1'}}\n"
    return [
        str(found) for found in own_findings(load_bytes((head + text).encode(), "x"))
    ]


def schema(text: str, version: str = "3.1.1") -> list[str]:
    """Return what our own rules find in one Schema Object in flow style."""
    lines = own(f"components: {{schemas: {{S: {text}}}}}", version)
    return [line.split("#/components/schemas/")[1] for line in lines]


def published(**changes: Any) -> list[str]:
    """Return what the published schema says about the base with these members."""
    text = json.dumps({**BASE, **changes})
    found = specification_findings(load_bytes(text.encode(), "x"))
    return [str(each).split(" ", 1)[1] for each in found]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (
            "{enum: [a, b, a]}",
            "S/enum/2: the enum value 'a' repeats item 0; remove item 2 (enum-repeated)",
        ),
        (
            "{enum: [a, a, a, b, b]}",
            (
                "S/enum/1: the enum value 'a' repeats item 0; remove items 1, 2, 4 "
                "(enum-repeated)"
            ),
        ),
        (
            "{enum: [1, 1.0]}",
            "S/enum/1: the enum value 1.0 repeats item 0; remove item 1 (enum-repeated)",
        ),
        (
            "{enum: [{a: 1, b: [2]}, {b: [2], a: 1.0}]}",
            (
                'S/enum/1: the enum value {"b": [2], "a": 1.0} repeats item 0; remove item 1 '
                "(enum-repeated)"
            ),
        ),
        (
            "{type: string, enum: [a, 1]}",
            "S/enum/1: the enum value 1 is not of type 'string' (enum-type)",
        ),
        (
            "{type: [integer, 'null'], enum: [1, null, true]}",
            (
                "S/enum/2: the enum value true is not of type 'integer' or 'null' "
                "(enum-type)"
            ),
        ),
        (
            "{type: integer, default: '1'}",
            "S/default: the default '1' is not of type 'integer' (default-type)",
        ),
        (
            "{enum: [a, b], default: c}",
            "S/default: the default 'c' is not among the enum values (default-enum)",
        ),
        (
            "{properties: {a: {}}, required: [a, meta]}",
            (
                "S/required/1: the required property 'meta' is not defined in properties "
                "(required-undefined)"
            ),
        ),
        (
            "{additionalProperties: false, required: [a]}",
            (
                "S/required/0: the required property 'a' is not defined in properties, and "
                "additionalProperties is false: no value is valid (required-undefined)"
            ),
        ),
        (
            "{properties: {p: {items: {allOf: [{enum: [x, x]}]}}}}",
            (
                "S/properties/p/items/allOf/0/enum/1: the enum value 'x' repeats item 0; remove item 1 "
                "(enum-repeated)"
            ),
        ),
        (
            "{discriminator: {propertyName: t, mapping: {a: '#/gone', b: Name}}}",
            (
                "S/discriminator/mapping/a: the reference '#/gone' names nothing: "
                "there is no 'gone' in # (discriminator-mapping)"
            ),
        ),
    ],
)
def test_schema_rules(text: str, finding: str) -> None:
    """Each contradiction in a Schema Object is found at the word that is wrong."""
    assert schema(text) == [finding]


@pytest.mark.parametrize(
    "text",
    [
        "{enum: [1, true, '1', null, false, 0]}",
        "{type: integer, enum: [1, 2.0], default: 2.0}",
        "{type: [string, 'null'], enum: [a, null], default: null}",
        "{type: number, default: 3}",
        "{required: [a]}",
        "{properties: {a: {}}, required: [b], allOf: [{$ref: '#/components'}]}",
        "{anyOf: [{properties: {a: {}}, required: [b]}, {required: [c]}]}",
        "{example: {enum: [a, a], $ref: '#/gone'}, default: {$ref: '#/gone'}}",
        "{x-thing: {$ref: '#/gone'}, const: {$ref: '#/gone'}, examples: [{$ref: x}]}",
        "{properties: {$ref: {type: string}, enum: {type: string}}}",
        "{type: 5, enum: 7, required: {a: b}, properties: [c]}",
    ],
)
def test_what_is_right_or_data_is_left_alone(text: str) -> None:
    """No finding for good schemas, data that looks like schemas, and odd shapes."""
    assert schema(text) == []


def test_nullable_allows_null_in_3_0() -> None:
    """OpenAPI 3.0.4, Schema Object: `nullable`."""
    text = "{type: string, nullable: true, enum: [a, null], default: null}"
    assert schema(text, "3.0.4") == []
    assert schema(text.replace("nullable: true, ", ""), "3.0.4") == [
        "S/enum/1: the enum value null is not of type 'string' (enum-type)",
        "S/default: the default null is not of type 'string' (default-type)",
    ]


def test_siblings_of_a_reference_mean_nothing_in_3_0() -> None:
    """They are looked at since 3.1 only."""
    text = "{$ref: '#/info', enum: [a, a]}"
    assert schema(text, "3.0.4") == []
    assert len(schema(text, "3.1.1")) == 1


PATHS = """\
paths:
  /a/{id}/{x}:
    parameters:
      - {name: id, in: path, required: true}
      - {name: old, in: path, required: true}
    get:
      operationId: one
      parameters: [{$ref: '#/components/parameters/Q'}, {$ref: '#/components/parameters/Q'}]
      responses: {'200': {}}
      security: [{none: []}]
    put:
      operationId: one
      parameters: [{name: x, in: path, required: false}]
      responses: {'200': {description: d}}
    post:
      parameters: [{name: x, in: path}]
      responses: {'200': {$ref: '#/components/responses/Gone'}}
  /a/{b}/{c}: {}
components:
  parameters: {Q: {name: q, in: query, schema: {}}}
"""


def test_operation_rules() -> None:
    """Path templates, parameters, ids, responses, security: each at its place."""
    assert own(PATHS) == [
        (
            "x:7:9 #/paths/~1a~1{id}~1{x}/parameters/1: the path '/a/{id}/{x}' has no "
            "template '{old}' (path-parameter-unused)"
        ),
        (
            "x:8:5 #/paths/~1a~1{id}~1{x}/get: the path parameter 'x' is not declared; "
            "add a Parameter Object with 'in: path' (path-parameter-missing)"
        ),
        (
            "x:10:57 #/paths/~1a~1{id}~1{x}/get/parameters/1: the query parameter 'q' "
            "repeats item 0 (parameter-repeated)"
        ),
        (
            "x:11:19 #/paths/~1a~1{id}~1{x}/get/responses/200: a response must have a "
            "description (response-description)"
        ),
        (
            "x:12:19 #/paths/~1a~1{id}~1{x}/get/security/0/none: there is no security "
            "scheme 'none' (security-undefined)"
        ),
        (
            "x:14:7 #/paths/~1a~1{id}~1{x}/put/operationId: the operationId 'one' is taken "
            "by #/paths/~1a~1{id}~1{x}/get (operation-id-repeated)"
        ),
        (
            "x:15:40 #/paths/~1a~1{id}~1{x}/put/parameters/0/required: a path parameter "
            "must have 'required: true' (path-parameter-required)"
        ),
        (
            "x:17:5 #/paths/~1a~1{id}~1{x}/post: the operation has no operationId; its "
            "name is made from its path (operation-id-missing)"
        ),
        (
            "x:18:20 #/paths/~1a~1{id}~1{x}/post/parameters/0: a path parameter must have "
            "'required: true' (path-parameter-required)"
        ),
        (
            "x:19:27 #/paths/~1a~1{id}~1{x}/post/responses/200/$ref: the reference "
            "'#/components/responses/Gone' names nothing: there is no 'responses' in "
            "#/components (reference-dangling)"
        ),
        (
            "x:20:3 #/paths/~1a~1{b}~1{c}: the path is the same as '/a/{id}/{x}' "
            "(path-repeated)"
        ),
    ]


def test_a_response_needs_no_description_in_3_2() -> None:
    """OpenAPI 3.2.0, Response Object: only `summary` and `description` MAY be there."""
    text = "components: {responses: {R: {}}}"
    assert len(own(text, "3.1.1")) == 1
    assert own(text, "3.2.0") == []


def test_references_are_errors() -> None:
    """Circular, outside and dangling references have their own rules."""
    text = (
        "components: {schemas: {A: {$ref: '#/components/schemas/A'},"
        " B: {$ref: 'http://127.0.0.1:9/x'}, C: {items: {$ref: '#/x'}}}}"
    )
    found = own_findings(load_bytes(f"openapi: 3.1.1\n{text}".encode(), "x"))
    assert [each.severity for each in found] == ["error"] * 3
    assert [each.rule for each in found] == [
        "reference-circular",
        "reference-outside",
        "reference-dangling",
    ]


def test_other_files_are_looked_at_too(tmp_path: Path) -> None:
    """A finding in another file names that file; a file is walked once."""
    (tmp_path / "a.yaml").write_text(
        "openapi: 3.1.1\ncomponents:\n  schemas:\n"
        "    A: {$ref: 'b.yaml#/B'}\n    C: {items: {$ref: 'b.yaml#/B'}}\n"
    )
    (tmp_path / "b.yaml").write_text(
        "B: {enum: [x, x], properties: {b: {$ref: '#/B'}, c: {$ref: '#/C'}}}\n"
    )
    found = own_findings(load(tmp_path / "a.yaml", "a.yaml"))
    assert [str(each) for each in found] == [
        "b.yaml:1:15 #/B/enum/1: the enum value 'x' repeats item 0; remove item 1 (enum-repeated)",
        (
            "b.yaml:1:54 #/B/properties/c/$ref: the reference '#/C' names nothing: "
            "there is no 'C' in # (reference-dangling)"
        ),
    ]


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("swagger: '1.2'", "#/swagger: Swagger '1.2' is not read; 2.0 is (version)"),
        ("swagger: [2.0]", "#/swagger: the field 'swagger' is text, not a list; put"),
        ("a: b", "the field 'openapi' is missing; add 'openapi: 3.1.1' (version)"),
        ("openap: 3.1.1", "'openapi' is missing; did you mean 'openap'? (version)"),
        ("openapi: {}", "the field 'openapi' is text, not an object; put it in quotes"),
        ("openapi: 4.0.0", "OpenAPI '4.0.0' is not read; 3.0, 3.1 and 3.2 are"),
        ("openapi: 3.10.0", "OpenAPI '3.10.0' is not read; 3.0, 3.1 and 3.2 are"),
    ],
)
def test_versions_that_are_not_read(head: str, message: str) -> None:
    """There is one error, and nothing else is said."""
    found = diagnose(load_bytes(head.encode(), "x.yaml"))
    assert len(found) == 1
    assert found[0].severity == "error"
    assert message in str(found[0])


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        (
            {"info": {"title": "T"}},
            "#/info: the Info Object must have the field 'version' (Info Object)",
        ),
        (
            {"info": {"title": "T", "version": 1.0}},
            (
                "#/info/version: the field 'version' of the Info Object must be text, "
                "not a number (Info Object)"
            ),
        ),
        (
            {"info": {**BASE["info"], "licence": {}}},
            (
                "#/info/licence: the Info Object has no field 'licence'; did you mean "
                "'license'? (Info Object)"
            ),
        ),
        (
            {"paths": {"a": {}}},
            (
                "#/paths/a: the Paths Object has no field 'a'; a path starts with '/' "
                "(Paths Object)"
            ),
        ),
        (
            {"components": {"schemas": {"S": {"properties": {"a": {"type": "int"}}}}}},
            (
                "#/components/schemas/S/properties/a/type: the field 'type' of the Schema "
                "Object must be 'array', 'boolean', 'integer', 'number', 'object' or "
                "'string', not 'int' (Schema Object)"
            ),
        ),
        (
            {"components": {"schemas": {"S": {"enum": []}}}},
            (
                "#/components/schemas/S/enum: the field 'enum' of the Schema Object must "
                "not be empty (Schema Object)"
            ),
        ),
        (
            {"components": {"headers": {"H": {"description": "d"}}}},
            (
                "#/components/headers/H: the Header Object must have the field 'schema' or "
                "'content' (Header Object)"
            ),
        ),
        (
            {"tags": ["a"]},
            "#/tags/0: the Tag Object must be an object, not text (Tag Object)",
        ),
        (
            {"tags": [{"name": "a"}, {"name": "a"}]},
            (
                "#/tags: the field 'tags' of the OpenAPI Object must not repeat an item "
                "(OpenAPI Object)"
            ),
        ),
    ],
)
def test_the_published_schema_in_words_of_the_standard(
    changes: dict[str, Any], finding: str
) -> None:
    """One line names the Object, the field and what would be right."""
    assert published(**changes) == [finding]


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        (
            {"paths": {"/a": {"get": {"wrong": 1}}}},
            (
                "#/paths/~1a/get/wrong: the Operation Object has no field 'wrong' "
                "(Operation Object)"
            ),
        ),
        (
            {"components": {"schemas": {"a b": {}}}},
            (
                "#/components/schemas/a b: the name 'a b' is not allowed here; names match "
                "^[a-zA-Z0-9._-]+$ (Components Object)"
            ),
        ),
        (
            {"components": {"schemas": {"S": {"not": {"minLength": -1}}}}},
            (
                "#/components/schemas/S/not/minLength: the field 'minLength' of the Schema "
                "Object must be 0 or more (Schema Object)"
            ),
        ),
        (
            {"components": {"examples": {"E": {"value": 1, "externalValue": "x"}}}},
            (
                "#/components/examples/E: the Example Object must not have 'value' and "
                "'externalValue' together (Example Object)"
            ),
        ),
        (
            {"paths": None},
            "#/paths: the Paths Object must be an object, not null (Paths Object)",
        ),
    ],
)
def test_the_published_schema_of_3_1(changes: dict[str, Any], finding: str) -> None:
    """Errors that only follow from others (unevaluatedProperties) are left out."""
    for version in ("3.1.1", "3.2.0"):
        assert published(openapi=version, **changes) == [finding]


def test_our_own_words_come_first() -> None:
    """What both find at one place is said once."""
    root = copy.deepcopy(BASE)
    parameter = {"name": "a", "in": "path", "schema": {}}
    root["paths"]["/{a}"] = {
        "get": {"parameters": [parameter], "responses": {"200": {}}}
    }
    found = diagnose(load_bytes(json.dumps(root).encode(), "x"))
    assert {each.rule for each in found} == {
        "operation-id-missing",
        "path-parameter-required",
        "response-description",
    }


def test_findings_are_sorted_and_said_once() -> None:
    """An aliased schema has one finding for each of its places."""
    document = load_bytes(
        b"openapi: 3.1.1\ninfo: {title: T, version: '1', title: U}\n"
        b"components: {schemas: {B: &b {enum: [x, x]}, A: *b}}\n",
        "x",
    )
    found = diagnose(document)
    assert list(found) == sorted(found)
    assert [(each.line, each.rule) for each in found] == [
        (2, "duplicate-key"),
        (3, "enum-repeated"),
        (3, "enum-repeated"),
    ]


def test_no_reference_reaches_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither our rules nor the library open a connection."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    schemas = {
        "A": {"$ref": "http://127.0.0.1:9/a.json"},
        "B": {
            "$id": "http://127.0.0.1:9/b",
            "$ref": "c",
            "$schema": "http://127.0.0.1:9/s",
        },
        "C": {"$dynamicRef": "http://127.0.0.1:9/c#x"},
    }
    for version in ("3.0.4", "3.1.1", "3.2.0"):
        text = json.dumps(
            {**BASE, "openapi": version, "components": {"schemas": schemas}}
        )
        rules = [found.rule for found in diagnose(load_bytes(text.encode(), "x"))]
        assert "reference-outside" in rules


def test_deep_schemas_are_diagnosed() -> None:
    """The deepest document that is read does not exhaust the stack."""
    for version in ("3.0.4", "3.1.1"):
        text = '{"not":' * 190 + "{}" + "}" * 190
        head = f'{{"openapi": "{version}", "info": {{"title": "T", "version": "1"}}, '
        data = f'{head} "paths": {{}}, "components": {{"schemas": {{"S": {text}}}}}}}'
        rules = {found.rule for found in diagnose(load_bytes(data.encode(), "x"))}
        assert rules <= {"depth", "paths-empty"}


def test_own_findings_do_not_load_the_library() -> None:
    """The cheap half stays cheap: openapi-spec-validator is imported on demand."""
    code = (
        "import sys\n"
        "from specloom.document.diagnose import own_findings\n"
        "from specloom.document.load import load_bytes\n"
        "own_findings(load_bytes(b'openapi: 3.1.1', 'x'))\n"
        "print([m for m in sys.modules if m.startswith(('jsonschema.', 'openapi_'))])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(Path(__file__).parents[2] / "generator")},
    )
    assert result.stdout.strip() == "[]"


MORE_METHODS = """\
paths:
  /a/{id}:
    additionalOperations:
      Link:
        operationId: link
        responses: {'204': {description: Done.}}
"""


def test_rules_know_operations_of_other_methods() -> None:
    """Path parameters have to be declared for `additionalOperations` as well."""
    [found] = own(MORE_METHODS, "3.2.0")
    assert found.startswith(
        "x:6:7 #/paths/~1a~1{id}/additionalOperations/Link: "
        "the path parameter 'id' is not declared"
    )
