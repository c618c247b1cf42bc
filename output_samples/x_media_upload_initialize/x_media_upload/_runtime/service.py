"""Hold what the description says of the whole service (OpenAPI Object, `servers`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import httpx2

from .credentials import Scheme

DEFAULT_TIMEOUT = httpx2.Timeout(60.0, connect=10.0)


class Service(NamedTuple):
    """Be what the description says of the whole service, and how long to wait for it."""

    base_url: str | None = None
    user_agent: str = "python"
    schemes: Mapping[str, Scheme] = {}
    timeout: float | httpx2.Timeout = DEFAULT_TIMEOUT
