"""Write the documented headers of an answer (OpenAPI 3.1.1, Header Object)."""

import re
from collections.abc import Iterator

from specloom.ir.api import Response
from specloom.mock.description import Description, Header
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


def header_lines(
    description: Description, response: Response, synthesis: Synthesis
) -> Iterator[tuple[str, str]]:
    """Yield name and value of each header for which a value is known."""
    for header in description.headers.get(response.at, ()):
        name = header.name.lower()
        if _TOKEN.match(name) and name not in _OWN:
            try:
                yield name, _text(header, synthesis)
            except NoSample:
                continue


def _text(header: Header, synthesis: Synthesis) -> str:
    value = synthesis.value(header.schema, header.examples, header.name.lower())
    style = Style("simple", explode=header.explode)
    text = write_text(value) if header.is_content else header_text(value, style)
    return "".join(char for char in text if char.isascii() and char.isprintable())
