"""How values look on the wire (OpenAPI 3.1.1, Parameter Object, `style` and `explode`).

The generated clients are tested with what this module writes, so it shares nothing with
them. It writes what `samples` makes: scalars, arrays of scalars, flat objects.
"""

import json
from typing import Any
from urllib.parse import quote, unquote

from specloom.ir.api import Encoding, Parameter, Style
from specloom.lower.media_types import is_json

_DELIMITERS = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}
_KEPT_IN_COOKIES = "!#$&'()*+-./:<=>?@[]^_`{|}~"
_KEPT_RESERVED = ":/?@!$'()*,;="
_KEPT_IN_PATHS = ":@!$&'()*+,;="
_LITERAL = "/:@!$&'()*+,;=%?-._~"


class Unwritable(Exception):
    """The standard does not say how a value is written."""


def scalar(value: Any) -> str:
    """Write a scalar as JSON does, a text without its quotes."""
    if isinstance(value, str):
        return value
    if isinstance(value, (bool, int, float)):
        return json.dumps(value)
    raise Unwritable


def compact(value: Any) -> str:
    """Write JSON text without blanks; bytes have none."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_refuse)


def _refuse(value: Any) -> Any:
    raise Unwritable(type(value).__name__)


def fixed_path(text: str) -> str:
    """Write the text between the expressions of a path template."""
    return quote(text, safe=_LITERAL)


def in_path(parameter: Parameter, value: Any) -> str:
    """Write a path parameter in its style."""
    safe = _KEPT_IN_PATHS if parameter.allow_reserved else ""
    if parameter.media_type:
        return quote(_content(parameter, value), safe=safe)
    name, explode = quote(parameter.name, safe=""), parameter.explode
    match parameter.style:
        case "label":
            return "." + _parts(value, "." if explode else ",", explode, safe)
        case "matrix" if explode and isinstance(value, list):
            texts = [quote(scalar(item), safe="") for item in value]
            return "".join(f";{name}={text}" if text else f";{name}" for text in texts)
        case "matrix" if explode and isinstance(value, dict):
            return ";" + _parts(value, ";", explode, safe) if value else ""
        case "matrix" if value == "":
            return f";{name}"
        case "matrix" if value == {}:
            return ""
        case "matrix":
            return f";{name}={_parts(value, ',', explode, safe)}"
    return _parts(value, ",", explode, safe)


def in_query(parameter: Parameter, value: Any) -> list[str]:
    """Write a query parameter as its pairs."""
    safe = _KEPT_RESERVED if parameter.allow_reserved else ""
    name = quote(parameter.name, safe="")
    if parameter.style == "querystring":
        return _whole_query(parameter, value)
    if parameter.media_type:
        return [f"{name}={quote(_content(parameter, value), safe=safe)}"]
    return _pairs(name, value, parameter.style, parameter.explode, safe)


def in_header(parameter: Parameter, value: Any) -> str:
    """Write a header parameter; nothing in it is encoded."""
    if parameter.media_type:
        return _content(parameter, value)
    return ",".join(_texts(value, parameter.explode, None))


def in_cookie(parameter: Parameter, value: Any) -> list[str]:
    """Write a cookie parameter as its pairs."""
    name = quote(parameter.name, safe="")
    if parameter.media_type:
        return [f"{name}={quote(_content(parameter, value), safe=_KEPT_IN_COOKIES)}"]
    pairs = _pairs(name, value, "form", parameter.explode, _KEPT_IN_COOKIES)
    return [*map(unquote, pairs)] if parameter.style == "cookie" else pairs


def in_form(name: str, value: Any, encoding: Encoding | None) -> list[str]:
    """Write one property of `application/x-www-form-urlencoded` (Encoding Object)."""
    if _is_json_text(value, encoding):
        return [f"{quote(name, safe='')}={quote(compact(value), safe='')}"]
    style: Style = (encoding.style if encoding else None) or "form"
    explode = encoding.explode if encoding else None
    explode = style == "form" if explode is None else explode
    safe = _KEPT_RESERVED if encoding and encoding.allow_reserved else ""
    return _pairs(quote(name, safe=""), value, style, explode, safe)


def _is_json_text(value: Any, encoding: Encoding | None) -> bool:
    if encoding and (
        encoding.style or encoding.explode is not None or encoding.allow_reserved
    ):
        return False
    is_said = encoding is not None and is_json(encoding.content_type)
    return isinstance(value, dict) or (is_said and value is not None)


def _whole_query(parameter: Parameter, value: Any) -> list[str]:
    if "x-www-form-urlencoded" not in parameter.media_type:
        return [quote(_content(parameter, value), safe="")]
    if not isinstance(value, dict):
        raise Unwritable
    return [pair for name, item in value.items() for pair in in_form(name, item, None)]


def _content(parameter: Parameter, value: Any) -> str:
    if is_json(parameter.media_type):
        return compact(value)
    return scalar(value)


def _pairs(name: str, value: Any, style: Style, explode: bool, safe: str) -> list[str]:
    if isinstance(value, dict):
        return _object_pairs(name, value, style, explode, safe)
    if isinstance(value, list):
        texts = _texts(value, explode, safe)
        if explode or style == "deepObject":
            return [f"{name}={text}" for text in texts]
        joined = _DELIMITERS.get(style, ",").join(texts)
        return [f"{name}={joined}"] if texts else []
    return [] if value is None else [f"{name}={quote(scalar(value), safe=safe)}"]


def _object_pairs(
    name: str, value: dict[str, Any], style: Style, explode: bool, safe: str
) -> list[str]:
    members = {
        quote(key, safe=""): quote(scalar(member), safe=safe)
        for key, member in value.items()
    }
    if style == "deepObject":
        return [f"{name}%5B{key}%5D={text}" for key, text in members.items()]
    if explode:
        return [f"{key}={text}" for key, text in members.items()]
    texts = [text for pair in members.items() for text in pair]
    return [f"{name}={_DELIMITERS.get(style, ',').join(texts)}"] if texts else []


def _parts(value: Any, separator: str, explode: bool, safe: str) -> str:
    return separator.join(_texts(value, explode, safe))


def _texts(value: Any, explode: bool, safe: str | None) -> list[str]:
    """Write the parts of a value; without `safe` nothing is encoded."""

    def encoded(part: Any) -> str:
        return scalar(part) if safe is None else quote(scalar(part), safe=safe)

    if isinstance(value, list):
        return [encoded(item) for item in value]
    if isinstance(value, dict):
        if explode:
            return [f"{encoded(key)}={encoded(item)}" for key, item in value.items()]
        return [encoded(part) for pair in value.items() for part in pair]
    return [encoded(value)]
