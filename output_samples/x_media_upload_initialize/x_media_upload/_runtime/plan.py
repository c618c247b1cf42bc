"""Work out once what every call of an operation needs (Path Templating)."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple
from urllib.parse import quote

from .media_types import ByStatus, bare, is_json
from .operation import Operation
from .styles import DEFAULTS, Style

_EXPRESSION = re.compile(r"\{([^{}]+)\}")
# What RFC 3986 allows in a path, `%` for escapes and `?` for a fixed query.
_LITERAL = "/:@!$&'()*+,;=%?-._~"
_LESS = ";q=0.9"


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
    """Ask for what a success is read from, and less for what only others come in.

    With equal quality, a server that could write the success in either may choose the
    other (RFC 9110, section 12.5.1). JSON is read whatever kind of JSON was asked for.
    """
    good, others = _names(operation.responses), _names(operation.errors)
    names = dict.fromkeys((*good, *others))
    wanted = [name for name in good if "*" not in name] or good or list(names)
    if any(is_json(bare(name)) for name in wanted):
        wanted += [name for name in names if is_json(bare(name))]
    texts = [name if name in wanted else name + _LESS for name in names]
    return ", ".join(texts) or "*/*"


def _names(table: ByStatus[object]) -> list[str]:
    return list(dict.fromkeys(name for content in table.values() for name in content))
