"""Build the HTTP request of one attempt (RFC 9110, section 6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx2

from .content import Encoded
from .core import Core
from .credentials import Scheme, Secret, Signature
from .errors import ClientError
from .options import RequestOptions
from .prepare import Prepared, header_fault
from .unset import Unset


class PrivateURL(httpx2.URL):
    """Be a URL with a credential in its query, which is left out wherever it is shown."""

    def __str__(self) -> str:
        return super().__str__().partition("?")[0]

    def __repr__(self) -> str:
        return f"URL({str(self)!r})"


def build(
    http: httpx2.Client | httpx2.AsyncClient,
    method: str,
    url: str,
    prepared: Prepared,
    signature: Signature | None,
    options: RequestOptions,
    content: Any,
    core: Core,
) -> httpx2.Request:
    """Put everything together; `content` are the pieces of a body that is not whole."""
    headers = dict(prepared.headers)
    body = prepared.body
    if body is not None and content is None:
        content = body.whole
    elif body is not None and body.length is not None:
        headers["content-length"] = str(body.length)
    _add(headers, signature, options.headers)
    if signature is None:
        return _request(http, method, url, headers, content, options, core)
    if signature.query:
        url += ("&" if "?" in url else "?") + "&".join(signature.query)
    request = _request(http, method, url, headers, content, options, core)
    if signature.query:
        request.url = PrivateURL(request.url)
    if signature.answers is not None:
        _answer(request, body, *signature.answers, core)
    return request


def _answer(
    request: httpx2.Request,
    body: Encoded | None,
    scheme: Scheme,
    secret: Secret,
    core: Core,
) -> None:
    challenge = core.challenges.get(scheme)
    if challenge is not None:
        target = request.url.raw_path.decode("ascii")
        answer = challenge.answer(secret, request.method, target, body)
        if answer is not None:
            request.headers["authorization"] = answer


def _add(
    headers: dict[str, str],
    signature: Signature | None,
    more: Mapping[str, str] | None,
) -> None:
    if signature is not None:
        headers |= signature.headers
        if signature.cookies:
            cookies = [headers["cookie"]] if "cookie" in headers else []
            headers["cookie"] = "; ".join(cookies + signature.cookies)
    for name, value in (more or {}).items():
        if fault := header_fault(value):
            raise ClientError(f"the header {name!r} cannot be sent: {fault}")
        headers[name.lower()] = value


def _request(
    http: httpx2.Client | httpx2.AsyncClient,
    method: str,
    url: str,
    headers: dict[str, str],
    content: Any,
    options: RequestOptions,
    core: Core,
) -> httpx2.Request:
    timeout = _timeout(options, core)
    if core.defaults is None or http.cookies:
        request = http.build_request(
            method, url, headers=_encoded(headers), content=content, timeout=timeout
        )
    else:
        # A client of our own has nothing to merge but its headers and its timeout.
        request = httpx2.Request(
            method,
            url,
            headers=_encoded(core.defaults | headers),
            content=content,
            extensions=_extensions(timeout),
        )
    # Methods are case-sensitive (RFC 9110, section 9.1); httpx2 takes them in capitals.
    request.method = method
    return request


def _timeout(options: RequestOptions, core: Core) -> Any:
    for timeout in (options.timeout, core.timeout):
        if not isinstance(timeout, Unset):
            return timeout
    return httpx2.USE_CLIENT_DEFAULT


def _encoded(headers: dict[str, str]) -> dict[str, str] | httpx2.Headers:
    if "".join(headers.values()).isascii():
        return headers
    return httpx2.Headers(headers, encoding="latin-1")


def _extensions(timeout: Any) -> dict[str, Any]:
    if timeout is httpx2.USE_CLIENT_DEFAULT:
        return {}
    return {"timeout": httpx2.Timeout(timeout).as_dict()}
