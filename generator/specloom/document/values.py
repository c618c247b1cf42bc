"""Compare and name JSON values as JSON Schema 2020-12 sees them (core, section 4.2.1)."""

import json
import re
from typing import Any

MAX_SHOWN = 60
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


def identity(value: Any) -> tuple[str, Any]:
    """Return a key that is equal for equal JSON values: 1 is 1.0, but not true."""
    match value:
        case bool():
            return "boolean", value
        case int() | float():
            return "number", value
        case str():
            return "string", value
        case list():
            return "array", tuple(identity(item) for item in value)
        case dict():
            return "object", frozenset((k, identity(v)) for k, v in value.items())
        case _:
            return "null", None


def is_type(value: Any, type_: str) -> bool:
    """Say whether a value is an instance of a JSON Schema type; unknown types fit."""
    match type_:
        case "integer":
            return _is_number(value) and value % 1 == 0
        case "number":
            return _is_number(value)
        case "string":
            return isinstance(value, str)
        case "boolean":
            return isinstance(value, bool)
        case "array":
            return isinstance(value, list)
        case "object":
            return isinstance(value, dict)
        case "null":
            return value is None
        case _:
            return True


def type_name(value: Any) -> str:
    """Return what a message calls a value: "text", "a number", "an object"."""
    match value:
        case None:
            return "null"
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case str():
            return "text"
        case list():
            return "a list"
        case _:
            return "an object"


def is_token(text: str) -> bool:
    """Tell whether a text is a token, as methods and header names are (RFC 9110, 5.6.2)."""
    return _TOKEN.fullmatch(text) is not None


def shown(value: Any) -> str:
    """Return a value as a message shows it: JSON, shortened, text in single quotes."""
    if isinstance(value, str):
        return f"'{value if len(value) <= MAX_SHOWN else value[:MAX_SHOWN] + '...'}'"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "..."


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
