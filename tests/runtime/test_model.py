"""Test models: typed views of JSON objects."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, ClassVar

import pytest

from specloom.runtime.model import (
    Model,
    adopt,
    each,
    is_set,
    nullable,
    read_date,
    read_datetime,
    to_json,
    values,
    wire,
    write_date,
    write_datetime,
)
from specloom.runtime.unset import UNSET


class Media(Model):
    """Be a model with each kind of field."""

    _secret: ClassVar[frozenset[str]] = frozenset({"token"})

    id: str
    mro: int
    note: str | None = None
    token: str | None = None
    from_: str | None = wire("from", default=None)
    made: datetime | None = wire(
        "madeAt", read=read_datetime, write=write_datetime, default=None
    )


class Renamed(Model):
    """Be a model whose required field has another name on the wire."""

    media_key: str = wire("mediaKey")


def test_a_model_is_its_json_object() -> None:
    """The parsed object itself becomes the instance's dictionary."""
    json: dict[str, Any] = {"id": "1", "unknown": [1]}
    media = adopt(Media, json)
    assert media.__dict__ is json
    assert media.id == "1"
    assert media.note is None
    assert to_json(media) == {"id": "1", "unknown": [1]}


def test_adopt_gives_back_what_is_no_object() -> None:
    """A server that deviates does not make reading fail."""
    answer: Any = adopt(Media, [1])
    assert answer == [1]


def test_a_missing_required_field_says_that_the_server_left_it_out() -> None:
    """Only declared fields get the longer message; a field named like `mro` too."""
    media = adopt(Media, {})
    with pytest.raises(AttributeError) as caught:
        _ = media.mro
    assert str(caught.value) == (
        "'Media' object has no attribute 'mro': "
        "the server's answer left out this required field"
    )
    with pytest.raises(AttributeError) as caught:
        _ = getattr(media, "nothing")  # noqa: B009 - type checkers know the fields
    assert str(caught.value) == "'Media' object has no attribute 'nothing'"
    with pytest.raises(AttributeError, match="'media_key': the server's answer"):
        _ = adopt(Renamed, {}).media_key


def test_the_constructor_writes_wire_names() -> None:
    """Renamed and converted fields are kept under their JSON keys, as JSON."""
    made = datetime(2024, 5, 1, 12, tzinfo=UTC)
    media = Media(id="1", mro=2, from_="a", made=made)
    assert media.__dict__ == {
        "id": "1",
        "mro": 2,
        "from": "a",
        "madeAt": "2024-05-01T12:00:00Z",
    }
    assert media.made == made
    media.from_ = None
    assert media.__dict__["from"] is None
    del media.from_
    assert not is_set(media, "from_")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"id": "1"}, "Media: required field 'mro' is missing"),
        ({"id": UNSET, "mro": 1}, "Media: required field 'id' is missing"),
        ({"id": "1", "nots": 1}, "Media: unknown field 'nots'; did you mean 'note'?"),
        ({"zzz": 1}, "Media: unknown field 'zzz'"),
    ],
)
def test_the_constructor_refuses(arguments: dict[str, Any], message: str) -> None:
    """Unknown and missing names are TypeErrors, as in any function."""
    with pytest.raises(TypeError) as caught:
        Media(**arguments)
    assert str(caught.value) == message


def test_a_field_may_be_called_self() -> None:
    """The constructor's own argument cannot collide with a field."""

    class Odd(Model):
        self: str

    arguments = {"self": "x"}
    assert Odd(**arguments).__dict__ == {"self": "x"}


def test_repr_shows_what_is_there_and_hides_secrets() -> None:
    """Python names are shown, JSON values, and stars for a secret."""
    media = Media(id="1", mro=2, token="hush", from_="a")
    assert repr(media) == "Media(id='1', mro=2, token='***', from_='a')"


def test_equality_is_by_class_and_object() -> None:
    """Equal objects of two classes differ; models have no hash."""
    assert adopt(Media, {"id": "1"}) == adopt(Media, {"id": "1"})
    assert adopt(Media, {"mediaKey": "1"}) != adopt(Renamed, {"mediaKey": "1"})
    with pytest.raises(TypeError, match="unhashable"):
        hash(adopt(Media, {}))


def test_models_survive_copying_and_pickling() -> None:
    """Unknown keys stay, a deep copy shares nothing, a copy shares no dictionary."""
    media = adopt(Media, {"id": "1", "more": {"a": []}})
    deep = copy.deepcopy(media)
    assert deep == media
    assert deep.__dict__["more"] is not media.__dict__["more"]
    shallow = copy.copy(media)
    shallow.id = "2"
    assert media.id == "1"
    assert pickle.loads(pickle.dumps(media)) == media


