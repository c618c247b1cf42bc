"""Generate packages and let both of their clients call a server that keeps raw bytes."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import socketserver
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from types import ModuleType
from typing import Any, Protocol

import pytest

from specloom.config import Job
from specloom.pipeline import generate

Make = Callable[..., ModuleType]
_NUMBERS = count()


def answer(
    body: bytes = b"{}",
    media_type: str = "application/json",
    status: str = "200 OK",
    **headers: str,
) -> bytes:
    """Write a whole answer, after which the server closes."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"Content-Type: {media_type}"] if media_type else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass(frozen=True)
class Request:
    """Be one request as it came over the socket."""

    head: bytes
    body: bytes

    @property
    def line(self) -> str:
        """The request line."""
        return self.head.split(b"\r\n")[0].decode("ascii")

    @property
    def target(self) -> str:
        """What is asked for: path and query."""
        return self.line.split(" ")[1]

    def header(self, name: str) -> str | None:
        """Give the value of a header, None if it was not sent."""
        values = [
            line.partition(b":")[2].strip().decode("latin-1")
            for line in self.head.split(b"\r\n")[1:]
            if line.partition(b":")[0].lower() == name.lower().encode()
        ]
        assert len(values) < 2, f"{name} came twice"
        return values[0] if values else None


Script = bytes | Callable[[Any], None]


class Loopback(socketserver.ThreadingTCPServer):
    """Keep every request; answer from a list, the last answer again and again."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.received: list[Request] = []
        self.answers: list[Script] = [answer()]
        self.hung_up = threading.Event()

    @property
    def url(self) -> str:
        """Give the base URL."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def next_answer(self) -> Script:
        """Give the answer to the request that came last."""
        return self.answers[min(len(self.received), len(self.answers)) - 1]

    def reset(self, *answers: Script) -> None:
        """Forget what came, and answer otherwise from now on."""
        self.received.clear()
        self.answers = list(answers) or [answer()]
        self.hung_up.clear()


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server = self.server
        assert isinstance(server, Loopback)
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            line = self.rfile.readline()
            if not line:
                return
            head += line
        server.received.append(Request(head[:-4], self._body(head.lower())))
        script = server.next_answer()
        try:
            if callable(script):
                script(self)
            else:
                self.wfile.write(script)
        except OSError:
            server.hung_up.set()

    def _body(self, head: bytes) -> bytes:
        if b"transfer-encoding: chunked" in head:
            return b"".join(iter(self._chunk, b""))
        if b"content-length: " not in head:
            return b""
        return self.rfile.read(
            int(head.split(b"content-length: ")[1].split(b"\r\n")[0])
        )

    def _chunk(self) -> bytes:
        size = int(self.rfile.readline(), 16)
        chunk = self.rfile.read(size)
        self.rfile.readline()
        return chunk


@pytest.fixture
def server() -> Iterator[Loopback]:
    """Serve on a free port."""
    with Loopback() as loopback:
        thread = threading.Thread(
            target=loopback.serve_forever, args=(0.01,), daemon=True
        )
        thread.start()
        yield loopback
        loopback.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def make(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Make]:
    """Make packages of the fields of an OpenAPI Object and import them."""
    folder = tmp_path_factory.mktemp("wire")
    sys.path.insert(0, str(folder))

    def generated(
        root: dict[str, Any], version: str = "3.1.1", **settings: Any
    ) -> ModuleType:
        name = f"wire_{next(_NUMBERS)}"
        document = {
            "openapi": version,
            "info": {"title": name, "version": "1"},
            **root,
        }
        spec = folder / f"{name}.json"
        spec.write_text(json.dumps(document), "utf-8")
        job = Job(
            spec, folder / f"{name}_out", layout="package", tests="none", **settings
        )
        generate(job, lambda _: None)
        sys.path.insert(0, str(job.output))
        return importlib.import_module(name)

    before = list(sys.path)
    yield generated
    sys.path[:] = before
    sys.path.remove(str(folder))


class Caller(Protocol):
    """Be a client of either kind; `call` names a method as `tag.method`."""

    def call(self, method: str, /, **arguments: Any) -> Any:
        """Call a method; a stream is read to its end."""


@dataclass
class SyncCaller:
    """Be the sync client."""

    package: ModuleType
    settings: dict[str, Any]

    def call(self, method: str, /, **arguments: Any) -> Any:
        """Call a method."""
        with self.package.Client(**self.settings) as client:
            result = _method(client, method)(**arguments)
            if hasattr(result, "__next__"):
                with result:
                    return list(result)
            return result


@dataclass
class AsyncCaller:
    """Be the async client, each call in a loop of its own."""

    package: ModuleType
    settings: dict[str, Any]

    def call(self, method: str, /, **arguments: Any) -> Any:
        """Call a method."""
        return asyncio.run(self._call(method, arguments))

    async def _call(self, method: str, arguments: dict[str, Any]) -> Any:
        async with self.package.AsyncClient(**self.settings) as client:
            result = _method(client, method)(**arguments)
            if hasattr(result, "__anext__"):
                async with result:
                    return [value async for value in result]
            return await result if inspect.isawaitable(result) else result


def _method(client: Any, name: str) -> Any:
    for part in name.split("."):
        client = getattr(client, part)
    return client


Connect = Callable[..., Caller]


@pytest.fixture(params=["sync", "async"])
def connect(request: pytest.FixtureRequest, server: Loopback) -> Connect:
    """Make a client of a package, sync and async in turn, that calls the server."""

    def connected(package: ModuleType, **settings: Any) -> Caller:
        settings = {"base_url": server.url, "max_retries": 0} | settings
        kind = SyncCaller if request.param == "sync" else AsyncCaller
        return kind(package, settings)

    return connected
