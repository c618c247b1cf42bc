"""Hold what the description says of the whole service (OpenAPI Object, `servers`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .credentials import Scheme


@dataclass(frozen=True, slots=True)
class Service:
    """Be what the description says of the whole service."""

    base_url: str | None = None
    user_agent: str = "python"
    schemes: Mapping[str, Scheme] = field(default_factory=dict[str, Scheme])
