"""Write a value as the content of an answer (OpenAPI 3.1.1, Media Type Object)."""

from typing import Any, Literal, TypeAlias
from urllib.parse import urlencode

from specloom.ir.api import MediaType
from specloom.lower.media_types import is_json
from specloom.mock.negotiate import concrete
from specloom.runtime.json_text import write_json
from specloom.runtime.media_types import bare

Kind: TypeAlias = Literal["json", "lines", "events", "form", "text", "bytes", "opaque"]

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
    if name == "text/event-stream":
        return "events"
    if name == "application/x-www-form-urlencoded":
        return "form"
    if name in _XML or name.endswith("+xml") or name.startswith(_OPAQUE):
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
        case "events":
            return b"".join(b"data: " + write_json(entry) + b"\n\n" for entry in values)
        case "form" if isinstance(values[0], dict):
            pairs = {name: _text(member) for name, member in values[0].items()}
            return urlencode(pairs).encode("ascii")
        case "opaque" if not isinstance(values[0], str):
            raise Unwritable
    return _text(values[0]).encode("utf-8", "surrogatepass")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else write_json(value).decode("utf-8")
