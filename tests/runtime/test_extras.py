"""Test the further properties of models, which have one type."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest

from specloom.runtime.extras import OpenModel, Texts, convert_extras, extras
from specloom.runtime.model import (
    adopt,
    read_datetime,
    to_json,
    wire,
    write_datetime,
)

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


class Stock(OpenModel[int]):
    """Be a model with fields and further numbers."""

    total: int
    first_item: int | None = wire("firstItem", default=None)


class Times(OpenModel[datetime]):
    """Be a model whose further properties are texts of moments."""

    _texts: ClassVar[Texts] = Texts(read=read_datetime, write=write_datetime)

    name: str | None = None


def stock() -> Stock:
    """Give a model with each kind of property."""
    return adopt(Stock, {"total": 3, "firstItem": 1, "nuts": 2, "bolts": 4})


def test_extras_are_what_is_no_field() -> None:
    """By their JSON keys; fields, also renamed ones, are not among them."""
    more = extras(stock())
    assert dict(more) == {"nuts": 2, "bolts": 4}
    assert len(more) == 2
    assert "nuts" in more
    assert "total" not in more
    assert "firstItem" not in more
    assert repr(more) == "Extras({'nuts': 2, 'bolts': 4})"


def test_a_change_is_one_of_the_model() -> None:
    """Properties are set and deleted in the JSON object."""
    model = Stock(total=1)
    more = extras(model)
    more["nuts"] = 5
    more.update(bolts=6)
    del more["nuts"]
    assert to_json(model) == {"total": 1, "bolts": 6}
    assert model == adopt(Stock, {"total": 1, "bolts": 6})


@pytest.mark.parametrize("key", ["total", "firstItem"])
def test_a_field_is_no_extra(key: str) -> None:
    """It is neither given, nor set, nor deleted as one."""
    more = extras(stock())
    with pytest.raises(KeyError, match=key):
        more[key]
    with pytest.raises(KeyError, match="is a field of the model, and set as one"):
        more[key] = 1
    with pytest.raises(KeyError, match=key):
        del more[key]
    assert to_json(stock())[key] is not None


def test_what_is_absent_is_a_key_error() -> None:
    """As in any mapping."""
    with pytest.raises(KeyError, match="gears"):
        extras(stock())["gears"]
    with pytest.raises(KeyError, match="gears"):
        del extras(stock())["gears"]


def test_texts_are_converted_when_they_are_used() -> None:
    """The JSON object keeps the text; null stays null."""
    model = adopt(Times, {"seen": "2024-05-01T12:00:00Z", "gone": None})
    more = extras(model)
    assert dict(more) == {"seen": NOON, "gone": None}
    more["left"] = NOON
    assert vars(model)["seen"] == vars(model)["left"] == "2024-05-01T12:00:00Z"


def test_models_are_read_in_place() -> None:
    """Only what is no field, and not null, is given to the reader."""
    json: dict[str, Any] = {"total": 1, "firstItem": 2, "a": 3, "b": None}
    convert_extras(json, Stock, str)
    assert json == {"total": 1, "firstItem": 2, "a": "3", "b": None}
