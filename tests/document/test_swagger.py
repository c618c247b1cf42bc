"""Swagger 2.0: what each of its words becomes in OpenAPI 3.0, and where it was written."""

from pathlib import Path
from typing import Any

import pytest

from specloom.document.diagnose import diagnose
from specloom.document.load import Document, load, load_bytes
from specloom.document.overlay import apply_overlay
from specloom.document.pointer import at
from specloom.document.swagger.lift import lifted
from specloom.lower.api import Lowered, lower

HEAD = "swagger: '2.0'\ninfo: {title: T, version: '1'}\n"


def files(lowered: Lowered) -> tuple[str, ...]:
    """Return the names of the files that a description is made of."""
    return tuple(document.file for document in lowered.documents)


def read(text: str) -> Document:
    """Return a document with a head of two lines."""
    return load_bytes((HEAD + text).encode(), "x.yaml")


def lift(text: str) -> dict[str, Any]:
    """Return the lifted root of a document."""
    root: dict[str, Any] = lifted(read(text)).root
    return root


def operation(text: str, head: str = "") -> dict[str, Any]:
    """Return the lifted operation of one path, written in flow style."""
    root = lift(f"{head}\npaths: {{/a: {{post: {text}}}}}")
    return dict(root["paths"]["/a"]["post"])


def parameter(text: str) -> dict[str, Any]:
    """Return a lifted parameter, written in flow style."""
    return dict(operation(f"{{parameters: [{text}]}}")["parameters"][0])


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("host: a.b\nschemes: [http, https]", ["https://a.b", "http://a.b"]),
        ("host: a.b:8080\nbasePath: /v1/\nschemes: [http]", ["http://a.b:8080/v1"]),
        ("host: a.b\nbasePath: v1", ["https://a.b/v1"]),
        ("host: a.b\nschemes: [wss]", ["https://a.b"]),
        ("basePath: /v1", ["/v1"]),
        ("basePath: /", None),
        ("schemes: [https]", None),
        ("host: 5\nbasePath: [a]\nschemes: x", None),
    ],
)
def test_servers(text: str, urls: list[str] | None) -> None:
    """Scheme, host and base path are one URL each; https is the first of them."""
    servers = lift(text).get("servers")
    assert (servers and [server["url"] for server in servers]) == urls


def test_an_operation_has_servers_where_it_has_schemes() -> None:
    """They replace those of the document."""
    found = operation("{schemes: [http]}", "host: a.b\nschemes: [https]")
    assert found == {"servers": [{"url": "http://a.b"}]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "{name: a, in: query, type: integer, minimum: 1, enum: [1, 2], description: d,"
                " allowEmptyValue: true, x-a: 1}"
            ),
            {
                "name": "a",
                "in": "query",
                "description": "d",
                "allowEmptyValue": True,
                "x-a": 1,
                "schema": {"type": "integer", "minimum": 1, "enum": [1, 2]},
            },
        ),
        (
            "{name: a, in: header, type: string, x-nullable: true}",
            {
                "name": "a",
                "in": "header",
                "schema": {"type": "string", "nullable": True},
            },
        ),
    ],
)
def test_what_describes_the_value_moves_into_the_schema(
    text: str, expected: dict[str, Any]
) -> None:
    """The rest of a parameter stays beside it."""
    assert parameter(text) == expected


