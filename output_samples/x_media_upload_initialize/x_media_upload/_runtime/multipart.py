"""Write `multipart/form-data` (RFC 7578; OpenAPI 3.1.1, Encoding Object)."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from .content import Encoded, Piece, piece
from .files import File
from .json_text import write_json
from .plain import base64_text, plain
from .styles import primitive
from .values import is_array

OCTETS = "application/octet-stream"


class Part(NamedTuple):
    """Say how one property of a multipart body is sent (Encoding Object)."""

    content_type: str | None = None
    headers: Mapping[str, str] | None = None


PLAIN = Part()


def encode_multipart(
    value: Mapping[str, Any], parts: Mapping[str, Part], media_type: str
) -> Encoded:
    """Write one part for each property, and for each item of an array.

    Null has no form here and is left out.
    """
    boundary = os.urandom(16).hex()
    pieces: list[Piece] = []
    for name, member in value.items():
        for item in member if is_array(member) else [member]:
            if item is not None:
                head, content = _part(name, item, parts.get(name, PLAIN))
                start = f"--{boundary}\r\n{head}\r\n\r\n".encode("utf-8", "replace")
                pieces += (start, content, b"\r\n")
    pieces.append(f"--{boundary}--\r\n".encode("ascii"))
    return Encoded(tuple(pieces), f"{media_type}; boundary={boundary}")


def escape(text: str) -> str:
    """Escape a name or filename as browsers do (HTML Standard, multipart/form-data)."""
    return text.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")


def _part(name: str, value: Any, part: Part) -> tuple[str, Piece]:
    disposition = f'Content-Disposition: form-data; name="{escape(name)}"'
    if isinstance(value, bytes):
        value = File(value)
    if isinstance(value, File):
        filename = escape(_filename(value) or name)
        content_type = value.content_type or _single(part.content_type) or OCTETS
        head = [f'{disposition}; filename="{filename}"', *_headers(part, content_type)]
        return "\r\n".join(head), piece(value)
    declared = _single(part.content_type)
    if isinstance(value, (dict, list)) or _is_json(declared):
        head = [disposition, *_headers(part, declared or "application/json")]
        # Bytes inside JSON are base64, as everywhere.
        return "\r\n".join(head), write_json(plain(value, base64_text))
    head = [disposition, *_headers(part, declared)]
    return "\r\n".join(head), primitive(value).encode("utf-8", "surrogatepass")


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


def _is_json(content_type: str | None) -> bool:
    bare = (content_type or "").partition(";")[0].strip().lower()
    return bare == "application/json" or bare.endswith("+json")
