"""Write parameters as text (OpenAPI 3.1.1, Parameter Object, `style` and `explode`).

Null is what RFC 6570, section 2.3, calls undefined: it is left out, and so are empty
arrays and objects. What the table of styles leaves undefined (an array inside an
array) is written as JSON text.

Two styles are of OpenAPI 3.2: `cookie`, which encodes nothing, and `querystring`, which
is what a parameter that is the whole query has here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from .escapes import (
    as_it_is,
    cookie_octets,
    encoded,
    reserved,
    reserved_in_path,
)
from .json_text import write_text
from .media_types import bare, is_json
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
    "querystring",
]
Pair = tuple[str, str]


class Style(NamedTuple):
    """Say how one parameter is written; `content` is for a parameter with a media type."""

    style: StyleName = "form"
    explode: bool = True
    allow_reserved: bool = False
    content: str | None = None


SIMPLE = Style("simple", explode=False)
FORM = Style("form", explode=True)
JSON = Style(content="application/json")
DEFAULTS: Mapping[str, Style] = {
    "path": SIMPLE,
    "query": FORM,
    "header": SIMPLE,
    "cookie": FORM,
}


def query_pairs(name: str, value: Any, style: Style = FORM) -> list[Pair]:
    """Write a query parameter as encoded pairs, ready to be joined by `&`."""
    return _pairs(name, value, style, reserved if style.allow_reserved else encoded)


def cookie_pairs(name: str, value: Any, style: Style = FORM) -> list[Pair]:
    """Write a cookie parameter as pairs, ready to be joined by `; `.

    Raises:
        ValueError: a text of the style `cookie` would end the cookie.
    """
    if style.style == "cookie":
        return _pairs(name, value, style, as_it_is, as_it_is(name))
    return _pairs(name, value, style, cookie_octets)


def form_text(value: Mapping[str, Any], styles: Mapping[str, Style]) -> str:
    """Write an object as `application/x-www-form-urlencoded` (Encoding Object).

    A property without a style of its own is repeated if it is an array, and JSON text if
    it is an object.
    """
    pairs = [
        pair
        for name, member in value.items()
        for pair in query_pairs(
            name, member, styles.get(name) or (JSON if is_object(member) else FORM)
        )
    ]
    return "&".join(f"{name}={text}" for name, text in pairs)


def whole_query(value: Any, style: Style) -> str:
    """Write a value that is the whole query (OpenAPI 3.2, `in: querystring`)."""
    if is_object(value) and _is_form(style.content or ""):
        return form_text(value, {})
    return encoded(content_text(value, style.content or ""))


def content_text(value: Any, media_type: str) -> str:
    """Write a value as text of a media type (Parameter Object, `content`)."""
    if is_json(bare(media_type)):
        return write_text(value)
    if is_object(value) and _is_form(media_type):
        return form_text(value, {})
    return primitive(value)


def path_text(name: str, value: Any, style: Style = SIMPLE) -> str:
    """Write a path parameter, ready to be put into the template."""
    encode = reserved_in_path if style.allow_reserved else encoded
    if style.content is not None:
        return encode(content_text(value, style.content))
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
        return content_text(value, style.content)
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
    name: str,
    value: Any,
    style: Style,
    encode: Callable[[str], str],
    key: str = "",
) -> list[Pair]:
    key = key or encoded(name)
    if style.content is not None:
        return [(key, encode(content_text(value, style.content)))]
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
            (_name(n, style), encode(primitive(item)))
            for n, m in members
            for item in (m if is_array(m) else [m])
        ]
    texts = [
        text for n, m in members for text in (_name(n, style), encode(primitive(m)))
    ]
    return [(key, _delimiter(style).join(texts))] if texts else []


def _deep(
    prefix: str, name: str, value: Any, encode: Callable[[str], str]
) -> list[Pair]:
    # Only flat objects are defined; deeper ones follow the habit of `a[b][c]`.
    key = f"{prefix}{encoded(name)}%5D"
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
    key = encoded(name)
    texts = _flat(value, encode, "=" if explode else ",")
    if is_object(value) and explode:
        return "".join(f";{text}" for text in texts)
    if not explode:
        texts = [",".join(texts)] if texts else []
    # RFC 6570, section 3.2.7: no `=` after the name of an empty value.
    return "".join(f";{key}={text}" if text else f";{key}" for text in texts)


def _name(name: str, style: Style) -> str:
    return as_it_is(name) if style.style == "cookie" else encoded(name)


def _is_form(media_type: str) -> bool:
    return bare(media_type) == "application/x-www-form-urlencoded"