@pytest.mark.parametrize(
    ("in_", "written", "style"),
    [
        ("query", "", ("form", False)),
        ("query", "csv", ("form", False)),
        ("query", "multi", ("form", True)),
        ("query", "ssv", ("spaceDelimited", False)),
        ("query", "pipes", ("pipeDelimited", False)),
        ("path", "csv", ("simple", False)),
        ("header", "", ("simple", False)),
    ],
)
def test_lists_have_a_style(in_: str, written: str, style: tuple[str, bool]) -> None:
    """Each `collectionFormat` is one `style` and `explode`."""
    format_ = f", collectionFormat: {written}" if written else ""
    items = "items: {type: string, maxLength: 2}"
    found = parameter(f"{{name: a, in: {in_}, type: array, {items}{format_}}}")
    assert (found["style"], found["explode"]) == style
    assert found["schema"] == {
        "type": "array",
        "items": {"type": "string", "maxLength": 2},
    }


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (
            "in: query, collectionFormat: tsv, items: {type: string}",
            "/collectionFormat: no style writes a list as 'tsv' here",
        ),
        (
            "in: header, collectionFormat: pipes, items: {type: string}",
            "/collectionFormat: no style writes a list as 'pipes' here",
        ),
        (
            "in: query, items: {type: array, items: {type: string}}",
            "/items: no style writes a list in a list",
        ),
        (
            "in: query, collectionFormat: other, items: {type: string}",
            "/collectionFormat: there is no collectionFormat 'other'",
        ),
    ],
)
def test_what_no_style_writes_is_given_as_text(text: str, finding: str) -> None:
    """A finding says so, and the parameter takes the text that is sent."""
    written = f"{{name: a, type: array, {text}}}"
    assert parameter(written)["schema"] == {"type": "string"}
    found = [
        str(each)
        for each in diagnose(
            read(f"paths: {{/a: {{post: {{parameters: [{written}]}}}}}}")
        )
        if each.rule == "collection-format"
    ]
    pointer = "#/paths/~1a/post/parameters/0"
    assert [each.split(" ", 1)[1] for each in found] == [
        f"{pointer}{finding}; give the finished text (collection-format)"
    ]


BODY = "{name: b, in: body, required: true, description: d, schema: {type: string}}"


@pytest.mark.parametrize(
    ("consumes", "media_types"),
    [
        ("", ["application/json"]),
        ("consumes: [],", ["application/json"]),
        ("consumes: [text/plain, application/xml],", ["text/plain", "application/xml"]),
    ],
)
def test_a_body(consumes: str, media_types: list[str]) -> None:
    """It is content of each media type that is read, JSON if nothing is said."""
    found = operation(f"{{{consumes} parameters: [{BODY}]}}")
    assert found == {
        "parameters": [],
        "requestBody": {
            "description": "d",
            "required": True,
            "content": {name: {"schema": {"type": "string"}} for name in media_types},
        },
    }


def test_media_types_of_all_operations_and_of_one() -> None:
    """Those of an operation replace those of the document."""
    head = "consumes: [application/xml]\nproduces: [application/xml]"
    text = f"{{parameters: [{BODY}], responses: {{200: {{description: d, schema: {{type: string}}}}}}"
    for_all = operation(text + "}", head)
    of_one = operation(text + ", consumes: [text/a], produces: [text/b]}", head)
    for found, read_, answered in (
        (for_all, "application/xml", "application/xml"),
        (of_one, "text/a", "text/b"),
    ):
        assert list(found["requestBody"]["content"]) == [read_]
        assert list(found["responses"]["200"]["content"]) == [answered]


@pytest.mark.parametrize(
    ("consumes", "type_", "media_types"),
    [
        ("", "string", ["application/x-www-form-urlencoded"]),
        ("", "file", ["multipart/form-data"]),
        ("application/json", "string", ["application/x-www-form-urlencoded"]),
        ("application/x-www-form-urlencoded", "file", ["multipart/form-data"]),
        (
            "multipart/form-data, application/x-www-form-urlencoded",
            "string",
            ["multipart/form-data", "application/x-www-form-urlencoded"],
        ),
    ],
)
def test_form_fields(consumes: str, type_: str, media_types: list[str]) -> None:
    """They are properties of one object, which is multipart where there is a file."""
    fields = f"[{{name: a, in: formData, type: {type_}, required: true}}]"
    body = operation(f"{{consumes: [{consumes}], parameters: {fields}}}")["requestBody"]
    assert list(body["content"]) == media_types
    assert body["required"] is True
    format_ = {"format": "binary"} if type_ == "file" else {}
    assert body["content"][media_types[0]]["schema"] == {
        "type": "object",
        "properties": {"a": {"type": "string", **format_}},
        "required": ["a"],
    }


