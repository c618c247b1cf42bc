"""Test the Python types of texts that have one, in generated models and methods."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import httpx2
import pytest

ID = "0f8fad5b-d9cb-469f-a165-70867728950e"
TEXTS: dict[str, Any] = {
    "id": ID,
    "at": "10:20:30Z",
    "lasts": "P1M",
    "price": "12.50",
    "key": "AAEC/w==",
    "image": "AA==",
    "site": "https://a.example",
    "ids": [ID, None],
    "either": ID,
}


def text(format_: str) -> dict[str, Any]:
    """Describe a text of a format."""
    return {"type": "string", "format": format_}


THING = {
    "type": "object",
    "properties": {
        "id": text("uuid"),
        "at": text("time"),
        "lasts": text("duration"),
        "price": text("decimal"),
        "key": text("byte"),
        "image": {"type": "string", "contentEncoding": "base64"},
        "site": text("uri"),
        "ids": {
            "type": "array",
            "items": {"type": ["string", "null"], "format": "uuid"},
        },
        "either": {"oneOf": [text("uuid"), {"type": "integer"}]},
    },
}


@pytest.fixture(scope="module")
def made(package: Callable[..., Any], document: Callable[..., Any]) -> Any:
    """Give the package of an API that takes and answers one thing."""
    described = document({"Thing": THING, "Id": text("uuid")})
    parameter = {"name": "since", "in": "query", "schema": text("date")}
    described["paths"]["/0"]["post"]["parameters"] = [parameter]
    described["servers"] = [{"url": "https://things.example"}]
    return package(described)


def test_fields_have_python_types(made: Any) -> None:
    """A duration stays text, because months have no length; so does what is in a union."""
    assert made.module("models.things").Thing.__annotations__ == {
        "id": "UUID | None",
        "at": "time | None",
        "lasts": "str | None",
        "price": "Decimal | None",
        "key": "bytes | None",
        "image": "bytes | None",
        "site": "str | None",
        "ids": "list[UUID | None] | None",
        "either": "str | int | None",
    }


def test_values_are_read_and_texts_stay(made: Any) -> None:
    """A field gives the value; the JSON object keeps the text that came."""
    models = made.module("models.things")
    thing = models.read_thing(dict(TEXTS))
    assert thing.id == UUID(ID)
    assert thing.at == time(10, 20, 30, tzinfo=UTC)
    assert thing.price == Decimal("12.50")
    assert (thing.key, thing.image) == (b"\x00\x01\x02\xff", b"\0")
    assert thing.ids == [UUID(ID), None]
    assert made.module().to_json(thing) == TEXTS


def test_values_are_given_and_texts_are_kept(made: Any) -> None:
    """A model made of values is the JSON object of their texts."""
    thing = made.module("models.things").Thing(
        id=UUID(ID), at=time(10, 20, 30, tzinfo=UTC), price=Decimal("12.50"), ids=[None]
    )
    assert thing.__dict__ == {
        "id": ID,
        "at": "10:20:30Z",
        "price": "12.50",
        "ids": [None],
    }


def test_arguments_are_values_or_texts(made: Any) -> None:
    """Whatever a caller gives, the text of it is sent."""
    sent: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        return httpx2.Response(200, content=request.content)

    client = made.module().Client(transport=httpx2.MockTransport(answer))
    hours = timedelta(hours=1)
    client.things.use_thing(since=date(2024, 1, 2), id=UUID(ID), lasts=hours, key=b"\0")
    client.things.use_thing(since="2024-01-02", id=ID, lasts="PT1H", key="AA==")
    client.things.use_id(body=UUID(ID))
    first, second, third = sent
    assert str(first.url).endswith("?since=2024-01-02")
    assert (first.url, first.content) == (second.url, second.content)
    assert third.content == f'"{ID}"'.encode()


def test_types_are_checked(made: Any) -> None:
    """The package is clean in mypy's strict mode."""
    assert made.mypy().startswith("Success")
