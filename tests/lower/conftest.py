"""Lower small descriptions."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from specloom.document.load import load_bytes
from specloom.errors import Location
from specloom.ir.api import Operation
from specloom.ir.schema import AnySchema
from specloom.ir.shape import Shape
from specloom.lower.api import Lowered, lower

Lower = Callable[..., Lowered]
LowerOperation = Callable[..., Operation]
LowerSchema = Callable[..., AnySchema]
LowerShape = Callable[..., Shape]


def at(*tokens: str) -> Location:
    """Give a place of the document that the fixtures lower."""
    return Location("api.json", "#").child(*tokens)


def _lower(root: dict[str, Any], version: str = "3.1.1") -> Lowered:
    document = {"openapi": version, "info": {"title": "t", "version": "1"}} | root
    return lower(load_bytes(json.dumps(document).encode(), "api.json"))


@pytest.fixture
def lowered() -> Lower:
    """Give a function that lowers the fields of an OpenAPI Object."""
    return _lower


@pytest.fixture
def operation() -> LowerOperation:
    """Give a function that lowers an Operation Object at `GET /things/{id}`."""

    def make(
        fields: dict[str, Any],
        path: str = "/things",
        version: str = "3.1.1",
        **root: Any,
    ) -> Operation:
        return _lower(
            {"paths": {path: {"get": fields}}} | root, version
        ).api.operations[0]

    return make


@pytest.fixture
def schema() -> LowerSchema:
    """Give a function that lowers a Schema Object called `S`, among others."""

    def make(written: Any, version: str = "3.1.1", **others: Any) -> AnySchema:
        schemas = {"S": written} | others
        found = _lower({"components": {"schemas": schemas}}, version).api.schemas
        return found[at("components", "schemas", "S")].schema

    return make


@pytest.fixture
def shape() -> LowerShape:
    """Give a function that decides the shape of a Schema Object called `S`."""

    def make(written: Any, version: str = "3.1.1", **others: Any) -> Shape:
        schemas = {"S": written} | others
        found = _lower({"components": {"schemas": schemas}}, version).api.schemas
        return found[at("components", "schemas", "S")].shape

    return make
