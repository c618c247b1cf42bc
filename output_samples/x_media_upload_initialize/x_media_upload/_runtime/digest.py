"""Answer the challenge of a server without sending a password (RFC 7616)."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple

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

    def answer(self, secret: Secret, method: str, target: str) -> str:
        """Give the value of the header Authorization."""
        user, _, password = text_of(secret).partition(":")
        number, nonce = f"{next(self.numbers):08x}", os.urandom(16).hex()
        parameters = {"username": line_of(user)} | {
            name: self.parameters[name]
            for name in ("realm", "nonce", "opaque")
            if name in self.parameters
        }
        parameters |= {
            "uri": target,
            "response": self._response(user, password, method, target, number, nonce),
        }
        quoted = [f'{name}="{_escape(value)}"' for name, value in parameters.items()]
        if "algorithm" in self.parameters:
            quoted.append(f"algorithm={self.parameters['algorithm']}")
        if self._has_quality:
            quoted += [f"qop=auth, nc={number}", f'cnonce="{nonce}"']
        return f"Digest {', '.join(quoted)}"

    @property
    def _has_quality(self) -> bool:
        return "qop" in self.parameters

    def _response(
        self,
        user: str,
        password: str,
        method: str,
        target: str,
        number: str,
        nonce: str,
    ) -> str:
        given, realm = self.parameters["nonce"], self.parameters.get("realm", "")
        who = self._hash(f"{user}:{realm}:{password}")
        if self.parameters.get("algorithm", "").upper().endswith("-SESS"):
            who = self._hash(f"{who}:{given}:{nonce}")
        what = self._hash(f"{method}:{target}")
        if self._has_quality:
            return self._hash(f"{who}:{given}:{number}:{nonce}:auth:{what}")
        return self._hash(f"{who}:{given}:{what}")

    def _hash(self, text: str) -> str:
        name = _HASHES[_algorithm(self.parameters)]
        return hashlib.new(name, text.encode(), usedforsecurity=False).hexdigest()


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
    qualities = [each.strip() for each in parameters.get("qop", "auth").split(",")]
    is_known = _HASHES.get(_algorithm(parameters)) in hashlib.algorithms_available
    return "nonce" in parameters and is_known and "auth" in qualities


def _algorithm(parameters: Mapping[str, str]) -> str:
    return parameters.get("algorithm", "MD5").upper().removesuffix("-SESS")


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if text.startswith('"') else text


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
