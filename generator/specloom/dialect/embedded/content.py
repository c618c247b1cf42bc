"""Check `contentEncoding` and `contentMediaType` (JSON Schema draft 7, section 8)."""

from __future__ import annotations

import json
from binascii import a2b_base64

from specloom.runtime.values import shown
from specloom.runtime.violations import Path, Violation, violation

_IDENTITIES = frozenset({"", "7bit", "8bit", "binary"})


def wrong_content(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    encoding: str,
    media_type: str,
) -> None:
    """Report `contentEncoding` or `contentMediaType`; other types than strings pass."""
    if not isinstance(value, str) or is_content(value, encoding, media_type):
        return
    if is_content(value, encoding, ""):
        message = f"{shown(value)} is no document of the media type {media_type}"
        found.append(violation(value, at, "contentMediaType", schema, message))
    else:
        message = f"{shown(value)} is not encoded in {encoding}"
        found.append(violation(value, at, "contentEncoding", schema, message))


def is_content(value: str, encoding: str, media_type: str) -> bool:
    """Say whether a string decodes to its media type; only base64 and JSON are known."""
    name = encoding.lower()
    if name == "base64":
        return _is_base64(value, media_type)
    return name not in _IDENTITIES or _is_document(value, media_type)


def _is_base64(value: str, media_type: str) -> bool:
    try:
        # Lines may be broken (RFC 2045, section 6.8); no other foreign character counts.
        text = value.replace("\r", "").replace("\n", "")
        raw = a2b_base64(text, strict_mode=True)
        return not _is_json_type(media_type) or _is_document(raw.decode(), media_type)
    except ValueError:
        return False


def _is_document(text: str, media_type: str) -> bool:
    if not _is_json_type(media_type):
        return True
    try:
        json.loads(text, parse_int=str, parse_float=str, parse_constant=_no_number)
    except ValueError:
        return False
    return True


def _is_json_type(media_type: str) -> bool:
    return media_type.partition(";")[0].strip().lower() == "application/json"


def _no_number(name: str) -> None:
    raise ValueError(name)
