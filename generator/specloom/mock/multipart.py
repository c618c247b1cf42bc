"""Take a multipart body apart (RFC 2046, section 5.1; RFC 7578)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from specloom.runtime.media_types import bare

_PARAMETER = re.compile(
    r';\s*([\w!#$%&\'*+.^`|~-]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;\s"]*)', re.ASCII
)
_ESCAPES = (("%0D", "\r"), ("%0A", "\n"), ("%22", '"'))


class NoMultipart(ValueError):
    """A body is not what its media type says."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part; `media_type` is empty where it does not say one."""

    name: str
    filename: str | None
    media_type: str
    content: bytes


def parts_of(body: bytes, content_type: str) -> Iterator[Part]:
    """Yield the parts of a body.

    Raises:
        NoMultipart: it has no boundary, or is not closed by it.
    """
    boundary = parameters_of(content_type).get("boundary", "")
    if not boundary:
        raise NoMultipart("the Content-Type has no parameter 'boundary'")
    delimiter = b"\r\n--" + boundary.encode("latin-1", "replace")
    pieces = (b"\r\n" + body).split(delimiter)
    if len(pieces) < 2 or not pieces[-1].startswith(b"--"):
        raise NoMultipart("the last part is not closed by the boundary")
    for piece in pieces[1:-1]:
        head, blank, content = piece.partition(b"\r\n\r\n")
        if not blank:
            raise NoMultipart("a part has no blank line after its headers")
        yield _part(head.decode("utf-8", "replace"), content)


def parameters_of(value: str) -> dict[str, str]:
    """Give the parameters of a header by their names in lower case (RFC 9110, 5.6.6)."""
    return {name.lower(): _unquoted(text) for name, text in _PARAMETER.findall(value)}


def _part(head: str, content: bytes) -> Part:
    headers: dict[str, str] = {}
    for line in head.split("\r\n"):
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    described = parameters_of(headers.get("content-disposition", ""))
    return Part(
        name=_plain(described.get("name", "")),
        filename=described.get("filename"),
        media_type=bare(headers.get("content-type", "")),
        content=content,
    )


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if text.startswith('"') else text


def _plain(name: str) -> str:
    """Undo what browsers escape in names (HTML Standard, multipart/form-data)."""
    for escape, char in _ESCAPES:
        name = name.replace(escape, char)
    return name