def test_lists_in_forms_have_an_encoding() -> None:
    """A multipart list with `multi` needs none: its parts are repeated anyway."""
    fields = (
        "[{name: a, in: formData, type: array, items: {type: string}},"
        " {name: b, in: formData, type: array, items: {type: string},"
        " collectionFormat: multi}]"
    )
    forms = "multipart/form-data, application/x-www-form-urlencoded"
    found = operation(f"{{consumes: [{forms}], parameters: {fields}}}")
    content = found["requestBody"]["content"]
    csv = {"style": "form", "explode": False}
    assert content["multipart/form-data"]["encoding"] == {"a": csv}
    assert content["application/x-www-form-urlencoded"]["encoding"] == {
        "a": csv,
        "b": {"style": "form", "explode": True},
    }


def test_the_body_of_a_path_is_that_of_its_operations() -> None:
    """An operation with a body of its own keeps that one."""
    root = lift(
        "paths:\n  /a:\n"
        "    parameters: [{name: s, in: body, schema: {type: string}},"
        " {name: q, in: query, type: string}]\n"
        "    put: {}\n"
        "    post: {parameters: [{name: i, in: body, schema: {type: integer}}]}\n"
    )
    item = root["paths"]["/a"]
    assert [each["name"] for each in item["parameters"]] == ["q"]
    types = {
        method: item[method]["requestBody"]["content"]["application/json"]["schema"]
        for method in ("put", "post")
    }
    assert types == {"put": {"type": "string"}, "post": {"type": "integer"}}


@pytest.mark.parametrize(
    ("parameters", "finding"),
    [
        (
            "[{name: a, in: body, schema: {}}, {name: b, in: body, schema: {}}]",
            "/1: the body repeats item 0; it is left out (body-repeated)",
        ),
        (
            "[{name: a, in: formData, type: string}, {name: b, in: body, schema: {}}]",
            "/0: a form field beside the body (item 1) is left out (body-and-form)",
        ),
    ],
)
def test_two_bodies(parameters: str, finding: str) -> None:
    """The first body counts, and what does not is reported."""
    document = read(f"paths: {{/a: {{post: {{parameters: {parameters}}}}}}}")
    texts = [str(each) for each in diagnose(document)]
    assert any(each.endswith(f"/parameters{finding}") for each in texts)
    body = lifted(document).root["paths"]["/a"]["post"]["requestBody"]
    assert list(body["content"]) == ["application/json"]


@pytest.mark.parametrize(
    ("schema", "produces", "media_types"),
    [
        ("{type: file}", "", ["application/octet-stream"]),
        ("{type: file}", "application/json", ["application/octet-stream"]),
        ("{type: file}", "image/png, application/json", ["image/png"]),
        ("{type: string}", "text/plain", ["text/plain"]),
        ("{type: object}", "application/x-tar", ["application/json"]),
        ("{$ref: '#/definitions/O'}", "image/png", ["application/json"]),
        (
            "{type: array, items: {}}",
            "application/xml, text/csv",
            ["application/xml"],
        ),
    ],
)
def test_the_media_types_of_an_answer(
    schema: str, produces: str, media_types: list[str]
) -> None:
    """A file is no JSON, and an object is no image."""
    responses = f"{{200: {{description: d, schema: {schema}}}}}"
    found = operation(
        f"{{produces: [{produces}], responses: {responses}}}",
        "definitions: {O: {properties: {a: {type: string}}}}",
    )
    assert list(found["responses"]["200"]["content"]) == media_types


def test_headers_and_examples_of_answers() -> None:
    """A header has a schema, and the example of a media type stands in it."""
    found = operation(
        "{produces: [application/json, text/plain], responses: {200: {description: d,"
        " schema: {type: string}, x-a: 1, examples: {application/json: e},"
        " headers: {X-A: {type: array, items: {type: integer}, description: h}}}}}"
    )
    assert found["responses"]["200"] == {
        "description": "d",
        "x-a": 1,
        "headers": {
            "X-A": {
                "description": "h",
                "schema": {"type": "array", "items": {"type": "integer"}},
                "style": "simple",
                "explode": False,
            }
        },
        "content": {
            "application/json": {"schema": {"type": "string"}, "example": "e"},
            "text/plain": {"schema": {"type": "string"}},
        },
    }


