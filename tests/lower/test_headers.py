"""Header Objects of Response Objects."""

from __future__ import annotations

import json
from typing import Any

from specloom.document.load import load_bytes
from specloom.ir.headers import documented_headers
from specloom.ir.shape import ListOf, Scalar
from specloom.lower.api import lower

from .conftest import LowerOperation


def test_content_type_is_ignored_and_names_have_no_case(
    operation: LowerOperation,
) -> None:
    """RFC 9110, section 5.1; the first of two spellings counts."""
    headers: dict[str, Any] = {
        name: {"schema": {}} for name in ("ETag", "etag", "Content-Type")
    }
    found = operation({"responses": {"200": {"description": "", "headers": headers}}})
    assert [header.name for header in documented_headers(found)] == ["ETag"]


def test_headers_of_swagger_have_the_same_shapes() -> None:
    """Swagger 2.0, Header Object: the schema is written in line."""
    items = {"type": "array", "items": {"type": "integer"}, "collectionFormat": "csv"}
    response: dict[str, Any] = {"description": "", "headers": {"X-Numbers": items}}
    document = {
        "swagger": "2.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": response}}}},
    }
    api = lower(load_bytes(json.dumps(document).encode(), "api.json")).api
    (header,) = documented_headers(api.operations[0])
    assert (header.name, header.required) == ("X-Numbers", False)
    assert header.shape == ListOf(Scalar("integer"))
    assert not header.explode
