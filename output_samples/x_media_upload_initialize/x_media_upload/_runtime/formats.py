"""Convert texts of a `format` to Python's values and back.

JSON Schema 2020-12, Validation, section 7.3; OpenAPI Format Registry: `byte`, `decimal`.
A reader gives back what it cannot read, as all readers do.
"""

from __future__ import annotations

import re
from base64 import b64decode
from decimal import Decimal
from typing import Any
from uuid import UUID

from .plain import base64_text, to_json

_UUID = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE
)
_DECIMAL = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)


def read_uuid(value: Any) -> UUID:
    """Read an RFC 9562 UUID."""
    unread: UUID = value
    match = _UUID.fullmatch(value) if isinstance(value, str) else None
    return unread if match is None else UUID(match[0])


def write_uuid(value: UUID) -> str:
    """Write an RFC 9562 UUID in lower case."""
    return str(value)


def read_decimal(value: Any) -> Decimal:
    """Read a decimal number with all its digits."""
    unread: Decimal = value
    match = _DECIMAL.fullmatch(value) if isinstance(value, str) else None
    return unread if match is None else Decimal(match[0])


def write_decimal(value: Decimal) -> str:
    """Write a decimal number without an exponent; NaN and infinities are refused."""
    text: str = to_json(value)
    return text


def read_base64(value: Any) -> bytes:
    """Read bytes from base64 (RFC 4648, section 4); padding may be left out."""
    unread: bytes = value
    text = value + "=" * (-len(value) % 4) if isinstance(value, str) else None
    try:
        return unread if text is None else b64decode(text, validate=True)
    except ValueError:
        return unread


def write_base64(value: bytes) -> str:
    """Write bytes as base64 (RFC 4648, section 4)."""
    return base64_text(value)
