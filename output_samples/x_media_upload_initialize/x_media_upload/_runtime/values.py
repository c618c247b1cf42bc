"""Compare and show JSON values (JSON Schema 2020-12, section 4.2.2, equality)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Protocol, TypeGuard

SHOWN_LENGTH = 60


class Searchable(Protocol):
    """Be a pattern of `re`, or an automaton."""

    def search(self, string: str, /) -> object:
        """Give None if the pattern is nowhere in the text."""
        ...


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Say whether this is a JSON object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Say whether this is a JSON array."""
    return isinstance(value, list)


def json_equal(a: Any, b: Any) -> bool:
    """Compare as JSON does: `1` equals `1.0`, `true` does not equal `1`."""
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if is_array(a) and is_array(b):
        return len(a) == len(b) and all(map(json_equal, a, b))
    if is_object(a) and is_object(b):
        return a.keys() == b.keys() and all(json_equal(a[key], b[key]) for key in a)
    return bool(a == b)


def is_among(value: object, values: Iterable[object]) -> bool:
    """Say whether a value equals one of some as JSON values do."""
    return any(json_equal(value, other) for other in values)


def is_unique(items: Sequence[object]) -> bool:
    """Say whether no two items are equal as JSON values."""
    return len({_identity(item) for item in items}) == len(items)


def shown(value: object) -> str:
    """Write a value for a message, shortened to about 60 characters."""
    if isinstance(value, str):
        return repr(_cut(value))
    if isinstance(value, (bytes, bytearray)):
        return f"{len(value)} bytes"
    try:
        return _cut(json.dumps(value, ensure_ascii=False, default=_type_name))
    except (ValueError, RecursionError):
        return f"this {_type_name(value)}"


def listed(values: Iterable[object]) -> str:
    """Write several values with commas."""
    return ", ".join(map(shown, values))


def nearest(name: str, known: Iterable[str]) -> str:
    """Write `; did you mean 'x'?` when a known name is close to `name`."""
    import difflib

    close = difflib.get_close_matches(name, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _identity(value: Any) -> object:
    # Hashing by (kind, value) keeps `true` from `1` and a list from an object;
    # `1` and `1.0` share a hash and are equal in Python already.
    if isinstance(value, bool):
        return (bool, value)
    if is_array(value):
        return (list, tuple(map(_identity, value)))
    if is_object(value):
        members = ((key, _identity(member)) for key, member in value.items())
        return (dict, frozenset(members))
    return value


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN_LENGTH else text[: SHOWN_LENGTH - 3] + "..."


def _type_name(value: object) -> str:
    return type(value).__name__
