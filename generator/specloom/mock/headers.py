"""Write the documented headers of an answer (OpenAPI 3.1.1, Header Object)."""

import re
from collections.abc import Iterator

from specloom.ir.api import Header, Response
from specloom.lower.media_types import is_json
from specloom.mock.synthesis import NoSample, Synthesis
from specloom.runtime.json_text import write_text
from specloom.runtime.styles import Style, header_text

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+\Z")
# Content-Type "SHALL be ignored"; the others frame the message.
_OWN = frozenset(
    {
        "connection",
        "content-encoding",
        "content-length",
        "content-security-policy",
        "content-type",
        "keep-alive",
        "preference-applied",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "x-content-type-options",
    }
)


def header_lines(response: Response, synthesis: Synthesis) -> Iterator[tuple[str, str]]:
    """Yield name and value of each header for which a value is known."""
    for header in response.headers:
        name = header.name.lower()
        if _TOKEN.match(name) and name not in _OWN:
            try:
                yield name, _text(header, synthesis)
            except NoSample:
                continue


def _text(header: Header, synthesis: Synthesis) -> str:
    value = synthesis.value(header.schema, header.examples, header.name.lower())
    style = Style("simple", explode=header.explode)
    text = write_text(value) if _is_json(header, value) else header_text(value, style)
    return "".join(char for char in text if char.isascii() and char.isprintable())


def _is_json(header: Header, value: object) -> bool:
    """Tell whether a value is written as JSON: as its media type, or what is no text."""
    media_type = header.media_type
    return bool(media_type) and (is_json(media_type) or not isinstance(value, str))
