"""Test what really goes over a socket."""

from __future__ import annotations

import asyncio
import socketserver
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from specloom.runtime.async_client import AsyncBaseClient
from specloom.runtime.credentials import Bearer
from specloom.runtime.decoders import Json
from specloom.runtime.errors import ConnectionFailed, RequestTimeout
from specloom.runtime.model import as_is
from specloom.runtime.operation import JsonBody, MultipartBody, Operation
from specloom.runtime.service import Service
from specloom.runtime.sync_client import SyncClient

ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    b"Content-Length: 2\r\nConnection: close\r\n\r\n{}"
)


class Loopback(socketserver.ThreadingTCPServer):
    """Keep the bytes of every request and answer with `answer`."""

    daemon_threads = True
    answer = ANSWER

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.received: list[bytes] = []

    @property
    def url(self) -> str:
        """Give the base URL."""
        return f"http://127.0.0.1:{self.server_address[1]}/base"


class Handler(socketserver.StreamRequestHandler):
    """Read one request with a Content-Length or without a body."""

    def handle(self) -> None:
        """Read, keep, answer."""
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            line = self.rfile.readline()
            if not line:
                return
            head += line
        lower = head.lower()
        length = 0
        if b"content-length: " in lower:
            length = int(lower.split(b"content-length: ")[1].split(b"\r\n")[0])
        assert isinstance(self.server, Loopback)
        self.server.received.append(head + self.rfile.read(length))
        self.wfile.write(self.server.answer)


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    """Serve on a free port."""
    with Loopback() as server:
        thread = threading.Thread(
            target=server.serve_forever, args=(0.01,), daemon=True
        )
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def both(server: Loopback, operation: Operation[Any], **arguments: Any) -> list[bytes]:
    """Carry out an operation with both clients and give what was received."""
    service = Service(server.url, "example/1", {"token": Bearer("EXAMPLE_TOKEN")})
    credentials = {"token": "abc"}
    with SyncClient(service, credentials=credentials) as client:
        assert client.perform(operation, **arguments) == {}

    async def call() -> None:
        async with AsyncBaseClient(service, credentials=credentials) as client:
            assert await client.perform(operation, **arguments) == {}

    asyncio.run(call())
    return server.received


def operation(method: str, path: str, **facts: Any) -> Operation[Any]:
    """Make an operation that answers JSON."""
    responses = {"200": {"application/json": Json(as_is)}}
    return Operation(name="op", method=method, path=path, responses=responses, **facts)


def test_the_bytes_of_a_json_request(loopback: Loopback) -> None:
    """Both clients send the same request line, headers and body."""
    facts = operation("POST", "/a/{id}", security=(("token",),), body=JsonBody())
    sync, async_ = both(
        loopback, facts, path={"id": "x y"}, query={"q": "a+b"}, body={"n": 1}
    )
    assert sync.startswith(b"POST /base/a/x%20y?q=a%2Bb HTTP/1.1\r\n")
    head, _, body = sync.partition(b"\r\n\r\n")
    lines = {line.lower() for line in head.split(b"\r\n")}
    assert b"authorization: bearer abc" in lines
    assert b"content-type: application/json" in lines
    assert b"content-length: 7" in lines
    assert b"user-agent: example/1" in lines
    assert body == b'{"n":1}'
    assert sync == async_


def test_the_bytes_of_a_multipart_request(loopback: Loopback) -> None:
    """Binary content arrives as it is."""
    facts = operation("POST", "/up", body=MultipartBody())
    for received in both(loopback, facts, body={"media": bytes(range(256)), "i": 0}):
        boundary = received.split(b"boundary=")[1].split(b"\r\n")[0]
        body = received.partition(b"\r\n\r\n")[2]
        assert body == (
            b"--" + boundary + b'\r\nContent-Disposition: form-data; name="media"; '
            b'filename="media"\r\nContent-Type: application/octet-stream\r\n\r\n'
            + bytes(range(256))
            + b"\r\n--"
            + boundary
            + b'\r\nContent-Disposition: form-data; name="i"\r\n\r\n0\r\n--'
            + boundary
            + b"--\r\n"
        )


def test_an_answer_that_breaks_off(loopback: Loopback) -> None:
    """A body shorter than it said is a broken connection, not torn JSON."""
    loopback.answer = ANSWER.replace(b"Content-Length: 2", b"Content-Length: 9")
    with (
        SyncClient(Service(loopback.url), max_retries=0) as client,
        pytest.raises(ConnectionFailed, match="GET /a got no answer"),
    ):
        client.perform(operation("GET", "/a"))


def test_a_compressed_answer_that_is_torn(loopback: Loopback) -> None:
    """Bytes that are no gzip end in an error of this package."""
    loopback.answer = ANSWER.replace(
        b"Connection", b"Content-Encoding: gzip\r\nConnection"
    )
    with (
        SyncClient(Service(loopback.url)) as client,
        pytest.raises(ConnectionFailed, match="DecodingError"),
    ):
        client.perform(operation("GET", "/a"))


def test_a_closed_port_and_a_silent_one() -> None:
    """The first is a failed connection, the second a timeout."""
    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as silent:
        port = silent.server_address[1]
        client = SyncClient(
            Service(f"http://127.0.0.1:{port}"), timeout=0.05, max_retries=0
        )
        with client, pytest.raises(RequestTimeout, match=r"timed out \(read\)"):
            client.perform(operation("GET", "/a"))
    client = SyncClient(Service(f"http://127.0.0.1:{port}"), max_retries=0)
    with client, pytest.raises(ConnectionFailed, match="got no answer"):
        client.perform(operation("GET", "/a"))
