"""OpenAPI 3.1.1, Header Object: those of a Response Object."""

from collections.abc import Iterator

from specloom.document.values import is_token
from specloom.ir.api import Header
from specloom.lower.node import Node
from specloom.lower.parameters import examples
from specloom.lower.typing import Typing


def lower_headers(response: Node, typing: Typing) -> tuple[Header, ...]:
    """Lower the headers of an answer in the document's order, each name once.

    Names are compared without case (RFC 9110, section 5.1). Content-Type shall be ignored
    (Response Object, `headers`).
    """
    found: dict[str, Header] = {}
    for name, entry in response.entries("headers"):
        node = typing.follower.follow(entry)
        is_known = is_token(name) and name.lower() != "content-type"
        if is_known and node.is_object:
            found.setdefault(name.lower(), _lower_header(name, node, typing))
    return tuple(found.values())


def _lower_header(name: str, node: Node, typing: Typing) -> Header:
    media_type, holder = next(_contents(node, typing), ("", node))
    schema = typing.lower(holder.child("schema"))
    return Header(
        at=node.at,
        name=name,
        required=node.flag("required"),
        schema=schema,
        shape=typing.shape_of(schema),
        explode=node.flag("explode"),
        media_type=media_type,
        description=node.text("description"),
        deprecated=node.flag("deprecated"),
        examples=(
            *examples(holder, typing.follower),
            *(examples(node, typing.follower) if media_type else ()),
        ),
    )


def _contents(node: Node, typing: Typing) -> Iterator[tuple[str, Node]]:
    for name, entry in node.entries("content"):
        yield name, typing.follower.follow(entry)
