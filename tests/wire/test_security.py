"""Test credentials on the wire: each scheme, all of several, one of several."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from .conftest import Connect, Loopback, Make, answer

SCHEMES: dict[str, dict[str, Any]] = {
    "header": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "query": {"type": "apiKey", "in": "query", "name": "the key"},
    "cookie": {"type": "apiKey", "in": "cookie", "name": "key"},
    "basic": {"type": "http", "scheme": "basic"},
    "bearer": {"type": "http", "scheme": "Bearer", "bearerFormat": "JWT"},
    "digest": {"type": "http", "scheme": "digest"},
    "other": {"type": "http", "scheme": "Hoba"},
    "oauth": {
        "type": "oauth2",
        "flows": {
            "deviceAuthorization": {
                "deviceAuthorizationUrl": "https://a.example/d",
                "tokenUrl": "https://a.example/t",
                "scopes": {"read": ""},
            }
        },
    },
    "connect": {"type": "openIdConnect", "openIdConnectUrl": "https://a.example"},
    "tls": {"type": "mutualTLS"},
    "old": {"type": "http", "scheme": "bearer", "deprecated": True},
}
SECURITY: dict[str, list[dict[str, list[str]]] | None] = {
    **{name: [{name: []}] for name in SCHEMES if name != "old"},
    "both": [{"header": [], "query": []}],
    "either": [{"oauth": ["read"]}, {"header": []}],
    "pairs": [{"header": [], "cookie": []}, {"basic": []}],
    "optional": [{}, {"bearer": []}],
    "optional_last": [{"bearer": []}, {}],
    "none": [],
    "inherited": None,
    "tls_and_key": [{"tls": [], "header": []}],
}


@pytest.fixture(scope="module")
def package(make: Make) -> ModuleType:
    """Make a package with an operation for every requirement."""
    paths = {
        f"/{name}": {
            "post": {
                "operationId": f"call_{name}",
                "tags": ["s"],
                "requestBody": {"content": {"application/octet-stream": {}}},
                "responses": {"200": {"description": ""}},
                **({} if security is None else {"security": security}),
            }
        }
        for name, security in SECURITY.items()
    }
    root = {
        "paths": paths,
        "security": [{"old": []}],
        "components": {"securitySchemes": SCHEMES},
    }
    return make(root, version="3.2.0")


ROWS: list[tuple[str, dict[str, Any], dict[str, str | None]]] = [
    ("header", {"header": "k"}, {"x-key": "k"}),
    ("query", {"query": "a b&"}, {"?": "the%20key=a%20b%26"}),
    ("cookie", {"cookie": "a;b"}, {"cookie": "key=a%3Bb"}),
    ("basic", {"basic": ("u", "p:w")}, {"authorization": "Basic dTpwOnc="}),
    ("basic", {"basic": "u:p"}, {"authorization": "Basic dTpw"}),
    ("bearer", {"bearer": "t"}, {"authorization": "Bearer t"}),
    ("other", {"other": "x=1"}, {"authorization": "Hoba x=1"}),
    ("oauth", {"oauth": lambda: "fresh"}, {"authorization": "Bearer fresh"}),
    ("connect", {"connect": "t"}, {"authorization": "Bearer t"}),
    ("tls", {}, {"authorization": None}),
    ("both", {"header": "k", "query": "q"}, {"x-key": "k", "?": "the%20key=q"}),
    ("either", {"header": "k"}, {"x-key": "k", "authorization": None}),
    ("either", {"header": "k", "oauth": "t"}, {"x-key": None, "authorization": "Bearer t"}),
    ("pairs", {"header": "k", "basic": "u:p"}, {"x-key": None, "authorization": "Basic dTpw"}),
    ("pairs", {"header": "k", "cookie": "c", "basic": "u:p"}, {"x-key": "k", "cookie": "key=c", "authorization": None}),
    ("optional", {}, {"authorization": None}),
    ("optional", {"bearer": "t"}, {"authorization": "Bearer t"}),
    ("optional_last", {"bearer": "t"}, {"authorization": "Bearer t"}),
    ("none", {"bearer": "t", "old": "o"}, {"authorization": None}),
    ("inherited", {"old": "o"}, {"authorization": "Bearer o"}),
    ("tls_and_key", {"header": "k"}, {"x-key": "k"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "credentials", "expected"), ROWS)
def test_credentials_decide_which_requirement_is_met(
    package: ModuleType,
    server: Loopback,
    connect: Connect,
    name: str,
    credentials: dict[str, Any],
    expected: dict[str, str | None],
) -> None:
    """The first alternative for which the client has every credential."""
    connect(package, **credentials).call(f"s.call_{name}")
    [request] = server.received
    found = {key: request.header(key) for key in expected if key != "?"}
    if "?" in expected:
        found["?"] = request.target.partition("?")[2]
    assert found == expected


@pytest.mark.parametrize(
    ("name", "credentials", "words"),
    [
        ("both", {"header": "k"}, "header= .* and query= "),
        ("either", {}, "oauth= .*, or header= "),
        ("inherited", {"bearer": "t"}, "old= "),
    ],
)
def test_without_a_credential_nothing_is_sent(
    package: ModuleType,
    server: Loopback,
    connect: Connect,
    name: str,
    credentials: dict[str, str],
    words: str,
) -> None:
    """The error names every way to meet the requirement."""
    with pytest.raises(package.CredentialMissing, match=words):
        connect(package, **credentials).call(f"s.call_{name}")
    assert server.received == []


def challenge(text: str) -> bytes:
    """Answer 401 with a challenge."""
    return answer(b"", status="401 Unauthorized", WWW_Authenticate=text)


def parameters(header: str | None) -> dict[str, str]:
    """Read the parameters of a header Authorization."""
    assert header is not None
    assert header.startswith("Digest ")
    return {
        name: text.strip('"')
        for name, text in re.findall(r'(\w+)=("[^"]*"|[^,]+)', header)
    }


@pytest.mark.parametrize(
    ("algorithm", "name"),
    [("MD5", "md5"), ("SHA-256", "sha256"), ("SHA-256-sess", "sha256"), ("", "md5")],
)
def test_a_digest_answers_the_challenge(
    package: ModuleType, server: Loopback, connect: Connect, algorithm: str, name: str
) -> None:
    """The second request has what RFC 7616 says, and the same body."""
    said = f", algorithm={algorithm}" if algorithm else ""
    text = (
        'Basic realm="b", Digest realm="r \\"q\\"", nonce="n", qop="auth-int, auth", '
        f'opaque="o"{said}'
    )
    server.reset(challenge(text), answer())
    connect(package, digest=("us", "p:w")).call("s.call_digest", body=b"content")
    first, second = server.received
    assert first.header("authorization") is None
    assert first.body == second.body == b"content"
    given = parameters(second.header("authorization"))

    def hashed(*parts: str) -> str:
        return hashlib.new(name, ":".join(parts).encode()).hexdigest()

    who = hashed("us", 'r "q"', "p:w")
    if algorithm.endswith("-sess"):
        who = hashed(who, "n", given["cnonce"])
    what = hashed("POST", "/digest")
    assert given["response"] == hashed(
        who, "n", "00000001", given["cnonce"], "auth", what
    )
    assert (given["uri"], given["opaque"], given["nc"]) == ("/digest", "o", "00000001")
    assert ("algorithm" in given) == bool(algorithm)


@pytest.mark.parametrize("body", [b"content", None, "file"])
def test_a_digest_protects_the_body_where_it_has_to(
    package: ModuleType,
    server: Loopback,
    connect: Connect,
    tmp_path: Path,
    body: bytes | str | None,
) -> None:
    """Where only `auth-int` is offered, the hash of the body is part of the digest."""
    server.reset(
        challenge('Digest realm="r", nonce="n", qop="auth-int", algorithm=SHA-256'),
        answer(),
    )
    path = tmp_path / "file.bin"
    path.write_bytes(b"x" * 100_000)
    sent = package.File(path) if body == "file" else body
    arguments = {} if sent is None else {"body": sent}
    connect(package, digest=("u", "p")).call("s.call_digest", **arguments)
    second = server.received[1]
    given = parameters(second.header("authorization"))
    assert second.body == (path.read_bytes() if body == "file" else body or b"")

    def hashed(*parts: str) -> str:
        return hashlib.sha256(":".join(parts).encode()).hexdigest()

    what = hashed("POST", "/digest", hashlib.sha256(second.body).hexdigest())
    assert given["qop"] == "auth-int"
    assert given["response"] == hashed(
        hashed("u", "r", "p"), "n", "00000001", given["cnonce"], "auth-int", what
    )


def test_a_body_without_a_digest_is_sent_unsigned(
    package: ModuleType, server: Loopback
) -> None:
    """What can be read only once cannot be hashed before: the server's 401 says so."""
    server.reset(
        challenge('Digest realm="r", nonce="n", qop="auth-int"'),
        answer(),
        challenge('Digest realm="r", nonce="n", qop="auth-int"'),
    )
    with package.Client(base_url=server.url, digest="u:p") as client:
        client.s.call_digest(body=b"1")
        with pytest.raises(package.Unauthorized):
            client.s.call_digest(body=package.File(iter([b"1"])))
    signed = [request.header("authorization") for request in server.received]
    assert [header is None for header in signed] == [True, False, True]


