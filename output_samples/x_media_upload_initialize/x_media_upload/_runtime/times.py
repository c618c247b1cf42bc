"""Convert texts of `time` and `duration` (RFC 3339, section 5.6 and appendix A)."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from .readers import read_moment


def read_time(value: Any) -> time:
    """Read an RFC 3339 full-time, or one without an offset."""
    unread: time = value
    moment = read_moment("2000-01-01T" + value) if isinstance(value, str) else None
    return unread if moment is None else moment.timetz()


def write_time(value: time) -> str:
    """Write a time as RFC 3339 does; without an offset if it has none."""
    return value.isoformat().replace("+00:00", "Z")


def write_duration(value: timedelta) -> str:
    """Write an RFC 3339 duration, such as `P1DT2H30M`; a negative one is refused."""
    if value < timedelta():
        raise ValueError(
            f"a duration of {value} is negative, which RFC 3339 cannot say"
        )
    minutes, seconds = divmod(value.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    fraction = f".{value.microseconds:06d}".rstrip("0") if value.microseconds else ""
    days = f"{value.days}D" if value.days else ""
    parts = [(hours, "", "H"), (minutes, "", "M"), (seconds, fraction, "S")]
    clock = "".join(f"{n}{more}{unit}" for n, more, unit in parts if n or more)
    return f"P{days}{'T' if clock else ''}{clock}" if days or clock else "PT0S"
