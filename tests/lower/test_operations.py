"""Paths Object, Path Item Object, Operation Object and what they hold."""

from typing import Any

import pytest

from specloom.ir.api import Parameter, SecurityRequirement
from specloom.ir.shape import Anything, Scalar

from .conftest import Lower, LowerOperation, at

TEXT = {"schema": {"type": "string"}}


def parameter(name: str, in_: str = "query", **more: Any) -> dict[str, Any]:
    """Give a Parameter Object."""
    return {"name": name, "in": in_} | TEXT | more


def test_every_method_of_every_path_is_an_operation(lowered: Lower) -> None:
    """Those of 3.2 among them; what is no object is named as left out."""
    methods: dict[str, Any] = {name: {} for name in ("get", "query", "trace", "head")}
    item = methods | {"post": 3, "parameters": [], "x-get": {}, "connect": {}}
    more: dict[str, Any] = {"additionalOperations": {"COPY": {}, "M-Search": {}}}
    more["additionalOperations"] |= {"LINK": None, "a b": {}, "": {}}
    found = lowered({"paths": {"/a": item | more, "b": {"get": {}}, "x-c": {}}})
    names = [entry.method for entry in found.api.operations]
    assert names == ["GET", "QUERY", "TRACE", "HEAD", "COPY", "M-Search", "GET"]
    assert found.left_out == (
        "POST /a: an Operation Object is an object",
        "LINK /a: an Operation Object is an object",
        "a b /a: a method is a token (RFC 9110, section 9.1)",
        " /a: a method is a token (RFC 9110, section 9.1)",
    )
    search, without_slash = found.api.operations[-2:]
    assert search.at == at("paths", "/a", "additionalOperations", "M-Search")
    assert (without_slash.path, without_slash.at) == ("/b", at("paths", "b", "get"))


def test_two_paths_may_share_a_path_item(lowered: Lower) -> None:
    """Their operations have places of their own."""
    root = {
        "paths": {path: {"$ref": "#/components/pathItems/I"} for path in ("/a", "/b")},
        "components": {"pathItems": {"I": {"get": {"operationId": "x"}}}},
    }
    found = lowered(root).api.operations
    assert [entry.at for entry in found] == [
        at("paths", "/a", "get"),
        at("paths", "/b", "get"),
    ]


def test_a_path_item_completes_its_operations(lowered: Lower) -> None:
    """Parameters, summary, description and servers; the operation's own come first."""
    item = {
        "summary": "S",
        "description": "D",
        "servers": [{"url": "https://item.test/"}],
        "parameters": [parameter("a"), parameter("b", description="item")],
        "get": {"parameters": [parameter("b", description="own"), {"name": "c"}]},
        "put": {"servers": [{"url": "https://own.test"}], "summary": "P"},
    }
    get, put = lowered({"paths": {"/a": item}}).api.operations
    assert (get.summary, get.description, get.server) == ("S", "D", "https://item.test")
    assert [(entry.name, entry.description) for entry in get.parameters] == [
        ("a", ""),
        ("b", "own"),
    ]
    assert (put.summary, put.server) == ("P", "https://own.test")


def test_undeclared_path_parameters_are_added(operation: LowerOperation) -> None:
    """A template's name that nobody declares is a required text."""
    found = operation({"parameters": [parameter("a", "path")]}, "/x/{a}/{b}{b}/{c")
    a, b = found.parameters
    assert (a.name, a.required) == ("a", True)
    assert (b.name, b.required, b.shape) == ("b", True, Scalar("string"))


@pytest.mark.parametrize("name", ["Accept", "content-type", "AUTHORIZATION"])
def test_some_headers_are_no_parameters(name: str, operation: LowerOperation) -> None:
    """The standard says that they shall be ignored."""
    assert operation({"parameters": [parameter(name, "header")]}).parameters == ()


@pytest.mark.parametrize(
    ("written", "style", "explode"),
    [
        (parameter("a"), "form", True),
        (parameter("a", "cookie"), "form", True),
        (parameter("a", "path"), "simple", False),
        (parameter("a", "header", explode=True), "simple", True),
        (parameter("a", style="deepObject"), "deepObject", True),
        (parameter("a", style="pipeDelimited"), "pipeDelimited", False),
        (parameter("a", style="odd", explode="no"), "form", True),
    ],
)
def test_style_and_explode_have_defaults(
    written: dict[str, Any], style: str, explode: bool, operation: LowerOperation
) -> None:
    """`form` and `deepObject` explode; an unknown style is the default of its place."""
    (found,) = operation({"parameters": [written]}).parameters
    assert (found.style, found.explode) == (style, explode)


def test_a_parameter_described_by_content(operation: LowerOperation) -> None:
    """Its first media type and that one's schema; examples may be references."""
    written = {
        "name": "a",
        "in": "query",
        "content": {"application/json": TEXT},
        "example": 1,
        "examples": {"x": {"$ref": "#/components/examples/E"}, "y": {}},
    }
    found = operation(
        {"parameters": [written]}, components={"examples": {"E": {"value": 2}}}
    )
    (only,) = found.parameters
    assert isinstance(only, Parameter)
    assert (only.media_type, only.shape) == ("application/json", Scalar("string"))
    assert [value.json for value in only.examples] == [1, 2]


def test_a_parameter_without_schema_is_anything(operation: LowerOperation) -> None:
    """So is one with a schema of the wrong type."""
    found = operation({"parameters": [{"name": "a", "in": "query", "schema": 3}]})
    assert found.parameters[0].shape == Anything()


