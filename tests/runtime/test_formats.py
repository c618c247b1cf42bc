"""Test what becomes of texts of a format (JSON Schema 2020-12, Validation, section 7.3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from specloom.runtime.formats import (
    read_base64,
    read_decimal,
    read_uuid,
    write_base64,
    write_decimal,
    write_uuid,
)
from specloom.runtime.plain import to_json
from specloom.runtime.times import read_time, write_duration, write_time

ID = "0f8fad5b-d9cb-469f-a165-70867728950e"
EAST = timezone(timedelta(hours=5, minutes=30))


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (read_time, "10:20:30Z", time(10, 20, 30, tzinfo=UTC)),
        (read_time, "10:20:30.5+05:30", time(10, 20, 30, 500000, EAST)),
        (read_time, "10:20:30", time(10, 20, 30)),
        (read_time, "23:59:60z", time(23, 59, 59, 999999, UTC)),
        (read_uuid, ID, UUID(ID)),
        (read_uuid, ID.upper(), UUID(ID)),
        (read_decimal, "12.50", Decimal("12.50")),
        (read_decimal, "-1e3", Decimal("-1E+3")),
        (read_decimal, ".5", Decimal("0.5")),
        (read_base64, "AAEC/w==", b"\x00\x01\x02\xff"),
        (read_base64, "AAEC/w", b"\x00\x01\x02\xff"),
        (read_base64, "", b""),
    ],
)
def test_texts_are_read(read: Callable[[Any], Any], text: str, value: object) -> None:
    """A text of a format becomes the value that it says, digit by digit."""
    found = read(text)
    assert (found, type(found), str(found)) == (value, type(value), str(value))


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (read_time, "10:20"),
        (read_time, "24:00:00Z"),
        (read_time, "10:20:30+24:00"),
        (read_time, 5),
        (read_uuid, ID.replace("-", "")),
        (read_uuid, f"{{{ID}}}"),
        (read_uuid, f"{ID}\n"),
        (read_uuid, 5),
        (read_decimal, "NaN"),
        (read_decimal, "1_000"),
        (read_decimal, "."),
        (read_decimal, 1.5),
        (read_base64, "AAEC_w=="),
        (read_base64, "A"),
        (read_base64, "caf\xe9"),
        (read_base64, 5),
    ],
)
def test_what_breaks_its_format_stays(
    read: Callable[[Any], Any], value: object
) -> None:
    """Reading never fails: what a server means by another text is for its caller to say."""
    assert read(value) is value


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (write_time(time(10, 20, 30, tzinfo=UTC)), "10:20:30Z"),
        (write_time(time(10, 20, 30, 5, EAST)), "10:20:30.000005+05:30"),
        (write_time(time(10, 20)), "10:20:00"),
        (write_uuid(UUID(ID.upper())), ID),
        (write_decimal(Decimal("1E+3")), "1000"),
        (write_decimal(Decimal("12.50")), "12.50"),
        (write_base64(b"\x00\x01\x02\xff"), "AAEC/w=="),
        (write_duration(timedelta()), "PT0S"),
        (write_duration(timedelta(days=1, hours=2, minutes=3)), "P1DT2H3M"),
        (write_duration(timedelta(seconds=1, microseconds=500000)), "PT1.5S"),
        (write_duration(timedelta(microseconds=1)), "PT0.000001S"),
        (write_duration(timedelta(days=400)), "P400D"),
        (write_duration(timedelta(hours=1, seconds=1)), "PT1H1S"),
    ],
)
def test_values_are_written(written: str, text: str) -> None:
    """Values become the texts that the standards of their formats ask for."""
    assert written == text


def test_values_are_written_wherever_they_stand() -> None:
    """Any of them may be in what a caller gives."""
    values = [UUID(ID), Decimal("0.10"), timedelta(hours=1), time(1, tzinfo=UTC), b"\0"]
    assert to_json(values) == [ID, "0.10", "PT1H", "01:00:00Z", "AA=="]


@pytest.mark.parametrize(
    ("value", "error", "message"),
    [
        (Decimal("NaN"), ValueError, "NaN is no decimal number"),
        (Decimal("-Infinity"), ValueError, "-Infinity is no decimal number"),
        (
            timedelta(days=-1),
            ValueError,
            "a duration of -1 day, 0:00:00 is negative, which RFC 3339 cannot say",
        ),
        (object(), TypeError, "a object cannot be written as JSON"),
    ],
)
def test_what_a_text_cannot_say_is_refused(
    value: object, error: type[Exception], message: str
) -> None:
    """The error says what is wrong with the value."""
    with pytest.raises(error) as caught:
        to_json(value)
    assert str(caught.value) == message
