"""Escape text for its place in a request (RFC 3986, section 2; RFC 6265, section 4.1.1)."""

from __future__ import annotations

from urllib.parse import quote, quote_from_bytes

# RFC 3986 reserved characters that stay with `allowReserved`; the others of them
# would end the query (`#`), split it (`&`), be read as a space (`+`) or are not
# allowed in it (`[` and `]`).
_RESERVED = ":/?@!$'()*,;="
# RFC 6265, section 4.1.1, cookie-octet, without `%`, which starts an escape.
_COOKIE = "!#$&'()*+-./:<=>?@[]^_`{|}~"


def as_it_is(text: str) -> str:
    """Leave a text as it is, unless it would end a cookie."""
    if ";" in text or not (text.isascii() and text.isprintable()):
        raise ValueError("a cookie of the style `cookie` has no `;` and only ASCII")
    return text


def encoded(text: str) -> str:
    """Encode all but what RFC 3986 calls unreserved."""
    return quote(text, safe="")


def reserved(text: str) -> str:
    """Leave reserved characters, and escapes, that do not change a query."""
    return _keep_escapes(text, _RESERVED)


def reserved_in_path(text: str) -> str:
    """Leave reserved characters, and escapes, that do not change a path."""
    return _keep_escapes(text, ":@!$&'()*+,;=")


def cookie_octets(text: str) -> str:
    """Leave what a cookie may hold."""
    return quote_from_bytes(text.encode(), safe=_COOKIE)


def _keep_escapes(text: str, safe: str) -> str:
    import re

    parts = re.split(r"(%[0-9A-Fa-f]{2})", text)
    return "".join(
        part if index % 2 else quote(part, safe=safe)
        for index, part in enumerate(parts)
    )
