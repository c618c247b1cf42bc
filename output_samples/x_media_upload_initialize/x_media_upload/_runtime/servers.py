"""Fill the variables of a server's URL (OpenAPI 3.1.1, Server Object, `url`)."""

from __future__ import annotations

from collections.abc import Mapping


def fill(url: str, values: Mapping[str, str]) -> str:
    """Put values in the place of the names in braces."""
    for name, value in values.items():
        url = url.replace(f"{{{name}}}", value)
    return url.rstrip("/")
