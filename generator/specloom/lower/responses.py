"""OpenAPI 3.1.1, Responses Object and Response Object."""

import re

from specloom.ir.api import Response
from specloom.lower.bodies import lower_content
from specloom.lower.headers import lower_headers
from specloom.lower.node import Node
from specloom.lower.typing import Typing

# These answers have no content, whatever is described (RFC 9110, section 6.4.1).
_EMPTY = frozenset({"204", "205", "304"})
_STATUS = re.compile(r"[1-5](?:[0-9]{2}|XX)\Z")


def lower_responses(operation: Node, typing: Typing) -> tuple[Response, ...]:
    """Lower the answers of an operation in the document's order, `default` among them."""
    found: dict[str, Response] = {}
    for written, entry in operation.entries("responses"):
        status = written if written == "default" else written.upper()
        if status not in found and (status == "default" or _STATUS.match(status)):
            found[status] = _lower_response(status, entry, typing)
    return tuple(found.values())


def _lower_response(status: str, entry: Node, typing: Typing) -> Response:
    node = typing.follower.follow(entry)
    has_content = status not in _EMPTY
    return Response(
        node.at,
        status,
        node.text("description"),
        lower_content(node, typing) if has_content else (),
        lower_headers(node, typing),
    )
