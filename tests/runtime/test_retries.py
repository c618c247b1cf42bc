"""Test when a call is tried again, and how long it waits."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import httpx2
import pytest

from specloom.runtime.decoders import Json
from specloom.runtime.errors import (
    ApiError,
    ConnectionFailed,
    RequestTimeout,
    ServiceUnavailable,
    TooManyRequests,
    TransportError,
)
from specloom.runtime.model import as_is
from specloom.runtime.operation import BytesBody, JsonBody, Operation
from specloom.runtime.options import RequestOptions

OK = httpx2.Response(200, json={"ok": True})


def operation(method: str = "GET", **facts: Any) -> Operation[Any]:
    """Make an operation that answers JSON."""
    responses = {"200": {"application/json": Json(as_is)}}
    return Operation(
        name="op", method=method, path="/things", responses=responses, **facts
    )


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD"])
def test_idempotent_methods_are_tried_again(
    connect: Any, serve: Any, time: Any, status: int, method: str
) -> None:
    """Twice by default, with a growing wait and jitter."""
    server = serve(httpx2.Response(status), httpx2.Response(status), OK)
    assert connect(server).perform(operation(method)) == {"ok": True}
    assert time.sleeps == [0.25, 0.5]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 501])
def test_other_statuses_are_final(
    connect: Any, serve: Any, time: Any, status: int
) -> None:
    """What will not pass by itself is not repeated."""
    server = serve(httpx2.Response(status))
    with pytest.raises(ApiError):
        connect(server).perform(operation())
    assert len(server.requests) == 1


@pytest.mark.parametrize("method", ["POST", "PATCH"])
@pytest.mark.parametrize(
    ("answer", "repeated"),
    [
        (httpx2.Response(429), True),
        (httpx2.Response(503, headers={"retry-after": "1"}), True),
        (httpx2.Response(503), False),
        (httpx2.Response(500), False),
        (httpx2.Response(502), False),
        (httpx2.Response(408), False),
        (httpx2.ConnectError("refused"), True),
        (httpx2.ConnectTimeout("slow"), True),
        (httpx2.PoolTimeout("full"), True),
        (httpx2.ReadTimeout("slow"), False),
        (httpx2.ReadError("broken"), False),
        (httpx2.RemoteProtocolError("closed"), False),
    ],
)
def test_other_methods_only_when_the_server_cannot_have_acted(
    connect: Any, serve: Any, method: str, answer: Any, repeated: bool
) -> None:
    """A POST is never carried out twice."""
    server = serve(answer, OK)
    caller = connect(server)
    if repeated:
        assert caller.perform(operation(method)) == {"ok": True}
    else:
        with pytest.raises((ApiError, TransportError)):
            caller.perform(operation(method))
    assert len(server.requests) == 1 + repeated


def test_retries_are_bounded(connect: Any, serve: Any, time: Any) -> None:
    """By the client, and by the call; 0 is none."""
    server = serve(httpx2.Response(503))
    with pytest.raises(ServiceUnavailable):
        connect(server, max_retries=4).perform(operation())
    assert len(server.requests) == 5
    assert time.sleeps == [0.25, 0.5, 1.0, 2.0]
    with pytest.raises(ServiceUnavailable):
        connect(server).perform(operation(), options=RequestOptions(max_retries=0))
    assert len(server.requests) == 6


def test_the_wait_has_a_longest(connect: Any, serve: Any, time: Any) -> None:
    """Backoff stops growing at 8 seconds."""
    with pytest.raises(ServiceUnavailable):
        connect(serve(httpx2.Response(503)), max_retries=6, jitter=1.0).perform(
            operation()
        )
    assert time.sleeps == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0]


def date(moment: float) -> str:
    """Write seconds since 1970 as an HTTP date."""
    return format_datetime(datetime.fromtimestamp(moment, UTC), usegmt=True)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "0"}, 0.25),
        ({"retry-after": date(1_000_009)}, 9.0),
        ({"retry-after": date(2_000_009), "date": date(2_000_000)}, 9.0),
        ({"retry-after": date(999_000)}, 0.25),
        ({"retry-after": "-1"}, 0.25),
        ({"retry-after": "soon"}, 0.25),
        ({"retry-after": "nan"}, 0.25),
        ({"x-rate-limit-reset": "1000030"}, 30.0),
        ({"x-rate-limit-reset": "2000030", "date": date(2_000_000)}, 30.0),
        ({"x-rate-limit-reset": "900000"}, 0.25),
        ({"x-rate-limit-reset": "never"}, 0.25),
        ({"retry-after": "3", "x-rate-limit-reset": "1000030"}, 3.0),
    ],
)
def test_the_server_says_when(
    connect: Any, serve: Any, time: Any, headers: dict[str, str], wait: float
) -> None:
    """Retry-After in both forms, and the reset of a limit by the server's clock."""
    server = serve(httpx2.Response(429, headers=headers), OK)
    connect(server).perform(operation("POST"))
    assert time.sleeps == [wait]


