"""Check `type` with several names, and the schema `false` (JSON Schema 2020-12)."""

from __future__ import annotations

from .scalars import is_integer, is_number
from .values import shown
from .violations import Path, Violation, member, pointer, violation

_CLASSES = {"string": str, "array": list, "object": dict, "boolean": bool}


def of_types(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    names: tuple[str, ...],
    *,
    key: str | None = None,
) -> None:
    """Check `type` with a list of names."""
    if not any(_is(value, name) for name in names):
        message = f"{shown(value)} is not of type {' or '.join(names)}"
        at, schema = member(at, schema, key)
        found.append(violation(at, "type", schema, message))


def nothing(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    *,
    key: str | None = None,
) -> None:
    """Check the schema `false`, which no value fits."""
    at, schema = member(at, schema, key)
    found.append(
        Violation(pointer(at), "false", schema, f"{shown(value)} is not allowed here")
    )


def _is(value: object, name: str) -> bool:
    if name == "null":
        return value is None
    if name == "integer":
        return is_integer(value)
    if name == "number":
        return is_number(value)
    return isinstance(value, _CLASSES[name])
