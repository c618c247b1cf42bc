"""Hold the content of a file to send (RFC 7578, section 4.2, `filename`)."""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterable, Mapping
from dataclasses import dataclass, field
from os import PathLike
from typing import Any, BinaryIO

Content = (
    bytes | str | PathLike[str] | BinaryIO | Iterable[bytes] | AsyncIterable[bytes]
)


@dataclass(frozen=True, slots=True)
class File:
    """Be a file part: content, and what the server is told about it.

    The content is bytes, a path, an open binary file or an iterable of bytes; text is
    sent as UTF-8. An open file is read from where it stands and is not closed. Headers
    are those of a part of a multipart body.
    """

    content: Content = field(repr=False)
    filename: str | None = None
    content_type: str | None = None
    headers: Mapping[str, str] | None = None


def is_binary(value: object) -> bool:
    """Say whether a value is content to send as bytes, not a JSON value."""
    if isinstance(value, (bytes, bytearray, File, PathLike)):
        return True
    return hasattr(value, "read")


def as_file(value: Any) -> File:
    """Give anything that `is_binary` as a `File`."""
    if isinstance(value, File):
        return value
    return File(bytes(value) if isinstance(value, bytearray) else value)