@pytest.mark.parametrize(
    ("name", "media_type", "expected"),
    [
        ("text/plain", {}, Scalar("string")),
        ("application/json", {}, Anything()),
        ("application/vnd.x+json; v=1", {}, Anything()),
        ("*/*", {}, Anything()),
        ("image/png", {}, Scalar("binary")),
        ("image/png", {"schema": True}, Scalar("binary")),
        ("application/xml", {"schema": {"type": "object"}}, Scalar("string")),
        ("text/plain", {"schema": {"type": "integer"}}, Scalar("integer")),
        ("application/zip", {"schema": {"type": "string"}}, Scalar("binary")),
        ("application/jwt", {"schema": {"type": "string"}}, Scalar("string")),
        ("*/*", {"schema": {"type": "string"}}, Scalar("binary")),
        ("application/jsonl", {"itemSchema": {"type": "integer"}}, Scalar("integer")),
    ],
)
def test_content_without_a_schema(
    name: str, media_type: dict[str, Any], expected: object, operation: LowerOperation
) -> None:
    """Text is text, JSON is anything, the rest is bytes."""
    answer = {"200": {"description": "", "content": {name: media_type}}}
    (content,) = operation({"responses": answer}).responses[0].content
    assert content.shape == expected


def test_statuses(operation: LowerOperation) -> None:
    """Codes, ranges in any case and `default`; nothing else."""
    codes = ("200", "4xx", "default", "600", "20", "x-y")
    written: dict[str, Any] = {code: {} for code in codes}
    found = operation({"responses": written}).responses
    assert [entry.status for entry in found] == ["200", "4XX", "default"]


def test_a_request_body(operation: LowerOperation) -> None:
    """With its encoding; one without content is none."""
    encoding = {"a": {"contentType": "x/y", "style": "form", "explode": False}, "b": {}}
    content = {"multipart/form-data": {"encoding": encoding, "example": {"a": 1}}}
    found = operation({"requestBody": {"content": content, "required": True}})
    assert found.request_body is not None
    assert found.request_body.required
    (media_type,) = found.request_body.content
    a, b = media_type.encoding
    assert (a.content_type, a.style, a.explode) == ("x/y", "form", False)
    assert (b.content_type, b.style, b.explode) == ("", None, None)
    assert operation({"requestBody": {"content": {}}}).request_body is None


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, False),
        ({"x-twitter-streaming": True}, True),
        ({"responses": {"200": {"content": {"application/x-ndjson": {}}}}}, True),
    ],
)
def test_streams(fields: Any, expected: bool, operation: LowerOperation) -> None:
    """An extension or a media type of JSON lines says so."""
    assert operation(fields).streaming is expected


SCHEMES = {
    "key": {"type": "apiKey", "in": "header", "name": "K"},
    "lost": {"type": "apiKey", "in": "body", "name": "K"},
    "nameless": {"type": "apiKey", "in": "query"},
    "basic": {"$ref": "#/components/x"},
    "odd": {"type": "magic"},
}
ROOT = {
    "components": {
        "securitySchemes": SCHEMES,
        "x": {"type": "http", "scheme": "basic"},
    },
    "security": [{"key": []}],
}


def test_security_schemes(lowered: Lower) -> None:
    """Those that can be met; references are followed."""
    found = lowered(ROOT).api.security_schemes
    assert [(entry.key, entry.type) for entry in found] == [
        ("key", "apiKey"),
        ("basic", "http"),
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, [(("key", ()),)]),
        ({"security": []}, []),
        ({"security": [{}]}, [()]),
        (
            {"security": [{"basic": ["a"], "key": []}]},
            [(("basic", ("a",)), ("key", ()))],
        ),
        ({"security": [{"lost": []}, {"key": []}]}, [(("key", ()),)]),
    ],
)
def test_security_requirements(
    fields: Any, expected: list[Any], operation: LowerOperation
) -> None:
    """The operation's own replace the document's; unknown schemes cannot be met."""
    found = operation(fields, **ROOT).security
    assert found == tuple(SecurityRequirement(schemes) for schemes in expected)


def test_a_tag_says_what_it_is_for(lowered: Lower) -> None:
    """By its summary (3.2) and description, each once."""
    tags = [
        {"name": "a", "summary": "Short.", "description": "Long."},
        {"name": "b", "summary": "Same.", "description": "Same."},
    ]
    found = lowered(
        {"paths": {"/": {"get": {"tags": ["a"]}, "put": {"tags": ["b"]}}}, "tags": tags}
    )
    assert [tag.description for tag in found.api.tags] == ["Short.\n\nLong.", "Same."]


def test_tags_come_in_the_documents_order(lowered: Lower) -> None:
    """Described ones first, then by first use; unused ones are left out."""
    paths = {
        f"/{number}": {"get": {"tags": tags}}
        for number, tags in enumerate([["new"], [], ["b", "a"], ["a"]])
    }
    tags = [{"name": name, "description": name.upper()} for name in ("a", "x", "b")]
    found = lowered({"paths": paths, "tags": tags}).api
    assert [(tag.name, tag.description) for tag in found.tags] == [
        ("a", "A"),
        ("b", "B"),
        ("new", ""),
        ("", ""),
    ]


@pytest.mark.parametrize(
    ("servers", "expected"),
    [
        ([], ""),
        ([{"url": "https://a.test/v1/"}], "https://a.test/v1"),
        (
            [{"url": "https://{h}/{v}", "variables": {"h": {"default": "a"}}}],
            "https://a/{v}",
        ),
        ("x", ""),
    ],
)
def test_the_first_server(servers: Any, expected: str, lowered: Lower) -> None:
    """Its variables have their defaults."""
    assert lowered({"servers": servers}).api.server == expected


def test_the_version_of_a_document(lowered: Lower) -> None:
    """A number that YAML read is text here; an object is nothing."""
    assert lowered({"info": {"version": 1.5}}).api.version == "1.5"
    assert lowered({"info": {"version": {}}}).api.version == ""
