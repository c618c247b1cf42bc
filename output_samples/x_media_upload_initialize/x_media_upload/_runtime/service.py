"""Hold what the description says of the whole service (OpenAPI Object, `servers`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .credentials import Scheme


class Service(NamedTuple):
    """Be what the description says of the whole service."""

    base_url: str | None = None
    user_agent: str = "python"
    schemes: Mapping[str, Scheme] = {}
