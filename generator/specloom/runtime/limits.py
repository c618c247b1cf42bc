"""Bound what a call may take: its seconds, and the bytes of its answer when unpacked."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator
from typing import Any

import httpx2

from .errors import RequestTimeout, ResponseInvalid
from .outcome import Answer
from .retry import Clock

LARGEST_ANSWER = 256 * 1024 * 1024


class Limits:
    """Be the bounds of one call; `seconds` and `largest` are None where there are none."""

    __slots__ = ("_clock", "_end", "_label", "_largest", "_seconds")

    def __init__(
        self, label: str, clock: Clock, seconds: float | None, largest: int | None
    ) -> None:
        self._label = label
        self._clock = clock
        self._seconds = seconds
        self._end = None if seconds is None else clock.monotonic() + seconds
        self._largest = largest

    def check_time(self) -> None:
        """Raise RequestTimeout where the time of the whole call is over."""
        if self._end is not None and self._clock.monotonic() >= self._end:
            raise RequestTimeout(
                f"{self._label} took longer than its {self._seconds:g} seconds"
            )

    def bound(self, request: httpx2.Request, default: httpx2.Timeout) -> None:
        """Let no wait of a request for the network go beyond the end of the call."""
        if self._end is not None:
            self.check_time()
            known = request.extensions.get("timeout") or default.as_dict()
            request.extensions["timeout"] = _Remaining(known, self._end, self._clock)

    def sent(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Give the chunks of a body while there is time."""
        for chunk in chunks:
            self.check_time()
            yield chunk

    async def async_sent(self, chunks: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
        """Give the chunks of a body while there is time."""
        async for chunk in chunks:
            self.check_time()
            yield chunk

    def is_whole(self, response: httpx2.Response) -> bool:
        """Tell whether an answer can be read at once: it says that it is small enough."""
        headers = response.headers
        if self._end is not None or "content-encoding" in headers:
            return False
        length = headers.get("content-length", "")
        largest = LARGEST_ANSWER if self._largest is None else self._largest
        return length.isdecimal() and int(length) <= largest

    def size(self, response: httpx2.Response, *, is_stream: bool = False) -> Size:
        """Begin to count the bytes of an answer; a stream has no end of its own."""
        largest = self._largest
        if largest is None and not is_stream:
            largest = LARGEST_ANSWER
        return Size(self, response, self._label, largest)


class Size:
    """Count the bytes of an answer, after they were unpacked."""

    def __init__(
        self,
        limits: Limits,
        response: httpx2.Response,
        label: str,
        largest: int | None,
    ) -> None:
        self._limits = limits
        self._response = response
        self._label = label
        self._largest = largest
        self._total = 0

    def add(self, chunk: bytes) -> bytes:
        """Count a chunk; raises what ends the call if it is one too many."""
        self._limits.check_time()
        self._total += len(chunk)
        if self._largest is not None and self._total > self._largest:
            raise ResponseInvalid(
                f"{self._label} answered with more than {self._largest} bytes; "
                "RequestOptions(max_response_bytes=...) allows more",
                status=self._response.status_code,
                headers=self._response.headers,
                body=b"",
            )
        return chunk


def read_answer(response: httpx2.Response, limits: Limits) -> Answer:
    """Read an answer to its end."""
    try:
        if limits.is_whole(response):
            content = response.read()
        else:
            size = limits.size(response)
            content = b"".join([size.add(chunk) for chunk in response.iter_bytes()])
    except BaseException:
        response.close()
        raise
    return Answer(response.status_code, response.headers, content)


async def async_read_answer(response: httpx2.Response, limits: Limits) -> Answer:
    """Read an answer to its end."""
    try:
        if limits.is_whole(response):
            content = await response.aread()
        else:
            size = limits.size(response)
            chunks = [size.add(chunk) async for chunk in response.aiter_bytes()]
            content = b"".join(chunks)
    except BaseException:
        await response.aclose()
        raise
    return Answer(response.status_code, response.headers, content)


class _Remaining(dict[str, Any]):
    """Be timeouts that are asked for one by one, each never longer than what is left."""

    def __init__(self, timeouts: dict[str, Any], end: float, clock: Clock) -> None:
        super().__init__(timeouts)
        self._end = end
        self._clock = clock

    def get(self, key: str, default: Any = None, /) -> Any:
        """Give the seconds that one step may take now."""
        left = max(self._end - self._clock.monotonic(), 0.001)
        timeout = super().get(key, default)
        return left if timeout is None else min(timeout, left)
