"""Check strings and binary content (JSON Schema 2020-12, Validation, section 6.3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypedDict, Unpack

from .files import File, is_binary
from .kinds import wrong_type
from .values import Searchable, shown
from .violations import Path, Violation, member, violation, wrong_size


class StringKeywords(TypedDict, total=False):
    """Be the keywords for strings; `pattern` is the compiled form of `source`."""

    min_length: int
    max_length: int
    pattern: Searchable
    source: str
    format_: str
    has_format: Callable[[str], bool]


def are_strings(items: Sequence[Any]) -> bool:
    """Say whether every item is a text."""
    types = [*map(type, items)]
    if types.count(str) == len(types):
        return True
    return all(isinstance(item, str) for item in items)


def is_string_or_bytes(value: object, **keywords: Unpack[StringKeywords]) -> bool:
    """Say whether a string of `format: binary` or `byte` holds, also as bytes or a file."""
    found: list[Violation] = []
    wrong_string_or_bytes(value, None, found, "", **keywords)
    return not found


def wrong_string(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    *,
    key: str | None = None,
    **keywords: Unpack[StringKeywords],
) -> None:
    """Report `type: string` and the keywords for strings; a length counts code points."""
    if not isinstance(value, str):
        wrong_type(value, at, found, schema, "string", key=key)
        return
    at, schema = member(at, schema, key)
    _wrong_length(value, at, found, schema, keywords)
    pattern, has_format = keywords.get("pattern"), keywords.get("has_format")
    if pattern is not None and pattern.search(value) is None:
        message = f"{shown(value)} does not match the pattern {keywords.get('source')}"
        found.append(violation(value, at, "pattern", schema, message))
    if has_format is not None and not has_format(value):
        message = f"{shown(value)} is not of the format {keywords.get('format_')}"
        found.append(violation(value, at, "format", schema, message))


def wrong_string_or_bytes(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    *,
    key: str | None = None,
    **keywords: Unpack[StringKeywords],
) -> None:
    """Report a string of `format: binary` or `byte`, which bytes or a file may be.

    A length counts bytes then; the length of an open file or a path is not known.
    """
    content = value.content if isinstance(value, File) else value
    if isinstance(content, (bytes, bytearray)):
        at, schema = member(at, schema, key)
        _wrong_length(content, at, found, schema, keywords)
    elif not is_binary(value):
        wrong_string(value, at, found, schema, key=key, **keywords)


def _wrong_length(
    value: str | bytes | bytearray,
    at: Path,
    found: list[Violation],
    schema: str,
    keywords: StringKeywords,
) -> None:
    size, unit = len(value), "character" if isinstance(value, str) else "byte"
    least, most = keywords.get("min_length"), keywords.get("max_length")
    if least is not None and size < least:
        place = f"{schema}/minLength"
        found.append(wrong_size(value, size, least, unit, at, place))
    if most is not None and size > most:
        place = f"{schema}/maxLength"
        found.append(wrong_size(value, size, most, unit, at, place))
