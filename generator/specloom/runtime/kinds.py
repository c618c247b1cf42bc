"""Report a wrong `type`, and any value of the schema `false` (JSON Schema 2020-12)."""

from __future__ import annotations

from collections.abc import Iterable

from .scalars import is_integer, is_number
from .values import shown
from .violations import Path, Violation, member, pointer, violation

_CLASSES = {"string": str, "array": list, "object": dict, "boolean": bool}


def wrong_type(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    *types: str,
    key: str | None = None,
) -> None:
    """Report `type`, one name or several."""
    if any(_is(value, name) for name in types):
        return
    at, schema = member(at, schema, key)
    message = f"{shown(value)} is not {_named(types)}"
    found.append(violation(value, at, "type", schema, message))


def wrong_items(
    value: Iterable[object], at: Path, found: list[Violation], schema: str, type_: str
) -> None:
    """Report `type` of the items that have another one."""
    for index, item in enumerate(value):
        wrong_type(item, (at, index), found, schema, type_)


def not_allowed(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    *,
    key: str | None = None,
) -> None:
    """Report the schema `false`, which no value fits."""
    at, schema = member(at, schema, key)
    message = f"{shown(value)} is not allowed here"
    found.append(Violation(pointer(at), "false", schema, message, value=value))


def _named(types: tuple[str, ...]) -> str:
    named = " or ".join(types)
    if len(types) > 1:
        return f"of type {named}"
    article = "" if named == "null" else "an " if named[:1] in "aeiou" else "a "
    return article + named


def _is(value: object, name: str) -> bool:
    if name == "null":
        return value is None
    if name == "integer":
        return is_integer(value)
    if name == "number":
        return is_number(value)
    return isinstance(value, _CLASSES[name])
