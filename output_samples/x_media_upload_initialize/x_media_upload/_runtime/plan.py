"""Work out once what every call of an operation needs (Path Templating)."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple
from urllib.parse import quote

from .operation import Operation
from .styles import DEFAULTS, Style

_EXPRESSION = re.compile(r"\{([^{}]*)\}")
# What RFC 3986 allows in a path, `%` for escapes and `?` for a fixed query.
_LITERAL = "/:@!$&'()*+,;=%?-._~"


class Plan(NamedTuple):
    """Be the parts of an operation in the form in which calls use them."""

    pieces: tuple[str, ...]
    """The path template: literal text and, at odd places, parameter names."""
    accept: str
    label: str


@functools.cache
def plan_of(operation: Operation[object]) -> Plan:
    """Make the plan of an operation."""
    pieces = _EXPRESSION.split(operation.path)
    literals = [
        name if index % 2 else quote(name, safe=_LITERAL)
        for index, name in enumerate(pieces)
    ]
    return Plan(
        pieces=tuple(literals),
        accept=_accept(operation),
        label=f"{operation.method} {operation.path}",
    )


def style_of(operation: Operation[object], in_: str, name: str) -> Style:
    """Give the style of a parameter."""
    return operation.styles.get((in_, name)) or DEFAULTS[in_]


def _accept(operation: Operation[object]) -> str:
    tables = (operation.responses, operation.errors)
    names = dict.fromkeys(
        name for table in tables for content in table.values() for name in content
    )
    return ", ".join(names) or "*/*"
