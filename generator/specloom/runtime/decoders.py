"""Read the content of a response (OpenAPI 3.1.1, Response Object, `content`)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from .json_text import read_json
from .lines import Lines, Splitter, Whole
from .violations import Check

T_co = TypeVar("T_co", covariant=True)


class Decoder(ABC, Generic[T_co]):
    """Read one media type; `check` is for the JSON value, where there is one."""

    __slots__ = ("check",)
    check: Check | None

    def splitter(self) -> Splitter:
        """Give what cuts an answer of many values into the text of each: lines."""
        return Lines()

    @abstractmethod
    def parse(self, content: bytes, charset: str) -> Any:
        """Read the bytes; raises ValueError or RecursionError for what is torn."""

    @abstractmethod
    def read(self, value: Any) -> T_co:
        """Give what was parsed as the type of the description."""


class Json(Decoder[T_co]):
    """Read JSON and convert it."""

    __slots__ = ("_read",)

    def __init__(self, read: Callable[[Any], T_co], check: Check | None = None) -> None:
        self._read = read
        self.check = check

    def parse(self, content: bytes, charset: str) -> Any:
        """Read JSON, which is UTF-8 whatever the header says (RFC 8259, 8.1)."""
        return read_json(content)

    def read(self, value: Any) -> T_co:
        """Convert the JSON value."""
        return self._read(value)


class Text(Decoder[str]):
    """Read text in the charset of the answer."""

    __slots__ = ()

    def __init__(self) -> None:
        self.check = None

    def parse(self, content: bytes, charset: str) -> Any:
        """Decode the text; bytes that are none of the charset become U+FFFD."""
        try:
            return content.decode(charset or "utf-8", "replace")
        except LookupError:
            return content.decode("utf-8", "replace")

    def read(self, value: Any) -> str:
        """Give the text."""
        return str(value)


class Bytes(Decoder[bytes]):
    """Give the content as it came."""

    __slots__ = ()

    def __init__(self) -> None:
        self.check = None

    def splitter(self) -> Splitter:
        """Give the bytes as they come."""
        return Whole()

    def parse(self, content: bytes, charset: str) -> Any:
        """Give the bytes."""
        return content

    def read(self, value: Any) -> bytes:
        """Give the bytes."""
        return bytes(value)


class Nothing(Decoder[None]):
    """Expect no content, and pass over any."""

    __slots__ = ()

    def __init__(self) -> None:
        self.check = None

    def parse(self, content: bytes, charset: str) -> Any:
        """Pass over the content."""
        return None

    def read(self, value: Any) -> None:
        """Give nothing."""
