"""Test what is asked for (RFC 9110, section 12.5.1), and that it is read."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from .conftest import Connect, Loopback, Make, answer

JSON, PROBLEM, CSV = "application/json", "application/problem+json", "text/csv"
OCTETS = "application/octet-stream"
SCHEMAS: dict[str, Any] = {
    CSV: {"type": "string"},
    OCTETS: {},
    "*/*": {"type": "string", "format": "binary"},
}

# The media types of 200 and of `default`, and the header.
ROWS: dict[str, tuple[list[str], list[str], str]] = {
    "nothing": ([], [], "*/*"),
    "json": ([JSON], [], JSON),
    "json_twice": ([JSON], [JSON], JSON),
    "json_of_two_kinds": ([JSON], [PROBLEM], f"{JSON}, {PROBLEM}"),
    "json_or_text": ([JSON], ["text/plain"], f"{JSON}, text/plain;q=0.9"),
    "json_after_xml": (["application/xml", JSON], [JSON], JSON),
    "text": ([CSV], [PROBLEM], f"{CSV}, {PROBLEM};q=0.9"),
    "octets": ([OCTETS], [JSON, PROBLEM], f"{OCTETS}, {JSON};q=0.9, {PROBLEM};q=0.9"),
    "range": (["*/*"], [], "*/*"),
    "range_beside_a_type": ([OCTETS, "*/*"], [], f"{OCTETS}, */*;q=0.9"),
    "errors_alone": ([], [PROBLEM], PROBLEM),
    "named_version": ([f"{JSON}; v=1"], [PROBLEM], f"{JSON}; v=1, {PROBLEM}"),
    "events": (["text/event-stream"], [JSON], f"text/event-stream, {JSON};q=0.9"),
}


def response(names: list[str]) -> dict[str, Any]:
    """Write a Response Object."""
    schemas = {name: {"schema": SCHEMAS.get(name, {})} for name in names}
    return {"description": "It.", "content": schemas}


@pytest.fixture(scope="module")
def package(make: Make) -> ModuleType:
    """Make a package with an operation for each row."""
    paths = {}
    for name, (good, bad, _) in ROWS.items():
        responses = {"200": response(good)} | (
            {"default": response(bad)} if bad else {}
        )
        operation = {"operationId": name, "tags": ["a"], "responses": responses}
        paths[f"/{name}"] = {"get": operation}
    return make({"paths": paths})


@pytest.mark.parametrize("name", ROWS)
def test_a_success_is_asked_for_first(
    package: ModuleType, server: Loopback, connect: Connect, name: str
) -> None:
    """Other media types count less where a success could not be read from them."""
    good, _, expected = ROWS[name]
    media_type = good[-1].replace("*/*", OCTETS) if good else ""
    server.reset(answer(b"{}" if media_type else b"", media_type))
    connect(package).call(f"a.{name}")
    assert server.received[0].header("accept") == expected


def test_an_error_is_still_understood(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """Its media type is asked for as well."""
    server.reset(answer(b'{"title":"Gone"}', PROBLEM, "410 Gone"))
    with pytest.raises(package.ApiError, match="Gone") as caught:
        connect(package).call("a.text")
    assert caught.value.model == {"title": "Gone"}
