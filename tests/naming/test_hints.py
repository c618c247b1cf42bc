"""What schemas without a name of their own are called."""

import pytest

from specloom.naming.hints import LONGEST, hint, short_hint

from .conftest import at

OPERATION = at("paths", "/a", "post")
OPERATIONS = {OPERATION: "create_upload"}
PARAMETERS = {OPERATION.child("parameters", 0): "kind", at("x", "p"): "sort.by"}
JSON = ("content", "application/json", "schema")
U = ("components", "schemas", "Upload")


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        (("paths", "/a", "post", "requestBody", *JSON), "CreateUploadRequest"),
        (("paths", "/a", "post", "responses", "200", *JSON), "CreateUploadResponse"),
        (("paths", "/a", "post", "responses", "404", *JSON), "CreateUploadResponse404"),
        (
            ("paths", "/a", "post", "responses", "default", *JSON),
            "CreateUploadResponseDefault",
        ),
        (("paths", "/a", "post", "parameters", "0", "schema"), "CreateUploadKind"),
        (
            ("paths", "/a", "post", "parameters", "0", "schema", "items"),
            "CreateUploadKindItem",
        ),
        (("paths", "/b", "get", "requestBody", *JSON), "GetBRequest"),
        ((*U, "properties", "parts"), "UploadParts"),
        ((*U, "properties", "parts", "items"), "UploadPartsItem"),
        ((*U, "properties", "parts", "items", "properties", "a"), "UploadPartsA"),
        ((*U, "items", "items"), "UploadItem"),
        ((*U, "oneOf", "1"), "UploadOption2"),
        ((*U, "allOf", "0", "properties", "a"), "UploadA"),
        ((*U, "additionalProperties"), "UploadValue"),
        ((*U, "contains"), "UploadItem"),
        ((*U, "$defs", "part"), "UploadPart"),
        (("components", "responses", "Error", *JSON), "Error"),
        (("x-schemas", "thing"), "XSchemasThing"),
        ((), "Schema"),
    ],
)
def test_a_hint(tokens: tuple[str, ...], expected: str) -> None:
    """The words along the way that a person would say."""
    assert hint(at(*tokens), OPERATIONS, PARAMETERS) == expected


def test_a_long_way_loses_its_middle() -> None:
    """Where it begins and where it ends say most."""
    way = [part for number in range(20) for part in ("properties", f"level{number}")]
    found = hint(at(*U, *way), {}, {})
    assert found.startswith("UploadLevel")
    assert found.endswith("Level18Level19")
    assert len(found) <= LONGEST


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        ((*U, "properties", "kind", "items"), "Kind"),
        (("x", "p", "schema"), "SortBy"),
        ((*U, "properties", "kind", "additionalProperties"), ""),
        ((*JSON,), ""),
        ((), ""),
    ],
)
def test_a_short_hint(tokens: tuple[str, ...], expected: str) -> None:
    """The property or parameter, if nothing but lists lies between."""
    assert short_hint(at(*tokens), PARAMETERS) == expected
