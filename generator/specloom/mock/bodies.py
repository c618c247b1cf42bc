"""Read and check the body of a request (OpenAPI 3.1.1, Request Body Object)."""

from dataclasses import dataclass
from typing import Any

from specloom.ir.api import MediaType, RequestBody
from specloom.ir.schema import AnySchema
from specloom.lower.media_types import FORM, is_json
from specloom.mock.checks import Checks
from specloom.mock.content import kind_of
from specloom.mock.forms import PairReader, PartReader
from specloom.mock.incoming import Incoming
from specloom.mock.multipart import NoMultipart, parts_of
from specloom.mock.refusal import Refusal
from specloom.mock.typed import Typing
from specloom.mock.written import split_pairs
from specloom.runtime.json_text import read_json
from specloom.runtime.media_types import bare, charset_of
from specloom.runtime.violations import Violation


class Unreadable(ValueError):
    """A body is not what its media type says; the text says why."""


@dataclass(frozen=True, slots=True)
class BodyReader:
    """Reads the body of one request to one operation."""

    body: RequestBody
    incoming: Incoming
    checks: Checks

    def violations(self) -> list[Violation]:
        """Give everything that is wrong with the body.

        Raises:
            Refusal: with 415, if its media type is not documented.
        """
        content_type = self.incoming.header("content-type") or ""
        if not self.incoming.body and not content_type:
            return [self._missing()] if self.body.required else []
        media_type = self._media_type(content_type)
        if not self.incoming.body and not self.body.required:
            return []
        try:
            value = self._value(media_type, content_type)
        except (ValueError, RecursionError) as problem:
            reason = problem if isinstance(problem, Unreadable) else "it cannot be read"
            message = f"the body is no {media_type.name}: {reason}"
            place = media_type.at.pointer
            return [Violation("", "content", place, message, "body")]
        if media_type.schema is None or self._is_apart(media_type.schema, media_type):
            return []
        return self.checks.violations(media_type.schema, value, "body")

    def _is_apart(self, schema: AnySchema, media_type: MediaType) -> bool:
        """Tell whether a schema is about what XML says, which is not taken apart here."""
        types = self._typing.types(schema)
        return kind_of(media_type) == "xml" and "string" not in types

    def _missing(self) -> Violation:
        place = f"{self.body.at.pointer}/required"
        return Violation("", "required", place, "the body is required", "body")

    def _media_type(self, content_type: str) -> MediaType:
        """Find what is documented: the very type, then its range, then any."""
        name = bare(content_type)
        known = {bare(entry.name): entry for entry in reversed(self.body.content)}
        for wanted in (name, f"{name.partition('/')[0]}/*", "*/*"):
            if wanted in known:
                return known[wanted]
        names = ", ".join(entry.name for entry in self.body.content)
        told = f"is {name}" if name else "has no Content-Type"
        raise Refusal(
            415, f"the body {told}; documented is {names}", headers={"Accept": names}
        )

    def _value(self, media_type: MediaType, content_type: str) -> Any:
        name, content = bare(content_type), self.incoming.body
        if is_json(name):
            return _json(content)
        schema = media_type.schema
        schema = None if schema is None else self.checks.schemas.of(schema)
        if name == FORM and schema is not None:
            return self._form(media_type, schema, content)
        if name.startswith("multipart/"):
            return self._multipart(schema, content, content_type)
        if name.startswith("text/"):
            text = _text(content, content_type)
            return text if schema is None else self._typing.chosen((text,), schema)
        return content.decode("latin-1")

    @property
    def _typing(self) -> Typing:
        return Typing(self.checks.schemas)

    def _form(
        self, media_type: MediaType, schema: AnySchema, content: bytes
    ) -> dict[str, Any]:
        try:
            pairs = split_pairs(content.decode("ascii"))
        except UnicodeDecodeError:
            raise Unreadable("it is no ASCII text") from None
        encodings = {entry.name: entry for entry in media_type.encoding}
        return PairReader(self._typing, schema, encodings, pairs).read()

    def _multipart(
        self, schema: AnySchema | None, content: bytes, content_type: str
    ) -> Any:
        try:
            parts = (*parts_of(content, content_type),)
        except NoMultipart as problem:
            raise Unreadable(str(problem)) from None
        return PartReader(self._typing, schema).read(parts)


def _json(content: bytes) -> Any:
    try:
        return read_json(content)
    except ValueError as problem:
        raise Unreadable(str(problem)) from None


def _text(content: bytes, content_type: str) -> str:
    charset = charset_of(content_type) or "utf-8"
    try:
        return content.decode(charset)
    except (UnicodeDecodeError, LookupError):
        raise Unreadable(f"it is no {charset}") from None
