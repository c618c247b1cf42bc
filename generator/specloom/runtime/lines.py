"""Cut an answer into the values that it is a row of, as its bytes come."""

from __future__ import annotations

from typing import Protocol

LONGEST = 16 * 1024 * 1024


class Splitter(Protocol):
    """Cut bytes into the texts of values; a value is bounded, and so is memory."""

    def feed(self, chunk: bytes) -> list[bytes]:
        """Give the texts that are complete now; ValueError for one that is too long."""
        ...

    def end(self) -> list[bytes]:
        """Give what the end of the answer completes."""
        ...


class Lines:
    """Cut at line breaks (newline-delimited JSON, one JSON text per line)."""

    separator = b"\n"

    def __init__(self, longest: int = LONGEST) -> None:
        self._rest = bytearray()
        self._longest = longest

    def feed(self, chunk: bytes) -> list[bytes]:
        """Give the lines that are complete now; blank ones only keep the line open."""
        self._rest += chunk
        lines: list[bytes] = []
        if self.separator in chunk:
            *whole, self._rest = self._rest.split(self.separator)
            lines = [bytes(line) for line in whole if line.strip()]
        if len(self._rest) > self._longest:
            raise ValueError(f"a line is longer than {self._longest} bytes")
        return lines

    def end(self) -> list[bytes]:
        """Give the last line, if it has no line break at its end."""
        return [bytes(self._rest)] if self._rest.strip() else []


class Sequence(Lines):
    """Cut at the record separators of a JSON text sequence (RFC 7464)."""

    separator = b"\x1e"


class Whole:
    """Cut nothing: bytes are values as they come."""

    def feed(self, chunk: bytes) -> list[bytes]:
        """Give the chunk."""
        return [chunk] if chunk else []

    def end(self) -> list[bytes]:
        """Give nothing: nothing was held back."""
        return []
