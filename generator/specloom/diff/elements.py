"""HTML, piece by piece (WHATWG HTML, 13.3): text cannot be written unescaped.

A `Markup` is made of constant tags and of escaped text; there is no other way to one.
"""

from dataclasses import dataclass
from html import escape
from typing import Literal, TypeAlias

from specloom.errors import printable

Tag: TypeAlias = Literal[
    "code",
    "del",
    "details",
    "h1",
    "h2",
    "h3",
    "ins",
    "li",
    "main",
    "p",
    "pre",
    "section",
    "span",
    "strong",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
]


@dataclass(frozen=True, slots=True)
class Markup:
    """Finished HTML."""

    html: str


Node: TypeAlias = Markup | str


def element(tag: Tag, *inside: Node, class_: str = "") -> Markup:
    """Write an element; plain text inside it is escaped, line by line."""
    attribute = f' class="{escape(class_)}"' if class_ else ""
    return Markup(f"<{tag}{attribute}>{together(*inside).html}</{tag}>")


def together(*nodes: Node) -> Markup:
    """Write nodes one after the other."""
    return Markup("".join(_written(node) for node in nodes))


def _written(node: Node) -> str:
    if isinstance(node, Markup):
        return node.html
    return "\n".join(escape(printable(line)) for line in node.split("\n"))
