"""Test operations as few describe them, on the bytes that a server receives."""

from __future__ import annotations

import json
from types import ModuleType
from typing import Any

import pytest

from specloom.document.diagnose import diagnose
from specloom.document.load import load

from .conftest import Connect, Loopback, Make, answer

STRING = {"type": "string"}
BINARY = {"type": "string", "format": "binary"}
POINT = {"type": "object", "properties": {"x": {"type": "integer"}}, "required": ["x"]}
LATIN = "text/plain; charset=ISO-8859-1"
EMPTY = {"204": {"description": ""}}


def header(name: str) -> dict[str, Any]:
    """Write a header parameter."""
    return {"name": name, "in": "header", "schema": STRING}


def operation(name: str, **more: Any) -> dict[str, Any]:
    """Write an operation."""
    return {"operationId": name, "tags": ["t"], "responses": EMPTY, **more}


def sending(name: str, media_type: str, **described: Any) -> dict[str, Any]:
    """Write an operation with a body of one media type."""
    body = {"required": True, "content": {media_type: described}}
    return {"post": operation(name, requestBody=body)}


def document() -> dict[str, Any]:
    """Write what few documents have."""
    text = {"content": {LATIN: {"schema": STRING}}}
    stream = {"text/event-stream": {"schema": STRING}, "image/png": {"schema": BINARY}}
    own = ("Host", "Connection", "Content-Length", "Transfer-Encoding", "X-\xfc", "X-A")
    named = [header(name) for name in own]
    key = {"name": "k", "in": "cookie", "schema": STRING}
    empty = {"name": "e", "in": "query", "allowEmptyValue": True}
    empty |= {"schema": {"$ref": "#/components/schemas/Kind"}}
    return {
        "paths": {
            "/parts": sending(
                "parts",
                "multipart/mixed",
                itemSchema=POINT,
                itemEncoding={"contentType": "application/vnd.p+json"},
            ),
            "/places": sending(
                "places",
                "multipart/mixed",
                schema={"type": "array", "items": {}},
                prefixEncoding=[{}, {"contentType": "image/png"}],
                itemEncoding={"contentType": "text/csv"},
            ),
            "/files": sending(
                "files",
                "multipart/form-data",
                schema={"type": "array", "items": BINARY},
            ),
            "/lines": sending("lines", "application/x-ndjson", itemSchema=POINT),
            "/latin": sending("latin", LATIN, schema=STRING),
            "/a{b/c}d/{}/{id}": {"get": operation("braces")},
            "/headers": {"get": operation("headers", parameters=named)},
            "/cookies": {
                "get": operation("cookies", parameters=[key], security=[{"jar": []}])
            },
            "/empty": {"get": operation("empty", parameters=[empty])},
            "/text": {
                "get": operation(
                    "text", responses={"200": text, "2xx": text, "default": text}
                )
            },
            "/nothing": {
                "get": operation(
                    "nothing", responses={"204": {"content": {"application/json": {}}}}
                )
            },
            "/both": {"get": operation("both", responses={"200": {"content": stream}})},
            "/either": {
                "get": operation(
                    "either",
                    responses={
                        "200": {"content": {"application/json": {"schema": STRING}}},
                        "201": {
                            "content": {"application/jsonl": {"itemSchema": STRING}}
                        },
                    },
                )
            },
        },
        "components": {
            "schemas": {"Kind": {"enum": ["a", "b"]}},
            "securitySchemes": {
                "jar": {"type": "apiKey", "in": "header", "name": "Cookie"}
            },
        },
    }


@pytest.fixture(scope="module")
def package(make: Make) -> ModuleType:
    """Make the package."""
    return make(document(), version="3.2.0")


def parts(server: Loopback) -> list[str]:
    """Give the parts that the server received."""
    [request] = server.received
    media_type, _, boundary = str(request.header("content-type")).partition(
        "; boundary="
    )
    assert media_type.startswith("multipart/")
    first, *found, last = request.body.decode().split(f"--{boundary}")
    assert (first, last) == ("", "--\r\n")
    return found


