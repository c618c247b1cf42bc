"""The application at its edges: too long a body, a client that leaves, other protocols."""

import asyncio
import json
from typing import Any

import pytest

from specloom.document.load import load_bytes
from specloom.lower.api import lower
from specloom.mock import app as module
from specloom.mock.app import App
from specloom.mock.description import Description
from specloom.mock.log import access_log
from specloom.mock.service import Service

SCOPE = {
    "type": "http",
    "method": "POST",
    "path": "/items",
    "raw_path": b"/items",
    "query_string": b"",
    "headers": [(b"host", b"x")],
}


def answered(scope: dict[str, Any], *messages: dict[str, Any]) -> tuple[Any, list[str]]:
    """Give what is sent for a request, and the lines of the log."""
    described = {"openapi": "3.1.1", "info": {"title": "x"}, "paths": {}}
    document = load_bytes(json.dumps(described).encode(), "x.json")
    description = Description(document, lower(document).api, ())
    lines: list[str] = []
    app = App(Service(description), access_log(()), lines.append)
    coming, sent = list(messages), []

    async def receive() -> dict[str, Any]:
        return coming.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return sent, lines


def test_a_body_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not gathered any further."""
    monkeypatch.setattr(module, "MAX_BODY", 3)
    piece = {"type": "http.request", "body": b"ab", "more_body": True}
    sent, lines = answered(SCOPE, piece, piece, piece)
    assert sent[0]["status"] == 413
    problem = json.loads(sent[1]["body"])
    assert problem["detail"] == "the body has more than 3 bytes"
    assert lines[0].startswith("POST /items 413 ")


def test_a_client_that_leaves_is_not_answered() -> None:
    """Nothing is sent, and nothing is said."""
    piece = {"type": "http.request", "body": b"ab", "more_body": True}
    assert answered(SCOPE, piece, {"type": "http.disconnect"}) == ([], [])


def test_other_protocols_are_not_spoken() -> None:
    """A web socket is not answered."""
    assert answered({"type": "websocket"}) == ([], [])


def test_a_log_line_shows_no_control_characters() -> None:
    """What a terminal would act on is an escape."""
    scope = {**SCOPE, "raw_path": "/\x1b[31m\u0085".encode("latin-1")}
    _, [line] = answered(scope, {"type": "http.request", "body": b""})
    assert line.startswith("POST /\\x1b[31m\\x85 404 ")
