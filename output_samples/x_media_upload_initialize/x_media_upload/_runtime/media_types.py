"""Find what is documented for a status and a media type (Responses Object)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from .decoders import Decoder, Json

T = TypeVar("T")
ByStatus = Mapping[str, Mapping[str, Decoder[T]]]


def for_status(table: ByStatus[T], status: int) -> Mapping[str, Decoder[T]] | None:
    """Find the response of a status: exact, then its range, then `default`."""
    found = table.get(str(status))
    if found is None:
        found = table.get(f"{status // 100}XX")
    return table.get("default") if found is None else found


def for_media_type(
    content: Mapping[str, Decoder[T]], media_type: str
) -> Decoder[T] | None:
    """Find the decoder of a media type that has no parameters and is in lower case.

    Exact first, then JSON by its suffix, then ranges. A missing type, or JSON sent as
    plain text, is read as the only type that is documented.
    """
    found = content.get(media_type)
    if found is not None:
        return found
    names = {bare(name): decoder for name, decoder in content.items()}
    if media_type in names:
        return names[media_type]
    if is_json(media_type):
        for name, decoder in names.items():
            if is_json(name):
                return decoder
    kind = media_type.partition("/")[0]
    found = names.get(f"{kind}/*") or names.get("*/*")
    if found is None and len(content) == 1:
        (only,) = content.values()
        if not media_type or (media_type == "text/plain" and isinstance(only, Json)):
            return only
    return found


def is_json(media_type: str) -> bool:
    """Say whether a media type, bare, is JSON (RFC 8259; RFC 6839, section 3.1)."""
    return media_type in ("application/json", "text/json") or media_type.endswith(
        "+json"
    )


def bare(content_type: str) -> str:
    """Take the parameters off a media type."""
    return content_type.partition(";")[0].strip().lower()


def charset_of(content_type: str) -> str:
    """Read the parameter `charset`, empty if there is none."""
    for parameter in content_type.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip('"')
    return ""
