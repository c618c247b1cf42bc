"""Test answers that are read line by line."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx2
import pytest

from specloom.runtime.async_client import AsyncBaseClient
from specloom.runtime.checks import Path, Violation, wrong_integer
from specloom.runtime.decoders import Json
from specloom.runtime.errors import (
    ConnectionFailed,
    NotFound,
    RequestInvalid,
    ResponseInvalid,
)
from specloom.runtime.lines import Lines
from specloom.runtime.operation import Operation
from specloom.runtime.options import RequestOptions
from specloom.runtime.service import Service
from specloom.runtime.sync_client import SyncClient


def check(value: object, at: Path, found: list[Violation]) -> None:
    """Check an integer."""
    wrong_integer(value, at, found, "#/N")


LINES: Operation[Any] = Operation(
    name="lines",
    method="GET",
    path="/lines",
    responses={"200": {"application/json": Json(lambda json: json, check)}},
)


class Chunks(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """Be a body in these pieces, which may end in an error."""

    def __init__(self, *pieces: bytes | Exception) -> None:
        self.pieces = pieces
        self.closed = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            if isinstance(piece, Exception):
                raise piece
            yield piece

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            yield piece

    def close(self) -> None:
        """Count."""
        self.closed += 1

    async def aclose(self) -> None:
        """Count."""
        self.closed += 1


def answering(body: Chunks, status: int = 200) -> Any:
    """Answer with a streamed body."""
    headers = {"content-type": "application/json"}
    return lambda _: httpx2.Response(status, headers=headers, stream=body)


def test_lines_are_values(connect: Any) -> None:
    """Lines may be cut anywhere; blank ones are keep-alives; the last may be open."""
    body = Chunks(b'{"a"', b":1}\r\n\r\n\r", b"\n[2]\n3", b"4\n", b'"end"')
    assert connect(answering(body)).lines(LINES) == [{"a": 1}, [2], 34, "end"]
    assert body.closed


def test_an_error_status_raises(connect: Any) -> None:
    """The body of the error is read, and the answer closed."""
    body = Chunks(b'{"title":"gone"}')
    with pytest.raises(NotFound, match="404 Not Found: gone"):
        connect(answering(body, 404)).lines(LINES)
    assert body.closed


def test_a_stream_is_asked_for_again_only_before_it_begins(
    connect: Any, serve: Any
) -> None:
    """A 503 is repeated, a broken stream is not."""
    requests: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        requests.append(request)
        if len(requests) == 1:
            return httpx2.Response(503)
        broken = Chunks(b"1\n", httpx2.ReadError("broken"))
        response: httpx2.Response = answering(broken)(request)
        return response

    with pytest.raises(ConnectionFailed, match="GET /lines got no answer: ReadError"):
        connect(answer).lines(LINES)
    assert len(requests) == 2


def test_an_error_whose_body_breaks_off(connect: Any) -> None:
    """It is a failed connection, as for any other method, and the answer is closed."""
    body = Chunks(b'{"title":', httpx2.ReadError("torn"))
    with pytest.raises(ConnectionFailed, match="got no answer: ReadError"):
        connect(answering(body, 404)).lines(LINES)
    assert body.closed


def test_a_torn_line_is_an_error(connect: Any) -> None:
    """The answer is closed."""
    body = Chunks(b"1\n{\n")
    with pytest.raises(ResponseInvalid, match="a body that is no JSON"):
        connect(answering(body)).lines(LINES)
    assert body.closed


def test_lines_are_checked_when_asked(connect: Any) -> None:
    """The same modes as for whole answers."""
    caller = connect(answering(Chunks(b'"a"\n')))
    options = RequestOptions(validate_responses="raise")
    with pytest.raises(ResponseInvalid, match="'a' is not an integer"):
        caller.lines(LINES, options=options)


def test_a_line_has_a_longest() -> None:
    """Memory is bounded even if no line ever ends."""
    lines = Lines(longest=5)
    assert lines.feed(b"12345\n123") == [b"12345"]
    with pytest.raises(ValueError, match="a line is longer than 5 bytes"):
        lines.feed(b"456")


def test_arguments_are_checked_before_the_stream_is_used() -> None:
    """The violation is raised by the method itself."""
    client = SyncClient(Service("https://a.example"))
    facts: Operation[Any] = Operation(
        name="op", method="GET", path="/{id}", responses={}
    )
    with pytest.raises(RequestInvalid):
        client.perform_stream(facts, path={"id": ".."})


def test_leaving_early_closes_the_answer() -> None:
    """In both clients, with and without the statement."""
    body = Chunks(b"1\n2\n")
    transport = httpx2.MockTransport(answering(body))
    client = SyncClient(Service("https://a.example"), transport=transport)
    with client.perform_stream(LINES) as stream:
        assert next(stream) == 1
    assert body.closed == 1
    assert list(client.perform_stream(LINES)) == [1, 2]
    assert body.closed >= 2

    other = Chunks(b"1\n2\n")

    async def main() -> None:
        transport = httpx2.MockTransport(answering(other))
        service = Service("https://a.example")
        async with AsyncBaseClient(service, transport=transport) as client:
            async with client.perform_stream(LINES) as stream:
                assert await anext(stream) == 1
            assert other.closed == 1
            assert [value async for value in client.perform_stream(LINES)] == [1, 2]

    asyncio.run(main())


def test_a_cancelled_stream_is_closed() -> None:
    """Cancellation leaves no open answer."""
    body = Chunks()
    started = asyncio.Event()

    class Slow(Chunks):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield b"1\n"
            started.set()
            await asyncio.sleep(60)

    body = Slow()

    async def main() -> None:
        transport = httpx2.MockTransport(answering(body))
        client = AsyncBaseClient(Service("https://a.example"), transport=transport)

        async def read() -> None:
            async for _ in client.perform_stream(LINES):
                pass

        task = asyncio.create_task(read())
        await started.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())
    assert body.closed
