"""Check strings and binary content (JSON Schema 2020-12, Validation, section 6.3)."""

from __future__ import annotations

from re import Pattern

from .files import File, is_binary
from .values import shown
from .violations import Path, Violation, member, violation, wrong_size, wrong_type


def string(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    *,
    key: str | None = None,
    min_length: int | None = None,
    max_length: int | None = None,
    pattern: Pattern[str] | None = None,
    source: str = "",
) -> None:
    """Check `type: string`; a length counts code points.

    `pattern` is the compiled form of `source`, the pattern as the description has it.
    """
    if not isinstance(value, str):
        at, schema = member(at, schema, key)
        found.append(wrong_type(value, at, "string", schema))
        return
    if min_length is not None and len(value) < min_length:
        where = member(at, schema, key)
        found.append(_length(value, min_length, "minLength", *where))
    if max_length is not None and len(value) > max_length:
        where = member(at, schema, key)
        found.append(_length(value, max_length, "maxLength", *where))
    if pattern is not None and pattern.search(value) is None:
        message = f"{shown(value)} does not match the pattern {source}"
        at, schema = member(at, schema, key)
        found.append(violation(at, "pattern", schema, message))


def text_or_bytes(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    *,
    key: str | None = None,
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
            where = member(at, schema, key)
            found.append(_length(content, min_length, "minLength", *where))
        if max_length is not None and len(content) > max_length:
            where = member(at, schema, key)
            found.append(_length(content, max_length, "maxLength", *where))
    elif not is_binary(value):
        string(
            value,
            at,
            found,
            schema,
            key=key,
            min_length=min_length,
            max_length=max_length,
            pattern=pattern,
            source=source,
        )


def _length(
    value: str | bytes | bytearray, limit: int, keyword: str, at: Path, schema: str
) -> Violation:
    unit = "character" if isinstance(value, str) else "byte"
    return wrong_size(len(value), limit, unit, at, f"{schema}/{keyword}")
