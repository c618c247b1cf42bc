"""Swagger 2.0, `schemes`, `host` and `basePath` → OpenAPI 3.0.4, Server Objects.

Where a host is reached by both, https comes first: credentials do not travel in clear.
"""

from typing import Any

from specloom.document.swagger.context import Context
from specloom.document.swagger.part import Part

_SCHEMES = ("https", "http")


def lift_servers(context: Context, schemes: Part) -> list[dict[str, Any]]:
    """Give the servers of the description, or of an operation with its own schemes."""
    root = Part(context.document.root, context.document.location())
    host, base = root.text("host"), root.text("basePath").rstrip("/")
    path = f"/{base.lstrip('/')}" if base else ""
    if not host:
        return _noted([path or "/"], root, "basePath", context) if base else []
    named = _schemes(schemes) or _schemes(root.member("schemes")) or ("https",)
    urls = [f"{scheme}://{host}{path}" for scheme in named]
    return _noted(urls, root, "host", context)


def _noted(
    urls: list[str], root: Part, name: str, context: Context
) -> list[dict[str, Any]]:
    part = root.member(name)
    servers = [context.note({"url": url}, part) for url in urls]
    return context.note(servers, part)


def _schemes(part: Part) -> tuple[str, ...]:
    listed = part.value if isinstance(part.value, list) else ()
    return tuple(scheme for scheme in _SCHEMES if scheme in listed)
