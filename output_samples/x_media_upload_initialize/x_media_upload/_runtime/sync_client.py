"""Call operations and block until they are answered (OpenAPI 3.1.1, Operation Object)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

import httpx2

from .call import NOTHING, Call, start
from .content import chunks
from .core import Core, Timeout
from .credentials import Credential, sign
from .limits import Limits, read_answer
from .operation import Operation
from .options import Mode, RequestOptions
from .prepare import Arguments
from .raw import RawResponse, raw_response
from .retry import CLOCK, Clock
from .service import Service
from .streaming import Stream, unread
from .unset import UNSET, Unset

T = TypeVar("T")
R = TypeVar("R")


class SyncCaller(Protocol):
    """Be what carries out operations for the classes of the service."""

    def perform(
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
    ) -> Stream[T]:
        """Carry out an operation and give its values line by line."""
        ...


class SyncClient:
    """Carry out operations; use it in a `with` statement, or close it.

    With `override_servers` all operations go to `base_url`, also those for which the
    description names a server of their own.
    """

    def __init__(
        self,
        service: Service,
        *,
        credentials: Mapping[str, Credential | None] | None = None,
        base_url: str | None = None,
        override_servers: bool = False,
        timeout: Timeout | Unset = UNSET,
        max_retries: int = 2,
        validate_responses: Mode = "off",
        transport: httpx2.BaseTransport | None = None,
        http_client: httpx2.Client | None = None,
        clock: Clock = CLOCK,
        sleep: Callable[[float], None] = time.sleep,
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
        self._own: httpx2.Client | None = None
        self._making = threading.Lock()

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self._core.base_url!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; a client that was given stays open."""
        if self._own is not None:
            self._own.close()

    def perform(
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
        return call.outcome(self._send(call, read_answer))

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
    ) -> Stream[T]:
        """Carry out an operation and give its values line by line.

        The arguments are checked now; the request is sent with the first use.
        """
        call = start(self._core, operation, path, query, header, cookie, body, options)
        return Stream(call, lambda: self._send(call, unread))

    def perform_raw(
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
        answer = self._send(call, read_answer)
        call.check_status(answer)
        return raw_response(call, answer)

    def _send(self, call: Call[Any], take: Callable[[httpx2.Response, Limits], R]) -> R:
        http = self._http()
        chosen = call.choose(self._given is not None and http.auth is not None)
        while True:
            secrets = [secret() if callable(secret) else secret for _, secret in chosen]
            signature = sign(chosen, secrets) if chosen else None
            pieces = call.pieces
            content = None if pieces is None else call.limits.sent(chunks(pieces))
            request = call.request(http, signature, content)
            try:
                response = http.send(request, stream=True, follow_redirects=False)
                wait = call.after_answer(response)
                if wait is None:
                    return take(response, call.limits)
                response.close()
            except httpx2.RequestError as error:
                wait = call.after_error(error)
            self._sleep(wait)

    def _http(self) -> httpx2.Client:
        if self._given is not None:
            return self._given
        with self._making:
            if self._own is None:
                self._own = self._make()
            return self._own

    def _make(self) -> httpx2.Client:
        # Made with the first call: an SSL context takes longer than all the rest.
        own = httpx2.Client(
            transport=self._transport,
            timeout=self._core.service.timeout,
            headers={"user-agent": self._core.service.user_agent},
        )
        self._core.defaults = dict(own.headers)
        return own
