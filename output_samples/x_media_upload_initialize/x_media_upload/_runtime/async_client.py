"""Call operations and await their answers (OpenAPI 3.1.1, Operation Object)."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

import httpx2

from .call import NOTHING, Call, start
from .content import async_chunks
from .core import Core, Timeout
from .credentials import AsyncCredential, sign
from .limits import Limits, async_read_answer
from .operation import Operation
from .options import Mode, RequestOptions
from .prepare import Arguments
from .raw import RawResponse, raw_response
from .retry import CLOCK, Clock
from .service import Service
from .streaming import AsyncStream, async_unread
from .unset import UNSET, Unset

T = TypeVar("T")
R = TypeVar("R")


async def _pause(seconds: float) -> None:
    """Sleep; asyncio takes time to import, which a sync client need not spend."""
    from asyncio import sleep

    await sleep(seconds)


class AsyncCaller(Protocol):
    """Be what carries out operations for the classes of the service."""

    async def perform(
        self,
        operation: Operation[T],
        *,
        path: Arguments = NOTHING,
        query: Arguments = NOTHING,
        header: Arguments = NOTHING,
        cookie: Arguments = NOTHING,
        body: object = UNSET,
        options: RequestOptions | None = None,
    ) -> T:
        """Carry out an operation and give its value."""
        ...

    def perform_stream(
        self,
        operation: Operation[T],
        *,
        path: Arguments = NOTHING,
        query: Arguments = NOTHING,
        header: Arguments = NOTHING,
        cookie: Arguments = NOTHING,
        body: object = UNSET,
        options: RequestOptions | None = None,
    ) -> AsyncStream[T]:
        """Carry out an operation and give its values line by line."""
        ...


class AsyncBaseClient:
    """Carry out operations; use it in an `async with` statement, or close it."""

    def __init__(
        self,
        service: Service,
        *,
        credentials: Mapping[str, AsyncCredential | None] | None = None,
        base_url: str | None = None,
        override_servers: bool = False,
        timeout: Timeout | Unset = UNSET,
        max_retries: int = 2,
        validate_responses: Mode = "off",
        transport: httpx2.AsyncBaseTransport | None = None,
        http_client: httpx2.AsyncClient | None = None,
        clock: Clock = CLOCK,
        sleep: Callable[[float], Awaitable[None]] = _pause,
    ) -> None:
        self._core = Core(
            service,
            credentials or {},
            base_url,
            override_servers,
            timeout,
            max_retries,
            validate_responses,
            clock,
        )
        self._transport = transport
        self._sleep = sleep
        self._given = http_client
        self._own: httpx2.AsyncClient | None = None

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self._core.base_url!r})"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections; a client that was given stays open."""
        if self._own is not None:
            await self._own.aclose()

    async def perform(
        self,
        operation: Operation[T],
        *,
        path: Arguments = NOTHING,
        query: Arguments = NOTHING,
        header: Arguments = NOTHING,
        cookie: Arguments = NOTHING,
        body: object = UNSET,
        options: RequestOptions | None = None,
    ) -> T:
        """Carry out an operation and give its value."""
        call = start(self._core, operation, path, query, header, cookie, body, options)
        return call.outcome(await self._send(call, async_read_answer))

    def perform_stream(
        self,
        operation: Operation[T],
        *,
        path: Arguments = NOTHING,
        query: Arguments = NOTHING,
        header: Arguments = NOTHING,
        cookie: Arguments = NOTHING,
        body: object = UNSET,
        options: RequestOptions | None = None,
    ) -> AsyncStream[T]:
        """Carry out an operation and give its values line by line.

        The arguments are checked now; the request is sent with the first use.
        """
        call = start(self._core, operation, path, query, header, cookie, body, options)
        return AsyncStream(call, lambda: self._send(call, async_unread))

    async def perform_raw(
        self,
        operation: Operation[T],
        *,
        path: Arguments = NOTHING,
        query: Arguments = NOTHING,
        header: Arguments = NOTHING,
        cookie: Arguments = NOTHING,
        body: object = UNSET,
        options: RequestOptions | None = None,
    ) -> RawResponse[T]:
        """Carry out an operation and give its answer; an error status raises."""
        call = start(self._core, operation, path, query, header, cookie, body, options)
        answer = await self._send(call, async_read_answer)
        call.check_status(answer)
        return raw_response(call, answer)

    async def _send(
        self, call: Call[Any], take: Callable[[httpx2.Response, Limits], Awaitable[R]]
    ) -> R:
        http = self._http()
        chosen = call.choose(self._given is not None and http.auth is not None)
        while True:
            secrets = [await _ask(secret) for _, secret in chosen]
            signature = sign(chosen, secrets) if chosen else None
            pieces = call.pieces
            content = (
                None if pieces is None else call.limits.async_sent(async_chunks(pieces))
            )
            request = call.request(http, signature, content)
            try:
                response = await http.send(request, stream=True, follow_redirects=False)
                wait = call.after_answer(response)
                if wait is None:
                    return await take(response, call.limits)
                await response.aclose()
            except httpx2.RequestError as error:
                wait = call.after_error(error)
            await self._sleep(wait)

    def _http(self) -> httpx2.AsyncClient:
        if self._given is not None:
            return self._given
        if self._own is None:
            # Made with the first call: an SSL context takes longer than all the rest.
            self._own = httpx2.AsyncClient(
                transport=self._transport,
                timeout=self._core.service.timeout,
                headers={"user-agent": self._core.service.user_agent},
            )
            self._core.defaults = dict(self._own.headers)
        return self._own


async def _ask(credential: Any) -> Any:
    secret = credential() if callable(credential) else credential
    return await secret if inspect.isawaitable(secret) else secret
