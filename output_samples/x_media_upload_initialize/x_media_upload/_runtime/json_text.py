"""Read and write JSON text exactly (RFC 8259): no NaN, integers of any size.

orjson is used where it is installed. What it refuses or would not read exactly goes to
the standard library, so that results do not depend on it.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from typing import Any, NamedTuple, NoReturn

# One class of bytes that can stand before a number and one for digits, so that one
# plain search finds integers that may not fit in 64 bits, which orjson reads as floats.
_CLASSES = bytes.maketrans(b"0123456789:[, \n\r\t-", b"0" * 10 + b":" * 8)
_LONG_INTEGER = b":" + b"0" * 19


class _Fast(NamedTuple):
    loads: Callable[[bytes], Any]
    dumps: Callable[[Any], bytes]


def read_json(content: bytes) -> Any:
    """Read JSON text; raises ValueError or RecursionError for what is none."""
    fast = _orjson()
    if fast is None or content[:1].isdigit():
        return json.loads(content, parse_constant=_refuse)
    if _LONG_INTEGER in content.translate(_CLASSES):
        return json.loads(content, parse_constant=_refuse)
    try:
        return fast.loads(content)
    except ValueError:
        return json.loads(content, parse_constant=_refuse)


def write_json(value: Any) -> bytes:
    """Write plain JSON as UTF-8 without spaces."""
    fast = _orjson()
    if fast is None:
        return _slow_write(value)
    try:
        return fast.dumps(value)
    except TypeError:
        # An integer over 64 bits, a lone surrogate, or nesting over 254.
        return _slow_write(value)


def write_text(value: Any) -> str:
    """Write plain JSON as text without spaces."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _slow_write(value: Any) -> bytes:
    text = write_text(value)
    try:
        return text.encode()
    except UnicodeEncodeError:
        # Only an escape can carry a lone surrogate.
        return json.dumps(value, allow_nan=False, separators=(",", ":")).encode()


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


@functools.cache
def _orjson() -> _Fast | None:
    # With the first JSON text and not before: the import takes as long as many calls.
    import importlib

    try:
        module: Any = importlib.import_module("orjson")
    except ImportError:
        return None
    return _Fast(module.loads, module.dumps)
