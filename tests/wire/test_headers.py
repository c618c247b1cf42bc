"""Test the documented headers of answers (OpenAPI 3.1.1, Header Object) on raw bytes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import ModuleType
from typing import Any

import pytest

from .conftest import Connect, Loopback, Make, answer

INTEGER = {"type": "integer"}
COLOR = {"type": "object", "properties": {"R": INTEGER, "G": INTEGER}}
HEADERS: dict[str, dict[str, Any]] = {
    "X-Left": {"$ref": "#/components/headers/Left"},
    "ETag": {"schema": {"type": "string"}},
    "X-Ratio": {"schema": {"type": "number"}},
    "X-On": {"schema": {"type": "boolean"}},
    "X-At": {"schema": {"type": "string", "format": "date-time"}},
    "X-Days": {
        "schema": {"type": "array", "items": {"type": "string", "format": "date"}}
    },
    "X-Numbers": {"schema": {"type": "array", "items": INTEGER}},
    "X-Flat": {"schema": {"$ref": "#/components/schemas/Color"}},
    "X-Pairs": {"explode": True, "schema": {"$ref": "#/components/schemas/Color"}},
    "X-Map": {"schema": {"type": "object", "additionalProperties": INTEGER}},
    "X-Json": {"content": {"application/json": {"schema": COLOR}}},
    "X-Xml": {"content": {"application/xml": {"schema": COLOR}}},
    "X-Maybe": {"schema": {"type": ["integer", "null"]}},
    "X-Either": {"schema": {"type": ["integer", "string"]}},
    "X-Deep": {"schema": {"type": "array", "items": {"type": "array", "items": {}}}},
    "X-Kind": {"schema": {"type": "string", "enum": ["a", "b"]}},
    "Get": {"schema": {"type": "string"}},
    "Content-Type": {"schema": INTEGER},
}


@pytest.fixture(scope="module")
def package(make: Make) -> ModuleType:
    """Make a package of an operation that documents headers of every kind."""
    left = {"required": True, "schema": {"type": "integer", "minimum": 0}}
    responses = {"200": {"description": "", "headers": HEADERS}}
    get = {"operationId": "get", "tags": ["a"], "responses": responses}
    bare = {**get, "operationId": "bare", "responses": {"200": {"description": ""}}}
    components = {"headers": {"Left": left}, "schemas": {"Color": COLOR}}
    paths = {"/a": {"get": get}, "/b": {"get": bare}}
    return make({"paths": paths, "components": components})


def headers_of(server: Loopback, caller: Any, method: str = "get", **sent: str) -> Any:
    """Give the headers of a raw answer."""
    server.reset(answer(b"", "", "204 No Content", **sent))
    return caller.call(f"with_raw_response.a.{method}").headers


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("X_Left", "7", 7),
        ("X_Left", "7.0", 7),
        ("ETag", 'W/"1, 2"', 'W/"1, 2"'),
        ("X_Ratio", "-1.5e2", -150.0),
        ("X_On", "true", True),
        ("X_At", "2026-01-02T03:04:05Z", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("X_Days", "2026-01-02, 2026-01-03", [date(2026, 1, 2), date(2026, 1, 3)]),
        ("X_Numbers", "1,2 , 3", [1, 2, 3]),
        ("X_Numbers", "", []),
        ("X_Map", "a,1,b,2", {"a": 1, "b": 2}),
        ("X_Xml", "<a/>", "<a/>"),
        ("X_Maybe", "3", 3),
        ("X_Either", "3", 3),
        ("X_Either", "three", "three"),
        ("X_Deep", "[1],[2]", "[1],[2]"),
        ("X_Kind", "new", "new"),
    ],
)
def test_a_header_is_read_as_its_schema_says(
    package: ModuleType,
    server: Loopback,
    connect: Connect,
    name: str,
    text: str,
    expected: object,
) -> None:
    """Its text stays at hand, by its name in any case."""
    headers = headers_of(server, connect(package), **{name: text})
    attribute = "e_tag" if name == "ETag" else name.lower()
    assert getattr(headers, attribute) == expected
    assert headers[name.upper().replace("_", "-")] == text


@pytest.mark.parametrize(
    ("name", "text"),
    [("X_Flat", "R,1,G,2"), ("X_Pairs", "R=1,G=2"), ("X_Json", '{"R":1,"G":2}')],
)
def test_an_object_is_a_model(
    package: ModuleType, server: Loopback, connect: Connect, name: str, text: str
) -> None:
    """In line or exploded, or as JSON."""
    headers = headers_of(server, connect(package), **{name: text})
    color = getattr(headers, name.lower())
    assert isinstance(color, package.Model)
    assert (color.r, color.g) == (1, 2)


def test_lines_of_one_name_are_one_list(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """RFC 9110, section 5.3: they are joined by commas."""
    raw = answer(b"", "", "204 No Content")
    server.reset(
        raw.replace(b"\r\n\r\n", b"\r\nX-Numbers: 1\r\nx-numbers: 2,3\r\n\r\n")
    )
    found = connect(package).call("with_raw_response.a.get").headers
    assert found.x_numbers == [1, 2, 3]


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("X_Left", "many", "'many' is no integer"),
        ("X_Left", "1.5", "'1.5' is no integer"),
        ("X_Ratio", "1,5", "'1,5' is no number"),
        ("X_On", "yes", "'yes' is neither true nor false"),
        ("X_At", "today", "'today' is not of its format"),
        ("X_Days", "2026-01-02,today", "'2026-01-02,today' is not of its format"),
        ("X_Numbers", "1,two", "'1,two' is no integer"),
        ("X_Flat", "R,1,G", "is no object: a name has no value"),
        ("X_Pairs", "R,1", "is no object: each member is name=value"),
        ("X_Json", "{", "is no JSON"),
        ("X_Maybe", "few", "'few' is not null and is no integer"),
    ],
)
def test_a_wrong_header_is_refused_when_it_is_read(
    package: ModuleType,
    server: Loopback,
    connect: Connect,
    name: str,
    text: str,
    reason: str,
) -> None:
    """The call itself succeeds, and the text can be looked at."""
    headers = headers_of(server, connect(package), **{name: text})
    wire = name.replace("_", "-")
    assert headers[wire] == text
    with pytest.raises(package.ResponseInvalid) as caught:
        getattr(headers, name.lower())
    start = f"GET /a answered 204 No Content with the header {wire}: "
    assert str(caught.value).startswith(start)
    assert reason in str(caught.value)
    assert caught.value.status == 204


def test_an_absent_header_is_none_unless_it_is_required(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """One that is always there is missed when it is read."""
    headers = headers_of(server, connect(package))
    assert headers.e_tag is None
    assert headers.x_numbers is None
    with pytest.raises(package.ResponseInvalid, match="without the header X-Left"):
        _ = headers.x_left


def test_limits_are_checked_as_answers_are(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """`validate_responses` says whether a value that breaks its schema is given."""
    caller = connect(package)
    assert headers_of(server, caller, X_Left="-1").x_left == -1
    caller = connect(package, validate_responses="warn")
    headers = headers_of(server, caller, X_Left="-1")
    with pytest.warns(package.ResponseWarning, match="invalid header X-Left"):
        assert headers.x_left == -1
    caller = connect(package, validate_responses="raise")
    headers = headers_of(server, caller, X_Left="-1", X_Kind="new")
    with pytest.raises(package.ResponseInvalid) as caught:
        _ = headers.x_left
    assert [found.keyword for found in caught.value.violations] == ["minimum"]
    with pytest.raises(package.ResponseInvalid, match="X-Kind"):
        _ = headers.x_kind


def test_names_do_not_hide_those_of_a_mapping(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """Content-Type is ignored, as the standard says."""
    headers = headers_of(server, connect(package), Get="it")
    assert headers.get_ == "it"
    assert headers.get("get") == "it"
    assert not hasattr(headers, "content_type")
    assert dict(headers)["get"] == "it"


def test_without_documented_headers_there_are_texts(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """The raw answer is a plain one."""
    headers = headers_of(server, connect(package), "bare", X_Left="1")
    assert headers["x-left"] == "1"
    assert not hasattr(headers, "x_left")


def test_what_successes_describe_differently_is_text(
    make: Make, server: Loopback, connect: Connect
) -> None:
    """It is required only if every success requires it."""
    ok = {"description": "", "headers": {"X-A": {"schema": INTEGER, "required": True}}}
    other = {"description": "", "headers": {"X-A": {"schema": {"type": "boolean"}}}}
    responses = {"200": ok, "201": other}
    get = {"operationId": "get", "tags": ["a"], "responses": responses}
    package = make({"paths": {"/a": {"get": get}}})
    assert headers_of(server, connect(package), X_A="1").x_a == "1"
    assert headers_of(server, connect(package)).x_a is None
