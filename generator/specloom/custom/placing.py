"""Keep a template to placing text (Jinja's syntax tree): names, `for`, `if`, `include`.

Nothing else is needed, and nothing else could reach Python objects behind a view.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from jinja2 import Environment, nodes


class Refused(NamedTuple):
    """A construct that does more than placing text."""

    line: int
    what: str


def refused(text: str) -> list[Refused]:
    """Give what a template does beyond placing text; raise what Jinja raises."""
    return [*_refused(_tree(text))]


@cache
def included(text: str) -> frozenset[str]:
    """Give the templates that one includes; it is asked of each for every file."""
    names = (node.template for node in _tree(text).find_all(nodes.Include))
    return frozenset(str(name.value) for name in names if isinstance(name, nodes.Const))


def _tree(text: str) -> nodes.Template:
    return Environment(autoescape=False).parse(text)  # noqa: S701 - Python, no HTML


def _refused(node: nodes.Node) -> Iterator[Refused]:
    for child in node.iter_child_nodes():
        if why := _problem(child):
            yield Refused(child.lineno, why)
        if not isinstance(child, nodes.Include):
            yield from _refused(child)


def _problem(node: nodes.Node) -> str:
    match node:
        case nodes.Output() | nodes.TemplateData() | nodes.Name():
            return ""
        case nodes.Getattr(node=inner, attr=name):
            if name.startswith("_"):
                return "a private name"
            is_name = isinstance(inner, nodes.Name | nodes.Getattr)
            return "" if is_name else "an expression"
        case nodes.For(iter=iterated, target=nodes.Name(), test=None, recursive=False):
            return "" if _is_plain(iterated) else "a loop over an expression"
        case nodes.If(test=test):
            return "" if _is_plain(test) or _is_plain_not(test) else "a condition"
        case nodes.Not(node=inner):
            return "" if _is_plain(inner) else "an expression"
        case nodes.Include(template=nodes.Const(value=str())):
            return ""
        case _:
            return f"'{type(node).__name__.lower()}'"


def _is_plain(node: nodes.Node) -> bool:
    while isinstance(node, nodes.Getattr):
        node = node.node
    return isinstance(node, nodes.Name)


def _is_plain_not(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Not) and _is_plain(node.node)
