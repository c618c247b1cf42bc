"""Credentials: asked for as the document says, taken whatever they are."""

from collections.abc import Callable
from typing import Any

import pytest

SCHEMES = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "basic": {"type": "http", "scheme": "basic"},
    "digest": {"type": "http", "scheme": "Digest"},
    "oauth": {"type": "oauth2", "flows": {}},
    "openid": {"type": "openIdConnect", "openIdConnectUrl": "https://x.example"},
    "header": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "query": {"type": "apiKey", "in": "query", "name": "pass_key"},
    "cookie": {"type": "apiKey", "in": "cookie", "name": "session"},
    "certificate": {"type": "mutualTLS"},
}


def guarded(*requirements: dict[str, list[str]]) -> dict[str, Any]:
    """Write a Path Item that asks for credentials."""
    answer = {"204": {"description": "Come in."}}
    return {"get": {"security": [*requirements], "responses": answer}}


@pytest.fixture(scope="module")
def museum(serving: Callable[..., Any], document: Callable[..., Any]) -> Any:
    """Serve an operation for each scheme, and some with several."""
    paths = {f"/{name}": guarded({name: []}) for name in SCHEMES}
    paths["/both"] = guarded({"bearer": [], "header": []})
    paths["/either"] = guarded({"bearer": []}, {"header": []})
    paths["/maybe"] = guarded({"bearer": []}, {})
    paths["/open"] = guarded()
    paths["/oneheader"] = guarded({"bearer": [], "basic": []})
    return serving(document(paths, components={"securitySchemes": SCHEMES}))


@pytest.mark.parametrize(
    ("target", "headers"),
    [
        ("/bearer", {"Authorization": "Bearer anything"}),
        ("/bearer", {"Authorization": "bearer anything"}),
        ("/basic", {"Authorization": "Basic dXNlcjpwYXNz"}),
        ("/digest", {"Authorization": 'Digest username="x"'}),
        ("/oauth", {"Authorization": "Bearer anything"}),
        ("/openid", {"Authorization": "Bearer anything"}),
        ("/header", {"x-key": "anything"}),
        ("/query?pass_key=anything", {}),
        ("/cookie", {"Cookie": "a=1; session=anything"}),
        ("/certificate", {}),
        ("/both", {"Authorization": "Bearer x", "X-Key": "y"}),
        ("/either", {"X-Key": "y"}),
        ("/either", {"Authorization": "Bearer x"}),
        ("/maybe", {}),
        ("/open", {}),
        ("/oneheader", {"Authorization": "Bearer x"}),
    ],
)
def test_any_credential_is_taken(
    museum: Any, target: str, headers: dict[str, str]
) -> None:
    """It has to be there, in its place and its form."""
    assert museum.ask("GET", target, headers=headers).status == 204


@pytest.mark.parametrize(
    ("target", "headers", "challenge"),
    [
        ("/bearer", {}, 'Bearer realm="mock"'),
        ("/bearer", {"Authorization": "Bearer "}, 'Bearer realm="mock"'),
        ("/bearer", {"Authorization": "Basic dTpw"}, 'Bearer realm="mock"'),
        ("/basic", {"Authorization": "Basic ???"}, 'Basic realm="mock"'),
        ("/basic", {"Authorization": "Basic dXNlcg=="}, 'Basic realm="mock"'),
        ("/digest", {}, 'Digest realm="mock"'),
        ("/oauth", {}, 'Bearer realm="mock"'),
        ("/openid", {}, 'Bearer realm="mock"'),
        ("/header", {}, 'ApiKey realm="mock"'),
        ("/query?pass_key=", {}, 'ApiKey realm="mock"'),
        ("/cookie", {"Cookie": "a=1"}, 'ApiKey realm="mock"'),
        ("/both", {"X-Key": "y"}, 'Bearer realm="mock", ApiKey realm="mock"'),
        ("/either", {}, 'Bearer realm="mock", ApiKey realm="mock"'),
    ],
)
def test_absent_credentials_are_challenged(
    museum: Any, target: str, headers: dict[str, str], challenge: str
) -> None:
    """The answer is 401 with WWW-Authenticate and problem details."""
    answer = museum.ask("GET", target, headers=headers)
    assert (answer.status, answer.headers["www-authenticate"]) == (401, challenge)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["title"] == "Unauthorized"


def test_it_is_said_what_is_wanted(museum: Any) -> None:
    """Alternatives and what belongs together are told apart."""
    assert museum.ask("GET", "/both").json["detail"] == (
        "the request has no credentials; wanted is 'Authorization: Bearer ...'"
        " and the header 'X-Key'"
    )
    assert museum.ask("GET", "/either").json["detail"] == (
        "the request has no credentials; wanted is 'Authorization: Bearer ...',"
        " or the header 'X-Key'"
    )


def test_the_log_shows_no_credential(museum: Any) -> None:
    """Neither headers nor the query's keys are in it."""
    museum.ask("GET", "/query?pass_key=hidden1&access_token=hidden2&a=seen")
    museum.ask("GET", "/bearer", headers={"Authorization": "Bearer hidden3"})
    museum.ask("GET", "/cookie", headers={"Cookie": "session=hidden4"})
    assert museum.has_logged("GET /query?pass_key=***&access_token=***&a=seen 204 ")
    assert museum.has_logged("GET /cookie 204 ")
    assert not any("hidden" in line for line in museum.lines)
