"""Test what is sent, and what is refused before anything is sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Thread
from time import sleep
from typing import Any

import httpx2
import pytest

from specloom.runtime.checks import (
    Path,
    Violation,
    is_object,
    missing,
    unknown_properties,
    wrong_integer,
)
from specloom.runtime.decoders import Json, Nothing
from specloom.runtime.errors import ClientError, RequestInvalid
from specloom.runtime.model import Model, as_is
from specloom.runtime.operation import (
    BytesBody,
    JsonBody,
    MultipartBody,
    Operation,
    Part,
)
from specloom.runtime.options import RequestOptions
from specloom.runtime.service import Service
from specloom.runtime.styles import Style
from specloom.runtime.sync_client import SyncClient
from specloom.runtime.unset import UNSET

JSON = {"200": {"application/json": Json(as_is)}}


def operation(
    method: str = "GET", path: str = "/things", **facts: Any
) -> Operation[Any]:
    """Make an operation that answers JSON."""
    facts.setdefault("responses", JSON)
    return Operation(name="thing", method=method, path=path, **facts)


def ok() -> httpx2.Response:
    """Answer with an empty object."""
    return httpx2.Response(200, json={})


def check_body(value: object, at: Path, found: list[Violation]) -> None:
    """Check an object with `media` and `total_bytes`."""
    schema = "#/X"
    if is_object(value):
        unknown_properties(
            value, at, found, schema, frozenset({"media", "total_bytes"})
        )
        missing(value, at, found, schema, ("media",))
        if "total_bytes" in value:
            where = f"{schema}/properties/total_bytes"
            wrong_integer(
                value["total_bytes"], (at, "total_bytes"), found, where, minimum=0
            )


def check_query(value: object, at: Path, found: list[Violation]) -> None:
    """Check a query that needs `q`."""
    if is_object(value):
        missing(value, at, found, "#/Q", ("q",))


def test_a_request_has_every_kind_of_parameter(connect: Any, serve: Any) -> None:
    """Path, query, header and cookie parameters, in the order that was given."""
    server = serve(ok())
    facts = operation(
        path="/things/{id}.json/{tag}",
        styles={("query", "tags"): Style("form", explode=False)},
    )
    connect(server).perform(
        facts,
        path={"id": "a/b ?#é", "tag": ["x", "y"]},
        query={"tags": ("a", "b"), "on": True, "off": UNSET, "n": None},
        header={"X-Count": 3, "X-None": UNSET},
        cookie={"c": "1;2"},
    )
    (request,) = server.requests
    assert request.url.raw_path == (
        b"/v1/things/a%2Fb%20%3F%23%C3%A9.json/x,y?tags=a,b&on=true"
    )
    assert request.headers["x-count"] == "3"
    assert "x-none" not in request.headers
    assert request.headers["cookie"] == "c=1%3B2"
    assert request.headers["user-agent"] == "example/1"
    assert request.headers["accept"] == "application/json"


def test_the_path_may_hold_a_query(connect: Any, serve: Any) -> None:
    """A literal `?` in the template stays, and parameters are added to it."""
    server = serve(ok())
    connect(server).perform(operation(path="/a?b=c"), query={"d": "e"})
    assert server.requests[0].url.raw_path == b"/v1/a?b=c&d=e"


@pytest.mark.parametrize("value", ["..", ".", "", None, UNSET, []])
def test_a_path_parameter_is_a_segment_of_its_own(
    connect: Any, serve: Any, value: object
) -> None:
    """Dots and empty values would name another resource; nothing is sent."""
    server = serve(ok())
    with pytest.raises(RequestInvalid) as caught:
        connect(server).perform(operation(path="/a/{id}/b"), path={"id": value})
    assert [v.in_ for v in caught.value.violations] == ["path"]
    assert server.requests == []


def test_dots_of_two_parameters_do_not_add_up(connect: Any, serve: Any) -> None:
    """`{a}{b}` cannot become `..` either."""
    with pytest.raises(RequestInvalid, match=r"`.` and `..` are no path segments"):
        connect(serve(ok())).perform(
            operation(path="/x/{a}{b}"), path={"a": ".", "b": "."}
        )


@pytest.mark.parametrize("value", ["../../2/users/me?x=", "%2e%2e", "a\r\nb"])
def test_hostile_path_values_are_encoded(connect: Any, serve: Any, value: str) -> None:
    """A value never leaves its segment."""
    server = serve(ok())
    connect(server).perform(operation(path="/a/{id}/b"), path={"id": value})
    raw = server.requests[0].url.raw_path.decode()
    assert raw.startswith("/v1/a/")
    assert raw.endswith("/b")
    assert raw.count("/") == 4
    assert "?" not in raw


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("a\r\nX: y", "a header value has no line break or NUL"),
        ("a\0", "a header value has no line break or NUL"),
        ("日本", "a header value has only characters of ISO 8859-1"),
    ],
)
def test_header_values_are_checked(
    connect: Any, serve: Any, value: str, message: str
) -> None:
    """A line break would be another header."""
    server = serve(ok())
    with pytest.raises(RequestInvalid) as caught:
        connect(server).perform(operation(), header={"X-A": value})
    assert str(caught.value) == f"GET /things was not sent:\n  X-A: {message}"
    with pytest.raises(ClientError, match=message):
        connect(server).perform(
            operation(), options=RequestOptions(headers={"X-B": value})
        )
    assert server.requests == []


def test_a_latin_1_header_is_sent(connect: Any, serve: Any) -> None:
    """ISO 8859-1 is what a header can carry."""
    server = serve(ok())
    connect(server).perform(operation(), header={"X-A": "é"})
    assert dict(server.requests[0].headers.raw)[b"x-a"] == "é".encode("latin-1")


def test_all_violations_come_together(connect: Any, serve: Any) -> None:
    """The parameters and the body are checked, and nothing is sent."""
    server = serve(ok())
    facts = operation(
        "POST", checks={"query": check_query}, body=JsonBody(check=check_body)
    )
    with pytest.raises(RequestInvalid) as caught:
        connect(server).perform(facts, body={"total_bytes": -1, "medio": 1})
    assert str(caught.value) == (
        "POST /things was not sent:\n"
        "  query: required property 'q' is missing (#/Q/required)\n"
        "  medio: unknown property 'medio'; did you mean 'media'? "
        "(#/X/additionalProperties)\n"
        "  body: required property 'media' is missing (#/X/required)\n"
        "  total_bytes: -1 is less than the minimum 0 "
        "(#/X/properties/total_bytes/minimum)"
    )
    assert server.requests == []


class Owner(Model):
    """Be a model inside a request."""

    id: str


def test_a_json_body_is_plain_json(connect: Any, serve: Any) -> None:
    """Models, datetimes, bytes and tuples are turned to JSON before the check."""
    seen: list[object] = []

    def check(value: object, at: Path, found: list[Violation]) -> None:
        seen.append(value)

    server = serve(ok())
    body = {
        "owner": Owner(id="1"),
        "at": datetime(2024, 1, 1, tzinfo=UTC),
        "raw": b"\0",
        "list": (1, UNSET is UNSET),
        "gone": UNSET,
        "none": None,
    }
    connect(server).perform(operation("POST", body=JsonBody(check=check)), body=body)
    assert seen == [
        {
            "owner": {"id": "1"},
            "at": "2024-01-01T00:00:00Z",
            "raw": "AA==",
            "list": [1, True],
            "none": None,
        }
    ]
    (request,) = server.requests
    assert request.headers["content-type"] == "application/json"
    assert request.headers["content-length"] == str(len(request.content))
    assert request.content == (
        b'{"owner":{"id":"1"},"at":"2024-01-01T00:00:00Z","raw":"AA==",'
        b'"list":[1,true],"none":null}'
    )


@pytest.mark.parametrize(
    ("body", "required", "content"),
    [
        ({"a": UNSET}, False, b""),
        ({"a": UNSET}, True, b"{}"),
        ({}, False, b"{}"),
        (None, False, b"null"),
        (UNSET, False, b""),
    ],
)
def test_an_absent_body(
    connect: Any, serve: Any, body: object, required: bool, content: bytes
) -> None:
    """Arguments that are all absent make no body, unless one is required."""
    server = serve(ok())
    facts = operation("POST", body=JsonBody(required=required))
    connect(server).perform(facts, body=body)
    assert server.requests[0].content == content
    assert ("content-type" in server.requests[0].headers) is bool(content)


def test_a_required_body_is_required(connect: Any, serve: Any) -> None:
    """No body at all is a violation."""
    with pytest.raises(RequestInvalid, match="body: the body is required"):
        connect(serve(ok())).perform(operation("POST", body=JsonBody(required=True)))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (float("nan"), "nan is no JSON number"),
        (datetime.fromisoformat("2024-01-01"), "has no offset"),
        (object(), "a object cannot be written as JSON"),
    ],
)
def test_what_json_cannot_say_is_refused(
    connect: Any, serve: Any, value: object, message: str
) -> None:
    """The violation names the parameter or the body."""
    caller = connect(serve(ok()))
    with pytest.raises(RequestInvalid) as caught:
        caller.perform(operation(), query={"ok": 1, "bad": value})
    assert f"  bad: {message}" in str(caught.value) or message in str(caught.value)
    assert caught.value.violations[0].instance_path == "/bad"
    with pytest.raises(RequestInvalid) as caught:
        caller.perform(operation("POST", body=JsonBody()), body={"bad": value})
    assert caught.value.violations[0].in_ == "body"
    with pytest.raises(RequestInvalid):
        caller.perform(operation(), options=RequestOptions(query={"bad": value}))


def test_a_lone_surrogate_in_a_url_is_refused(connect: Any, serve: Any) -> None:
    """UTF-8 cannot say it, so it is no UnicodeEncodeError but a violation."""
    for where in ("path", "query", "cookie"):
        with pytest.raises(RequestInvalid, match="lone surrogate"):
            connect(serve(ok())).perform(
                operation(path="/{a}" if where == "path" else "/"),
                **{where: {"a": "\ud800"}},
            )


def test_a_cycle_is_refused(connect: Any, serve: Any) -> None:
    """A container inside itself ends in a violation."""
    cycle: list[Any] = []
    cycle.append(cycle)
    with pytest.raises(RequestInvalid, match="nested too deeply"):
        connect(serve(ok())).perform(operation("POST", body=JsonBody()), body=cycle)
    with pytest.raises(RequestInvalid, match="nested too deeply"):
        connect(serve(ok())).perform(operation(), query={"a": cycle})


def test_options_change_one_call(connect: Any, serve: Any) -> None:
    """Headers override, query parameters are added, the timeout is passed on."""
    server = serve(ok())
    options = RequestOptions(
        headers={"Accept": "text/plain", "X-New": "1"},
        query={"more": [1, 2], "gone": UNSET},
        timeout=3.5,
    )
    connect(server).perform(operation(), query={"q": "a"}, options=options)
    (request,) = server.requests
    assert request.headers.get_list("accept") == ["text/plain"]
    assert request.headers["x-new"] == "1"
    assert request.url.query == b"q=a&more=1&more=2"
    assert request.extensions["timeout"]["read"] == 3.5


def test_timeouts(connect: Any, serve: Any) -> None:
    """The default is 60 seconds, 10 to connect; the client may have another."""
    server = serve(ok())
    connect(server).perform(operation())
    connect(server, timeout=None).perform(operation())
    default, none = (request.extensions["timeout"] for request in server.requests)
    assert default == {"connect": 10.0, "read": 60.0, "write": 60.0, "pool": 60.0}
    assert none["read"] is None


def test_servers(connect: Any, serve: Any) -> None:
    """The caller's base URL, else the description's; an operation may have its own."""
    server = serve(ok())
    base = "http://localhost:8080/base/"
    connect(server, base_url=base).perform(operation())
    connect(server, base_url="").perform(operation())
    connect(server).perform(operation(server="https://upload.example.com/2/"))
    connect(server).perform(operation(server="/v9"))
    assert [str(request.url) for request in server.requests] == [
        "http://localhost:8080/base/things",
        "https://api.example.com/v1/things",
        "https://upload.example.com/2/things",
        "https://api.example.com/v9/things",
    ]


def test_one_server_may_stand_for_all(connect: Any, serve: Any) -> None:
    """With `override_servers` an operation has no server of its own."""
    server = serve(ok())
    given = connect(server, base_url="http://localhost:8080/", override_servers=True)
    given.perform(operation(server="https://upload.example.com/2/"))
    connect(server, override_servers=True).perform(operation(server="/v9"))
    assert [str(request.url) for request in server.requests] == [
        "http://localhost:8080/things",
        "https://api.example.com/v1/things",
    ]


@pytest.mark.parametrize("server", [None, "", "/v1", "//host/v1", "file:///etc"])
def test_a_description_without_a_server_needs_base_url(
    connect: Any, serve: Any, server: str | None
) -> None:
    """The error says what to pass."""
    with pytest.raises(ClientError, match=r"pass base_url='https://\.\.\.' to"):
        connect(serve(ok()), server=server).perform(operation())


@pytest.mark.parametrize(
    "url", ["api.example.com", "ftp://a/b", "https://", "http://a?b"]
)
def test_a_base_url_is_absolute(connect: Any, serve: Any, url: str) -> None:
    """A wrong base URL is refused when the client is made."""
    with pytest.raises(ClientError, match="base_url is an absolute http or https URL"):
        connect(serve(ok()), base_url=url)


def test_multipart_and_bytes_are_sent(connect: Any, serve: Any) -> None:
    """The boundary is in the header; an iterator goes out in chunks."""
    server = serve(ok())
    caller = connect(server)
    multipart = MultipartBody(parts={"media": Part("video/mp4")})
    caller.perform(operation("POST", body=multipart), body={"media": b"xyz", "i": 1})
    caller.perform(operation("PUT", body=BytesBody()), body=iter([b"a", b"b"]))
    first, second = server.requests
    boundary = first.headers["content-type"].partition("boundary=")[2]
    assert first.content.startswith(f"--{boundary}\r\n".encode())
    assert first.headers["content-length"] == str(len(first.content))
    assert second.content == b"ab"
    assert second.headers["transfer-encoding"] == "chunked"
    assert second.headers["content-type"] == "application/octet-stream"


def test_a_url_that_is_too_long_is_an_error_of_ours(connect: Any, serve: Any) -> None:
    """httpx2 refuses it, and the caller gets a ClientError."""
    with pytest.raises(ClientError, match="GET /things was not sent: URL too long"):
        connect(serve(ok())).perform(operation(), query={"q": "a" * 70_000})


def test_nothing_is_expected_where_nothing_is_described(
    connect: Callable[..., Any], serve: Any
) -> None:
    """Without media types the value is None, whatever the server sends."""
    facts = operation("DELETE", responses={"204": {}})
    assert connect(serve(httpx2.Response(204))).perform(facts) is None
    assert connect(serve(httpx2.Response(200, text="x"))).perform(facts) is None
    facts = operation(responses={"200": {"text/plain": Nothing()}})
    assert connect(serve(httpx2.Response(200, text="x"))).perform(facts) is None


def test_threads_share_one_client(serve: Any) -> None:
    """The first calls of several threads make one connection pool."""
    made: list[httpx2.Client] = []

    class Counting(SyncClient):
        def _make(self) -> httpx2.Client:
            sleep(0.01)
            made.append(super()._make())
            return made[-1]

    service = Service("https://a.example")
    transport = httpx2.MockTransport(serve(ok()))
    with Counting(service, transport=transport) as client:
        threads = [Thread(target=client.perform, args=(operation(),)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(made) == 1
    assert made[0].is_closed
