"""Read a plain scalar by the core schema of YAML 1.2.2 (section 10.3.2).

So `no`, `on`, `1:30` and `2020-01-01` are text, and 0o17 is fifteen.
"""

import math
import re
from typing import Any

from specloom.document.limits import MAX_DIGITS, TOO_LARGE, TOO_LONG

TAG = "tag:yaml.org,2002:"

_WORDS: dict[str, bool | None] = {
    "": None,
    **dict.fromkeys(("~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_STARTS = frozenset("-+.0123456789")
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NO_JSON = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_BASES = {"0o": 8, "0x": 16}


class ScalarError(ValueError):
    """A scalar that JSON cannot hold, or that its tag does not allow."""


def plain(text: str) -> str | int | float | bool | None:
    """Return the value of an unquoted, untagged scalar."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _STARTS:
        return text
    if _INT.fullmatch(text):
        return _int(text)
    if _FLOAT.fullmatch(text):
        return _float(text)
    if _NO_JSON.fullmatch(text):
        raise ScalarError(f"{text} is not a JSON number")
    return text


def tagged(text: str, tag: str) -> Any:
    """Return the value of a scalar with an explicit tag of the core schema."""
    if tag in ("!", TAG + "str"):
        return text
    value = plain(text)
    name = tag.removeprefix(TAG)
    if name == "float" and type(value) is int:
        return float(value)
    if tag == TAG + name and name == _TYPES.get(type(value)):
        return value
    shown = tag.replace(TAG, "!!")
    raise ScalarError(f"the tag {shown} is not read here: {_hint(name)}")


_TYPES = {int: "int", float: "float", bool: "bool", type(None): "null"}


def _hint(name: str) -> str:
    if name in _TYPES.values():
        return f"the value is no {name}"
    return "only the tags of the YAML 1.2 core schema are"


def _int(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise ScalarError(TOO_LONG)
    base = _BASES.get(text[:2], 10)
    return int(text[2:] if base != 10 else text, base)


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ScalarError(TOO_LARGE)
    return number
