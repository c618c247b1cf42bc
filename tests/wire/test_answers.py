"""Test answers of every kind from a real server: read whole, in pieces, or refused."""

from __future__ import annotations

import asyncio
import gzip
import tracemalloc
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx2
import pytest

from .conftest import Connect, Loopback, Make, answer

JSON = "application/json"
OCTETS = "application/octet-stream"
POINT = {"$ref": "#/components/schemas/Point"}
OTHER = {"$ref": "#/components/schemas/Other"}


def content(schema: dict[str, Any], name: str = JSON) -> dict[str, Any]:
    """Write a Response Object."""
    return {"description": "", "content": {name: {"schema": schema}}}


MORE = {"copy": "COPY", "link": "Link", "m_search": "M-SEARCH", "low": "get"}
NOTHING = {"description": ""}
RESPONSES: dict[str, dict[str, Any]] = {
    "exact": {"200": content(POINT), "2XX": content(OTHER), "default": NOTHING},
    "nothing": {"204": NOTHING},
    "maybe": {"200": content(POINT), "204": NOTHING},
    "failing": {"200": NOTHING, "4XX": content(OTHER), "404": content(POINT)},
    "fallback": {"200": NOTHING, "default": content(OTHER, "application/problem+json")},
    "only_default": {"default": content(POINT)},
    "file": {"200": {"description": "", "content": {OCTETS: {}}}},
    "text": {"200": content({"type": "string"}, "text/plain")},
    "xml": {"200": content(POINT, "application/xml")},
    "any": {"200": content({"type": "string", "format": "binary"}, "*/*")},
}


@pytest.fixture(scope="module")
def package(make: Make) -> ModuleType:
    """Make a package of operations that are answered in different ways."""
    paths = {
        f"/{name}": {"get": {"operationId": name, "tags": ["a"], "responses": entry}}
        for name, entry in RESPONSES.items()
    }
    bare = {"responses": {"200": content(POINT)}, "tags": ["m"]}
    paths["/m"] = {
        method: {**bare, "operationId": f"do_{method}"}
        for method in ("head", "options", "trace", "query")
    }
    paths["/m"]["query"] = {
        **bare,
        "operationId": "do_query",
        "requestBody": {"content": {JSON: {"schema": POINT}}, "required": True},
    }
    paths["/m"]["additionalOperations"] = {
        method: {**bare, "operationId": f"do_{name}"} for name, method in MORE.items()
    }
    integer = {"type": "object", "properties": {"x": {"type": "integer"}}}
    other = {"type": "object", "properties": {"y": {"type": "integer"}}}
    schemas = {"Point": integer, "Other": other}
    return make({"paths": paths, "components": {"schemas": schemas}}, "3.2.0")


@pytest.mark.parametrize(
    ("name", "status", "body", "media_type", "expected"),
    [
        ("exact", "200 OK", b'{"x":1}', JSON, ("Point", {"x": 1})),
        ("exact", "206 Some", b'{"y":1}', JSON, ("Other", {"y": 1})),
        ("nothing", "204 No Content", b"", "", None),
        ("nothing", "200 OK", b"<html>", "text/html", None),
        ("maybe", "200 OK", b'{"x":1}', JSON, ("Point", {"x": 1})),
        ("maybe", "204 No Content", b"", "", None),
        ("only_default", "200 OK", b'{"x":1}', JSON, ("Point", {"x": 1})),
        ("file", "200 OK", b"\x00\xff", OCTETS, b"\x00\xff"),
        ("text", "200 OK", "\u00e9".encode("latin-1"), "text/plain; charset=latin-1", "\u00e9"),
        ("text", "200 OK", "\u00e9".encode(), "text/plain", "\u00e9"),
        ("xml", "200 OK", b"<x/>", "application/xml", "<x/>"),
        ("any", "200 OK", b"%PDF", "application/pdf", b"%PDF"),
    ],
)  # fmt: skip
def test_an_answer_is_read_by_status_and_media_type(
    package: ModuleType,
    server: Loopback,
    connect: Connect,
    name: str,
    status: str,
    body: bytes,
    media_type: str,
    expected: Any,
) -> None:
    """The exact status, then its range, then `default`."""
    server.reset(answer(body, media_type, status))
    value = connect(package).call(f"a.{name}")
    if isinstance(expected, tuple):
        value = type(value).__name__, package.to_json(value)
    assert value == expected


@pytest.mark.parametrize(
    ("name", "status", "media_type", "model"),
    [
        ("failing", "404 Not Found", JSON, "Point"),
        ("failing", "409 Conflict", JSON, "Other"),
        ("failing", "500 Oops", JSON, "NoneType"),
        ("fallback", "500 Oops", "application/problem+json; charset=utf-8", "Other"),
    ],
)
def test_an_error_is_read_by_its_status(
    package: ModuleType,
    server: Loopback,
    connect: Connect,
    name: str,
    status: str,
    media_type: str,
    model: str,
) -> None:
    """The model of the error is that of its status."""
    server.reset(answer(b'{"x":1}', media_type, status))
    with pytest.raises(package.ApiError) as caught:
        connect(package).call(f"a.{name}")
    assert type(caught.value.model).__name__ == model
    assert caught.value.status == int(status[:3])


