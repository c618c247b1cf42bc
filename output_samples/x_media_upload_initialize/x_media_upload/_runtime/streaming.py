"""Read an answer line by line (newline-delimited JSON, one JSON text per line)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from types import TracebackType
from typing import Generic, Self, TypeVar

import httpx2

from .call import Call
from .errors import ResponseInvalid
from .outcome import Answer

T = TypeVar("T")

LONGEST_LINE = 16 * 1024 * 1024


class Lines:
    """Cut bytes into lines as they come; a line is bounded, and so is memory."""

    def __init__(self, longest: int = LONGEST_LINE) -> None:
        self._rest = bytearray()
        self._longest = longest

    def feed(self, chunk: bytes) -> list[bytes]:
        """Give the lines that are complete now; blank ones only keep the line open."""
        self._rest += chunk
        lines: list[bytes] = []
        if b"\n" in chunk:
            *whole, self._rest = self._rest.split(b"\n")
            lines = [bytes(line) for line in whole if line.strip()]
        if len(self._rest) > self._longest:
            raise ValueError(f"a line is longer than {self._longest} bytes")
        return lines

    def end(self) -> list[bytes]:
        """Give the last line, if it has no line break at its end."""
        return [bytes(self._rest)] if self._rest.strip() else []


class Stream(Generic[T]):
    """Be the values of an answer as they come: iterate, inside `with` or to the end.

    Nothing is sent before the first use. Once an answer has begun it is not asked for
    again.
    """

    def __init__(
        self,
        call: Call[T],
        send: Callable[[], httpx2.Response],
        longest_line: int = LONGEST_LINE,
    ) -> None:
        self._call = call
        self._send = send
        self._lines = Lines(longest_line)
        self._response: httpx2.Response | None = None
        self._values: Iterator[T] | None = None

    def __enter__(self) -> Self:
        self._open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        if self._values is None:
            self._values = self._read(self._open())
        try:
            return next(self._values)
        except BaseException:
            # The end, an error and an interrupt all leave the answer of no use.
            self.close()
            raise

    def close(self) -> None:
        """Stop reading and give the connection back."""
        if self._response is not None:
            self._response.close()

    def _open(self) -> httpx2.Response:
        if self._response is None:
            response = self._send()
            self._response = response
            try:
                if not self._call.is_success(response.status_code):
                    response.read()
                    self._call.check_status(answer_of(response))
            except BaseException:
                response.close()
                raise
        return self._response

    def _read(self, response: httpx2.Response) -> Iterator[T]:
        head = Answer(response.status_code, response.headers, b"")
        try:
            for chunk in response.iter_bytes():
                for line in feed(self._lines, chunk, head):
                    yield self._call.line(head, line)
        except httpx2.RequestError as error:
            raise self._call.broken(error) from error
        for line in self._lines.end():
            yield self._call.line(head, line)


class AsyncStream(Generic[T]):
    """Be the values of an answer as they come: iterate, inside `async with` or not.

    Nothing is sent before the first use. Once an answer has begun it is not asked for
    again.
    """

    def __init__(
        self,
        call: Call[T],
        send: Callable[[], Awaitable[httpx2.Response]],
        longest_line: int = LONGEST_LINE,
    ) -> None:
        self._call = call
        self._send = send
        self._lines = Lines(longest_line)
        self._response: httpx2.Response | None = None
        self._values: AsyncIterator[T] | None = None

    async def __aenter__(self) -> Self:
        await self._open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    def __aiter__(self) -> AsyncIterator[T]:
        return self

    async def __anext__(self) -> T:
        if self._values is None:
            self._values = self._read(await self._open())
        try:
            return await anext(self._values)
        except BaseException:
            # The end, an error and a cancellation all leave the answer of no use.
            await self.aclose()
            raise

    async def aclose(self) -> None:
        """Stop reading and give the connection back."""
        if self._response is not None:
            await self._response.aclose()

    async def _open(self) -> httpx2.Response:
        if self._response is None:
            response = await self._send()
            self._response = response
            try:
                if not self._call.is_success(response.status_code):
                    await response.aread()
                    self._call.check_status(answer_of(response))
            except BaseException:
                await response.aclose()
                raise
        return self._response

    async def _read(self, response: httpx2.Response) -> AsyncIterator[T]:
        head = Answer(response.status_code, response.headers, b"")
        try:
            async for chunk in response.aiter_bytes():
                for line in feed(self._lines, chunk, head):
                    yield self._call.line(head, line)
        except httpx2.RequestError as error:
            raise self._call.broken(error) from error
        for line in self._lines.end():
            yield self._call.line(head, line)


def answer_of(response: httpx2.Response) -> Answer:
    """Give an answer that has been read as an `Answer`."""
    return Answer(response.status_code, response.headers, response.content)


def feed(lines: Lines, chunk: bytes, head: Answer) -> list[bytes]:
    """Cut a chunk into lines; raises ResponseInvalid for a line that is too long."""
    try:
        return lines.feed(chunk)
    except ValueError as error:
        raise ResponseInvalid(
            f"the answer cannot be read: {error}",
            status=head.status,
            headers=head.headers,
            body=b"",
        ) from None
