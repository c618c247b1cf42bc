"""Read an answer value by value, as it comes (OpenAPI 3.2, Media Type Object, `itemSchema`)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from os import PathLike
from types import TracebackType
from typing import Generic, Self, TypeVar

import httpx2

from .call import Call
from .errors import ResponseInvalid
from .limits import Limits, async_read_answer, read_answer
from .lines import Splitter
from .outcome import Answer
from .part_file import PartFile

T = TypeVar("T")


class Stream(Generic[T]):
    """Be the values of an answer as they come: iterate, inside `with` or to the end.

    Nothing is sent before the first use. Once an answer has begun it is not asked for
    again.
    """

    def __init__(
        self,
        call: Call[T],
        send: Callable[[], httpx2.Response],
    ) -> None:
        self._call = call
        self._send = send
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

    def save(self: Stream[bytes], path: str | PathLike[str]) -> int:
        """Write bytes to a file, which appears when they are complete; give their number."""
        with self, PartFile(path) as file:
            return sum(map(file.write, self))

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
                    answer = read_answer(response, self._call.limits)
                    self._call.check_status(answer)
            except BaseException as error:
                response.close()
                if isinstance(error, httpx2.RequestError):
                    raise self._call.broken(error) from error
                raise
        return self._response

    def _read(self, response: httpx2.Response) -> Iterator[T]:
        head = Answer(response.status_code, response.headers, b"")
        decoder = self._call.decoder(head)
        splitter = decoder.splitter()
        size = self._call.limits.size(response, is_stream=True)
        try:
            for chunk in response.iter_bytes():
                for text in feed(splitter, size.add(chunk), head):
                    yield self._call.item(decoder, head, text)
        except httpx2.RequestError as error:
            raise self._call.broken(error) from error
        for text in splitter.end():
            yield self._call.item(decoder, head, text)


class AsyncStream(Generic[T]):
    """Be the values of an answer as they come: iterate, inside `async with` or not.

    Nothing is sent before the first use. Once an answer has begun it is not asked for
    again.
    """

    def __init__(
        self,
        call: Call[T],
        send: Callable[[], Awaitable[httpx2.Response]],
    ) -> None:
        self._call = call
        self._send = send
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

    async def save(self: AsyncStream[bytes], path: str | PathLike[str]) -> int:
        """Write bytes to a file, which appears when they are complete; give their number."""
        async with self:
            with PartFile(path) as file:
                return sum([file.write(chunk) async for chunk in self])

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
                    answer = await async_read_answer(response, self._call.limits)
                    self._call.check_status(answer)
            except BaseException as error:
                await response.aclose()
                if isinstance(error, httpx2.RequestError):
                    raise self._call.broken(error) from error
                raise
        return self._response

    async def _read(self, response: httpx2.Response) -> AsyncIterator[T]:
        head = Answer(response.status_code, response.headers, b"")
        decoder = self._call.decoder(head)
        splitter = decoder.splitter()
        size = self._call.limits.size(response, is_stream=True)
        try:
            async for chunk in response.aiter_bytes():
                for text in feed(splitter, size.add(chunk), head):
                    yield self._call.item(decoder, head, text)
        except httpx2.RequestError as error:
            raise self._call.broken(error) from error
        for text in splitter.end():
            yield self._call.item(decoder, head, text)


def unread(response: httpx2.Response, limits: Limits) -> httpx2.Response:
    """Leave an answer to be read later, if there is time."""
    limits.check_time()
    return response


async def async_unread(response: httpx2.Response, limits: Limits) -> httpx2.Response:
    """Leave an answer to be read later, if there is time."""
    limits.check_time()
    return response


def feed(splitter: Splitter, chunk: bytes, head: Answer) -> list[bytes]:
    """Cut a chunk into texts; raises ResponseInvalid for one that is too long."""
    try:
        return splitter.feed(chunk)
    except ValueError as error:
        raise ResponseInvalid(
            f"the answer cannot be read: {error}",
            status=head.status,
            headers=head.headers,
            body=b"",
        ) from None
