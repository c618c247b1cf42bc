"""Test credentials: which are chosen, where they go, and that nothing shows them."""

from __future__ import annotations

import asyncio
import logging
import pickle
from typing import Any

import httpx2
import pytest

from specloom.runtime import digest
from specloom.runtime.async_client import AsyncBaseClient
from specloom.runtime.credentials import ApiKey, Basic, Bearer, HttpScheme
from specloom.runtime.errors import ApiError, ClientError, CredentialMissing
from specloom.runtime.operation import Operation
from specloom.runtime.service import Service
from specloom.runtime.sync_client import SyncClient

SCHEMES = {
    "token": Bearer("EXAMPLE_TOKEN"),
    "login": Basic("EXAMPLE_LOGIN"),
    "header": ApiKey("EXAMPLE_HEADER", "X-Key", "header"),
    "query": ApiKey("EXAMPLE_QUERY", "api key", "query"),
    "cookie": ApiKey("EXAMPLE_COOKIE", "sid", "cookie"),
    "other": HttpScheme("EXAMPLE_OTHER", "Digest"),
}


def secured(*security: tuple[str, ...]) -> Operation[Any]:
    """Make an operation with these alternatives."""
    return Operation(
        name="op",
        method="GET",
        path="/things",
        security=security,
        responses={"200": {}},
    )


@pytest.mark.parametrize(
    ("key", "credential", "name", "value"),
    [
        ("token", "abc", "authorization", "Bearer abc"),
        ("login", "u:p:q", "authorization", "Basic dTpwOnE="),
        ("login", ("u", "p:q"), "authorization", "Basic dTpwOnE="),
        ("header", "abc", "x-key", "abc"),
        ("cookie", "abc", "cookie", "sid=abc"),
        ("other", "abc", "authorization", "Digest abc"),
    ],
)
def test_where_a_credential_goes(
    connect: Any, serve: Any, key: str, credential: Any, name: str, value: str
) -> None:
    """Each scheme has its place in the request."""
    server = serve(httpx2.Response(200))
    caller = connect(server, schemes=SCHEMES, credentials={key: credential})
    caller.perform(secured((key,)))
    assert server.requests[0].headers[name] == value


