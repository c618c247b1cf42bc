"""How a request body becomes arguments."""

import json
from typing import Any

import pytest

from specloom.document.load import load_bytes
from specloom.ir.api import Api
from specloom.lower.api import lower
from specloom.naming.bodies import body_fields, chosen_content, takes_more

TEXT = {"type": "string"}
THING = {"type": "object", "properties": {"a": TEXT, "b": TEXT | {"readOnly": True}}}
FILE = {"type": "string", "format": "binary"}


def api(content: dict[str, Any], **schemas: Any) -> Api:
    """Lower one operation with a request body."""
    body = {"requestBody": {"content": content}} if content else {}
    document = {
        "openapi": "3.1.1",
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"post": body}},
        "components": {"schemas": schemas},
    }
    return lower(load_bytes(json.dumps(document).encode(), "api.json")).api


def chosen(*names: str, **schemas: Any) -> str:
    """Give the name of the media type that is sent, of several with different schemas."""
    found = api(
        {name: {"schema": schemas.get(name.split("/")[0], THING)} for name in names}
    )
    body = found.operations[0].request_body
    assert body is not None
    return chosen_content(body, found).name


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("text/plain", "application/json"), "application/json"),
        (
            ("multipart/form-data", "application/x-www-form-urlencoded"),
            "application/x-www-form-urlencoded",
        ),
        (("application/xml", "multipart/form-data"), "multipart/form-data"),
        (("application/xml", "text/plain"), "application/xml"),
        (("application/json", "application/vnd.a+json"), "application/json"),
    ],
)
def test_json_comes_before_forms(names: tuple[str, ...], expected: str) -> None:
    """Among equals the first of the document."""
    assert chosen(*names) == expected


@pytest.mark.parametrize(
    "file",
    [
        FILE,
        {"type": "array", "items": FILE},
        FILE | {"type": ["string", "null"]},
        {"oneOf": [FILE, {"type": "integer"}]},
    ],
)
def test_bytes_are_sent_as_multipart(file: dict[str, Any]) -> None:
    """JSON would make them a third larger."""
    upload = {"type": "object", "properties": {"file": file}}
    names = ("application/json", "multipart/form-data")
    assert chosen(*names, multipart=upload) == "multipart/form-data"


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (THING, ["a"]),
        ({"$ref": "#/components/schemas/S"}, ["a"]),
        ({"type": "array", "items": THING}, []),
        ({"type": "object"}, []),
        ({"type": ["object", "null"], "properties": {"a": TEXT}}, []),
    ],
)
def test_the_properties_that_become_arguments(schema: Any, expected: list[str]) -> None:
    """Those of an object that may be written, and not of one that may be null."""
    found = api({"application/json": {"schema": schema}}, S=THING)
    assert [field.name for field in body_fields(found.operations[0], found)] == expected


@pytest.mark.parametrize(
    ("further", "expected"), [(None, False), (False, False), (True, True), (TEXT, True)]
)
def test_further_properties(further: Any, expected: bool) -> None:
    """They are an argument where the document speaks of them."""
    more = {} if further is None else {"additionalProperties": further}
    found = api({"application/json": {"schema": THING | more}})
    assert takes_more(found.operations[0], found) is expected


def test_an_operation_without_a_body() -> None:
    """It has none of all this."""
    found = api({})
    assert body_fields(found.operations[0], found) == ()
    assert not takes_more(found.operations[0], found)
