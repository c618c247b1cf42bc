"""Read a description from standard input or a URL into a file with its content."""

import posixpath
import re
import sys
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from specloom.document.addresses import AddressError, origin_of
from specloom.document.fetched import fetched, kept
from specloom.document.limits import MAX_BYTES
from specloom.document.reach import Tell
from specloom.document.source import STDIN, Source
from specloom.errors import UsageError

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,80}\Z")


def read_source(text: str, tell: Tell | None = None) -> Source:
    """Read standard input or a URL; give a file with its content.

    With `tell`, what was fetched last stands in for that of a server that is not reached.

    Raises:
        UsageError: the URL may not be fetched.
        LoadError: it cannot be fetched.
    """
    if text == "-":
        return Source(kept(_standard_input(sys.stdin.buffer), "stdin"), STDIN)
    try:
        origin_of(text)
    except AddressError as problem:
        raise UsageError(f"{text}: {problem}") from None
    url = text.partition("#")[0]
    return Source(kept(fetched(url, tell), _name(url)), url)


def _standard_input(stream: BinaryIO) -> bytes:
    """Read one byte more than a file may have: that it is too large is said later."""
    return stream.read(MAX_BYTES + 1)


def _name(url: str) -> str:
    """Give the last part of a URL's path if a file can be called so."""
    name = posixpath.basename(unquote(urlsplit(url).path))
    return name if _NAME.match(name) else "openapi"
