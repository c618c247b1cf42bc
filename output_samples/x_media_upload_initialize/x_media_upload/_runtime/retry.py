"""Decide whether and when to try again (RFC 9110, sections 9.2.2 and 10.2.3)."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import NamedTuple

import httpx2

IDEMPOTENT = frozenset({"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "QUERY"})
PASSING = frozenset({408, 429, 502, 503, 504})
FIRST_WAIT = 0.5
LONGEST_WAIT = 8.0

# Errors before the request could reach the server.
_UNSENT = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.ProxyError,
)
_FINAL = (
    httpx2.UnsupportedProtocol,
    httpx2.LocalProtocolError,
    httpx2.DecodingError,
    httpx2.TooManyRedirects,
)


def _jitter() -> float:
    import random

    return random.random()


class Clock(NamedTuple):
    """Be the time that waiting goes by; `deadline` bounds a call in seconds.

    A wait that would end after the deadline is not started.
    """

    monotonic: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time
    jitter: Callable[[], float] = _jitter
    deadline: float = 120.0


CLOCK = Clock()


def may_repeat_status(method: str, status: int, hint: float | None) -> bool:
    """Say whether another attempt is safe and may help after this status.

    A method that is not idempotent is repeated only when the server says that it did
    not act: 429, or 503 with a time to come back at.
    """
    if method in IDEMPOTENT:
        return status in PASSING or status == 500
    return status == 429 or (status == 503 and hint is not None)


def may_repeat_error(method: str, error: Exception) -> bool:
    """Say whether another attempt is safe and may help after this error."""
    if isinstance(error, _UNSENT):
        return True
    return method in IDEMPOTENT and not isinstance(error, _FINAL)


def wait_before(attempt: int, hint: float | None, clock: Clock) -> float:
    """Give the seconds to wait after attempt 0, 1, ...: full jitter, or the hint."""
    backoff = clock.jitter() * min(LONGEST_WAIT, FIRST_WAIT * 2.0**attempt)
    return backoff if hint is None else max(hint, backoff)


def read_hint(status: int, headers: Mapping[str, str], clock: Clock) -> float | None:
    """Read when to come back, in seconds; None when the answer does not say.

    `Retry-After` is seconds or a date. `x-rate-limit-reset` is seconds since 1970 by
    the server's clock, so it is compared with the server's own `Date`.
    """
    text = headers.get("retry-after")
    if text is not None:
        return _delta(text) if _is_number(text) else _until(text, headers, clock)
    reset = headers.get("x-rate-limit-reset")
    if status != 429 or reset is None or not _is_number(reset):
        return None
    wait = float(reset) - _server_time(headers, clock)
    return wait if wait > 0 else None


def _delta(text: str) -> float | None:
    seconds = float(text)
    return seconds if 0 <= seconds < float("inf") else None


def _until(text: str, headers: Mapping[str, str], clock: Clock) -> float | None:
    moment = _date(text)
    if moment is None:
        return None
    wait = moment - _server_time(headers, clock)
    return wait if wait > 0 else None


def _server_time(headers: Mapping[str, str], clock: Clock) -> float:
    date = _date(headers.get("date", ""))
    return clock.now() if date is None else date


def _date(text: str) -> float | None:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(text).timestamp()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return text.isascii()