@pytest.mark.parametrize(
    ("said", "user", "expected"),
    [
        # RFC 7616, section 3.9.2 (as corrected): the hash of name and realm.
        (
            ', userhash=true, algorithm=SHA-512-256, realm="api@example.org"',
            "J\u00e4s\u00f8n Doe",
            'username="793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b"',
        ),
        (
            ', realm="r"',
            "J\u00e4s\u00f8n Doe",
            "username*=UTF-8''J%C3%A4s%C3%B8n%20Doe",
        ),
        (', userhash=false, realm="r"', 'M "x"', 'username="M \\"x\\""'),
    ],
)
def test_a_digest_names_the_user_as_it_is_asked(
    package: ModuleType,
    server: Loopback,
    connect: Connect,
    said: str,
    user: str,
    expected: str,
) -> None:
    """`userhash` hides the name; what no header can say as it is goes in UTF-8."""
    server.reset(challenge(f'Digest nonce="n", qop="auth"{said}'), answer())
    connect(package, digest=(user, "Secret, or not?")).call("s.call_digest")
    header = server.received[1].header("authorization")
    assert header is not None
    assert expected in header
    assert ("userhash=true" in header) == ("userhash=true" in said)


def test_a_challenge_is_kept(package: ModuleType, server: Loopback) -> None:
    """Later calls answer it at once, with the next number; a new one replaces it."""
    server.reset(
        challenge('Digest realm="r", nonce="1", qop="auth"'),
        answer(),
        answer(),
        challenge('Digest realm="r", nonce="2", qop="auth", stale=true'),
        answer(),
    )
    with package.Client(base_url=server.url, digest="u:p") as client:
        for _ in range(3):
            client.s.call_digest()
    found = [request.header("authorization") for request in server.received]
    assert found[0] is None
    counted = [(entry["nonce"], entry["nc"]) for entry in map(parameters, found[1:])]
    assert counted == [
        ("1", "00000001"),
        ("1", "00000002"),
        ("1", "00000003"),
        ("2", "00000001"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        'Digest realm="r", nonce="1", qop="auth"',
        'Digest realm="r", nonce="1", algorithm=OWN',
        'Digest realm="r", nonce="1", qop="auth-int"',
        'Basic realm="r"',
        "Digest",
    ],
)
def test_a_challenge_that_stays_unmet_is_the_answer(
    package: ModuleType, server: Loopback, connect: Connect, text: str
) -> None:
    """A wrong password, or what cannot be answered, ends in 401 and not in a circle."""
    server.reset(challenge(text))
    with pytest.raises(package.Unauthorized):
        connect(package, digest="u:p").call("s.call_digest")
    assert len(server.received) == (2 if 'qop="auth' in text else 1)


def test_a_body_that_is_used_up_is_not_sent_again(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """The challenge is the answer then."""
    server.reset(challenge('Digest realm="r", nonce="1"'), answer())
    file = package.File(iter([b"1"]))
    with pytest.raises(package.Unauthorized):
        connect(package, digest="u:p").call("s.call_digest", body=file)
    assert len(server.received) == 1
