"""Convert JSON values to Python's and back (RFC 3339 for dates and times).

A reader never fails on a value that is not what the description promises: it gives the
value back unchanged, so that an answer that deviates stays readable.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, TypeVar

from .values import is_array, is_object

T = TypeVar("T")

_DATE_TIME = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?"
    r"(?:([Zz])|([+-])(\d\d):(\d\d))?",
    re.ASCII,
)
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)


def as_is(value: Any) -> Any:
    """Give the JSON value itself."""
    return value


def each(read: Callable[[Any], T]) -> Callable[[Any], list[T]]:
    """Make the reader of an array whose items `read` converts."""

    def read_array(value: Any) -> Any:
        if is_array(value):
            return [read(item) for item in value]
        return value

    return read_array


def fixed(*reads: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Make the reader of an array of a fixed length, which becomes a tuple."""

    def read_tuple(value: Any) -> Any:
        if is_array(value) and len(value) == len(reads):
            return tuple(read(item) for read, item in zip(reads, value, strict=True))
        return value

    return read_tuple


def values(read: Callable[[Any], T]) -> Callable[[Any], dict[str, T]]:
    """Make the reader of an object whose members `read` converts."""

    def read_object(value: Any) -> Any:
        if is_object(value):
            return {key: read(member) for key, member in value.items()}
        return value

    return read_object


def nullable(read: Callable[[Any], T]) -> Callable[[Any], T | None]:
    """Make the reader of a value that may be null."""

    def read_value(value: Any) -> T | None:
        return None if value is None else read(value)

    return read_value


def read_datetime(value: Any) -> datetime:
    """Read an RFC 3339 date-time, or one without an offset; what is neither stays.

    A leap second becomes the last microsecond before. Digits of the fraction after the
    sixth are dropped.
    """
    unread: datetime = value
    moment = read_moment(value)
    return unread if moment is None else moment


def read_moment(value: object) -> datetime | None:
    """Give the moment that a text is; None if it is none."""
    match = _DATE_TIME.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return None
    year, month, day, hour, minute, second = map(int, match.group(1, 2, 3, 4, 5, 6))
    fraction = int((match[7] or "")[:6].ljust(6, "0"))
    if second == 60:
        second, fraction = 59, 999999
    try:
        zone = UTC if match[8] else _zone(match[9], match[10], match[11])
        return datetime(year, month, day, hour, minute, second, fraction, zone)
    except ValueError:
        return None


def write_datetime(value: datetime) -> str:
    """Write an RFC 3339 date-time; a datetime without an offset is refused."""
    offset = value.utcoffset()
    if offset is None:
        raise ValueError(
            f"the datetime {value.isoformat()} has no offset; give it one with "
            "tzinfo=timezone.utc or .astimezone()"
        )
    if offset % timedelta(minutes=1):
        value = value.astimezone(UTC)
    return value.isoformat().replace("+00:00", "Z")


def read_date(value: Any) -> date:
    """Read an RFC 3339 full-date; what is none stays."""
    unread: date = value
    match = _DATE.fullmatch(value) if isinstance(value, str) else None
    try:
        return date(*map(int, match.groups())) if match is not None else unread
    except ValueError:
        return unread


def write_date(value: date) -> str:
    """Write an RFC 3339 full-date; a datetime is refused, because it has a time."""
    if isinstance(value, datetime):
        raise TypeError(f"{value.isoformat()} is a datetime, not a date; use .date()")
    return value.isoformat()


def _zone(sign: str | None, hours: str, minutes: str) -> timezone | None:
    if sign is None:
        return None
    if int(hours) > 23 or int(minutes) > 59:
        raise ValueError(f"offset must be in 00:00..23:59, not {hours}:{minutes}")
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if sign == "-" else offset)


def convert(json: dict[str, Any], key: str, read: Callable[[Any], Any]) -> None:
    """Read one member of an object in place; one that is absent or null stays so."""
    value = json.get(key)
    if value is not None:
        json[key] = read(value)


def convert_each(json: dict[str, Any], key: str, read: Callable[[Any], Any]) -> None:
    """Read every element of an array that is a member of an object."""
    value = json.get(key)
    if is_array(value):
        json[key] = list(map(read, value))
