"""Give every behaviour test the sync and the async client behind one face."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import httpx2
import pytest

from specloom.runtime.async_client import AsyncBaseClient
from specloom.runtime.operation import Operation
from specloom.runtime.retry import Clock
from specloom.runtime.service import Service
from specloom.runtime.sync_client import SyncClient

Handler = Callable[[httpx2.Request], httpx2.Response]


@dataclass
class Time:
    """Be a clock that only moves when somebody sleeps."""

    moment: float = 1_000_000.0
    sleeps: list[float] = field(default_factory=list[float])

    def clock(self, jitter: float = 0.5, deadline: float = 120.0) -> Clock:
        """Give the clock; the jitter is fixed."""
        return Clock(
            monotonic=lambda: self.moment,
            now=lambda: self.moment,
            jitter=lambda: jitter,
            deadline=deadline,
        )

    def sleep(self, seconds: float) -> None:
        """Move on."""
        self.sleeps.append(seconds)
        self.moment += seconds

    async def async_sleep(self, seconds: float) -> None:
        """Move on."""
        self.sleep(seconds)


class Caller(Protocol):
    """Be a client of either kind."""

    def perform(self, operation: Operation[Any], **arguments: Any) -> Any:
        """Carry out an operation."""

    def raw(self, operation: Operation[Any], **arguments: Any) -> Any:
        """Carry out an operation and give the raw answer."""

    def lines(self, operation: Operation[Any], **arguments: Any) -> list[Any]:
        """Read all values of a stream."""


class SyncFace:
    """Be the sync client."""

    def __init__(self, client: SyncClient) -> None:
        self.client = client

    def perform(self, operation: Operation[Any], **arguments: Any) -> Any:
        """Carry out an operation."""
        return self.client.perform(operation, **arguments)

    def raw(self, operation: Operation[Any], **arguments: Any) -> Any:
        """Give the raw answer."""
        return self.client.perform_raw(operation, **arguments)

    def lines(self, operation: Operation[Any], **arguments: Any) -> list[Any]:
        """Read a stream to its end."""
        with self.client.perform_stream(operation, **arguments) as stream:
            return list(stream)


class AsyncFace:
    """Be the async client, each call in a loop of its own."""

    def __init__(self, client: AsyncBaseClient) -> None:
        self.client = client

    def perform(self, operation: Operation[Any], **arguments: Any) -> Any:
        """Carry out an operation."""
        return asyncio.run(self.client.perform(operation, **arguments))

    def raw(self, operation: Operation[Any], **arguments: Any) -> Any:
        """Give the raw answer."""
        return asyncio.run(self.client.perform_raw(operation, **arguments))

    def lines(self, operation: Operation[Any], **arguments: Any) -> list[Any]:
        """Read a stream to its end."""

        async def read() -> list[Any]:
            async with self.client.perform_stream(operation, **arguments) as stream:
                return [value async for value in stream]

        return asyncio.run(read())


Connect = Callable[..., Caller]


@pytest.fixture
def time() -> Time:
    """Give a clock that stands still."""
    return Time()


@pytest.fixture(params=["sync", "async"])
def connect(request: pytest.FixtureRequest, time: Time) -> Connect:
    """Make a client, sync and async in turn, that is answered by a function."""

    def make(
        handler: Handler,
        *,
        schemes: Mapping[str, Any] | None = None,
        jitter: float = 0.5,
        deadline: float = 120.0,
        server: str | None = "https://api.example.com/v1/",
        **settings: Any,
    ) -> Caller:
        service = Service(
            base_url=server, user_agent="example/1", schemes=schemes or {}
        )
        settings["clock"] = time.clock(jitter, deadline)
        settings.setdefault("transport", httpx2.MockTransport(handler))
        if request.param == "sync":
            return SyncFace(SyncClient(service, sleep=time.sleep, **settings))
        return AsyncFace(AsyncBaseClient(service, sleep=time.async_sleep, **settings))

    return make


@dataclass
class Server:
    """Answer from a list, the last answer again and again; keep the requests."""

    answers: list[httpx2.Response | Exception]
    requests: list[httpx2.Request] = field(default_factory=list[httpx2.Request])

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        """Keep the request and give the next answer."""
        self.requests.append(request)
        answer = self.answers[min(len(self.requests), len(self.answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return httpx2.Response(
            answer.status_code, headers=answer.headers, content=answer.content
        )


@pytest.fixture
def serve() -> Callable[..., Server]:
    """Make a server from answers."""
    return lambda *answers: Server(list(answers))
