"""What a media type's content is to a program (OpenAPI 3.1.1, Media Type Object).

A schema describes content that has parts a program can name: JSON, forms, parts, and
streams of JSON values or of events. Of all other content the text or the bytes are given
and taken as they are; a schema says at most what the text is.
"""

import re

from specloom.ir.api import Form
from specloom.ir.shape import Anything, Literals, ObjectOf, Scalar, Shape

_BINARY = Scalar("binary")
FORM = "application/x-www-form-urlencoded"
_JSON = frozenset({"application/json", "text/json", "*/*"})
_LINES = frozenset(
    {"ndjson", "x-ndjson", "jsonl", "x-jsonl", "jsonlines", "json-lines"}
)
_EVENT_FIELDS = frozenset({"data", "event", "id", "retry"})
_TEXTS = ("text/", "message/")
_TEXT_WORDS = frozenset(
    {"xml", "yaml", "csv", "graphql", "javascript", "html", "sparql", "toml", "sql"}
)
_BYTES = ("image/", "audio/", "video/", "font/", "model/")
_BYTES_WORDS = frozenset(
    {"octet", "pdf", "zip", "gzip", "tar", "7z", "rar", "protobuf", "parquet"}
    | {"msgpack", "officedocument", "excel", "msword", "powerpoint"}
)
_WORDS = re.compile(r"[/+.\-]")


def essence(name: str) -> str:
    """Give a media type without its parameters (RFC 9110, section 8.3.1)."""
    return name.split(";", maxsplit=1)[0].strip().lower()


def is_json(name: str) -> bool:
    """Tell whether a media type is JSON (RFC 8259) or has the suffix `+json` (RFC 6839)."""
    return essence(name) in _JSON or essence(name).endswith("+json")


def is_stream(name: str) -> bool:
    """Tell whether content is one value after another, and may have no end."""
    return _stream(essence(name)) is not None


def form_of(name: str, shape: Shape) -> Form:
    """Tell what content of a media type is, where its schema has some shape."""
    bare = essence(name)
    stream = _stream(bare)
    if stream is not None:
        return _event_form(shape) if stream == "events" else stream
    if bare == "*/*" and shape in (_BINARY, Scalar("string")):
        return "bytes"
    if is_json(bare):
        return "json"
    if bare == FORM:
        return "form"
    return "multipart" if bare.startswith("multipart/") else _opaque(bare, shape)


def _stream(bare: str) -> Form | None:
    if bare.partition("/")[2] in _LINES:
        return "lines"
    if bare.endswith("json-seq"):
        return "sequence"
    return "events" if bare == "text/event-stream" else None


def _event_form(shape: Shape) -> Form:
    """Tell what an event is described as: itself, or the JSON text that is its data."""
    if isinstance(shape, Anything) or shape == Scalar("string"):
        return "events"
    if isinstance(shape, ObjectOf) and shape.fields:
        names = {field.name for field in shape.fields}
        return "event objects" if "data" in names <= _EVENT_FIELDS else "event data"
    return "event data"


def _opaque(bare: str, shape: Shape) -> Form:
    words = set(_WORDS.split(bare))
    if shape == _BINARY or bare.startswith(_BYTES):
        return "bytes"
    if bare.startswith(_TEXTS) or words & _TEXT_WORDS:
        return "text"
    return "text" if _is_text(shape) and not words & _BYTES_WORDS else "bytes"


def _is_text(shape: Shape) -> bool:
    return isinstance(shape, Literals) or shape == Scalar("string")
