"""Give answers as they came, to be read later or not at all (RFC 9110, section 6)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Generic, NoReturn, ParamSpec, Protocol, TypeVar

from .call import NOTHING, Call
from .headers import Headers
from .operation import Operation
from .options import RequestOptions
from .outcome import Answer
from .prepare import Arguments
from .unset import UNSET

P = ParamSpec("P")
T = TypeVar("T")
H = TypeVar("H", bound=Headers)
T_co = TypeVar("T_co", covariant=True)
H_co = TypeVar("H_co", covariant=True, bound=Headers)


class RawResponse(Generic[T_co]):
    """Be a successful answer whose content has not been looked at."""

    __slots__ = ("_answer", "_call")

    def __init__(self, call: Call[T_co], answer: Answer) -> None:
        self._call = call
        self._answer = answer

    def __repr__(self) -> str:
        return f"RawResponse(status={self.status}, {len(self.content)} bytes)"

    @property
    def status(self) -> int:
        """Give the status code."""
        return self._answer.status

    @property
    def headers(self) -> Mapping[str, str]:
        """Give the headers; names are found in any case."""
        return self._call.headers(self._answer)

    @property
    def content(self) -> bytes:
        """Give the content."""
        return self._answer.content

    @property
    def request_id(self) -> str | None:
        """Give the server's name for this exchange."""
        return self._answer.request_id

    def parse(self) -> T_co:
        """Give the value, as the method without `with_raw_response` gives it."""
        return self._call.outcome(self._answer)


class TypedRawResponse(RawResponse[T_co], Generic[T_co, H_co]):
    """Be one whose documented headers are typed: they are attributes of `headers`."""

    __slots__ = ()

    @property
    def headers(self) -> H_co:
        """Give the headers: texts by their names, values as attributes."""
        typed: Any = self._call.headers(self._answer)
        headers: H_co = typed
        return headers


def raw_response(call: Call[T], answer: Answer) -> RawResponse[T]:
    """Give an answer; the headers are typed if some are documented."""
    if call.operation.headers is None:
        return RawResponse(call, answer)
    response: TypedRawResponse[T, Headers] = TypedRawResponse(call, answer)
    return response


class RawClient(Protocol):
    """Be a client that can give raw answers."""

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
        """Carry out an operation and give its answer."""
        ...


class AsyncRawClient(Protocol):
    """Be an async client that can give raw answers."""

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
        """Carry out an operation and give its answer."""
        ...


class RawCaller:
    """Carry out operations and give raw answers where values are expected.

    The methods of the service are typed by their values; `raw` says the truth again.
    """

    def __init__(self, client: RawClient) -> None:
        self._client = client

    def perform(self, operation: Operation[T], **arguments: Any) -> T:
        """Give a `RawResponse`, typed as the value."""
        answer: Any = self._client.perform_raw(operation, **arguments)
        disguised: T = answer
        return disguised

    def perform_stream(
        self, operation: Operation[object], **arguments: Any
    ) -> NoReturn:
        """Refuse: a stream has no raw form."""
        raise TypeError(f"{operation.name} is a stream, which has no raw response")


class AsyncRawCaller:
    """Do what `RawCaller` does, for async methods."""

    def __init__(self, client: AsyncRawClient) -> None:
        self._client = client

    async def perform(self, operation: Operation[T], **arguments: Any) -> T:
        """Give a `RawResponse`, typed as the value."""
        answer: Any = await self._client.perform_raw(operation, **arguments)
        disguised: T = answer
        return disguised

    def perform_stream(
        self, operation: Operation[object], **arguments: Any
    ) -> NoReturn:
        """Refuse: a stream has no raw form."""
        raise TypeError(f"{operation.name} is a stream, which has no raw response")


def raw(method: Callable[P, T]) -> Callable[P, RawResponse[T]]:
    """Type a method that a `RawCaller` serves by what it gives."""
    disguised: Any = method
    retyped: Callable[P, RawResponse[T]] = disguised
    return retyped


def async_raw(
    method: Callable[P, Awaitable[T]],
) -> Callable[P, Awaitable[RawResponse[T]]]:
    """Type an async method that an `AsyncRawCaller` serves by what it gives."""
    disguised: Any = method
    retyped: Callable[P, Awaitable[RawResponse[T]]] = disguised
    return retyped


def typed_raw(
    method: Callable[P, T], _headers: type[H], /
) -> Callable[P, TypedRawResponse[T, H]]:
    """Do what `raw` does where the headers of the answer are documented."""
    disguised: Any = method
    retyped: Callable[P, TypedRawResponse[T, H]] = disguised
    return retyped


def async_typed_raw(
    method: Callable[P, Awaitable[T]], _headers: type[H], /
) -> Callable[P, Awaitable[TypedRawResponse[T, H]]]:
    """Do what `async_raw` does where the headers of the answer are documented."""
    disguised: Any = method
    retyped: Callable[P, Awaitable[TypedRawResponse[T, H]]] = disguised
    return retyped
