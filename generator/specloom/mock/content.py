"""Write a value as the content of an answer (OpenAPI 3.1.1, Media Type Object)."""

from typing import Any, Literal, TypeAlias
from urllib.parse import urlencode

from specloom.ir.api import MediaType
from specloom.lower.media_types import FORM, is_json
from specloom.mock.negotiate import concrete
from specloom.runtime.json_text import write_json
from specloom.runtime.media_types import bare

Kind: TypeAlias = Literal[
    "json", "lines", "records", "events", "form", "text", "bytes", "xml", "opaque"
]
# Content of several values, one after the other.
SEVERAL: tuple[Kind, ...] = ("lines", "records", "events")

_EVENT = ("event", "id", "retry", "data")
_LINES = frozenset(
    {
        "application/x-ndjson",
        "application/ndjson",
        "application/jsonl",
        "application/x-jsonl",
    }
)
_OPAQUE = ("multipart/",)
_XML = ("application/xml", "text/xml")


class Unwritable(Exception):
    """There is no way known to write a value as a media type."""


def kind_of(media_type: MediaType, *, streaming: bool = False) -> Kind:
    """Tell in which form content is written; what is `opaque` needs a text as example."""
    name = bare(concrete(media_type))
    if name in _LINES:
        return "lines"
    if is_json(name):
        return "lines" if streaming else "json"
    if name == "application/json-seq" or name.endswith("+json-seq"):
        return "records"
    if name == "text/event-stream":
        return "events"
    if name == FORM:
        return "form"
    if name in _XML or name.endswith("+xml"):
        return "xml"
    if name.startswith(_OPAQUE):
        return "opaque"
    return "text" if name.startswith("text/") else "bytes"


def write(kind: Kind, values: tuple[Any, ...]) -> bytes:
    """Write values: several as lines or events, else the one there is.

    Raises:
        Unwritable: the form has no place for such a value.
    """
    match kind:
        case "json":
            return write_json(values[0])
        case "lines":
            return b"".join(write_json(value) + b"\n" for value in values)
        case "records":
            # RFC 7464, section 2.2: a record separator before each.
            return b"".join(b"\x1e" + write_json(value) + b"\n" for value in values)
        case "events":
            return "".join(map(_event, values)).encode("utf-8", "surrogatepass")
        case "form" if isinstance(values[0], dict):
            pairs = {name: _text(member) for name, member in values[0].items()}
            return urlencode(pairs).encode("ascii")
        case "opaque" | "xml" if not isinstance(values[0], str):
            raise Unwritable
    return _text(values[0]).encode("utf-8", "surrogatepass")


def _event(value: Any) -> str:
    """Write an event (HTML Standard, 9.2.6): its fields if it has such, else its data."""
    is_event = isinstance(value, dict) and "data" in value and {*value} <= {*_EVENT}
    fields = value if is_event else {"data": write_json(value).decode("utf-8")}
    lines = [
        f"{name}: {line}"
        for name in _EVENT
        if name in fields
        for line in _text(fields[name]).splitlines() or [""]
    ]
    return "\n".join(lines) + "\n\n"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else write_json(value).decode("utf-8")