@pytest.mark.parametrize(
    "headers", [{"retry-after": "121"}, {"x-rate-limit-reset": "1000000000"}]
)
def test_a_wait_past_the_deadline_is_not_started(
    connect: Any, serve: Any, time: Any, headers: dict[str, str]
) -> None:
    """The error comes at once and says how long to wait."""
    server = serve(httpx2.Response(429, headers=headers))
    with pytest.raises(TooManyRequests) as caught:
        connect(server).perform(operation())
    assert time.sleeps == []
    assert caught.value.retry_after is not None
    assert caught.value.retry_after > 120


def test_the_deadline_is_for_all_attempts(connect: Any, serve: Any, time: Any) -> None:
    """Waits add up."""
    server = serve(httpx2.Response(429, headers={"retry-after": "50"}))
    with pytest.raises(TooManyRequests):
        connect(server, max_retries=9).perform(operation())
    assert time.sleeps == [50.0, 50.0]


def test_transport_errors(connect: Any, serve: Any) -> None:
    """Timeouts and broken connections have classes of their own."""
    server = serve(httpx2.ReadTimeout("slow"))
    with pytest.raises(RequestTimeout) as timeout:
        connect(server).perform(operation())
    assert str(timeout.value) == "GET /things timed out (read)"
    assert len(server.requests) == 3
    with pytest.raises(ConnectionFailed) as failed:
        connect(serve(httpx2.ConnectError("refused"))).perform(operation())
    assert str(failed.value) == "GET /things got no answer: refused"
    assert isinstance(failed.value.__cause__, httpx2.ConnectError)


def test_a_protocol_error_does_not_quote_headers(connect: Any, serve: Any) -> None:
    """Its text may hold a credential."""
    server = serve(httpx2.LocalProtocolError("Illegal header value b'Bearer hush'"))
    with pytest.raises(ConnectionFailed) as caught:
        connect(server).perform(operation())
    assert str(caught.value) == "GET /things got no answer: LocalProtocolError"
    assert caught.value.__cause__ is None
    assert len(server.requests) == 1


def test_a_body_goes_out_again_with_each_attempt(connect: Any, serve: Any) -> None:
    """Bytes and JSON are the same each time."""
    server = serve(httpx2.Response(429), OK)
    connect(server).perform(operation("POST", body=JsonBody()), body={"a": 1})
    assert [r.content for r in server.requests] == [b'{"a":1}'] * 2


def test_an_open_file_is_rewound(connect: Any, serve: Any, tmp_path: Any) -> None:
    """Each attempt reads from where the file stood."""
    path = tmp_path / "f"
    path.write_bytes(b"0123")
    server = serve(httpx2.Response(429), OK)
    with path.open("rb") as file:
        file.seek(1)
        connect(server).perform(operation("POST", body=BytesBody()), body=file)
    assert [r.content for r in server.requests] == [b"123"] * 2
    assert server.requests[0].headers["content-length"] == "3"


def test_an_iterator_is_not_sent_again(connect: Any, serve: Any) -> None:
    """What has been read is gone."""
    server = serve(httpx2.Response(429), OK)
    with pytest.raises(TooManyRequests):
        connect(server).perform(operation("POST", body=BytesBody()), body=iter([b"a"]))
    assert len(server.requests) == 1
