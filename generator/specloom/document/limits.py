"""Bound what a document may hold, so that a stranger's file cannot exhaust the machine.

The deepest of five hundred public descriptions nests 24 levels; every later stage walks
a document recursively, several calls a level, and Python allows a thousand.
"""

from typing import Any

MAX_BYTES = 100 * 1024 * 1024
MAX_DEPTH = 200
MAX_DIGITS = 4300
MAX_ALIASED = 1_000_000

TOO_DEEP = f"values are nested deeper than {MAX_DEPTH} levels"
TOO_LONG = f"a number has more than {MAX_DIGITS} digits"
TOO_LARGE = "a number is larger than a double can hold"


def depth_of(root: Any) -> int:
    """Return how many levels of objects and lists a value has; stops past the limit."""
    level, depth = _containers([root]), 0
    while level and depth <= MAX_DEPTH:
        depth += 1
        level = [child for value in level for child in _containers(value)]
    return depth


def _containers(value: Any) -> list[Any]:
    below = value.values() if isinstance(value, dict) else value
    return [child for child in below if isinstance(child, dict | list)]
