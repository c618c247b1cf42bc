"""Test every row of OpenAPI 3.1.1, Style Values and Style Examples, on raw bytes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from types import MappingProxyType, ModuleType
from typing import Any, NamedTuple

import pytest

from .conftest import Connect, Loopback, Make

STRING = {"type": "string"}
INTEGER = {"type": "integer"}
ARRAY = {"type": "array", "items": STRING}
OBJECT = {
    "type": "object",
    "properties": {name: {"type": ["integer", "null"]} for name in "RGB"},
}
ANY: dict[str, Any] = {}
COLORS = ["blue", "black", "brown"]
RGB = {"R": 100, "G": 200, "B": 150}
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


class Row(NamedTuple):
    """Be a parameter, a value for it, and what has to be on the wire."""

    in_: str
    style: str
    explode: bool | None
    schema: dict[str, Any]
    value: Any
    sent: str | None
    more: Mapping[str, Any] = MappingProxyType({})
    content: str = ""


def styled(in_: str, style: str, explode: bool, *sent: str | None) -> list[Row]:
    """Give the rows of one line of the table: empty, string, array, object."""
    given: list[tuple[dict[str, Any], Any]]
    given = [(STRING, ""), (STRING, "blue"), (ARRAY, COLORS), (OBJECT, RGB)]
    return [
        Row(in_, style, explode, schema, value, text)
        for (schema, value), text in zip(given, sent, strict=True)
        if text is not None
    ]


STYLES = [
    *styled(
        "path",
        "matrix",
        False,
        ";color",
        ";color=blue",
        ";color=blue,black,brown",
        ";color=R,100,G,200,B,150",
    ),
    *styled(
        "path",
        "matrix",
        True,
        ";color",
        ";color=blue",
        ";color=blue;color=black;color=brown",
        ";R=100;G=200;B=150",
    ),
    *styled(
        "path", "label", False, None, ".blue", ".blue,black,brown", ".R,100,G,200,B,150"
    ),
    *styled(
        "path", "label", True, None, ".blue", ".blue.black.brown", ".R=100.G=200.B=150"
    ),
    *styled(
        "path", "simple", False, None, "blue", "blue,black,brown", "R,100,G,200,B,150"
    ),
    *styled(
        "path", "simple", True, None, "blue", "blue,black,brown", "R=100,G=200,B=150"
    ),
    *styled(
        "header", "simple", False, "", "blue", "blue,black,brown", "R,100,G,200,B,150"
    ),
    *styled(
        "header", "simple", True, "", "blue", "blue,black,brown", "R=100,G=200,B=150"
    ),
    *styled(
        "query",
        "form",
        False,
        "color=",
        "color=blue",
        "color=blue,black,brown",
        "color=R,100,G,200,B,150",
    ),
    *styled(
        "query",
        "form",
        True,
        "color=",
        "color=blue",
        "color=blue&color=black&color=brown",
        "R=100&G=200&B=150",
    ),
    *styled(
        "query",
        "spaceDelimited",
        False,
        None,
        None,
        "color=blue%20black%20brown",
        "color=R%20100%20G%20200%20B%20150",
    ),
    *styled(
        "query",
        "pipeDelimited",
        False,
        None,
        None,
        "color=blue%7Cblack%7Cbrown",
        "color=R%7C100%7CG%7C200%7CB%7C150",
    ),
    *styled(
        "query",
        "deepObject",
        True,
        None,
        None,
        None,
        "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
    ),
    *styled(
        "cookie",
        "form",
        False,
        "color=",
        "color=blue",
        "color=blue,black,brown",
        "color=R,100,G,200,B,150",
    ),
    *styled(
        "cookie",
        "form",
        True,
        "color=",
        "color=blue",
        "color=blue; color=black; color=brown",
        "R=100; G=200; B=150",
    ),
    *styled(
        "cookie",
        "cookie",
        True,
        "color=",
        "color=blue",
        "color=blue; color=black; color=brown",
        "R=100; G=200; B=150",
    ),
    *styled(
        "cookie",
        "cookie",
        False,
        "color=",
        "color=blue",
        "color=blue,black,brown",
        "color=R,100,G,200,B,150",
    ),
]

BOOLEAN = {"type": "boolean"}
NUMBER = {"type": "number"}
MOMENT = {"type": "string", "format": "date-time"}
DAY = {"type": "string", "format": "date"}
EAST = timezone(timedelta(hours=2))
VALUES = [
    Row("query", "", None, BOOLEAN, True, "color=true"),
    Row("query", "", None, NUMBER, 1e16, "color=1e%2B16"),
    Row("query", "", None, NUMBER, 0.5, "color=0.5"),
    Row("query", "", None, INTEGER, 2**70, "color=1180591620717411303424"),
    Row("query", "", None, ARRAY, [], ""),
    Row("query", "form", False, ARRAY, [], ""),
    Row("query", "pipeDelimited", False, ARRAY, [], ""),
    Row("query", "deepObject", True, OBJECT, {}, ""),
    Row("query", "", None, ANY, None, ""),
    Row("query", "", None, ARRAY, [""], "color="),
    Row(
        "query",
        "",
        None,
        ARRAY,
        ["a,b", "c&d", "e=f"],
        "color=a%2Cb&color=c%26d&color=e%3Df",
    ),
    Row("query", "form", False, ARRAY, ["a,b", "c"], "color=a%2Cb,c"),
    Row("query", "pipeDelimited", False, ARRAY, ["a|b", "c"], "color=a%7Cb%7Cc"),
    Row("query", "spaceDelimited", False, ARRAY, ["a b"], "color=a%20b"),
    Row("query", "", None, STRING, "100% å+b #?", "color=100%25%20%C3%A5%2Bb%20%23%3F"),
    Row(
        "query",
        "",
        None,
        MOMENT,
        datetime(2026, 1, 2, 3, 4, 5, tzinfo=EAST),
        "color=2026-01-02T03%3A04%3A05%2B02%3A00",
    ),
    Row(
        "path",
        "",
        None,
        MOMENT,
        datetime(2026, 1, 2, tzinfo=UTC),
        "2026-01-02T00%3A00%3A00Z",
    ),
    Row("query", "", None, DAY, date(2026, 1, 2), "color=2026-01-02"),
    Row("header", "", None, DAY, date(2026, 1, 2), "2026-01-02"),
    Row("query", "", None, OBJECT, {"R": None, "G": 1}, "G=1"),
    Row("query", "", None, ANY, [[1, 2], [3]], "color=%5B1%2C2%5D&color=%5B3%5D"),
    Row("query", "", None, ANY, {"a": {"b": 1}}, "a=%7B%22b%22%3A1%7D"),
    Row(
        "query",
        "deepObject",
        True,
        ANY,
        {"a": {"b": [1, 2]}},
        "color%5Ba%5D%5Bb%5D=1&color%5Ba%5D%5Bb%5D=2",
    ),
    Row("path", "", None, BOOLEAN, False, "false"),
    Row("path", "", None, STRING, "../a?b#c;d", "..%2Fa%3Fb%23c%3Bd"),
    Row("path", "", None, STRING, "%2e%2e", "%252e%252e"),
    Row("path", "matrix", True, ARRAY, ["", "b"], ";color;color=b"),
    Row("header", "", None, STRING, "a, b", "a, b"),
    Row("header", "", None, STRING, "caf\u00e9", "caf\u00e9"),
    Row("header", "", None, ARRAY, [], ""),
    Row("cookie", "", None, STRING, "a;b c", "color=a%3Bb%20c"),
    Row("cookie", "cookie", None, STRING, "a%20b c", "color=a%20b c"),
    Row("cookie", "", None, ARRAY, [], None),
]

RESERVED = {"allowReserved": True}
EMPTY = {"allowEmptyValue": True}
OPTIONS = [
    Row("query", "", None, STRING, "a/b?c=d:e", "color=a/b?c=d:e", RESERVED),
    Row(
        "query", "", None, STRING, "a&b#c+d[e]", "color=a%26b%23c%2Bd%5Be%5D", RESERVED
    ),
    Row("query", "", None, STRING, "%41 %", "color=%41%20%25", RESERVED),
    Row("query", "form", False, ARRAY, ["a/b", "c"], "color=a/b,c", RESERVED),
    Row("path", "", None, STRING, "a:b@c/d?e", "a:b@c%2Fd%3Fe", RESERVED),
    Row("query", "", None, INTEGER, "", "color=", EMPTY),
    Row("query", "", None, INTEGER, 3, "color=3", EMPTY),
    Row("query", "", None, BOOLEAN, "", "color=", EMPTY),
    Row("query", "", None, STRING, "", "color=", EMPTY),
]

CONTENT = [
    Row(
        "query",
        "",
        None,
        OBJECT,
        RGB,
        "color=%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D",
        {},
        JSON,
    ),
    Row("query", "", None, STRING, "x", "color=%22x%22", {}, JSON),
    Row("query", "", None, ARRAY, [], "color=%5B%5D", {}, JSON),
    Row("query", "", None, ANY, None, "color=null", {}, JSON),
    Row(
        "query",
        "",
        None,
        OBJECT,
        {"R": 1},
        "color=%7B%22R%22%3A1%7D",
        {},
        "application/vnd.x+json",
    ),
    Row("query", "", None, STRING, "a b", "color=a%20b", {}, "text/plain"),
    Row("query", "", None, OBJECT, RGB, "color=R%3D100%26G%3D200%26B%3D150", {}, FORM),
    Row("header", "", None, OBJECT, {"R": 1}, '{"R":1}', {}, JSON),
    Row("header", "", None, STRING, "a b", "a b", {}, "text/plain"),
    Row("path", "", None, OBJECT, {"R": 1}, "%7B%22R%22%3A1%7D", {}, JSON),
    Row("cookie", "", None, ANY, [1, 2], "color=[1%2C2]", {}, JSON),
    Row("querystring", "", None, OBJECT, RGB, "R=100&G=200&B=150", {}, FORM),
    Row(
        "querystring",
        "",
        None,
        ANY,
        {"a": [1, 2], "b": {"c": 1}},
        "a=1&a=2&b=%7B%22c%22%3A1%7D",
        {},
        FORM,
    ),
    Row("querystring", "", None, OBJECT, {}, "", {}, FORM),
    Row("querystring", "", None, ANY, {"a": 1}, "%7B%22a%22%3A1%7D", {}, JSON),
    Row(
        "querystring",
        "",
        None,
        STRING,
        "$.a[0] & b",
        "%24.a%5B0%5D%20%26%20b",
        {},
        "application/jsonpath",
    ),
]

ROWS = [*STYLES, *VALUES, *OPTIONS, *CONTENT]


def parameter(row: Row) -> dict[str, Any]:
    """Write the Parameter Object of a row."""
    fields = {"name": "color", "in": row.in_, "required": row.in_ == "path", **row.more}
    if row.content:
        return fields | {"content": {row.content: {"schema": row.schema}}}
    fields["schema"] = row.schema
    if row.style:
        fields["style"] = row.style
    if row.explode is not None:
        fields["explode"] = row.explode
    return fields


@pytest.fixture(scope="module")
def package(make: Make) -> ModuleType:
    """Make one package with an operation for each row."""
    paths = {
        f"/r{number}"
        + ("/{color}" if row.in_ == "path" else ""): {
            "get": {
                "operationId": f"row_{number}",
                "tags": ["rows"],
                "parameters": [parameter(row)],
                "responses": {"200": {"description": "", "content": {JSON: {}}}},
            }
        }
        for number, row in enumerate(ROWS)
    }
    return make({"paths": paths}, version="3.2.0")


@pytest.mark.parametrize(
    "number", range(len(ROWS)), ids=lambda number: str(ROWS[number][:5])
)
def test_a_row_of_the_tables(
    number: int, package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """The server receives exactly what the standard writes for the row."""
    row = ROWS[number]
    connect(package).call(f"rows.row_{number}", color=row.value)
    [request] = server.received
    path, _, query = request.target.partition("?")
    received = {
        "path": path.removeprefix(f"/r{number}/"),
        "query": query,
        "querystring": query,
        "header": request.header("color"),
        "cookie": request.header("cookie"),
    }
    assert received[row.in_] == row.sent
    assert row.in_ == "path" or path == f"/r{number}"
    if row.in_ not in ("query", "querystring"):
        assert "?" not in request.target
    assert row.in_ == "cookie" or request.header("cookie") is None


IGNORED = ("Accept", "Content-Type", "Authorization")


@pytest.fixture(scope="module")
def other(make: Make) -> ModuleType:
    """Make a package of parameters that are ignored or refused."""
    described = [
        {"name": name, "in": "header", "required": True, "schema": STRING}
        for name in IGNORED
    ]
    label = {"name": "a", "in": "path", "required": True, "style": "label"}
    cookie = {"name": "c", "in": "cookie", "style": "cookie", "schema": STRING}
    answered = {"tags": ["t"], "responses": {"200": {"description": ""}}}
    paths = {
        "/a": {"get": answered | {"operationId": "ignored", "parameters": described}},
        "/b/{a}": {
            "get": answered
            | {"operationId": "dot", "parameters": [label | {"schema": STRING}]}
        },
        "/c": {"get": answered | {"operationId": "baked", "parameters": [cookie]}},
    }
    return make({"paths": paths}, version="3.2.0")


def test_headers_that_are_described_elsewhere_are_no_arguments(
    other: ModuleType, server: Loopback, connect: Connect
) -> None:
    """Accept, Content-Type and Authorization are ignored, even if required."""
    connect(other).call("t.ignored")
    [request] = server.received
    assert request.header("accept") == "*/*"
    assert request.header("authorization") is None


def test_a_segment_that_would_be_a_dot_is_refused(
    other: ModuleType, server: Loopback, connect: Connect
) -> None:
    """The style label writes an empty text as a dot, which is another path."""
    with pytest.raises(other.RequestInvalid, match="no path segments of their own"):
        connect(other).call("t.dot", a="")
    assert server.received == []


@pytest.mark.parametrize("value", ["a;b", "a\r\nb", "\u00e9"])
def test_a_cookie_that_is_not_escaped_cannot_end_itself(
    other: ModuleType, server: Loopback, connect: Connect, value: str
) -> None:
    """The style cookie encodes nothing, so what would break the header is refused."""
    with pytest.raises(other.RequestInvalid, match="has no `;` and only ASCII"):
        connect(other).call("t.baked", c=value)
    assert server.received == []


def test_a_cookie_that_is_not_escaped_goes_as_it_is(
    other: ModuleType, server: Loopback, connect: Connect
) -> None:
    """Percent signs are the caller's own."""
    connect(other).call("t.baked", c="a%3Bb==")
    assert server.received[0].header("cookie") == "c=a%3Bb=="
