"""Turn the bytes of a file into text: UTF-8, UTF-16 or UTF-32 (YAML 1.2.2, section 5.2).

A byte order mark decides; without one, the pattern of zero bytes at the start does.
"""

import json
import re
from bisect import bisect_right

from specloom.document.limits import MAX_BYTES
from specloom.document.pointer import join
from specloom.errors import Diagnostic, LoadError

_LINE_END = re.compile("\r\n|\n|\r")


class Lines:
    """Where the lines of a text start: from an offset to a line and a column."""

    __slots__ = ("_starts",)

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset, both counted from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def decode(data: bytes, file: str) -> str:
    """Return the text of a file without its byte order mark."""
    if len(data) > MAX_BYTES:
        text = f"the file is larger than {MAX_BYTES // (1024 * 1024)} MiB"
        raise refused(file, "size", text)
    encoding = json.detect_encoding(data[:4])
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        column = problem.start - data.rfind(b"\n", 0, problem.start)
        name = encoding.removesuffix("-sig").upper()
        message = f"byte {problem.start + 1} is not {name}"
        place = (line, column)
        raise refused(
            file, "encoding", message, place, hint="save it as UTF-8"
        ) from None


def refused(
    file: str,
    rule: str,
    message: str,
    place: tuple[int, int] = (0, 0),
    *,
    pointer: str = "#",
    hint: str = "",
) -> LoadError:
    """Return the error of a file that is not read any further."""
    diagnostic = Diagnostic("error", rule, message, file, *place, pointer, hint)
    return LoadError((diagnostic,))


def repeated_member(
    file: str, tokens: tuple[str, ...], place: tuple[int, int]
) -> Diagnostic:
    """Return the warning about a member that an object has more than once."""
    message = f"the key {tokens[-1]!r} is repeated in its object; the last one counts"
    return Diagnostic("warning", "duplicate-key", message, file, *place, join(tokens))
