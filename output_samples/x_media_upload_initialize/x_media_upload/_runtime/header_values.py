"""Read the text of a header as a JSON value (OpenAPI 3.1.1, Header Object, `simple`).

Each function takes a text and raises ValueError for one that does not say such a value.
Headers are not percent-encoded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from .json_text import read_json
from .values import is_array

Parse = Callable[[str], Any]

_INTEGER = re.compile(r"[+-]?[0-9]+")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_NONE: Mapping[str, Parse] = {}


def text(written: str) -> Any:
    """Give the text itself."""
    return written


def number(written: str) -> Any:
    """Read a number."""
    if _INTEGER.fullmatch(written):
        return int(written)
    if _NUMBER.fullmatch(written):
        return float(written)
    raise ValueError("is no number")


def integer(written: str) -> Any:
    """Read an integer, which may be written as `2.0` (JSON Schema 2020-12, `type`)."""
    value = number(written) if _NUMBER.fullmatch(written) else None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, int):
        return value
    raise ValueError("is no integer")


def boolean(written: str) -> Any:
    """Read `true` or `false`."""
    known = {"true": True, "false": False}
    if written.lower() not in known:
        raise ValueError("is neither true nor false")
    return known[written.lower()]


def null(written: str) -> Any:
    """Read null, which is written as nothing or by its name."""
    if written not in ("", "null"):
        raise ValueError("is not null")


def as_json(written: str) -> Any:
    """Read JSON (Header Object, `content`)."""
    try:
        return read_json(written.encode())
    except (ValueError, RecursionError) as error:
        raise ValueError(f"is no JSON: {error}") from None


def first_of(*parses: Parse) -> Parse:
    """Make what reads a value as the first of several kinds that it can be."""

    def parse(written: str) -> Any:
        reasons: list[str] = []
        for each in parses:
            try:
                return each(written)
            except ValueError as error:
                reasons.append(str(error))
        raise ValueError(" and ".join(reasons))

    return parse


def array(item: Parse) -> Parse:
    """Make what reads an array: items with commas between them."""

    def parse(written: str) -> Any:
        return [item(part.strip()) for part in written.split(",")] if written else []

    return parse


def members(
    kinds: Mapping[str, Parse] = _NONE, other: Parse = text, *, explode: bool = False
) -> Parse:
    """Make what reads an object: `R,100,G,200`, exploded `R=100,G=200`.

    `kinds` are by the names of the properties; `other` is for those it does not have.
    """

    def parse(written: str) -> Any:
        parts = [part.strip() for part in written.split(",")] if written else []
        pairs = _exploded(parts) if explode else _in_pairs(parts)
        return {name: kinds.get(name, other)(value) for name, value in pairs}

    return parse


def strict(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Make a reader of texts that raises ValueError for one that it cannot read."""

    def read_all(value: Any) -> Any:
        made = read(value)
        pairs = zip(value, made, strict=True) if is_array(value) else [(value, made)]
        if any(after is before for before, after in pairs):
            raise ValueError("is not of its format")
        return made

    return read_all


def _exploded(parts: list[str]) -> list[tuple[str, str]]:
    if not all("=" in part for part in parts):
        raise ValueError("is no object: each member is name=value")
    pairs = [part.partition("=") for part in parts]
    return [(name, value) for name, _, value in pairs]


def _in_pairs(parts: list[str]) -> list[tuple[str, str]]:
    if len(parts) % 2:
        raise ValueError("is no object: a name has no value")
    return list(zip(parts[::2], parts[1::2], strict=True))
