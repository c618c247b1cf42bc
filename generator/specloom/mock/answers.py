"""Choose and write the answer to a request that is as it should be.

OpenAPI 3.1.1, Responses Object: an exact status, else its class, else `default`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from specloom.ir.api import MediaType, Operation, Response
from specloom.ir.schema import Value
from specloom.lower.media_types import is_json
from specloom.mock.content import SEVERAL, Kind, Unwritable, kind_of, write
from specloom.mock.description import Description
from specloom.mock.headers import header_lines
from specloom.mock.negotiate import acceptable, concrete
from specloom.mock.prefer import Preferences
from specloom.mock.refusal import Refusal
from specloom.mock.synthesis import NoSample, Synthesis
from specloom.mock.typed import Typing
from specloom.mock.whole import whole
from specloom.mock.xml_text import XmlWriter

_LINES = 3
_NO_CONTENT = (204, 205, 304)
_FIRST_ERROR = 400
_OK = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent: status, header lines and body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers one request to one operation."""

    operation: Operation
    description: Description
    synthesis: Synthesis
    preferences: Preferences

    def answer(self, accept: str | None) -> Answer:
        """Give the answer; raises Refusal where there is none as it is asked for."""
        if not self.operation.responses and self.preferences.code is None:
            self._refuse_example(())
            return Answer(_OK, ())
        response, status = self.chosen()
        headers = tuple(header_lines(response, self.synthesis))
        if not response.content or status in _NO_CONTENT:
            self._refuse_example(())
            return Answer(status, headers)
        content = acceptable(response.content, accept)
        if not content and status >= _FIRST_ERROR:
            # RFC 9110, section 15.5.7: what tells of an error may be sent all the same.
            content = response.content
        if not content:
            names = ", ".join(entry.name for entry in response.content)
            raise Refusal(406, f"Accept is '{accept}'; documented is {names}")
        media_type, body = self._content(content)
        lines = _content_lines(media_type)
        return Answer(status, (*lines, *headers), body)

    def chosen(self) -> tuple[Response, int]:
        """Give the response that is asked for, and the status to send with it."""
        by_status = {entry.status: entry for entry in self.operation.responses}
        code = self.preferences.code
        if code is None:
            return self._usual(by_status)
        for status in (str(code), f"{code // 100}XX", "default"):
            if status in by_status:
                return by_status[status], code
        known = ", ".join(by_status) or "none"
        raise Refusal(404, f"the status {code} is not documented; {known} is")

    def _usual(self, by_status: dict[str, Response]) -> tuple[Response, int]:
        """Give the first success, else `default`, else the first answer of all."""
        first = next((status for status in by_status if status[0] == "2"), None)
        chosen = first or ("default" if "default" in by_status else None)
        chosen = chosen or next(iter(by_status))
        usual = "200" if chosen == "default" else chosen.replace("XX", "00")
        return by_status[chosen], int(usual)

    def _content(self, content: tuple[MediaType, ...]) -> tuple[MediaType, bytes]:
        """Write the first of some media types that can be written."""
        if self.preferences.example is not None:
            return self._example(content, self.preferences.example)
        for media_type in content:
            try:
                return media_type, self._body(media_type)
            except (NoSample, Unwritable):
                continue
        raise Refusal(
            501,
            f"no value is known that can be written as {content[0].name};"
            f" an example in the document at {content[0].at.pointer} would be sent",
        )

    def _example(
        self, content: tuple[MediaType, ...], name: str
    ) -> tuple[MediaType, bytes]:
        known: dict[str, Value] = {}
        for media_type in content:
            examples = self.description.named_examples(media_type)
            known |= examples
            if name in examples:
                try:
                    return media_type, self._shown(media_type, examples[name].json)
                except Unwritable:
                    continue
        self._refuse_example(tuple(known))
        raise Refusal(501, f"the example '{name}' cannot be written")

    def _refuse_example(self, known: tuple[str, ...]) -> None:
        name = self.preferences.example
        if name is not None and name not in known:
            names = ", ".join(known) or "none"
            raise Refusal(404, f"there is no example '{name}' here; known: {names}")

    def _body(self, media_type: MediaType) -> bytes:
        """Give the first example that is a whole content, or write what is made up."""
        stated = (self._whole(media_type, entry.json) for entry in media_type.examples)
        found = next((entry for entry in stated if entry is not None), None)
        if found is not None:
            return found
        turns = range(_LINES if self._kind(media_type) in SEVERAL else 1)
        values = tuple(self.synthesis.content(media_type, turn) for turn in turns)
        return self._written(media_type, values)

    def _shown(self, media_type: MediaType, example: Any) -> bytes:
        found = self._whole(media_type, example)
        return self._written(media_type, (example,)) if found is None else found

    def _whole(self, media_type: MediaType, example: Any) -> bytes | None:
        schema, checks = media_type.schema, self.synthesis.checks
        return whole(
            self._kind(media_type),
            example,
            lambda value: schema is not None and checks.accepts(schema, value),
        )

    def _written(self, media_type: MediaType, values: tuple[Any, ...]) -> bytes:
        kind = self._kind(media_type)
        if kind == "xml":
            typing = Typing(self.synthesis.checks.schemas)
            writer = XmlWriter(self.description, typing)
            return writer.document(values[0], media_type.schema).encode("utf-8")
        return write(kind, values)

    def _kind(self, media_type: MediaType) -> Kind:
        return kind_of(media_type, streaming=self.operation.streaming)


def _content_lines(media_type: MediaType) -> Iterator[tuple[str, str]]:
    """Yield the headers of the content; a document's HTML runs no script here."""
    name = _one_line(concrete(media_type))
    yield "content-type", name
    if not is_json(name):
        yield "content-security-policy", "sandbox"
        yield "x-content-type-options", "nosniff"


def _one_line(text: str) -> str:
    """Keep what a header may hold (RFC 9110, section 5.5)."""
    return "".join(char for char in text if char.isascii() and char.isprintable())
