"""Test how answers are read: values, errors, redirects."""

from __future__ import annotations

import warnings
from typing import Any

import httpx2
import pytest

from specloom.runtime.checks import Path, Violation, is_object, missing
from specloom.runtime.decoders import Bytes, Json, Text
from specloom.runtime.errors import (
    ApiError,
    BadGateway,
    Forbidden,
    PayloadTooLarge,
    ResponseInvalid,
    ResponseWarning,
    Unauthorized,
)
from specloom.runtime.model import Model, adopt, as_is
from specloom.runtime.operation import Operation
from specloom.runtime.options import RequestOptions
from specloom.runtime.problem import Problem


class Thing(Model):
    """Be what is answered."""

    id: str


class Fault(Model):
    """Be the model of an error."""

    title: str


def read_thing(json: Any) -> Thing:
    """Read a thing."""
    return adopt(Thing, json)


def check_thing(value: object, at: Path, found: list[Violation]) -> None:
    """Check that a thing has an id."""
    if is_object(value):
        missing(value, at, found, "#/Thing", ("id",))


THING: Operation[Any] = Operation(
    name="getThing",
    method="GET",
    path="/things",
    responses={"200": {"application/json": Json(read_thing, check_thing)}},
    errors={
        "4XX": {"application/problem+json": Json(lambda json: adopt(Fault, json))},
        "default": {"text/plain": Text()},
    },
    scopes={"oauth": ("media.write", "tweet.read")},
)


def answering(content: dict[str, Any], **more: Any) -> Operation[Any]:
    """Make an operation with these media types."""
    responses = {"200": content}
    return Operation(
        name="op", method="GET", path="/things", responses=responses, **more
    )


def html(status: int) -> httpx2.Response:
    """Answer as a proxy does."""
    return httpx2.Response(status, html="<h1>no</h1>")


@pytest.mark.parametrize(
    "media_type",
    [
        "application/json",
        "application/json; charset=utf-8",
        "Application/JSON",
        "application/vnd.api+json",
        "text/plain",
        None,
    ],
)
def test_json_under_any_of_its_names(
    connect: Any, serve: Any, media_type: str | None
) -> None:
    """Parameters, case and suffixes do not matter; a missing type neither."""
    headers = {"content-type": media_type} if media_type else {}
    answer = httpx2.Response(200, content=b'{"id":"1","x":2}', headers=headers)
    thing = connect(serve(answer)).perform(THING)
    assert thing == adopt(Thing, {"id": "1", "x": 2})


def test_media_types_choose_the_decoder(connect: Any, serve: Any) -> None:
    """Exact, then ranges; text has its charset."""
    content = {
        "application/json; v=1": Json(as_is),
        "text/*": Text(),
        "*/*": Bytes(),
    }
    facts = answering(content)
    latin = httpx2.Response(
        200, content=b"\xe9", headers={"content-type": "text/csv; charset=latin-1"}
    )
    image = httpx2.Response(200, content=b"\x89", headers={"content-type": "image/png"})
    caller = connect(serve(httpx2.Response(200, json=[1]), latin, image))
    assert [caller.perform(facts) for _ in range(3)] == [[1], "é", b"\x89"]


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (
            html(200),
            "GET /things answered 200 OK with text/html, not application/json",
        ),
        (
            httpx2.Response(200, headers={"content-type": "application/json"}),
            "GET /things answered 200 OK with an empty body, not JSON",
        ),
        (
            httpx2.Response(
                200, content=b'{"id":', headers={"content-type": "application/json"}
            ),
            "GET /things answered 200 OK with a body that is no JSON",
        ),
        (
            httpx2.Response(
                200,
                content=b"[" * 100_000 + b"]" * 100_000,
                headers={"content-type": "application/json"},
            ),
            "GET /things answered 200 OK with JSON nested too deeply",
        ),
    ],
)
def test_unreadable_answers(
    connect: Any, serve: Any, answer: httpx2.Response, message: str
) -> None:
    """The error says what came, and has the answer."""
    with pytest.raises(ResponseInvalid) as caught:
        connect(serve(answer)).perform(THING)
    assert str(caught.value).startswith(message)
    assert caught.value.status == 200
    assert caught.value.body == answer.content
    assert "content-type" in caught.value.headers


def test_answers_are_checked_when_asked(connect: Any, serve: Any) -> None:
    """Off by default; a warning or an error by client or by call."""
    server = serve(httpx2.Response(200, json={}))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert connect(server).perform(THING) == adopt(Thing, {})
    text = (
        "GET /things answered 200 OK with an invalid body:\n"
        r"  response: required property 'id' is missing \(#/Thing/required\)"
    )
    with pytest.warns(ResponseWarning, match=text):
        connect(server, validate_responses="warn").perform(THING)
    strict = RequestOptions(validate_responses="raise")
    with pytest.raises(ResponseInvalid, match=text) as caught:
        connect(server).perform(THING, options=strict)
    assert [v.keyword for v in caught.value.violations] == ["required"]


def test_undocumented_success_is_read_like_the_documented(
    connect: Any, serve: Any
) -> None:
    """201 where 200 is described gives the value."""
    answer = httpx2.Response(201, json={"id": "1"})
    assert connect(serve(answer)).perform(THING).id == "1"


