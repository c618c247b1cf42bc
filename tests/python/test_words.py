"""Test what docstrings of models say beside the description."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

SCHEMAS: dict[str, Any] = {
    "Light": {
        "description": "What a light does.",
        "enum": [0, 1, 2],
        "x-enum-varnames": ["Off", "On", "2"],
        "x-enum-descriptions": ["It is dark.", "", ""],
    },
    "Lamp": {
        "title": "A lamp on a wall",
        "type": "object",
        "properties": {
            "light": {"$ref": "#/components/schemas/Light"},
            "watts": {"type": "integer", "default": 40, "description": "How strong."},
            "id": {"type": "string", "readOnly": True},
            "pin": {"type": "string", "writeOnly": True, "title": "Pin"},
            "colour": {"type": "string", "title": "Its colour"},
            "old": {"type": "string", "deprecated": True, "default": {"a": 1}},
        },
    },
    "WallLamp": {"title": "Wall lamp", "type": "object", "properties": {"a": {}}},
}

LAMP = '''class Lamp(Model):
    """A lamp on a wall"""

    light: Light | int | None = None
    """What a light does."""

    watts: int | None = None
    """How strong.

    The server's default is 40.
    """

    id: str | None = None
    """Only in answers: the server sets it."""

    pin: str | None = None
    """Only in requests."""

    colour: str | None = None
    """Its colour"""

    old: str | None = None
    """Deprecated."""
'''

LIGHT = '''Light: TypeAlias = Literal[0, 1, 2]
"""What a light does.

- `0`: Off: It is dark.
- `1`: On
- `2`: 2
"""
'''


@pytest.fixture(scope="module")
def text(package: Callable[..., Any], document: Callable[..., Any]) -> str:
    """Give the module of models."""
    made: str = package(document(SCHEMAS)).text("models/things.py")
    return made


def test_fields_say_what_the_document_says(text: str) -> None:
    """Words, then what a server does without a value, then who sets it."""
    assert LAMP in without_secrets(text)


def test_choices_say_what_each_value_is(text: str) -> None:
    """Names and descriptions of values are a list."""
    assert LIGHT in text


def test_a_title_that_is_the_name_is_not_said(text: str) -> None:
    """No docstring only repeats a name."""
    assert "class WallLamp(Model):\n    a: Any | None = None\n" in text


def without_secrets(text: str) -> str:
    """Leave out the line of a class that names what is not shown."""
    lines = text.split("\n\n")
    return "\n\n".join(part for part in lines if "_secret: ClassVar" not in part)
