"""Test schemas and properties that are called like what their module imports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_type_hints
from uuid import UUID

import pytest

ID = "0f8fad5b-d9cb-469f-a165-70867728950e"
FORMATS = ("uuid", "time", "decimal", "byte", "date", "date-time")
IMPORTED = ("UUID", "Decimal", "WriteOnly", "READ_ONLY", "fixed", "wire", "read_uuid")


def texts() -> dict[str, Any]:
    """Describe a text of each format, called like its format."""
    return {name: {"type": "string", "format": name} for name in FORMATS}


def thing(name: str) -> dict[str, Any]:
    """Describe an object with properties called like all that its module imports."""
    first = {"type": "integer", "readOnly": True}
    last = {"type": "string", "format": "uuid", "writeOnly": True}
    own = {other: {"type": "string", "format": "uuid"} for other in IMPORTED}
    pair = {
        "type": "array",
        "prefixItems": [{"type": "string"}, {"$ref": f"#/components/schemas/{name}"}],
        "maxItems": 2,
        "minItems": 2,
    }
    return {
        "type": "object",
        "required": ["first", "last"],
        "properties": {"first": first, "last": last, "pair": pair} | own | texts(),
    }


@pytest.fixture(scope="module")
def made(package: Callable[..., Any], document: Callable[..., Any]) -> Any:
    """Give the package of schemas that are called like all that their module imports."""
    return package(document({name: thing(name) for name in IMPORTED}))


def test_types_are_what_they_should_be(made: Any) -> None:
    """A name of the document never stands for a type of Python."""
    models = made.module("models.things")
    hints = get_type_hints(models.UUID)
    assert hints["uuid"] == UUID | None
    assert models.UUID is not UUID


def test_values_are_read_and_written(made: Any) -> None:
    """Nor for a function of the runtime."""
    models = made.module("models.things")
    read = models.read_uuid({"first": 1, "uuid": ID, "pair": ["x", {"first": 2}]})
    assert read.first == 1
    assert read.last is None
    assert read.uuid == UUID(ID)
    assert type(read.pair[1]) is models.UUID
    assert models.UUID(last=UUID(ID)).__dict__ == {"last": ID}


def test_mypy_agrees(made: Any) -> None:
    """The package is clean in strict mode."""
    assert made.mypy().startswith("Success")