def test_problem_details(connect: Any, serve: Any) -> None:
    """The error has the model, the problem and the request id; 403 names scopes."""
    body = {
        "title": "Forbidden",
        "type": "https://x/none",
        "status": 403,
        "detail": "no\nway",
        "extra": 1,
    }
    answer = httpx2.Response(
        403,
        json=body,
        headers={"content-type": "application/problem+json", "x-request-id": "r1"},
    )
    with pytest.raises(Forbidden) as caught:
        connect(serve(answer)).perform(THING)
    error = caught.value
    assert str(error) == (
        "GET /things answered 403 Forbidden: no way; "
        "the credential needs the scopes media.write, tweet.read"
    )
    assert error.model == adopt(Fault, body)
    assert error.problem == Problem(
        "https://x/none", "Forbidden", 403, "no\nway", None, {"extra": 1}
    )
    assert error.request_id == "r1"
    assert error.status == 403
    assert error.body == answer.content


def test_errors_without_details(connect: Any, serve: Any) -> None:
    """HTML from a proxy and an empty body are named, not parsed."""
    with pytest.raises(PayloadTooLarge) as caught:
        connect(serve(httpx2.Response(413))).perform(THING)
    assert str(caught.value).endswith("answered 413 Content Too Large") or str(
        caught.value
    ).endswith("answered 413 Request Entity Too Large")
    assert caught.value.problem is None
    assert caught.value.model is None
    with pytest.raises(BadGateway) as other:
        connect(serve(html(502)), max_retries=0).perform(THING)
    assert str(other.value) == "GET /things answered 502 Bad Gateway (text/html)"


def test_json_errors_under_a_wrong_name_are_read(connect: Any, serve: Any) -> None:
    """The first byte tells JSON too; the described type still gives the model."""
    answer = httpx2.Response(
        401,
        content=b'{"errors":[{"code":32,"message":"Could not"}]}',
        headers={"content-type": "text/plain"},
    )
    with pytest.raises(Unauthorized, match="401 Unauthorized: Could not") as caught:
        connect(serve(answer)).perform(THING)
    assert caught.value.problem is not None


def test_an_error_model_that_cannot_be_read_does_not_hide_the_error(
    connect: Any, serve: Any
) -> None:
    """Torn JSON in an error leaves the status."""
    answer = httpx2.Response(
        400, content=b"{", headers={"content-type": "application/problem+json"}
    )
    with pytest.raises(ApiError) as caught:
        connect(serve(answer)).perform(THING)
    assert caught.value.status == 400
    assert caught.value.model is None


def redirect(status: int, location: str) -> httpx2.Response:
    """Answer with a redirect."""
    return httpx2.Response(status, headers={"location": location})


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_the_same_origin_is_followed(
    connect: Any, serve: Any, status: int
) -> None:
    """GET goes on with its headers."""
    server = serve(
        redirect(status, "/v2/things"), httpx2.Response(200, json={"id": "1"})
    )
    assert connect(server).perform(THING).id == "1"
    assert server.requests[1].url.raw_path == b"/v2/things"
    assert server.requests[1].headers["user-agent"] == "example/1"


@pytest.mark.parametrize(
    "location",
    [
        "https://evil.example.com/",
        "http://api.example.com/v1/things",
        "https://api.example.com:444/",
        "//evil/",
    ],
)
def test_a_redirect_to_another_origin_is_an_error(
    connect: Any, serve: Any, location: str
) -> None:
    """No credential goes to another host, port or scheme."""
    server = serve(redirect(302, location))
    with pytest.raises(ApiError, match="302 Found; this redirect is not followed"):
        connect(server).perform(THING)
    assert len(server.requests) == 1


def test_a_post_is_not_turned_into_a_get(connect: Any, serve: Any) -> None:
    """Only 307 and 308 keep the method, so only they are followed."""
    facts: Operation[Any] = Operation(
        name="op", method="POST", path="/things", responses=THING.responses
    )
    with pytest.raises(ApiError, match="this redirect is not followed"):
        connect(serve(redirect(302, "/a"))).perform(facts)
    server = serve(redirect(307, "/a"), httpx2.Response(200, json={"id": "1"}))
    assert connect(server).perform(facts).id == "1"
    assert server.requests[1].method == "POST"


def test_an_answer_that_leads_nowhere_is_no_redirect(connect: Any, serve: Any) -> None:
    """304 says that nothing changed."""
    with pytest.raises(ApiError, match=r"304 Not Modified$"):
        connect(serve(httpx2.Response(304))).perform(THING)


def test_redirects_end(connect: Any, serve: Any) -> None:
    """A circle is given up."""
    server = serve(redirect(302, "/v1/things"))
    with pytest.raises(ApiError, match="302 Found"):
        connect(server).perform(THING)
    assert len(server.requests) == 6


def test_a_described_redirect_is_an_answer(connect: Any, serve: Any) -> None:
    """An operation that promises 302 gives its value."""
    facts: Operation[Any] = Operation(
        name="op", method="GET", path="/a", responses={"302": {}}
    )
    server = serve(redirect(302, "/b"))
    assert connect(server).perform(facts) is None
    assert len(server.requests) == 1


def test_raw_answers(connect: Any, serve: Any) -> None:
    """The answer is there untouched, and can be read later; errors raise."""
    answer = httpx2.Response(
        200, json={"id": "1"}, headers={"x-transaction-id": "t", "X-Limit": "5"}
    )
    raw = connect(serve(answer)).raw(THING)
    assert raw.status == 200
    assert raw.headers["x-limit"] == "5"
    assert raw.content == answer.content
    assert raw.request_id == "t"
    assert raw.parse().id == "1"
    assert repr(raw) == f"RawResponse(status=200, {len(answer.content)} bytes)"
    with pytest.raises(Unauthorized):
        connect(serve(httpx2.Response(401))).raw(THING)
