"""Give valid values for the form of an operation, as they are sent.

OpenAPI 3.1.1, Parameter Object, `style`: what is no scalar is shown as it is sent, since a
form has no better word for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from specloom.ir.api import MediaType, Operation, Parameter, SecurityScheme
from specloom.ir.schema import AnySchema
from specloom.lower.media_types import FORM
from specloom.mock.content import Unwritable, kind_of, write
from specloom.mock.negotiate import concrete
from specloom.mock.prefer import WORDS
from specloom.mock.service import Service
from specloom.mock.synthesis import NoSample, Synthesis
from specloom.python.tests.samples import REQUEST
from specloom.runtime.content import Encoded
from specloom.runtime.multipart import encode_multipart
from specloom.runtime.styles import (
    Style,
    cookie_pairs,
    header_text,
    path_text,
    primitive,
    query_pairs,
)
from specloom.runtime.values import is_array, is_object

_SECRET = "mock"
_USER = "Basic bW9jazptb2Nr"


@dataclass(slots=True)
class Prefill:
    """Makes up what the forms of a service are filled with."""

    service: Service
    _synthesis: Synthesis = field(init=False)

    def __post_init__(self) -> None:
        requests, seed = self.service.requests, self.service.seed
        self._synthesis = Synthesis(requests, seed, REQUEST)

    def of(self, operation: Operation) -> dict[str, Any]:
        """Give the fields of an operation's form."""
        contents = [
            content.name
            for response in operation.responses
            for content in response.content
        ]
        return {
            "description": operation.description,
            "accept": ", ".join(dict.fromkeys(map(_plain, contents))),
            "prefer": self._preferable(operation),
            "parameters": [
                *map(self._parameter, operation.parameters),
                *self._credentials(operation),
            ],
            "body": self._body(operation),
        }

    def _preferable(self, operation: Operation) -> str:
        words = ", ".join(word for word, _ in WORDS)
        statuses = ", ".join(entry.status for entry in operation.responses)
        names = dict.fromkeys(
            name
            for response in operation.responses
            for content in response.content
            for name in self.service.description.named_examples(content)
        )
        examples = f"; examples: {', '.join(names)}" if names else ""
        return f"{words}; statuses: {statuses}{examples}"

    def _parameter(self, parameter: Parameter) -> dict[str, Any]:
        try:
            value = self._value(parameter.schema, parameter)
            text, is_wire = _written(parameter, value)
        except (NoSample, ValueError):
            text, is_wire = "", False
        return {
            "name": parameter.name,
            "in": parameter.in_,
            "required": parameter.required,
            "description": parameter.description,
            "text": text,
            "is_wire": is_wire,
        }

    def _value(self, schema: AnySchema, parameter: Parameter) -> Any:
        return self._synthesis.value(schema, parameter.examples, parameter.name)

    def _credentials(self, operation: Operation) -> Iterator[dict[str, Any]]:
        """Yield fields for the first security requirement."""
        known = {
            entry.key: entry for entry in self.service.description.api.security_schemes
        }
        for requirement in operation.security[:1]:
            for key, _ in requirement.schemes:
                if known[key].type != "mutualTLS":
                    yield _credential(known[key])

    def _body(self, operation: Operation) -> dict[str, Any] | None:
        if operation.request_body is None:
            return None
        media_type = operation.request_body.content[0]
        name = concrete(media_type)
        try:
            encoded = self._encoded(media_type)
        except (NoSample, Unwritable, ValueError, TypeError):
            encoded = Encoded((b"",), name)
        pieces = [piece for piece in encoded.pieces if isinstance(piece, bytes)]
        return {
            "media_type": name,
            "content_type": _plain(encoded.media_type),
            "text": b"".join(pieces).decode("utf-8", "replace"),
            "note": operation.request_body.description,
        }

    def _encoded(self, media_type: MediaType) -> Encoded:
        value, name = self._synthesis.content(media_type), concrete(media_type)
        if name.startswith("multipart/") and is_object(value):
            return encode_multipart(value, {}, name)
        if name == FORM and is_object(value):
            pairs = [pair for key in value for pair in query_pairs(key, value[key])]
            return Encoded(("&".join(map("=".join, pairs)).encode("ascii"),), name)
        return Encoded((write(kind_of(media_type), (value,)),), name)


def _written(parameter: Parameter, value: Any) -> tuple[str, bool]:
    """Give a parameter's text, and whether it is encoded already."""
    media_type = parameter.media_type or None
    style = Style(parameter.style, parameter.explode, content=media_type)
    is_plain = not (is_array(value) or is_object(value) or media_type)
    if parameter.in_ == "header":
        return header_text(value, style), False
    if is_plain and parameter.style not in ("label", "matrix"):
        return primitive(value), False
    if parameter.in_ == "path":
        return path_text(parameter.name, value, style), True
    is_query = parameter.in_ == "query"
    pairs = (query_pairs if is_query else cookie_pairs)(parameter.name, value, style)
    return ("&" if is_query else "; ").join(map("=".join, pairs)), True


def _credential(scheme: SecurityScheme) -> dict[str, Any]:
    name, in_, text = "Authorization", "header", f"Bearer {_SECRET}"
    if scheme.type == "apiKey":
        name, in_, text = scheme.name, scheme.in_, _SECRET
    elif scheme.type == "http" and scheme.scheme.lower() == "basic":
        text = _USER
    elif scheme.type == "http" and scheme.scheme:
        text = f"{scheme.scheme} {_SECRET}"
    return {
        "name": name,
        "in": in_,
        "required": True,
        "description": scheme.description,
        "text": text,
        "is_wire": False,
    }


def _plain(text: str) -> str:
    """Keep what a header may hold (RFC 9110, section 5.5)."""
    return "".join(char for char in text if char.isascii() and char.isprintable())
