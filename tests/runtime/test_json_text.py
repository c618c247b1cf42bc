"""Test reading and writing JSON, with orjson and without it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pytest

from specloom.runtime import json_text
from specloom.runtime.json_text import read_json, write_json


@pytest.fixture(params=["as installed", "without orjson"], autouse=True)
def library(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Run each test with and without orjson."""
    if request.param == "without orjson":
        monkeypatch.setitem(sys.modules, "orjson", None)
    json_text._orjson.cache_clear()
    yield
    json_text._orjson.cache_clear()


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (b'{"a":[1,-0.5,true,null,"\xc3\xa9"]}', {"a": [1, -0.5, True, None, "é"]}),
        (b'{"id":123456789012345678901}', {"id": 123456789012345678901}),
        (b'{"id": -123456789012345678901}', {"id": -123456789012345678901}),
        (b"[18446744073709551616]", [18446744073709551616]),
        (b"123456789012345678901234", 123456789012345678901234),
        (b'"1880028106020515840"', "1880028106020515840"),
        (b"\xef\xbb\xbf{}", {}),
        (b'"\\ud800"', "\ud800"),
    ],
)
def test_json_is_read_exactly(content: bytes, value: Any) -> None:
    """Integers of any size, a byte order mark, a lone surrogate."""
    read = read_json(content)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    "content",
    [b"", b'{"a":', b"[NaN]", b"[Infinity]", b"{}x", b"\xff", b"<html>"],
)
def test_torn_json_is_refused(content: bytes) -> None:
    """What is no JSON raises ValueError."""
    with pytest.raises(ValueError, match=r".+"):
        read_json(content)


def test_deep_json_does_not_crash() -> None:
    """Deep nesting ends in an error that can be caught."""
    with pytest.raises((RecursionError, ValueError)):
        read_json(b"[" * 200_000 + b"]" * 200_000)


@pytest.mark.parametrize(
    ("value", "content"),
    [
        ({"a": [1, True, None, "é/"]}, '{"a":[1,true,null,"é/"]}'.encode()),
        ([10**40], b"[1" + b"0" * 40 + b"]"),
        ("\ud800", b'"\\ud800"'),
    ],
)
def test_json_is_written_exactly(value: Any, content: bytes) -> None:
    """No spaces, UTF-8, integers of any size; a lone surrogate as an escape."""
    assert write_json(value) == content


def test_deep_json_is_written() -> None:
    """Nesting that orjson refuses is written all the same."""
    deep: list[Any] = []
    for _ in range(300):
        deep = [deep]
    assert write_json(deep) == b"[" * 301 + b"]" * 301