def test_a_body_of_many_items_has_a_part_for_each(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """`itemSchema` says what a part is, `itemEncoding` how each is written."""
    connect(package).call("t.parts", body=[{"x": 1}, {"x": 2}])
    head = "\r\nContent-Type: application/vnd.p+json\r\n\r\n"
    assert parts(server) == [f'{head}{{"x":1}}\r\n', f'{head}{{"x":2}}\r\n']
    server.reset()
    with pytest.raises(package.RequestInvalid, match="property 'x' is missing"):
        connect(package).call("t.parts", body=[{"x": 1}, {}])
    assert server.received == []


def test_a_part_is_encoded_by_its_place(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """`prefixEncoding` is for the first ones, empty or not, `itemEncoding` for the rest."""
    connect(package).call("t.places", body=[{"x": 1}, b"png", "a,b", "c,d"])
    assert parts(server) == [
        '\r\nContent-Type: application/json\r\n\r\n{"x":1}\r\n',
        "\r\nContent-Type: image/png\r\n\r\npng\r\n",
        "\r\nContent-Type: text/csv\r\n\r\na,b\r\n",
        "\r\nContent-Type: text/csv\r\n\r\nc,d\r\n",
    ]


def test_files_can_be_parts_without_names(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """A file says how it is called, bytes say nothing."""
    connect(package).call("t.files", body=[b"1", package.File(b"2", "2.bin")])
    octets = "Content-Type: application/octet-stream\r\n\r\n"
    named = '\r\nContent-Disposition: attachment; filename="2.bin"\r\n'
    assert parts(server) == [f"\r\n{octets}1\r\n", f"{named}{octets}2\r\n"]


def test_a_stream_is_sent_as_it_is_given(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """A body of many values is bytes, which can come from an iterator."""
    lines = package.File(iter([b'{"x":1}\n', b'{"x":2}\n']))
    connect(package).call("t.lines", body=lines)
    [request] = server.received
    assert request.header("content-type") == "application/x-ndjson"
    assert request.body == b'{"x":1}\n{"x":2}\n'


def test_text_is_sent_in_its_charset(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """What the charset has no character for is refused."""
    connect(package).call("t.latin", body="\xe9")
    [request] = server.received
    assert (request.header("content-type"), request.body) == (LATIN, b"\xe9")
    with pytest.raises(package.RequestInvalid, match="cannot be written in ISO-8859-1"):
        connect(package).call("t.latin", body="\u20ac")


def test_a_lone_brace_is_text(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """Only what stands between two braces is a parameter."""
    connect(package).call("t.braces", b_c="1", id="2")
    assert server.received[0].target == "/a1d/%7B%7D/2"


def test_headers_of_the_connection_are_no_arguments(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """Neither are names that no header can have; all others are."""
    connect(package).call("t.headers", x_a="1")
    [request] = server.received
    assert request.header("x-a") == "1"
    for name in ("host", "connection", "content_length", "x_u"):
        with pytest.raises(TypeError, match=name):
            connect(package).call("t.headers", **{name: "1"})


def test_a_key_in_the_header_cookie_joins_the_cookies(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """Neither takes the place of the other."""
    connect(package, jar="session=1").call("t.cookies", k="2")
    assert server.received[0].header("cookie") == "k=2; session=1"


def test_a_named_type_may_be_empty(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """`allowEmptyValue` accepts the empty text beside the values of an enum."""
    connect(package).call("t.empty", e="")
    assert server.received[0].target == "/empty?e="


def test_text_is_read_in_its_charset(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """That holds for answers and for errors."""
    server.reset(answer(b"\xe9", LATIN))
    assert connect(package).call("t.text") == "\xe9"
    server.reset(answer(b"\xe9", LATIN, "404 Not Found"))
    with pytest.raises(package.NotFound) as caught:
        connect(package).call("t.text")
    assert caught.value.model == "\xe9"


def test_an_answer_without_content_gives_nothing(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """204 has no content, whatever is described (RFC 9110, section 6.4.1)."""
    server.reset(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
    assert connect(package).call("t.nothing") is None


def test_a_stream_beside_a_whole_answer_has_a_method_of_its_own(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """Each asks for what it reads."""
    server.reset(answer(b"png", "image/png"))
    assert connect(package).call("t.both") == b"png"
    assert server.received[0].header("accept") == "image/png"
    server.reset(answer(b"data: 1\n\n", "text/event-stream"))
    [event] = connect(package).call("t.both_as_events")
    assert event.data == "1"
    assert server.received[0].header("accept") == "text/event-stream"


def test_a_stream_is_read_from_the_status_that_has_one(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """What comes as a whole under another status is no part of the stream."""
    lines = answer(b'"a"\n"b"\n', "application/jsonl", "201 Created")
    server.reset(lines)
    assert connect(package).call("t.either_as_lines") == ["a", "b"]
    server.reset(answer(b'"a"', "application/json"))
    assert connect(package).call("t.either") == "a"
    told = "200 OK with application/json, not application/jsonl"
    with pytest.raises(package.ResponseInvalid, match=told):
        connect(package).call("t.either_as_lines")


def test_a_server_has_no_query(
    make: Make, server: Loopback, connect: Connect, tmp_path: Any
) -> None:
    """It is left out, and so is a fragment; both are reported, with names of no header."""
    root = {
        "openapi": "3.1.1",
        "info": {"title": "x", "version": "1"},
        "servers": [{"url": f"{server.url}/base?x=1#f"}],
        **document(),
    }
    spec = tmp_path / "x.json"
    spec.write_text(json.dumps(root), "utf-8")
    found = {
        entry.pointer: entry.message
        for entry in diagnose(load(spec))
        if entry.rule in ("server-url", "header-name")
    }
    assert found == {
        "#/servers/0/url": (
            "the URL of a server has no query and no fragment; both are left out"
        ),
        "#/paths/~1headers/get/parameters/4/name": (
            "no header can be called 'X-\xfc', so it is not sent"
        ),
    }
    package = make({"servers": root["servers"], "paths": document()["paths"]})
    connect(package, base_url=None).call("t.nothing")
    assert server.received[0].target == "/base/nothing"
