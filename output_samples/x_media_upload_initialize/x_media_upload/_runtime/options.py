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

    `timeout` is in seconds; `None` waits without end. `max_retries` counts the attempts
    after the first.
    """

    headers: Mapping[str, str] | None = field(default=None, repr=False)
    query: Mapping[str, object] | None = None
    timeout: float | httpx2.Timeout | Unset | None = UNSET
    max_retries: int | None = None
    validate_responses: Mode | None = None


NO_OPTIONS = RequestOptions()
