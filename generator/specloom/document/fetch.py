"""Fetch a document over HTTP (RFC 9110), with limits on time, size and redirects.

No cookies, no credentials, no netrc. A redirect is followed on the same origin only, so
that the one who was asked cannot send the request elsewhere.
"""

import time
from dataclasses import dataclass
from typing import Any, NoReturn

from specloom.document.addresses import AddressError, origin_of, requested
from specloom.document.limits import MAX_BYTES
from specloom.document.text import refused
from specloom.errors import LoadError

_SECONDS_OF_SILENCE = 20.0
_SECONDS = 120.0
_CHUNK = 64 * 1024
_NOT_MODIFIED = 304
_HEADERS = {
    "Accept": "application/yaml, application/json, */*;q=0.5",
    "Accept-Encoding": "identity",
    "User-Agent": "specloom",
}


class UnreachedError(LoadError):
    """No server answered: there is no way to it, or it takes no connections."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent; `data` is None where it has not changed since `etag`."""

    data: bytes | None
    etag: str = ""


def fetch(url: str, etag: str = "") -> Answer:
    """Fetch a URL whose origin the caller has allowed.

    Raises:
        UnreachedError: no server answers.
        LoadError: it answers something else, or is none to be trusted.
    """
    # Most runs fetch nothing, and need not wait for the import of HTTP and TLS.
    from http.client import HTTPException
    from urllib.error import HTTPError, URLError
    from urllib.request import Request

    headers = {**_HEADERS, **({"If-None-Match": etag} if etag else {})}
    request = Request(requested(url), headers=headers)
    try:
        with _opener(url).open(request, timeout=_SECONDS_OF_SILENCE) as response:
            return Answer(_read(response, url), response.headers.get("ETag", ""))
    except HTTPError as problem:
        problem.close()
        if problem.code == _NOT_MODIFIED and etag:
            return Answer(None, etag)
        _refuse(url, f"the server answers {problem.code} {problem.reason}".strip())
    except URLError as problem:
        _refuse_connection(url, problem.reason)
    except (OSError, HTTPException) as problem:
        _refuse_connection(url, problem)


def _opener(url: str) -> Any:
    from urllib.request import HTTPRedirectHandler, build_opener

    class SameOrigin(HTTPRedirectHandler):
        """Follows redirects within one origin."""

        max_redirections = 5

        def redirect_request(
            self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str
        ) -> Any:
            """Give the next request, or refuse to make it."""
            with fp:
                _require_same_origin(url, newurl)
            return super().redirect_request(req, fp, code, msg, headers, newurl)

    return build_opener(SameOrigin)


def _require_same_origin(url: str, target: str) -> None:
    message = f"it redirects to {target}"
    try:
        is_same = origin_of(target) == origin_of(url)
    except AddressError as problem:
        _refuse(url, f"{message}: {problem}")
    if not is_same:
        _refuse(url, message, "give that address instead")


def _read(response: Any, url: str) -> bytes:
    encoding = response.headers.get("Content-Encoding", "identity")
    if encoding.lower() != "identity":
        _refuse(url, f"the server uses the coding '{encoding}' without being asked")
    started, data = time.monotonic(), bytearray()
    while chunk := response.read1(_CHUNK):
        data += chunk
        if len(data) > MAX_BYTES:
            _refuse(url, f"it is larger than {MAX_BYTES // (1024 * 1024)} MiB")
        if time.monotonic() - started > _SECONDS:
            _refuse(url, f"it takes longer than {_SECONDS:.0f} seconds")
    return bytes(data)


def _refuse(url: str, message: str, hint: str = "") -> NoReturn:
    raise refused(url, "fetch", message, hint=hint) from None


def _refuse_connection(url: str, reason: object) -> NoReturn:
    """Tell a network that is not there from a server that cannot be trusted or read."""
    from ssl import SSLError

    error = refused(url, "fetch", f"it cannot be fetched: {_why(reason)}")
    if isinstance(reason, OSError) and not isinstance(reason, SSLError):
        raise UnreachedError(error.diagnostics) from None
    raise error from None


def _why(reason: object) -> str:
    if isinstance(reason, TimeoutError):
        return f"no answer for {_SECONDS_OF_SILENCE:.0f} seconds"
    if isinstance(reason, OSError) and reason.strerror:
        return reason.strerror.lower()
    return str(reason).lower() or type(reason).__name__
