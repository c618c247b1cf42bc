"""Answer the challenge of a server without sending a password (RFC 7616)."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import AsyncIterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple
from urllib.parse import quote

from .content import Encoded, chunks
from .credentials import Challenge, Scheme, Secret, Signature, line_of, text_of

_SCHEME = re.compile(r"(?:^|,)\s*([\w-]+)\s+(?=[\w*-]+\s*=)")
_PARAMETER = re.compile(r'([\w*-]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^\s,"]+)')
_HASHES = {"MD5": "md5", "SHA-256": "sha256", "SHA-512-256": "sha512_256"}


class Digest(Scheme):
    """Send a digest of user and password: `("user", "password")` or `"user:password"`.

    The first request has none; the server's challenge is kept for all that follow.
    """

    __slots__ = ()

    def sign(self, secret: Secret, signature: Signature) -> None:
        """Leave the header to the challenge, which needs the request itself."""
        signature.answers = (self, secret)

    def challenge(self, values: Sequence[str]) -> Challenge | None:
        """Read the first challenge that can be answered."""
        for value in values:
            for parameters in _challenges(value):
                if _can_answer(parameters):
                    return _Digest(parameters, count(1))
        return None


class _Digest(NamedTuple):
    parameters: Mapping[str, str]
    numbers: Iterator[int]

    def answer(
        self, secret: Secret, method: str, target: str, body: Encoded | None
    ) -> str | None:
        """Give the value of the header Authorization; None if the body has no digest."""
        user, _, password = text_of(secret).partition(":")
        what = f"{method}:{target}"
        if self._quality == "auth-int":
            content = self._body_hash(body)
            if content is None:
                return None
            what += f":{content}"
        number, nonce = f"{next(self.numbers):08x}", _nonce()
        given = [self._user(user)] + [
            f'{name}="{_escape(self.parameters[name])}"'
            for name in ("realm", "nonce", "opaque")
            if name in self.parameters
        ]
        who = self._who(user, password, nonce)
        response = self._response(who, self._hash(what), number, nonce)
        given += [f'uri="{_escape(target)}"', f'response="{response}"']
        if "algorithm" in self.parameters:
            given.append(f"algorithm={self.parameters['algorithm']}")
        if self._quality:
            given += [f"qop={self._quality}, nc={number}", f'cnonce="{nonce}"']
        if self._hides_user:
            given.append("userhash=true")
        return f"Digest {', '.join(given)}"

    @property
    def _quality(self) -> str:
        """Give the quality of protection; the body is part of it only if it has to be."""
        offered = _qualities(self.parameters)
        return "auth" if "auth" in offered else "auth-int" if offered else ""

    @property
    def _hides_user(self) -> bool:
        return self.parameters.get("userhash", "").lower() == "true"

    def _user(self, user: str) -> str:
        """Write who asks: hashed, or in UTF-8 if a header cannot say it as it is."""
        if self._hides_user:
            realm = self.parameters.get("realm", "")
            return f'username="{self._hash(f"{user}:{realm}")}"'
        if not user.isascii():
            return f"username*=UTF-8''{quote(user, safe='')}"
        return f'username="{_escape(line_of(user))}"'

    def _who(self, user: str, password: str, nonce: str) -> str:
        realm = self.parameters.get("realm", "")
        who = self._hash(f"{user}:{realm}:{password}")
        if self.parameters.get("algorithm", "").upper().endswith("-SESS"):
            return self._hash(f"{who}:{self.parameters['nonce']}:{nonce}")
        return who

    def _response(self, who: str, what: str, number: str, nonce: str) -> str:
        given = self.parameters["nonce"]
        if self._quality:
            return self._hash(f"{who}:{given}:{number}:{nonce}:{self._quality}:{what}")
        return self._hash(f"{who}:{given}:{what}")

    def _body_hash(self, body: Encoded | None) -> str | None:
        """Hash what will be sent, piece by piece; what can be read but once is not."""
        pieces = body.pieces if body is not None else ()
        is_async = any(isinstance(piece, AsyncIterable) for piece in pieces)
        if is_async or (body is not None and not body.repeatable):
            return None
        digest = self._new(b"")
        for chunk in chunks(pieces):
            digest.update(chunk)
        return str(digest.hexdigest())

    def _hash(self, text: str) -> str:
        return str(self._new(text.encode()).hexdigest())

    def _new(self, content: bytes) -> Any:
        name = _HASHES[_algorithm(self.parameters)]
        return hashlib.new(name, content, usedforsecurity=False)


def _nonce() -> str:
    return os.urandom(16).hex()


def _qualities(parameters: Mapping[str, str]) -> set[str]:
    """Give what is offered and known; nothing if the server knows of none."""
    names = parameters.get("qop", "").lower().split(",")
    return {"auth", "auth-int"} & {name.strip() for name in names}


def _challenges(value: str) -> list[Mapping[str, str]]:
    """Take the challenges of the scheme Digest out of a header WWW-Authenticate."""
    pieces = _SCHEME.split(value)
    named = zip(pieces[1::2], pieces[2::2], strict=False)
    return [
        {name.lower(): _plain(text) for name, text in _PARAMETER.findall(parameters)}
        for scheme, parameters in named
        if scheme.lower() == "digest"
    ]


def _can_answer(parameters: Mapping[str, str]) -> bool:
    is_known = _HASHES.get(_algorithm(parameters)) in hashlib.algorithms_available
    is_offered = "qop" not in parameters or bool(_qualities(parameters))
    return "nonce" in parameters and is_known and is_offered


def _algorithm(parameters: Mapping[str, str]) -> str:
    return parameters.get("algorithm", "MD5").upper().removesuffix("-SESS")


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if text.startswith('"') else text


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
