"""Hold what one call may do differently from its client."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import httpx2

from .unset import UNSET, Unset

Mode = Literal["off", "warn", "raise"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestOptions:
    """Change one call: more headers and query parameters, other limits.

    `timeout` bounds each wait for the network, in seconds: to connect, to send the next
    piece, for the next piece of the answer; `None` waits without end. `total_timeout`
    bounds the whole call, with all attempts and the reading of the answer; without it no
    attempt begins later than two minutes after the first. `max_retries` counts the
    attempts after the first. `max_response_bytes` bounds the unpacked answer.
    `server` is where the call goes: a URL, which may be relative to the client's.
    """

    headers: Mapping[str, str] | None = field(default=None, repr=False)
    query: Mapping[str, object] | None = None
    timeout: float | httpx2.Timeout | Unset | None = UNSET
    max_retries: int | None = None
    validate_responses: Mode | None = None
    total_timeout: float | None = None
    max_response_bytes: int | None = None
    server: str | None = None


NO_OPTIONS = RequestOptions()
