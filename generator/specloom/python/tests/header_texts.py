"""What the text of a header has to be for a value (OpenAPI 3.1.1, Header Object)."""

from typing import Any

from specloom.ir.api import Header, Parameter
from specloom.python.tests.wire_texts import Unwritable, in_header


def header_text(header: Header, value: Any, *, is_text: bool = False) -> str | None:
    """Write a value; nothing if no header can carry it as it is."""
    try:
        text = in_header(_as_parameter(header, is_text), value)
    except Unwritable:
        return None
    is_sent = text.isascii() and text.isprintable() and text == text.strip() != ""
    return text if is_sent else None


def _as_parameter(header: Header, is_text: bool) -> Parameter:
    """Give a parameter that is written in the same way."""
    return Parameter(
        header.at,
        header.name,
        "header",
        header.required,
        header.schema,
        header.shape,
        "simple",
        header.explode,
        media_type="" if is_text else header.media_type,
    )