def test_examples_show_content_that_no_schema_describes() -> None:
    """Without either, an answer has no content."""
    found = operation(
        "{responses: {200: {description: d, examples: {application/json: {a: 1}}},"
        " 204: {description: e}}}"
    )
    assert found["responses"] == {
        "200": {
            "description": "d",
            "content": {"application/json": {"example": {"a": 1}}},
        },
        "204": {"description": "e"},
    }


def test_an_overlay_is_about_the_text() -> None:
    """Its targets are those of 2.0, and it comes before the lift."""
    overlay = load_bytes(
        b"overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions:\n"
        b"  - {target: $.definitions.S, update: {x-nullable: true}}\n",
        "o.yaml",
    )
    document, found = apply_overlay(read("definitions: {S: {type: string}}"), overlay)
    assert found == ()
    schemas = lifted(document).root["components"]["schemas"]
    assert schemas == {"S": {"type": "string", "nullable": True}}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{type: basic}", {"type": "http", "scheme": "basic"}),
        (
            "{type: apiKey, in: query, name: k}",
            {"type": "apiKey", "in": "query", "name": "k"},
        ),
        (
            "{type: oauth2, flow: implicit, authorizationUrl: u, scopes: {s: t}}",
            {
                "type": "oauth2",
                "flows": {"implicit": {"authorizationUrl": "u", "scopes": {"s": "t"}}},
            },
        ),
        (
            "{type: oauth2, flow: password, tokenUrl: u, description: d}",
            {
                "type": "oauth2",
                "description": "d",
                "flows": {"password": {"tokenUrl": "u", "scopes": {}}},
            },
        ),
        (
            "{type: oauth2, flow: application, tokenUrl: u, scopes: {}}",
            {
                "type": "oauth2",
                "flows": {"clientCredentials": {"tokenUrl": "u", "scopes": {}}},
            },
        ),
        (
            (
                "{type: oauth2, flow: accessCode, authorizationUrl: a, tokenUrl: u,"
                " scopes: {}}"
            ),
            {
                "type": "oauth2",
                "flows": {
                    "authorizationCode": {
                        "authorizationUrl": "a",
                        "tokenUrl": "u",
                        "scopes": {},
                    }
                },
            },
        ),
    ],
)
def test_security_schemes(text: str, expected: dict[str, Any]) -> None:
    """`basic` is a scheme of HTTP, and an OAuth flow has its name of 3.0."""
    root = lift(f"securityDefinitions: {{s: {text}}}")
    assert root["components"]["securitySchemes"] == {"s": expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{discriminator: kind}", {"discriminator": {"propertyName": "kind"}}),
        ("{type: string, x-nullable: true}", {"type": "string", "nullable": True}),
        ("{type: file}", {"type": "string", "format": "binary"}),
        (
            "{properties: {discriminator: {type: string}, x-nullable: {x-nullable: true}}}",
            {
                "properties": {
                    "discriminator": {"type": "string"},
                    "x-nullable": {"nullable": True},
                }
            },
        ),
        (
            "{example: {discriminator: a}, enum: [{x-nullable: true}]}",
            {"example": {"discriminator": "a"}, "enum": [{"x-nullable": True}]},
        ),
        ("{additionalProperties: true}", {"additionalProperties": True}),
        ("7", 7),
    ],
)
def test_schemas(text: str, expected: Any) -> None:
    """Schemas differ in three words; names of properties and data are no words."""
    root = lift(f"definitions: {{S: {text}}}")
    assert root["components"]["schemas"] == {"S": expected}


def test_aliases_share_what_they_become() -> None:
    """So that many of them cost no more than they do in the text."""
    schemas = lift(
        "definitions:\n  A: &a {type: string, x-nullable: true}\n  B: *a\n"
        "  C: {properties: {a: *a}}\n"
    )["components"]["schemas"]
    assert schemas["A"] == {"type": "string", "nullable": True}
    assert schemas["B"] is schemas["A"]
    assert schemas["C"]["properties"]["a"] is schemas["A"]