@pytest.mark.parametrize("method", ["options", "trace", "query", *MORE])
def test_every_method_is_sent_as_it_is_named(
    package: ModuleType, server: Loopback, connect: Connect, method: str
) -> None:
    """Those of OpenAPI 3.2 among them, capitals or not; an answer is read as always."""
    server.reset(answer(b'{"x":1}'))
    arguments = {"x": 2} if method == "query" else {}
    assert connect(package).call(f"m.do_{method}", **arguments).x == 1
    [request] = server.received
    assert request.line == f"{MORE.get(method, method.upper())} /m HTTP/1.1"
    assert request.body == (b'{"x":2}' if method == "query" else b"")


@pytest.mark.parametrize("jar", [{}, {"seen": "1"}])
def test_a_method_is_sent_as_it_is_named_by_a_client_that_is_given(
    package: ModuleType, server: Loopback, jar: dict[str, str]
) -> None:
    """One of httpx2's own, which may have cookies, changes nothing of it."""
    with httpx2.Client(cookies=jar) as http:
        client = package.Client(base_url=server.url, http_client=http)
        client.m.do_link()
    assert server.received[0].line == "Link /m HTTP/1.1"
    assert server.received[0].header("cookie") == ("seen=1" if jar else None)


def test_a_redirect_keeps_the_method(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """As it is named, where the status says that the method stays."""
    moved = answer(b"", "", "307 Temporary Redirect", Location="/other")
    server.reset(moved, answer(b'{"x":1}'))
    assert connect(package).call("m.do_link").x == 1
    lines = [request.line for request in server.received]
    assert lines == ["Link /m HTTP/1.1", "Link /other HTTP/1.1"]


def test_head_has_no_content(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """Whatever is described; its headers are on the raw answer."""
    head = answer(b"", JSON, X_Total="7").replace(b"Length: 0", b"Length: 99")
    server.reset(head)
    assert connect(package).call("m.do_head") is None
    raw = connect(package).call("with_raw_response.m.do_head")
    assert (raw.headers["x-total"], raw.parse()) == ("7", None)


BIG = bytes(range(256)) * 4096


@pytest.mark.parametrize("packed", [False, True])
def test_bytes_can_be_saved_piece_by_piece(
    package: ModuleType,
    server: Loopback,
    connect: Connect,
    tmp_path: Path,
    packed: bool,
) -> None:
    """The file appears when it is complete, unpacked."""
    body = gzip.compress(BIG) if packed else BIG
    more = {"Content_Encoding": "gzip"} if packed else {}
    server.reset(answer(body, OCTETS, **more))
    path = tmp_path / "file.bin"
    with package.Client(base_url=server.url) as client:
        assert client.a.file_as_stream().save(path) == len(BIG)
    assert path.read_bytes() == BIG

    async def save() -> int:
        async with package.AsyncClient(base_url=server.url) as client:
            size: int = await client.a.file_as_stream().save(tmp_path / "other.bin")
            return size

    assert asyncio.run(save()) == len(BIG)
    assert (tmp_path / "other.bin").read_bytes() == BIG
    assert b"".join(connect(package).call("a.file_as_stream")) == BIG
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [
        "file.bin",
        "other.bin",
    ]


def test_a_download_that_breaks_off_leaves_no_file(
    package: ModuleType, server: Loopback, tmp_path: Path
) -> None:
    """What is there is complete, or what was there before."""
    torn = answer(b"12345", OCTETS).replace(b"Length: 5", b"Length: 9")
    server.reset(torn)
    path = tmp_path / "file.bin"
    path.write_bytes(b"before")
    with (
        package.Client(base_url=server.url) as client,
        pytest.raises(package.ConnectionFailed),
    ):
        client.a.file_as_stream().save(path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["file.bin"]
    assert path.read_bytes() == b"before"


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", ["file", "file_as_stream", "text", "exact"])
def test_an_answer_has_a_largest_size(
    package: ModuleType, server: Loopback, connect: Connect, name: str, packed: bool
) -> None:
    """Counted in unpacked bytes: a few bytes cannot fill the memory."""
    media_type = {"text": "text/plain", "exact": JSON}.get(name, OCTETS)
    body = b'"' + bytes(64 * 2**20) + b'"' if packed else b'"' + b"a" * 5000 + b'"'
    more = {"Content_Encoding": "gzip"} if packed else {}
    server.reset(answer(gzip.compress(body) if packed else body, media_type, **more))
    options = package.RequestOptions(max_response_bytes=4096)
    message = r"answered with more than 4096 bytes; RequestOptions\(max_response_bytes="
    del body
    tracemalloc.start()
    with pytest.raises(package.ResponseInvalid, match=message):
        connect(package).call(f"a.{name}", options=options)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 16 * 2**20


def test_an_answer_may_be_as_large_as_allowed(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """The bound itself is allowed, with and without a length that is said before."""
    body = b"a" * 100
    chunked = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n"
    )
    server.reset(answer(body, "text/plain"), chunked + body)
    options = package.RequestOptions(max_response_bytes=100)
    caller = connect(package)
    assert caller.call("a.text", options=options) == "a" * 100
    assert caller.call("a.text", options=options) == "a" * 100
