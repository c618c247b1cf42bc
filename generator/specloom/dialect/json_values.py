"""Tell what JSON cannot say (RFC 8259): NaN, infinities, and what is of no JSON type."""

from math import isfinite
from typing import TypeGuard

_LONGEST = 10**4300
"""Python writes and reads integers of so many digits and no more."""


def is_json_number(value: object) -> TypeGuard[int | float]:
    """Tell whether this is a number that a document can have."""
    if isinstance(value, bool):
        return False
    if isinstance(value, float):
        return isfinite(value)
    return isinstance(value, int) and -_LONGEST < value < _LONGEST


def is_json(value: object) -> bool:
    """Tell whether this is a JSON value, with all its parts."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting += part.values()
            is_fit = all(isinstance(name, str) for name in part)
        elif isinstance(part, list):
            waiting += part
            is_fit = True
        else:
            is_simple = part is None or isinstance(part, str | bool)
            is_fit = is_simple or is_json_number(part)
        if not is_fit:
            return False
    return True
