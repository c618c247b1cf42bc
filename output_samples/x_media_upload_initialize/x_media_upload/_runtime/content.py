"""Hold the content of a request, whole or in pieces (RFC 9110, section 6.4)."""

from __future__ import annotations

import os
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator
from typing import Any, NamedTuple

from .files import File

CHUNK = 65536


class OpenFile(NamedTuple):
    """Be an open binary file, read from `start`; `size` is None if it cannot seek."""

    file: Any
    start: int
    size: int | None


Piece = bytes | os.PathLike[str] | OpenFile | Iterable[bytes] | AsyncIterable[bytes]


class Encoded(NamedTuple):
    """Be a body ready to send."""

    pieces: tuple[Piece, ...]
    media_type: str

    @property
    def whole(self) -> bytes | None:
        """Give all bytes, or None if they must be read piece by piece."""
        parts = [piece for piece in self.pieces if isinstance(piece, bytes)]
        if len(parts) < len(self.pieces):
            return None
        return parts[0] if len(parts) == 1 else b"".join(parts)

    @property
    def length(self) -> int | None:
        """Give the number of bytes, or None if nobody knows it before."""
        total = 0
        for piece in self.pieces:
            size = _size(piece)
            if size is None:
                return None
            total += size
        return total

    @property
    def repeatable(self) -> bool:
        """Say whether the body can be sent a second time."""
        return not any(map(_is_spent, self.pieces))


def encode_file(file: File, media_type: str) -> Encoded:
    """Give a file as a whole body."""
    return Encoded((piece(file),), file.content_type or media_type)


def piece(file: File) -> Piece:
    """Give the content of a file as a piece; text becomes UTF-8."""
    content = file.content
    if isinstance(content, str):
        return content.encode()
    if isinstance(content, bytearray):
        return bytes(content)
    if hasattr(content, "read"):
        return _open_file(content)
    return content


def chunks(pieces: Iterable[Piece]) -> Iterator[bytes]:
    """Read pieces one after another."""
    for one in pieces:
        if isinstance(one, AsyncIterable):
            raise TypeError("an async iterable can only be sent by the async client")
        yield from _chunks(one)


async def async_chunks(pieces: Iterable[Piece]) -> AsyncIterator[bytes]:
    """Read pieces one after another; files are read in place, 64 KiB at a time."""
    for one in pieces:
        if isinstance(one, AsyncIterable):
            async for chunk in one:
                yield chunk
        else:
            for chunk in _chunks(one):
                yield chunk


def _chunks(
    one: bytes | os.PathLike[str] | OpenFile | Iterable[bytes],
) -> Iterator[bytes]:
    if isinstance(one, bytes):
        yield one
    elif isinstance(one, OpenFile):
        if one.size is not None:
            one.file.seek(one.start)
        while chunk := one.file.read(CHUNK):
            yield _as_bytes(chunk)
    elif isinstance(one, os.PathLike):
        with open(one, "rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk
    else:
        yield from one


def _as_bytes(chunk: object) -> bytes:
    if isinstance(chunk, bytes):
        return chunk
    raise TypeError("a file to send must be opened in binary mode ('rb')")


def _open_file(file: Any) -> OpenFile:
    try:
        start = file.tell()
        size = file.seek(0, os.SEEK_END) - start
        file.seek(start)
    except (AttributeError, OSError):
        return OpenFile(file, 0, None)
    return OpenFile(file, start, size)


def _size(one: Piece) -> int | None:
    if isinstance(one, bytes):
        return len(one)
    if isinstance(one, os.PathLike):
        return os.stat(one).st_size
    return one.size if isinstance(one, OpenFile) else None


def _is_spent(one: Piece) -> bool:
    if isinstance(one, (bytes, os.PathLike)):
        return False
    if isinstance(one, OpenFile):
        return one.size is None
    return isinstance(one, (Iterator, AsyncIterator))
