"""Test streams as they come over a socket: cut anywhere, ended or broken off."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from .conftest import Connect, Loopback, Make

NUMBER = {"type": "object", "properties": {"n": {"type": "integer"}}}
EVENT = {
    "type": "object",
    "required": ["data"],
    "properties": {
        "event": {"type": "string"},
        "data": {"type": "string"},
        "id": {"type": "string"},
        "retry": {"type": "integer"},
    },
}
CONTENTS: dict[str, dict[str, Any]] = {
    "lines": {"application/x-ndjson": {"schema": NUMBER}},
    "items": {"application/jsonl": {"itemSchema": NUMBER}},
    "array": {
        "application/jsonl": {"schema": {"type": "array", "items": NUMBER}},
    },
    "sequence": {"application/json-seq": {"itemSchema": NUMBER}},
    "geo": {"application/geo+json-seq": {"itemSchema": NUMBER}},
    "events": {"text/event-stream": {}},
    "texts": {"text/event-stream": {"schema": {"type": "string"}}},
    "data": {"text/event-stream": {"schema": NUMBER}},
    "objects": {"text/event-stream": {"itemSchema": EVENT}},
}


@pytest.fixture(scope="module")
def package(make: Make) -> ModuleType:
    """Make a package with an operation for every kind of stream."""
    paths = {
        f"/{name}": {
            "get": {
                "operationId": name,
                "tags": ["s"],
                "responses": {"200": {"description": "", "content": content}},
            }
        }
        for name, content in CONTENTS.items()
    }
    return make({"paths": paths}, version="3.2.0")


def streamed(
    media_type: str, *chunks: bytes, whole: bool = True
) -> Callable[[Any], None]:
    """Answer in chunks, each on its own; not `whole`: without the last."""

    def write(handler: Any) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\n"
        handler.wfile.write(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
        for chunk in chunks:
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
            handler.wfile.flush()
        if whole:
            handler.wfile.write(b"0\r\n\r\n")

    return write


def plain(package: ModuleType, values: list[Any]) -> list[Any]:
    """Give values as JSON."""
    return [package.to_json(value) for value in values]


def bytewise(text: bytes) -> list[bytes]:
    """Cut a text into its bytes."""
    return [text[index : index + 1] for index in range(len(text))]


@pytest.mark.parametrize(
    ("name", "media_type", "text"),
    [
        ("lines", "application/x-ndjson", b'{"n":1}\n\r\n{"n":2}\r\n{"n":3}'),
        ("items", "application/jsonl; charset=utf-8", b'{"n":1}\n{"n":2}\n{"n":3}\n'),
        ("array", "application/jsonl", b'{"n":1}\n{"n":2}\n{"n":3}\n'),
        (
            "sequence",
            "application/json-seq",
            b'\x1e{"n":1}\n\x1e{"n":\n2}\n\x1e{"n":3}\n',
        ),
        ("geo", "application/geo+json-seq", b'\x1e{"n":1}\n\x1e{"n":2}\n\x1e{"n":3}\n'),
        (
            "data",
            "text/event-stream",
            b'data:{"n":1}\n\ndata: {"n":\ndata: 2}\n\n: hi\n\ndata: {"n":3}\n\ndata: [DONE]\n\ndata: {"n":4}\n\n',
        ),
    ],
)
@pytest.mark.parametrize("cut", [lambda text: [text], bytewise], ids=["whole", "bytes"])
def test_values_come_one_by_one(
    package: ModuleType,
    server: Loopback,
    connect: Connect,
    name: str,
    media_type: str,
    text: bytes,
    cut: Callable[[bytes], list[bytes]],
) -> None:
    """Each is a model; where the bytes are cut does not matter."""
    server.reset(streamed(media_type, *cut(text)))
    values = connect(package).call(f"s.{name}")
    assert plain(package, values) == [{"n": 1}, {"n": 2}, {"n": 3}]
    assert server.received[0].header("accept") == next(iter(CONTENTS[name]))


# The rules of the HTML Standard, 9.2.6: what is sent, and the events it stands for.
EVENTS: list[tuple[bytes, list[tuple[Any, ...]]]] = [
    (b"data: a\n\n", [("a", "message", "", None)]),
    (b"data:a\r\rdata:b\r\r", [("a", "message", "", None), ("b", "message", "", None)]),
    (b"data:a\r\n\r\ndata:b\n\r\n", [("a", "message", "", None), ("b", "message", "", None)]),
    (b"\xef\xbb\xbfdata: a\n\n", [("a", "message", "", None)]),
    (b"data:  a\ndata\ndata: b\n\n", [(" a\n\nb", "message", "", None)]),
    (b"event: x\ndata: a\n\ndata: b\n\n", [("a", "x", "", None), ("b", "message", "", None)]),
    (b"id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n", [("a", "message", "1", None), ("b", "message", "1", None), ("c", "message", "", None)]),
    (b"id: a\0b\ndata: a\n\n", [("a", "message", "", None)]),
    (b"retry: 10\ndata: a\n\nretry: 1x\ndata: b\n\n", [("a", "message", "", 10), ("b", "message", "", None)]),
    (b": c\nodd: x\ndata: a\n\n", [("a", "message", "", None)]),
    (b"event: x\n\ndata: a\n\n", [("a", "message", "", None)]),
    (b"data: a\n\ndata: lost\n", [("a", "message", "", None)]),
    ("data: \u00e9\n\n".encode(), [("\u00e9", "message", "", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), EVENTS)
@pytest.mark.parametrize("cut", [lambda text: [text], bytewise], ids=["whole", "bytes"])
def test_events_follow_the_rules_of_browsers(
    package: ModuleType,
    server: Loopback,
    connect: Connect,
    text: bytes,
    expected: list[tuple[Any, ...]],
    cut: Callable[[bytes], list[bytes]],
) -> None:
    """Fields, comments, line ends, the byte order mark, and what is dispatched."""
    server.reset(streamed("text/event-stream", *cut(text)))
    assert connect(package).call("s.events") == expected


def test_a_text_schema_says_nothing_of_events(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """Many descriptions call a stream of events a string."""
    server.reset(streamed("text/event-stream", b"id: 7\ndata: a\n\n"))
    [event] = connect(package).call("s.texts")
    assert (event.data, event.id) == ("a", "7")


def test_an_event_may_be_described_as_an_object(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """`itemSchema` with `data` describes the event, not its data."""
    text = b'event: x\nid: 1\nretry: 5\ndata: {"a":1}\n\ndata: b\n\n'
    server.reset(streamed("text/event-stream", text))
    first, second = connect(package).call("s.objects")
    assert package.to_json(first) == {
        "data": '{"a":1}',
        "event": "x",
        "id": "1",
        "retry": 5,
    }
    assert json.loads(first.data) == {"a": 1}
    assert package.to_json(second) == {"data": "b", "id": "1"}


def test_a_value_that_is_no_json_ends_the_stream(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """What came before it was given; the error says what is wrong."""
    server.reset(streamed("application/x-ndjson", b'{"n":1}\n{"n":\n'))
    with pytest.raises(package.ResponseInvalid, match="a body that is no JSON"):
        connect(package).call("s.lines")


def test_a_stream_that_breaks_off_is_no_end(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """A connection that closes too early is an error."""
    server.reset(streamed("application/x-ndjson", b'{"n":1}\n', whole=False))
    with pytest.raises(package.ConnectionFailed, match="GET /lines got no answer"):
        connect(package).call("s.lines")


def endless(handler: Any) -> None:
    """Answer with lines until nobody listens."""
    head = "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n"
    handler.wfile.write(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
    line = b'{"n":1}\n' * 1000
    while True:
        handler.wfile.write(b"%x\r\n%s\r\n" % (len(line), line))


def test_leaving_a_stream_closes_its_connection(
    package: ModuleType, server: Loopback
) -> None:
    """The server notices that nobody listens while the client is still open."""
    server.reset(endless)
    with package.Client(base_url=server.url) as client:
        with client.s.lines() as stream:
            assert next(stream).n == 1
        assert server.hung_up.wait(20)


def test_an_error_in_a_stream_closes_its_connection(
    package: ModuleType, server: Loopback
) -> None:
    """So does a value that cannot be read, without a `with`."""

    def torn(handler: Any) -> None:
        handler.wfile.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n\r\n{\n"
        )
        while True:
            handler.wfile.write(b"{}\n" * 1000)

    server.reset(torn)
    with package.Client(base_url=server.url) as client:
        with pytest.raises(package.ResponseInvalid):
            next(client.s.lines())
        assert server.hung_up.wait(20)


def test_leaving_an_async_stream_closes_its_connection(
    package: ModuleType, server: Loopback
) -> None:
    """The async client closes too."""
    server.reset(endless)

    async def leave() -> bool:
        async with package.AsyncClient(base_url=server.url) as client:
            async with client.s.lines() as stream:
                assert (await anext(stream)).n == 1
            return await asyncio.to_thread(server.hung_up.wait, 20)

    assert asyncio.run(leave())
