"""Test `nullable` beside a composition without a `type`, as many servers mean it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

TEXT = {"type": "string"}
THING = {"$ref": "#/components/schemas/Thing"}
ALONE: dict[str, Any] = {"type": "object", "required": ["a"], "properties": {"a": TEXT}}
OTHER: dict[str, Any] = {"type": "object", "required": ["b"], "properties": {"b": TEXT}}
COMPOSED: list[dict[str, Any]] = [
    {"allOf": [THING]},
    {"allOf": [THING, OTHER]},
    {"oneOf": [TEXT, {"type": "integer"}]},
    {"oneOf": [THING, OTHER]},
    {"oneOf": [TEXT | {"nullable": True}, {"type": "integer"}]},
    {"anyOf": [TEXT, THING]},
]


@pytest.mark.parametrize("composed", COMPOSED)
def test_null_is_let_in(
    composed: dict[str, Any], package: Callable[..., Any], document: Callable[..., Any]
) -> None:
    """Checks accept null, which the type has, and still refuse the rest."""
    field = {"type": "object", "properties": {"it": composed | {"nullable": True}}}
    schemas = {"Thing": ALONE, "Holder": field}
    made = package(document(schemas, version="3.0.4"))
    check = made.module("validators").Holder
    assert check.violations({"it": None}) == []
    assert check.violations({"it": [1]}) != []
    annotation = made.module("models.things").Holder.__annotations__["it"]
    assert annotation.endswith("| None")
