"""Write `multipart/form-data` (RFC 7578; OpenAPI 3.1.1, Encoding Object)."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

from .content import Encoded, Piece, piece
from .files import File
from .json_text import write_json
from .media_types import bare, is_json
from .plain import base64_text, plain
from .styles import Style, primitive, query_pairs
from .values import is_array

OCTETS = "application/octet-stream"


class Part(NamedTuple):
    """Say how one property of a multipart body is sent (Encoding Object)."""

    content_type: str | None = None
    headers: Mapping[str, str] | None = None
    style: Style | None = None


PLAIN = Part()


def encode_multipart(value: Any, parts: Mapping[str, Part], media_type: str) -> Encoded:
    """Write one part for each property, and for each item of an array.

    Null has no form here and is left out. A body that is an array has parts without
    names; their encodings are those of their indexes, or else that of the empty name
    (OpenAPI 3.2, `prefixEncoding` and `itemEncoding`).
    """
    boundary = os.urandom(16).hex()
    pieces: list[Piece] = []
    for head, content in _parts(value, parts):
        start = "\r\n".join([f"--{boundary}", *head, "", ""])
        pieces += (start.encode("utf-8", "replace"), content, b"\r\n")
    pieces.append(f"--{boundary}--\r\n".encode("ascii"))
    return Encoded(tuple(pieces), f"{media_type}; boundary={boundary}")


def escape(text: str) -> str:
    """Escape a name or filename as browsers do (HTML Standard, multipart/form-data)."""
    return text.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")


def _parts(value: Any, parts: Mapping[str, Part]) -> Iterator[tuple[list[str], Piece]]:
    if is_array(value):
        for index, item in enumerate(value):
            yield _part(None, item, parts.get(str(index)) or parts.get("", PLAIN))
        return
    for name, member in value.items():
        part = parts.get(name, PLAIN)
        if part.style is not None:
            # What a query would escape stands for itself in a part.
            for key, text in query_pairs(name, member, part.style):
                yield _part(unquote(key), unquote(text), Part(None, part.headers))
            continue
        for item in member if is_array(member) else [member]:
            if item is not None:
                yield _part(name, item, part)


def _part(name: str | None, value: Any, part: Part) -> tuple[list[str], Piece]:
    if isinstance(value, (bytes, File)):
        return _file_part(name, value if isinstance(value, File) else File(value), part)
    declared = _single(part.content_type)
    if isinstance(value, (dict, list)) or is_json(bare(declared or "")):
        head = [*_disposition(name), *_headers(part, declared or "application/json")]
        # Bytes inside JSON are base64, as everywhere.
        return head, write_json(plain(value, base64_text))
    head = [*_disposition(name), *_headers(part, declared)]
    return head, primitive(value).encode("utf-8", "surrogatepass")


def _file_part(name: str | None, file: File, part: Part) -> tuple[list[str], Piece]:
    filename = _filename(file)
    if name is not None:
        filename = filename or name
    content_type = file.content_type or _single(part.content_type) or OCTETS
    head = _disposition(name, filename)
    own = Part(None, file.headers)
    return [*head, *_headers(part, content_type), *_headers(own, None)], piece(file)


def _disposition(name: str | None, filename: str | None = None) -> list[str]:
    """Write who a part is; one without a name is known by its place."""
    named = [f'name="{escape(name)}"'] if name is not None else []
    if filename is not None:
        named.append(f'filename="{escape(filename)}"')
    kind = "form-data" if name is not None else "attachment"
    return ["; ".join([f"Content-Disposition: {kind}", *named])] if named else []


def _headers(part: Part, content_type: str | None) -> Iterator[str]:
    if content_type is not None:
        yield f"Content-Type: {_one_line(content_type)}"
    for name, value in (part.headers or {}).items():
        yield f"{_one_line(name)}: {_one_line(value)}"


def _one_line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ")


def _filename(file: File) -> str | None:
    if file.filename is not None:
        return file.filename
    content = file.content
    path = content if isinstance(content, os.PathLike) else _name(content)
    return os.path.basename(path) if isinstance(path, (str, os.PathLike)) else None


def _name(content: object) -> object:
    return getattr(content, "name", None)


def _single(content_type: str | None) -> str | None:
    # A list or a range says what is allowed, not what this part is.
    if content_type is None or "," in content_type or "*" in content_type:
        return None
    return content_type
