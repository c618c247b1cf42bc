"""Check strings and binary content (JSON Schema 2020-12, Validation, section 6.3)."""

from __future__ import annotations

from re import Pattern

from .files import File, is_binary
from .values import shown
from .violations import Path, Violation, violation, wrong_size, wrong_type


def string(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    *,
    min_length: int | None = None,
    max_length: int | None = None,
    pattern: Pattern[str] | None = None,
    source: str = "",
) -> None:
    """Check `type: string`; a length counts code points.

    `pattern` is the compiled form of `source`, the pattern as the description has it.
    """
    if not isinstance(value, str):
        found.append(wrong_type(value, at, "string", schema))
        return
    if min_length is not None and len(value) < min_length:
        found.append(_length(value, min_length, at, schema + "/minLength"))
    if max_length is not None and len(value) > max_length:
        found.append(_length(value, max_length, at, schema + "/maxLength"))
    if pattern is not None and pattern.search(value) is None:
        message = f"{shown(value)} does not match the pattern {source}"
        found.append(violation(at, "pattern", schema, message))


def text_or_bytes(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    *,
    min_length: int | None = None,
    max_length: int | None = None,
    pattern: Pattern[str] | None = None,
    source: str = "",
) -> None:
    """Check a string of `format: binary` or `byte`, which bytes or a file may be.

    A length counts bytes then; the length of an open file or a path is not known.
    """
    content = value.content if isinstance(value, File) else value
    if isinstance(content, (bytes, bytearray)):
        if min_length is not None and len(content) < min_length:
            found.append(_length(content, min_length, at, schema + "/minLength"))
        if max_length is not None and len(content) > max_length:
            found.append(_length(content, max_length, at, schema + "/maxLength"))
    elif not is_binary(value):
        string(
            value,
            at,
            found,
            schema,
            min_length=min_length,
            max_length=max_length,
            pattern=pattern,
            source=source,
        )


def _length(
    value: str | bytes | bytearray, limit: int, at: Path, place: str
) -> Violation:
    unit = "character" if isinstance(value, str) else "byte"
    return wrong_size(len(value), limit, unit, at, place)