ODD = """\
consumes: [application/json]
produces: [application/json]
definitions:
  Pet: {properties: {id: {type: integer}, kind: {type: string}}}
  Copy: {$ref: '#/definitions/Pet'}
  "a/b c": {type: string}
parameters:
  Body: {name: b, in: body, schema: {type: array, items: {type: string}}}
  Query: {name: q, in: query, type: string}
responses:
  Ok: {description: d, schema: {properties: {deep: {type: number}}}}
paths:
  /a:
    get:
      parameters: [{$ref: '#/parameters/Query'}]
      responses: {200: {$ref: '#/responses/Ok'}}
    post:
      parameters: [{$ref: '#/parameters/Body'}]
      responses:
        200: {description: d, schema: {properties: {x: {type: boolean}}}}
    put:
      consumes: [text/plain]
      produces: [text/json]
      parameters: [{$ref: '#/parameters/Body'}]
      responses: {200: {$ref: '#/responses/Ok'}}
"""


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        ("#/definitions/Pet", "#/components/schemas/Pet"),
        (
            "#/definitions/Pet/properties/id",
            "#/components/schemas/Pet/properties/id",
        ),
        ("#/definitions/a~1b%20c", "#/components/schemas/a~1b%20c"),
        (
            "#/parameters/Body/schema",
            "#/components/requestBodies/Body/content/application~1json/schema",
        ),
        (
            "#/parameters/Body/schema/items",
            "#/components/requestBodies/Body/content/application~1json/schema/items",
        ),
        (
            "#/responses/Ok/schema/properties/deep",
            "#/components/responses/Ok/content/application~1json/schema/properties/deep",
        ),
        (
            "#/paths/~1a/post/responses/200/schema/properties/x",
            "#/paths/~1a/post/responses/200/content/application~1json/schema/properties/x",
        ),
        ("#/definitions/Gone", "#/definitions/Gone"),
    ],
)
def test_references_lead_to_where_their_targets_are(ref: str, expected: str) -> None:
    """Whatever the place is that a pointer of 2.0 names."""
    document = read(ODD.replace("  Copy:", f"  R: {{$ref: '{ref}'}}\n  Copy:"))
    root = lifted(document).root
    assert root["components"]["schemas"]["R"] == {"$ref": expected}
    if "Gone" not in ref:
        assert at(root, expected.replace("%20", " ")) is not None


def test_shared_bodies_and_answers() -> None:
    """They stay shared, save for an operation with media types of its own."""
    item = lift(ODD)["paths"]["/a"]
    assert item["get"]["parameters"] == [{"$ref": "#/components/parameters/Query"}]
    assert item["post"]["requestBody"] == {"$ref": "#/components/requestBodies/Body"}
    assert list(item["put"]["requestBody"]["content"]) == ["text/plain"]
    assert item["get"]["responses"]["200"] == {"$ref": "#/components/responses/Ok"}
    assert list(item["put"]["responses"]["200"]["content"]) == ["text/json"]


@pytest.mark.parametrize(
    ("pointer", "written", "line"),
    [
        ("#/components/schemas/Pet/properties/kind", "#/definitions/Pet", 6),
        (
            "#/paths/~1a/post/responses/200/content/application~1json/schema",
            "#/paths/~1a/post/responses/200/schema",
            22,
        ),
        ("#/paths/~1a/post/requestBody", "#/paths/~1a/post/parameters/0", 20),
        ("#/paths/~1a/put/requestBody/content/text~1plain/schema", "#/parameters", 10),
        ("#/components/parameters/Query/schema/type", "#/parameters/Query", 11),
        ("#/components", "#", 1),
        ("#/paths/~1gone/get", "#/paths", 14),
    ],
)
def test_a_place_is_that_of_the_text(pointer: str, written: str, line: int) -> None:
    """Line and pointer of a lifted value are those of what it was made from."""
    document = lifted(read(ODD))
    assert document.written(pointer).pointer.startswith(written)
    assert document.position(pointer)[0] == line


