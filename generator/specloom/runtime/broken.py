"""Say how an exchange broke, in the words of this package (RFC 9110, section 9)."""

from __future__ import annotations

import httpx2

from .errors import ConnectionFailed, RequestTimeout, TransportError


def broken(label: str, error: httpx2.RequestError) -> TransportError:
    """Make the error of an exchange that broke."""
    if isinstance(error, httpx2.TimeoutException):
        kind = type(error).__name__.removesuffix("Timeout").lower()
        return RequestTimeout(f"{label} timed out ({kind})")
    # The text of other errors may quote a header, and so a credential.
    known = isinstance(error, (httpx2.ConnectError, httpx2.RemoteProtocolError))
    text = str(error) if known and str(error) else type(error).__name__
    return ConnectionFailed(f"{label} got no answer: {text}")
