"""Speak ASGI: read a request, reply, and break off where a fault is preferred."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from specloom.mock.answers import Answer
from specloom.mock.cors import Cors
from specloom.mock.incoming import Incoming
from specloom.mock.log import AccessLog
from specloom.mock.page import Page
from specloom.mock.refusal import Refusal
from specloom.mock.routes import Unknown
from specloom.mock.service import Reply, Service, problem_answer

PAGE_PATH = "/_specloom"
# More than any sensible upload in one request, less than what hurts.
MAX_BODY = 256 * 1024 * 1024

Close = Callable[[Scope], None]
_LOOPBACK = Cors()


class App:
    """The mock server as an ASGI application."""

    def __init__(
        self,
        service: Service,
        log: AccessLog,
        show: Callable[[str], None],
        cors: Cors = _LOOPBACK,
    ) -> None:
        """Take what answers, where the lines of the log go, and who else may ask."""
        self._service = service
        self._cors = cors
        self._page = Page(service, PAGE_PATH)
        self._log = log
        self._show = show
        self.close: Close = _keep_open

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        started = time.perf_counter()
        request = Request(scope, receive)
        try:
            incoming = await _incoming(request)
        except ClientDisconnect:
            return
        except Refusal as refusal:
            incoming = _without_body(request)
            reply = self._shared(Reply(problem_answer(refusal)), incoming)
        else:
            reply = self._reply(incoming)
        if reply.delay:
            await asyncio.sleep(reply.delay / 1000)
        seconds = time.perf_counter() - started
        mark = "?" if incoming.query_string else ""
        target = f"{incoming.path}{mark}{incoming.query_string}"
        self._show(self._log.line(incoming.method, target, reply, seconds))
        await self._send(reply, scope, receive, send)

    def _reply(self, incoming: Incoming) -> Reply:
        preflight = self._cors.preflight(incoming)
        if preflight is not None:
            return Reply(preflight)
        page = self._page_answer(incoming)
        if page is not None:
            return Reply(page)
        return self._shared(self._service.reply(incoming), incoming)

    def _shared(self, reply: Reply, incoming: Incoming) -> Reply:
        return replace(reply, answer=self._cors.shared(reply.answer, incoming))

    def _page_answer(self, incoming: Incoming) -> Answer | None:
        """Give the page: always below its own path, at the root if that is free."""
        if incoming.method not in ("GET", "HEAD"):
            return None
        path = incoming.path
        if path == PAGE_PATH or path.startswith(f"{PAGE_PATH}/"):
            return self._page.answer(path.removeprefix(PAGE_PATH).strip("/"))
        is_free = isinstance(self._service.routes.find("GET", path), Unknown)
        return self._page.answer("") if path == "/" and is_free else None

    async def _send(
        self, reply: Reply, scope: Scope, receive: Receive, send: Send
    ) -> None:
        match reply.fault:
            case "drop":
                await self._break_off(scope, receive)
            case "torn":
                await _start(reply.answer, send)
                half = reply.answer.body[: len(reply.answer.body) // 2]
                more = {"type": "http.response.body", "body": half, "more_body": True}
                await send(more)
                await self._break_off(scope, receive)
            case _:
                await _response(reply.answer)(scope, receive, send)

    async def _break_off(self, scope: Scope, receive: Receive) -> None:
        self.close(scope)
        while (await receive())["type"] != "http.disconnect":
            pass


async def _incoming(request: Request) -> Incoming:
    """Read the whole request."""
    content = bytearray()
    async for piece in request.stream():
        content += piece
        if len(content) > MAX_BODY:
            raise Refusal(413, f"the body has more than {MAX_BODY} bytes")
    head = _without_body(request)
    return Incoming(
        head.method, head.path, head.query_string, head.headers, bytes(content)
    )


def _without_body(request: Request) -> Incoming:
    raw_path = request.scope.get("raw_path") or request.url.path.encode()
    headers = request.headers.raw
    return Incoming(
        request.method,
        raw_path.decode("latin-1"),
        request.scope["query_string"].decode("latin-1"),
        tuple((name.decode("latin-1"), v.decode("latin-1")) for name, v in headers),
    )


def _response(answer: Answer) -> Response:
    response = Response(answer.body, answer.status)
    response.raw_headers = _raw(answer)
    return response


async def _start(answer: Answer, send: Send) -> None:
    headers = _raw(answer)
    start = {
        "type": "http.response.start",
        "status": answer.status,
        "headers": headers,
    }
    await send(start)


def _raw(answer: Answer) -> list[tuple[bytes, bytes]]:
    lines = [*answer.headers]
    if answer.status not in (204, 304):
        lines.append(("content-length", str(len(answer.body))))
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in lines]


def _keep_open(scope: Scope) -> None:
    """Close nothing: no server has said yet how."""