def test_files_of_a_description_are_lifted_as_what_they_are_wanted_for(
    tmp_path: Path,
) -> None:
    """And what is taken from one file to another leads to the same places."""
    (tmp_path / "parts").mkdir()
    (tmp_path / "x.yaml").write_text(
        HEAD + "consumes: [application/json]\n"
        "definitions: {Own: {discriminator: kind, properties: {kind: {type: string}}}}\n"
        "paths:\n  /a: {$ref: parts/path.yaml}\n  /b:\n    post:\n"
        "      consumes: [application/xml]\n"
        "      parameters: [{$ref: 'parts/all.yaml#/Body'},"
        " {$ref: 'parts/all.yaml#/Query'}]\n"
        "      responses: {200: {$ref: 'parts/all.yaml#/Ok'}}\n"
    )
    (tmp_path / "parts" / "path.yaml").write_text(
        "get:\n  parameters: [{$ref: 'all.yaml#/Query'}]\n"
        "  responses: {200: {description: d, schema: {$ref: 'all.yaml#/Pet'}}}\n"
    )
    (tmp_path / "parts" / "all.yaml").write_text(
        "Query: {name: q, in: query, type: integer}\n"
        "Body: {name: b, in: body, schema: {$ref: '#/Pet'}}\n"
        "Ok: {description: d, schema: {$ref: '#/Pet'}}\n"
        "Pet: {properties: {own: {$ref: '../x.yaml#/definitions/Own'},"
        " n: {type: string, x-nullable: true}}}\n"
    )
    document = load(tmp_path / "x.yaml", "x.yaml")
    assert [each for each in diagnose(document) if each.severity == "error"] == []
    lowered = lower(document)
    assert lowered.diagnostics == ()
    get, post = lowered.api.operations
    assert [each.name for each in (*get.parameters, *post.parameters)] == ["q", "q"]
    assert post.request_body is not None
    assert [each.name for each in post.request_body.content] == ["application/xml"]
    assert {at.pointer for at in lowered.api.schemas} == {
        "#/components/schemas/Own",
        "#/Pet",
    }
    assert files(lowered) == ("x.yaml", "parts/path.yaml", "parts/all.yaml")


def test_a_finding_while_lowering_names_the_text() -> None:
    """Its pointer and line are those of the 2.0 document."""
    found = lower(read("definitions:\n  A: {$ref: '#/definitions/A'}\n")).diagnostics
    assert {(each.pointer, each.line) for each in found} == {("#/definitions/A", 4)}


def test_findings_name_the_objects_of_2_0() -> None:
    """The published schema of 2.0 is asked, and our own rules as well."""
    document = read(
        "definitions: {A: {enum: [a, a]}}\npaths:\n  /a/{b}:\n    get: {}\n"
        "    put: {parameters: [{name: q, in: query, type: integer, default: x}],"
        " responses: {200: {}}, security: [{s: []}]}\n"
    )
    found = {each.rule: each.pointer for each in diagnose(document)}
    assert found == {
        "enum-repeated": "#/definitions/A/enum/1",
        "path-parameter-missing": "#/paths/~1a~1{b}/put",
        "operation-id-missing": "#/paths/~1a~1{b}/put",
        "Operation Object": "#/paths/~1a~1{b}/get",
        "default-type": "#/paths/~1a~1{b}/put/parameters/0/default",
        "response-description": "#/paths/~1a~1{b}/put/responses/200",
        "security-undefined": "#/paths/~1a~1{b}/put/security/0/s",
    }


def test_a_version_without_quotes_is_read() -> None:
    """YAML makes a number of it; that is a warning."""
    document = load_bytes(
        b"swagger: 2.0\ninfo: {title: T, version: '1'}\npaths: {}\n", "x.yaml"
    )
    found = [each for each in diagnose(document) if each.rule == "version"]
    assert [str(each) for each in found] == [
        (
            "x.yaml:1:1 #/swagger: the field 'swagger' is text, not a number; put it in"
            " quotes: '2.0' (version)"
        )
    ]
    assert lifted(document).root["openapi"] == "3.0.4"


def test_other_versions_are_left_alone() -> None:
    """A document of OpenAPI 3 is the very same one."""
    document = load_bytes(b"openapi: 3.0.4\nswagger: '2.0'\n", "x.yaml")
    assert lifted(document) is document
