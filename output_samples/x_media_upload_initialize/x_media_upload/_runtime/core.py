"""Hold the settings that sync and async clients share (OpenAPI 3.1.1, Server Object)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx2

from .credentials import Challenge, Scheme
from .errors import ClientError
from .operation import Operation
from .options import Mode
from .retry import Clock
from .service import Service
from .unset import Unset

Timeout = float | httpx2.Timeout | None


class Core:
    """Be the settings of a client."""

    def __init__(
        self,
        service: Service,
        credentials: Mapping[str, Any],
        base_url: str | None,
        override_servers: bool,
        timeout: Timeout | Unset,
        max_retries: int,
        validate_responses: Mode,
        clock: Clock,
    ) -> None:
        self.service = service
        self.credentials = dict(credentials)
        self.base_url = _base(base_url or service.base_url or "", bool(base_url))
        self.override_servers = override_servers
        self.timeout = timeout
        self.max_retries = max_retries
        self.validate_responses: Mode = validate_responses
        self.clock = clock
        self.challenges: dict[Scheme, Challenge] = {}
        """What servers asked of schemes that answer challenges."""
        self.defaults: dict[str, str] | None = None
        """The headers of every request, once the client has made its own httpx2 one."""

    def server_of(self, operation: Operation[object], chosen: str | None = None) -> str:
        """Give the server of an operation without a slash at the end.

        One that is `chosen` for a call wins over all others.
        """
        own = None if self.override_servers else operation.server
        relative = own if chosen is None else chosen
        server = self.base_url
        if relative is not None:
            server = urljoin(self.base_url + "/", relative).rstrip("/")
        if server.startswith(("https://", "http://")):
            return server
        if chosen is not None and self.base_url:
            raise ClientError(
                "server is an http or https URL, or one relative to base_url, "
                f"not {chosen!r}"
            )
        raise ClientError(
            "the description names no absolute server; "
            "pass base_url='https://...' to the client"
        )


def _base(url: str, given: bool) -> str:
    parts = urlsplit(url)
    absolute = parts.scheme in ("http", "https") and bool(parts.netloc)
    if given and (not absolute or parts.query or parts.fragment):
        raise ClientError(
            "base_url is an absolute http or https URL without query and fragment, "
            f"not {url!r}"
        )
    return url.rstrip("/")
