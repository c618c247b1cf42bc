"""Write parameters as text (OpenAPI 3.1.1, Parameter Object, `style` and `explode`).

Null is what RFC 6570, section 2.3, calls undefined: it is left out, and so are empty
arrays and objects. What the table of styles leaves undefined (an array inside an
array) is written as JSON text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple
from urllib.parse import quote, quote_from_bytes

from .json_text import write_text
from .values import is_array, is_object

StyleName = Literal[
    "simple",
    "label",
    "matrix",
    "form",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
    "cookie",
]
Pair = tuple[str, str]

# RFC 3986 reserved characters that stay with `allowReserved`; the others of them
# would end the query (`#`), split it (`&`), be read as a space (`+`) or are not
# allowed in it (`[` and `]`).
_RESERVED = ":/?@!$'()*,;="
# RFC 6265, section 4.1.1, cookie-octet, without `%`, which starts an escape.
_COOKIE = "!#$&'()*+-./:<=>?@[]^_`{|}~"


class Style(NamedTuple):
    """Say how one parameter is written; `content` is for a parameter with a media type."""

    style: StyleName = "form"
    explode: bool = True
    allow_reserved: bool = False
    content: str | None = None


SIMPLE = Style("simple", explode=False)
FORM = Style("form", explode=True)
DEFAULTS: Mapping[str, Style] = {
    "path": SIMPLE,
    "query": FORM,
    "header": SIMPLE,
    "cookie": FORM,
}


def query_pairs(name: str, value: Any, style: Style = FORM) -> list[Pair]:
    """Write a query parameter as encoded pairs, ready to be joined by `&`."""
    return _pairs(name, value, style, _reserved if style.allow_reserved else _encode)


def cookie_pairs(name: str, value: Any, style: Style = FORM) -> list[Pair]:
    """Write a cookie parameter as pairs, ready to be joined by `; `."""
    return _pairs(name, value, style, _cookie)


def path_text(name: str, value: Any, style: Style = SIMPLE) -> str:
    """Write a path parameter, ready to be put into the template."""
    encode = _reserved_path if style.allow_reserved else _encode
    if style.content is not None:
        return encode(write_text(value))
    match style.style:
        case "label":
            return _prefixed(value, style.explode, ".", encode)
        case "matrix":
            return _matrix(name, value, style.explode, encode)
        case _:
            return simple_text(value, style.explode, encode)


def header_text(value: Any, style: Style = SIMPLE) -> str:
    """Write a header parameter; headers are not percent-encoded."""
    if style.content is not None:
        return write_text(value)
    return simple_text(value, style.explode, str)


def simple_text(value: Any, explode: bool, encode: Callable[[str], str]) -> str:
    """Write a value in the style `simple`."""
    return ",".join(_flat(value, encode, "=" if explode else ","))


def primitive(value: Any) -> str:
    """Write a primitive as JSON would, a string without its quotes."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return write_text(value)


def _pairs(
    name: str, value: Any, style: Style, encode: Callable[[str], str]
) -> list[Pair]:
    key = _encode(name)
    if style.content is not None:
        return [(key, encode(write_text(value)))]
    if is_array(value):
        return _array_pairs(key, value, style, encode)
    if is_object(value):
        return _object_pairs(key, value, style, encode)
    return [] if value is None else [(key, encode(primitive(value)))]


def _array_pairs(
    key: str, value: list[Any], style: Style, encode: Callable[[str], str]
) -> list[Pair]:
    texts = [encode(primitive(item)) for item in value if item is not None]
    if style.explode or style.style == "deepObject":
        return [(key, text) for text in texts]
    return [(key, _delimiter(style).join(texts))] if texts else []


def _object_pairs(
    key: str, value: dict[str, Any], style: Style, encode: Callable[[str], str]
) -> list[Pair]:
    members = [(n, m) for n, m in value.items() if m is not None]
    if style.style == "deepObject":
        return [pair for n, m in members for pair in _deep(f"{key}%5B", n, m, encode)]
    if style.explode:
        return [
            (_encode(n), encode(primitive(item)))
            for n, m in members
            for item in (m if is_array(m) else [m])
        ]
    texts = [text for n, m in members for text in (_encode(n), encode(primitive(m)))]
    return [(key, _delimiter(style).join(texts))] if texts else []


def _deep(
    prefix: str, name: str, value: Any, encode: Callable[[str], str]
) -> list[Pair]:
    # Only flat objects are defined; deeper ones follow the habit of `a[b][c]`.
    key = f"{prefix}{_encode(name)}%5D"
    if is_object(value):
        inner = [(n, m) for n, m in value.items() if m is not None]
        return [pair for n, m in inner for pair in _deep(f"{key}%5B", n, m, encode)]
    items = value if is_array(value) else [value]
    return [(key, encode(primitive(item))) for item in items if item is not None]


def _delimiter(style: Style) -> str:
    match style.style:
        case "spaceDelimited":
            return "%20"
        case "pipeDelimited":
            return "%7C"
        case _:
            return ","


def _flat(value: Any, encode: Callable[[str], str], equals: str) -> list[str]:
    if is_array(value):
        return [encode(primitive(item)) for item in value if item is not None]
    if is_object(value):
        return [
            f"{encode(name)}{equals}{encode(primitive(member))}"
            for name, member in value.items()
            if member is not None
        ]
    return [] if value is None else [encode(primitive(value))]


def _prefixed(
    value: Any, explode: bool, prefix: str, encode: Callable[[str], str]
) -> str:
    separator = prefix if explode else ","
    texts = _flat(value, encode, "=" if explode else ",")
    return prefix + separator.join(texts) if texts else ""


def _matrix(name: str, value: Any, explode: bool, encode: Callable[[str], str]) -> str:
    key = _encode(name)
    texts = _flat(value, encode, "=" if explode else ",")
    if is_object(value) and explode:
        return "".join(f";{text}" for text in texts)
    if not explode:
        texts = [",".join(texts)] if texts else []
    # RFC 6570, section 3.2.7: no `=` after the name of an empty value.
    return "".join(f";{key}={text}" if text else f";{key}" for text in texts)


def _encode(text: str) -> str:
    return quote(text, safe="")


def _reserved(text: str) -> str:
    return _keep_escapes(text, _RESERVED)


def _reserved_path(text: str) -> str:
    return _keep_escapes(text, ":@!$&'()*+,;=")


def _cookie(text: str) -> str:
    return quote_from_bytes(text.encode(), safe=_COOKIE)


def _keep_escapes(text: str, safe: str) -> str:
    import re

    parts = re.split(r"(%[0-9A-Fa-f]{2})", text)
    return "".join(
        part if index % 2 else quote(part, safe=safe)
        for index, part in enumerate(parts)
    )