def test_a_key_in_the_query_is_sent_and_not_shown(
    connect: Any, serve: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """The server gets it; the logs of this package and of httpx2 do not."""
    server = serve(httpx2.Response(200))
    caller = connect(server, schemes=SCHEMES, credentials={"query": "h&sh"})
    with caplog.at_level(logging.DEBUG):
        caller.perform(secured(("query",)), query={"a": 1})
    (request,) = server.requests
    assert request.url.raw_path == b"/v1/things?a=1&api%20key=h%26sh"
    assert "h%26sh" not in str(request.url)
    assert "h%26sh" not in repr(request)
    assert "things" in caplog.text
    assert "h%26sh" not in caplog.text


def test_alternatives(connect: Any, serve: Any) -> None:
    """The first for which everything is known; anonymous only when none is."""
    server = serve(httpx2.Response(200))
    facts = secured((), ("token", "header"), ("login",))
    connect(server, schemes=SCHEMES, credentials={"token": "t"}).perform(facts)
    connect(
        server, schemes=SCHEMES, credentials={"token": "t", "login": "u:p"}
    ).perform(facts)
    connect(server, schemes=SCHEMES, credentials={"token": "t", "header": "h"}).perform(
        facts
    )
    sent = [request.headers.get("authorization") for request in server.requests]
    assert sent == [None, "Basic dTpw", "Bearer t"]
    assert server.requests[2].headers["x-key"] == "h"


def test_a_missing_credential(connect: Any, serve: Any) -> None:
    """The error says every way to give one; nothing is sent."""
    server = serve(httpx2.Response(200))
    with pytest.raises(CredentialMissing) as caught:
        connect(server, schemes=SCHEMES, credentials={"token": None}).perform(
            secured(("token",), ("login", "header"))
        )
    assert str(caught.value) == (
        "GET /things needs a credential; give the client "
        "token= (or EXAMPLE_TOKEN in the environment), or "
        "login= (or EXAMPLE_LOGIN in the environment) and "
        "header= (or EXAMPLE_HEADER in the environment)"
    )
    assert server.requests == []


def test_the_environment_is_the_last_resort(
    connect: Any, serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An argument comes before the variable."""
    monkeypatch.setenv("EXAMPLE_TOKEN", "env")
    server = serve(httpx2.Response(200))
    connect(server, schemes=SCHEMES).perform(secured(("token",)))
    connect(server, schemes=SCHEMES, credentials={"token": "own"}).perform(
        secured(("token",))
    )
    sent = [request.headers["authorization"] for request in server.requests]
    assert sent == ["Bearer env", "Bearer own"]


def test_a_callable_is_asked_for_every_attempt(connect: Any, serve: Any) -> None:
    """A token can be refreshed between two attempts."""
    tokens = iter(["first", "second"])
    server = serve(httpx2.Response(503), httpx2.Response(200))
    connect(
        server, schemes=SCHEMES, credentials={"token": lambda: next(tokens)}
    ).perform(secured(("token",)))
    sent = [request.headers["authorization"] for request in server.requests]
    assert sent == ["Bearer first", "Bearer second"]


def test_the_async_client_awaits_credentials() -> None:
    """A credential may come from a coroutine."""
    seen: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.headers["authorization"])
        return httpx2.Response(200)

    async def token() -> str:
        await asyncio.sleep(0)
        return "later"

    async def main() -> None:
        async with AsyncBaseClient(
            Service("https://a.example", schemes=SCHEMES),
            credentials={"token": token},
            transport=httpx2.MockTransport(answer),
        ) as client:
            await client.perform(secured(("token",)))

    asyncio.run(main())
    assert seen == ["Bearer later"]


@pytest.mark.parametrize("secret", ["hush\r\nX: y", "hush\0", "hüsh"])
def test_a_credential_that_is_no_header(connect: Any, serve: Any, secret: str) -> None:
    """It is refused without being shown."""
    caller = connect(
        serve(httpx2.Response(200)), schemes=SCHEMES, credentials={"token": secret}
    )
    with pytest.raises(ClientError, match="a character that no header can carry") as e:
        caller.perform(secured(("token",)))
    assert "sh" not in str(e.value).replace("such", "")


def test_a_credential_of_another_type(connect: Any, serve: Any) -> None:
    """The type is named, not the value."""
    caller = connect(
        serve(httpx2.Response(200)), schemes=SCHEMES, credentials={"token": 5}
    )
    with pytest.raises(ClientError, match=r"a credential is text, not int"):
        caller.perform(secured(("token",)))


def test_a_scheme_that_is_not_listed_is_left_to_the_transport(
    connect: Any, serve: Any
) -> None:
    """Mutual TLS needs no credential here."""
    server = serve(httpx2.Response(200))
    connect(server, schemes=SCHEMES).perform(secured(("mutualTLS",)))
    assert len(server.requests) == 1


def test_nothing_shows_a_credential(
    connect: Any, serve: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Not the client, not the log, not the error, not its pickle."""
    server = serve(httpx2.Response(403, json={"title": "no"}))
    caller = connect(
        server,
        schemes=SCHEMES,
        credentials={"token": "hush-hush", "header": "hush-hush"},
    )
    with caplog.at_level(logging.DEBUG), pytest.raises(ApiError) as caught:
        caller.perform(secured(("token", "header")))
    assert server.requests[0].headers["x-key"] == "hush-hush"
    texts = [caplog.text, repr(caller.client), repr(caught.value), str(caught.value)]
    assert "GET /things: 403 (attempt 1)" in caplog.text
    assert all("hush" not in text for text in texts)
    assert b"hush" not in pickle.dumps(caught.value)


def test_a_client_of_the_caller() -> None:
    """Its own authentication is enough, its headers are sent, and it stays open."""
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(200)

    with httpx2.Client(
        transport=httpx2.MockTransport(answer),
        auth=("u", "p"),
        headers={"X-Mine": "1"},
        timeout=7,
    ) as http:
        service = Service("https://a.example", schemes=SCHEMES)
        with SyncClient(service, http_client=http) as client:
            client.perform(secured(("token",)))
        assert not http.is_closed
    assert seen[0].headers["authorization"] == "Basic dTpw"
    assert seen[0].headers["x-mine"] == "1"
    assert seen[0].extensions["timeout"]["read"] == 7


@pytest.mark.parametrize(
    ("algorithm", "response"),
    [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_the_digests_of_the_standard(
    monkeypatch: pytest.MonkeyPatch, algorithm: str, response: str
) -> None:
    """RFC 7616, section 3.9.1: of the same request, with either algorithm."""
    cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
    monkeypatch.setattr(digest, "_nonce", lambda: cnonce)
    asked = (
        'Digest realm="http-auth@example.org", qop="auth, auth-int", '
        f"algorithm={algorithm}, "
        'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", '
        'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
    )
    challenge = digest.Digest("EXAMPLE").challenge([asked])
    assert challenge is not None
    secret = ("Mufasa", "Circle of Life")
    answer = challenge.answer(secret, "GET", "/dir/index.html", None)
    assert f'response="{response}"' in str(answer)
    assert 'uri="/dir/index.html"' in str(answer)
    assert "qop=auth, nc=00000001" in str(answer)
