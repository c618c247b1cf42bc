"""Write the content of a request (OpenAPI 3.1.1, Request Body Object, `content`)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from .content import Encoded, encode_file
from .files import File
from .json_text import write_json
from .media_types import charset_of
from .multipart import Part, encode_multipart
from .plain import base64_text, kept, plain
from .styles import Style, form_text
from .violations import Check

NO_STYLES: Mapping[str, Style] = {}


class Body(ABC):
    """Write values of one media type."""

    __slots__ = ("check", "media_type", "required")

    def __init__(
        self, media_type: str, check: Check | None = None, required: bool = False
    ) -> None:
        self.media_type = media_type
        self.check = check
        self.required = required

    def to_plain(self, value: Any) -> Any:
        """Give the value as plain JSON that `check` understands."""
        return plain(value, kept)

    @abstractmethod
    def encode(self, value: Any) -> Encoded:
        """Write the plain value as bytes."""


class JsonBody(Body):
    """Write JSON; bytes become base64 text."""

    __slots__ = ()

    def __init__(
        self,
        media_type: str = "application/json",
        check: Check | None = None,
        required: bool = False,
    ) -> None:
        super().__init__(media_type, check, required)

    def to_plain(self, value: Any) -> Any:
        """Give the value as plain JSON."""
        return plain(value, base64_text)

    def encode(self, value: Any) -> Encoded:
        """Write JSON text."""
        return Encoded((write_json(value),), self.media_type)


class FormBody(Body):
    """Write `application/x-www-form-urlencoded`, by property as in a query."""

    __slots__ = ("styles",)

    def __init__(
        self,
        styles: Mapping[str, Style] = NO_STYLES,
        check: Check | None = None,
        required: bool = False,
        media_type: str = "application/x-www-form-urlencoded",
    ) -> None:
        super().__init__(media_type, check, required)
        self.styles = styles

    def to_plain(self, value: Any) -> Any:
        """Give the value as plain JSON."""
        return plain(value, base64_text)

    def encode(self, value: Any) -> Encoded:
        """Write pairs joined by `&`; null is a form without any."""
        text = form_text({} if value is None else value, self.styles)
        return Encoded((text.encode("ascii"),), self.media_type)


class TextBody(Body):
    """Write text as UTF-8."""

    __slots__ = ()

    def __init__(
        self,
        media_type: str = "text/plain",
        check: Check | None = None,
        required: bool = False,
    ) -> None:
        super().__init__(media_type, check, required)

    def encode(self, value: Any) -> Encoded:
        """Encode the text in its charset; a value of another type is written as JSON."""
        charset = charset_of(self.media_type)
        more = "" if charset else "; charset=utf-8"
        text = value if isinstance(value, str) else write_json(value).decode()
        return Encoded((_encoded(text, charset),), self.media_type + more)


def _encoded(text: str, charset: str) -> bytes:
    if charset.lower() in ("", "utf-8", "utf8"):
        return text.encode()
    try:
        return text.encode(charset)
    except LookupError:
        return text.encode()
    except UnicodeEncodeError as error:
        character = text[error.start]
        raise ValueError(f"{character!r} cannot be written in {charset}") from None


class BytesBody(Body):
    """Send bytes, a file, or an iterable of bytes as they are."""

    __slots__ = ()

    def __init__(
        self,
        media_type: str = "application/octet-stream",
        check: Check | None = None,
        required: bool = False,
    ) -> None:
        super().__init__(media_type, check, required)

    def to_plain(self, value: Any) -> Any:
        """Leave the content as it is."""
        return value if isinstance(value, (str, bytes, File)) else File(value)

    def encode(self, value: Any) -> Encoded:
        """Give the content."""
        file = value if isinstance(value, File) else File(value)
        return encode_file(file, self.media_type)


class MultipartBody(Body):
    """Write `multipart/form-data` (RFC 7578), a part for each property."""

    __slots__ = ("parts",)

    def __init__(
        self,
        check: Check | None = None,
        parts: Mapping[str, Part] | None = None,
        required: bool = False,
        media_type: str = "multipart/form-data",
    ) -> None:
        super().__init__(media_type, check, required)
        self.parts = parts or {}

    def encode(self, value: Any) -> Encoded:
        """Write the parts with a new boundary; null is a form without any."""
        given: Any = {} if value is None else value
        return encode_multipart(given, self.parts, self.media_type)
