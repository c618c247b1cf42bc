"""Test how long a call may take; nobody waits here, the clock is moved."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx2
import pytest

from specloom.runtime.decoders import Bytes, Json
from specloom.runtime.errors import RequestTimeout, ServiceUnavailable
from specloom.runtime.files import File
from specloom.runtime.operation import BytesBody, Operation
from specloom.runtime.options import RequestOptions
from specloom.runtime.readers import as_is

TEN = RequestOptions(total_timeout=10)
LATE = "GET /slow took longer than its 10 seconds"


def operation(decoder: Any = None, method: str = "GET", **facts: Any) -> Operation[Any]:
    """Make an operation."""
    responses = {"200": {"application/json": decoder or Json(as_is)}}
    return Operation(
        name="slow", method=method, path="/slow", responses=responses, **facts
    )


class Drip(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """Be an answer that takes four seconds for every piece."""

    def __init__(self, time: Any, pieces: int) -> None:
        self.time = time
        self.pieces = pieces
        self.given = 0
        self.closed = 0

    def _next(self) -> bytes:
        self.time.moment += 4
        self.given += 1
        return b" " if self.given < self.pieces else b"1\n"

    def __iter__(self) -> Iterator[bytes]:
        for _ in range(self.pieces):
            yield self._next()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for _ in range(self.pieces):
            yield self._next()

    def close(self) -> None:
        """Count."""
        self.closed += 1

    async def aclose(self) -> None:
        """Count."""
        self.closed += 1


def dripping(body: Drip) -> Any:
    """Answer with a drip."""
    headers = {"content-type": "application/json"}
    return lambda _: httpx2.Response(200, headers=headers, stream=body)


def test_an_answer_that_comes_in_time_is_read(connect: Any, time: Any) -> None:
    """Eight seconds are fewer than ten."""
    assert connect(dripping(Drip(time, 2))).perform(operation(), options=TEN) == 1


@pytest.mark.parametrize("kind", ["whole", "lines", "bytes"])
def test_an_answer_that_drips_ends_with_the_call(
    connect: Any, time: Any, kind: str
) -> None:
    """Each piece comes soon enough, all of them do not; the answer is closed."""
    body = Drip(time, 9)
    caller = connect(dripping(body))
    call = caller.perform if kind == "whole" else caller.lines
    facts = operation(Bytes() if kind == "bytes" else None)
    with pytest.raises(RequestTimeout, match=LATE):
        call(facts, options=TEN)
    assert (body.given, body.closed) == (3, 1)


def test_without_a_total_an_answer_may_drip(connect: Any, time: Any) -> None:
    """A download may take as long as it does."""
    assert connect(dripping(Drip(time, 99))).perform(operation()) == 1


def test_every_step_has_what_is_left(connect: Any, time: Any) -> None:
    """The shorter of the timeout and the rest of the call, asked for at each step."""
    seen: list[list[float]] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        timeouts = request.extensions["timeout"]
        found = [timeouts.get("connect"), timeouts.get("read")]
        time.moment += 7
        seen.append([*found, timeouts.get("read"), timeouts.get("write")])
        return httpx2.Response(503, headers={"retry-after": "1"})

    options = RequestOptions(timeout=5, total_timeout=10)
    with pytest.raises(ServiceUnavailable):
        connect(answer, max_retries=9).perform(operation(), options=options)
    # 7 of 10 seconds are gone, then 1 more by waiting; 2 are left for the second attempt.
    assert seen == [[5, 5, 3, 3], [2, 2, 0.001, 0.001]]


def test_no_wait_goes_beyond_the_end(connect: Any, serve: Any, time: Any) -> None:
    """A server that asks for more time than there is gives its own answer."""
    server = serve(httpx2.Response(503, headers={"retry-after": "11"}))
    with pytest.raises(ServiceUnavailable, match="503 Service Unavailable"):
        connect(server).perform(operation(), options=TEN)
    assert time.sleeps == []


def test_a_body_that_is_sent_too_slowly(connect: Any, time: Any) -> None:
    """The next piece is not even read."""
    given: list[int] = []

    def chunks() -> Iterator[bytes]:
        for number in range(9):
            given.append(number)
            time.moment += 4
            yield b"1"

    def answer(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, json=1)

    facts = operation(method="POST", body=BytesBody())
    with pytest.raises(RequestTimeout, match="POST /slow took longer than its 10"):
        connect(answer).perform(facts, body=File(chunks()), options=TEN)
    assert given == [0, 1, 2]
