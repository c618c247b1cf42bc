"""Test what generated methods do that the description calls deprecated."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import warnings
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.1",
    "info": {"title": "Old", "version": "1"},
    "servers": [{"url": "https://old.example"}],
    "paths": {
        "/a": {
            "get": {
                "operationId": "old",
                "tags": ["things"],
                "deprecated": True,
                "responses": {"204": {"description": "Done."}},
            },
            "post": {
                "operationId": "new",
                "tags": ["things"],
                "parameters": [
                    {
                        "name": "fresh",
                        "in": "query",
                        "schema": {"type": "string"},
                    },
                    {
                        "name": "stale",
                        "in": "query",
                        "deprecated": True,
                        "schema": {"type": "string"},
                    },
                    {
                        "name": "needed",
                        "in": "query",
                        "required": True,
                        "deprecated": True,
                        "schema": {"type": "string"},
                    },
                ],
                "responses": {"204": {"description": "Done."}},
            },
        }
    },
}


@pytest.fixture(scope="module")
def made(package: Callable[..., Any]) -> Any:
    """Give the package of an API that is half deprecated."""
    return package(DOCUMENT)


@pytest.fixture
def client(made: Any) -> Any:
    """Give a client that is answered with nothing."""
    transport = httpx2.MockTransport(lambda _: httpx2.Response(204))
    return made.module().Client(transport=transport)


def warned(call: Callable[[], Any]) -> list[tuple[str, str, str]]:
    """Give the category, the text and the file of what a call warns of."""
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        call()
    return [(w.category.__name__, str(w.message), w.filename) for w in found]


def test_a_deprecated_operation_warns_its_caller(client: Any) -> None:
    """The warning has a category of its own and points to the line of the call."""
    assert warned(client.things.old) == [
        ("ApiDeprecationWarning", "Things.old is deprecated", __file__)
    ]


def test_a_deprecated_argument_warns_where_it_is_given(client: Any) -> None:
    """Others do not warn, nor does one that a caller cannot leave out."""
    assert warned(lambda: client.things.new(needed="x", fresh="y")) == []
    assert warned(lambda: client.things.new(needed="x", stale="y")) == [
        ("ApiDeprecationWarning", "Things.new: 'stale' is deprecated", __file__)
    ]


def test_raw_and_async_calls_warn_as_well(client: Any, made: Any) -> None:
    """Each way to call an operation points to the caller."""
    raw = client.with_raw_response
    told = [("ApiDeprecationWarning", "Things.old is deprecated", __file__)]
    assert warned(raw.things.old) == told

    async def call() -> None:
        transport = httpx2.MockTransport(lambda _: httpx2.Response(204))
        async with made.module().AsyncClient(transport=transport) as client:
            await client.things.old()

    told = [("ApiDeprecationWarning", "AsyncThings.old is deprecated", __file__)]
    assert warned(lambda: asyncio.run(call())) == told


def test_what_is_async_stays_so(made: Any) -> None:
    """Whoever asks for the kind of a function gets the truth."""
    api = made.module("api.things")
    assert inspect.iscoroutinefunction(api.AsyncThings.old)
    assert not inspect.iscoroutinefunction(api.Things.old)


def test_the_category_can_be_filtered(client: Any, made: Any) -> None:
    """It is a DeprecationWarning that the package exports."""
    category = made.module().ApiDeprecationWarning
    assert issubclass(category, DeprecationWarning)
    with warnings.catch_warnings():
        warnings.simplefilter("error", category)
        with pytest.raises(category):
            client.things.old()


def test_only_what_is_deprecated_is_wrapped(
    made: Any, package: Callable[..., Any], document: Callable[..., Any]
) -> None:
    """An API without deprecations has nothing of this."""
    assert made.text("api/things.py").count("@deprecated\n") == 2
    other = package(document({"A": {"type": "string"}}))
    assert "deprecat" not in other.text("api/things.py")
    assert not hasattr(importlib.import_module(other.name), "ApiDeprecationWarning")


def test_types_are_kept(made: Any) -> None:
    """A decorated method has the signature it had."""
    assert made.mypy().startswith("Success")