def test_to_json_makes_new_containers() -> None:
    """Models, tuples, dates, bytes become JSON; UNSET members are left out."""
    inner = adopt(Media, {"id": "1"})
    value = {
        "a": (inner, [1.5, None]),
        "b": UNSET,
        "c": date(2024, 2, 29),
        "d": b"\x00\xff",
        "e": datetime(2024, 1, 1, tzinfo=timezone(timedelta(hours=2))),
    }
    result = to_json(value)
    assert result == {
        "a": [{"id": "1"}, [1.5, None]],
        "c": "2024-02-29",
        "d": "AP8=",
        "e": "2024-01-01T00:00:00+02:00",
    }
    assert result["a"][0] is not inner.__dict__


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (float("nan"), "nan is no JSON number"),
        (float("-inf"), "-inf is no JSON number"),
        (
            datetime.fromisoformat("2024-01-01"),
            "has no offset; give it one with tzinfo=timezone.utc",
        ),
        (object(), "a object cannot be written as JSON"),
        ({1: 2}, "the name of a JSON member is text, not 1"),
    ],
)
def test_to_json_refuses(value: object, message: str) -> None:
    """What JSON cannot say is refused with a reason."""
    from types import MappingProxyType

    wrapped = MappingProxyType(value) if isinstance(value, dict) else value
    with pytest.raises((TypeError, ValueError)) as caught:
        to_json([wrapped])
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-01T12:00:00Z", datetime(2024, 5, 1, 12, tzinfo=UTC)),
        ("2024-05-01t12:00:00z", datetime(2024, 5, 1, 12, tzinfo=UTC)),
        (
            "2024-05-01T12:00:00.123456789+05:30",
            datetime(
                2024,
                5,
                1,
                12,
                0,
                0,
                123456,
                timezone(timedelta(hours=5, minutes=30)),
            ),
        ),
        (
            "2024-05-01T12:00:00.5-00:00",
            datetime(2024, 5, 1, 12, 0, 0, 500000, UTC),
        ),
        (
            "2016-12-31T23:59:60Z",
            datetime(2016, 12, 31, 23, 59, 59, 999999, UTC),
        ),
    ],
)
def test_read_datetime(text: str, expected: datetime) -> None:
    """RFC 3339 in any of its forms; a leap second is the last microsecond before."""
    assert read_datetime(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-01",
        "2024-13-01T12:00:00Z",
        "2024-05-01T12:00:00+24:00",
        "2024-05-01T12:00:00Z\n",
        "",
        5,
    ],
)
def test_read_datetime_gives_back_the_rest(text: object) -> None:
    """What is no date-time stays what it is: a deviating answer can be read."""
    assert read_datetime(text) is text


def test_a_date_time_without_an_offset_has_none() -> None:
    """What servers leave out is not made up."""
    read = read_datetime("2024-05-01T12:00:00")
    assert read.tzinfo is None
    assert read.replace(tzinfo=UTC) == datetime(2024, 5, 1, 12, tzinfo=UTC)


def test_dates() -> None:
    """Dates are RFC 3339 full-dates and never datetimes."""
    assert read_date("2024-02-29") == date(2024, 2, 29)
    assert write_date(date(2024, 2, 29)) == "2024-02-29"
    for wrong in ("2023-02-29", "20240229", "2024-02-29T00:00:00Z", 5):
        found: object = read_date(wrong)
        assert found is wrong
    with pytest.raises(TypeError, match=r"is a datetime, not a date; use .date\(\)"):
        write_date(datetime(2024, 1, 1, tzinfo=UTC))


def test_an_offset_with_seconds_is_written_in_utc() -> None:
    """RFC 3339 has no seconds in an offset."""
    odd = timezone(timedelta(hours=1, seconds=20))
    written = write_datetime(datetime(2024, 1, 1, 1, 0, 20, tzinfo=odd))
    assert written == "2024-01-01T00:00:00Z"


def test_readers_leave_other_types_alone() -> None:
    """Arrays, objects and null are read inside; anything else comes back."""
    assert each(read_date)(["2024-01-01"]) == [date(2024, 1, 1)]
    assert values(read_date)({"a": "2024-01-01"}) == {"a": date(2024, 1, 1)}
    assert nullable(read_date)(None) is None
    assert nullable(read_date)("2024-01-01") == date(2024, 1, 1)
    other: Any = each(read_date)("text")
    assert other == "text"
    other = values(read_date)([1])
    assert other == [1]


def test_null_is_not_absent() -> None:
    """is_set says whether the key is there, be it null."""
    media = adopt(Media, {"note": None, "madeAt": None})
    assert is_set(media, "note")
    assert is_set(media, "made")
    assert media.made is None
    assert not is_set(media, "id")
