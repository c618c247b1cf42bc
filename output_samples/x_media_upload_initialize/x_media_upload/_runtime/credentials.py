"""Put credentials into a request (OpenAPI 3.1.1, Security Scheme Object)."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Literal, Protocol, TypeGuard
from urllib.parse import quote

from .content import Encoded
from .errors import ClientError, CredentialMissing
from .operation import Operation
from .styles import cookie_pairs

Secret = str | tuple[str, str]
Credential = Secret | Callable[[], Secret]
AsyncCredential = Credential | Callable[[], Awaitable[Secret]]


class Signature:
    """Collect what the credentials of one attempt add to the request."""

    __slots__ = ("answers", "cookies", "headers", "query")

    def __init__(self) -> None:
        self.headers: dict[str, str] = {}
        self.query: list[str] = []
        self.cookies: list[str] = []
        self.answers: tuple[Scheme, Secret] | None = None
        """The scheme that answers the server's challenges, with its credential."""


class Challenge(Protocol):
    """Be what a server wants to be answered (RFC 9110, section 11.6.1)."""

    def answer(
        self, secret: Secret, method: str, target: str, body: Encoded | None
    ) -> str | None:
        """Give the value of the header Authorization; None if there is none."""
        ...


class Scheme(ABC):
    """Be one security scheme; `env` names the environment variable to fall back on."""

    __slots__ = ("env",)

    def __init__(self, env: str) -> None:
        self.env = env

    @abstractmethod
    def sign(self, secret: Secret, signature: Signature) -> None:
        """Add the credential to the request."""

    def challenge(self, values: Sequence[str]) -> Challenge | None:
        """Read the headers WWW-Authenticate; None if they ask nothing of this scheme."""
        return None


class HttpScheme(Scheme):
    """Send `Authorization: <scheme> <credential>` (RFC 9110, section 11.4)."""

    __slots__ = ("scheme",)

    def __init__(self, env: str, scheme: str) -> None:
        super().__init__(env)
        self.scheme = scheme

    def sign(self, secret: Secret, signature: Signature) -> None:
        """Set the header."""
        signature.headers["authorization"] = f"{self.scheme} {line_of(secret)}"


class Bearer(HttpScheme):
    """Send a bearer token (RFC 6750, section 2.1)."""

    __slots__ = ()

    def __init__(self, env: str) -> None:
        super().__init__(env, "Bearer")


class Basic(Scheme):
    """Send user and password (RFC 7617): `("user", "password")` or `"user:password"`."""

    __slots__ = ()

    def sign(self, secret: Secret, signature: Signature) -> None:
        """Set the header."""
        import base64

        code = base64.b64encode(text_of(secret).encode()).decode("ascii")
        signature.headers["authorization"] = f"Basic {code}"


class ApiKey(Scheme):
    """Send a key in a header, a query parameter or a cookie."""

    __slots__ = ("in_", "name")

    def __init__(
        self, env: str, name: str, in_: Literal["header", "query", "cookie"]
    ) -> None:
        super().__init__(env)
        self.name = name
        self.in_: Literal["header", "query", "cookie"] = in_

    def sign(self, secret: Secret, signature: Signature) -> None:
        """Set the header, or add the pair."""
        key = line_of(secret)
        match self.in_:
            case "header" if self.name.lower() == "cookie":
                signature.cookies.append(key)
            case "header":
                signature.headers[self.name.lower()] = key
            case "query":
                signature.query.append(
                    f"{quote(self.name, safe='')}={quote(key, safe='')}"
                )
            case "cookie":
                signature.cookies += ["=".join(p) for p in cookie_pairs(self.name, key)]


Chosen = tuple[Scheme, Any]


def choose(
    operation: Operation[object],
    schemes: Mapping[str, Scheme],
    credentials: Mapping[str, Any],
) -> list[Chosen]:
    """Take the first alternative of `security` for which every credential is known.

    A scheme that is not among `schemes`, such as mutual TLS, is the transport's matter.
    """
    anonymous = not operation.security
    for alternative in operation.security:
        if not alternative:
            anonymous = True
            continue
        chosen = _known(alternative, schemes, credentials)
        if chosen is not None:
            return chosen
    if anonymous:
        return []
    raise CredentialMissing(_missing(operation, schemes))


def sign(chosen: list[Chosen], secrets: list[Any]) -> Signature:
    """Put the secrets of the chosen schemes together."""
    signature = Signature()
    for (scheme, _), secret in zip(chosen, secrets, strict=True):
        if not _is_secret(secret):
            kind = type(secret).__name__
            raise ClientError(f"a credential is text, not {kind} ({scheme.env})")
        scheme.sign(secret, signature)
    return signature


def _known(
    alternative: tuple[str, ...],
    schemes: Mapping[str, Scheme],
    credentials: Mapping[str, Any],
) -> list[Chosen] | None:
    chosen: list[Chosen] = []
    for key in alternative:
        scheme = schemes.get(key)
        if scheme is None:
            continue
        credential = credentials.get(key) or os.environ.get(scheme.env)
        if not credential:
            return None
        chosen.append((scheme, credential))
    return chosen


def _missing(operation: Operation[object], schemes: Mapping[str, Scheme]) -> str:
    ways = [
        " and ".join(
            f"{key}= (or {schemes[key].env} in the environment)"
            for key in alternative
            if key in schemes
        )
        for alternative in operation.security
    ]
    start = f"{operation.method} {operation.path} needs a credential"
    return f"{start}; give the client {', or '.join(ways)}"


def _is_secret(value: object) -> TypeGuard[Secret]:
    return isinstance(value, (str, tuple))


def text_of(secret: Secret) -> str:
    """Give a credential as one text."""
    return secret if isinstance(secret, str) else ":".join(secret)


def line_of(secret: Secret) -> str:
    """Give a credential as text that a header can carry."""
    text = text_of(secret)
    # Never part of the message: the credential itself.
    if not text.isascii() or not text.isprintable():
        raise ClientError(
            "a credential has a character that no header can carry, "
            "such as a line break; strip it"
        )
    return text
