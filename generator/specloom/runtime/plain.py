"""Turn Python values into plain JSON values (RFC 8259, section 3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Any, TypeGuard

from .content import chunks, piece
from .files import as_file, is_binary
from .readers import write_date, write_datetime
from .times import write_duration, write_time
from .unset import UNSET

_SCALARS = frozenset({str, int, bool, type(None)})


class JsonObject:
    """Mark a class whose instances have a JSON object as their `__dict__`."""


def to_json(value: Any) -> Any:
    """Give a value as plain JSON in new containers.

    Models become dicts, dates RFC 3339 texts, bytes base64 texts; `UNSET` members are
    left out. What JSON cannot say (NaN, a naive datetime) raises ValueError.
    """
    return plain(value, base64_text)


def plain(value: Any, binary: Callable[[Any], Any]) -> Any:
    """Give a value as plain JSON; `binary` decides what becomes of bytes and files."""
    kind = value.__class__
    if kind in _SCALARS:
        return value
    if kind is dict:
        return plain_members(value, binary)
    if kind is list:
        return [plain(item, binary) for item in value]
    if kind is float:
        return _finite(value)
    if isinstance(value, JsonObject):
        return plain_members(value.__dict__, binary)
    return _other(value, binary)


def plain_members(
    members: Mapping[str, Any], binary: Callable[[Any], Any]
) -> dict[str, Any]:
    """Give the members of an object as plain JSON without those that are `UNSET`."""
    return {
        key: member if type(member) in _SCALARS else plain(member, binary)
        for key, member in members.items()
        if member is not UNSET
    }


def base64_text(value: Any) -> str:
    """Encode bytes for JSON (OpenAPI 3.1.1, `contentEncoding: base64`)."""
    import base64

    is_whole = isinstance(value, bytes)
    content = value if is_whole else b"".join(chunks([piece(as_file(value))]))
    return base64.b64encode(content).decode("ascii")


def kept(value: Any) -> Any:
    """Keep bytes and files as they are, for a body that can hold them."""
    return value if isinstance(value, bytes) else as_file(value)


def _finite(value: float) -> float:
    # The difference of a number with itself is 0 for all but NaN and the infinities.
    if value - value == 0.0:
        return value
    raise ValueError(f"{value} is no JSON number")


def _other(value: Any, binary: Callable[[Any], Any]) -> Any:
    match value:
        case datetime():
            return write_datetime(value)
        case date():
            return write_date(value)
        case time():
            return write_time(value)
        case timedelta():
            return write_duration(value)
        case Enum():
            return plain(value.value, binary)
        case str():
            return str.__str__(value)
        case int():
            return int(value)
        case float():
            return _finite(float(value))
        case _ if is_binary(value):
            return binary(value)
        case _:
            return _container(value, binary)


def _container(value: Any, binary: Callable[[Any], Any]) -> Any:
    if _is_mapping(value):
        return plain_members({_name(k): v for k, v in value.items()}, binary)
    if _is_collection(value):
        return [plain(item, binary) for item in value]
    return _text(value)


def _is_mapping(value: object) -> TypeGuard[Mapping[Any, Any]]:
    return isinstance(value, Mapping)


def _is_collection(value: object) -> TypeGuard[Iterable[Any]]:
    return isinstance(value, (Sequence, AbstractSet))


def _text(value: Any) -> str:
    from decimal import Decimal
    from uuid import UUID

    if isinstance(value, UUID):
        return str(value)
    if not isinstance(value, Decimal):
        kind = type(value).__name__
        raise TypeError(f"a {kind} cannot be written as JSON")
    if not value.is_finite():
        raise ValueError(f"{value} is no decimal number")
    return f"{value:f}"


def _name(key: object) -> str:
    if isinstance(key, str):
        return key
    raise TypeError(f"the name of a JSON member is text, not {key!r}")
