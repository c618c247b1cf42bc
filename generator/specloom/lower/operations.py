"""OpenAPI 3.1.1, Paths Object, Path Item Object and Operation Object."""

from collections.abc import Iterator
from dataclasses import replace

from specloom.document.values import is_token
from specloom.errors import Location
from specloom.ir.api import STREAMS, Operation, Response, SecurityScheme
from specloom.lower.bodies import lower_request_body
from specloom.lower.node import Node
from specloom.lower.parameters import lower_parameters, undeclared
from specloom.lower.responses import lower_responses
from specloom.lower.security import lower_security
from specloom.lower.servers import lower_own_servers, lower_server
from specloom.lower.typing import Typing

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_STREAMING_EXTENSIONS = ("x-twitter-streaming", "x-streaming")


def lower_operations(
    root: Node, schemes: tuple[SecurityScheme, ...], typing: Typing
) -> tuple[Operation, ...]:
    """Lower every operation of every path, in the document's order."""
    return tuple(
        _lower_operation(
            root, path, method, path_item, node, at.child(*way), schemes, typing
        )
        for path, path_item, at in _path_items(root, typing)
        for method, node, way in _operation_nodes(path_item)
    )


def _path_items(root: Node, typing: Typing) -> Iterator[tuple[str, Node, Location]]:
    """Yield path, Path Item and its place under `paths`: two paths may share one Item."""
    for path, entry in root.entries("paths"):
        if not path.startswith("x-"):
            # A path starts with "/"; one that does not can only mean what it would then.
            yield f"/{path.removeprefix('/')}", typing.follower.follow(entry), entry.at


def _operation_nodes(path_item: Node) -> Iterator[tuple[str, Node, tuple[str, ...]]]:
    for method, node in path_item.members():
        if method in METHODS and node.is_object:
            yield method.upper(), node, (method,)
    for method, node in path_item.entries("additionalOperations"):
        if node.is_object and is_token(method):
            yield method, node, ("additionalOperations", method)


def _lower_operation(
    root: Node,
    path: str,
    method: str,
    path_item: Node,
    node: Node,
    at: Location,
    schemes: tuple[SecurityScheme, ...],
    typing: Typing,
) -> Operation:
    parameters = lower_parameters(path_item, node, typing)
    responses = lower_responses(node, typing)
    if method == "HEAD":
        # RFC 9110, section 9.3.2: the answer has no content, whatever is described.
        responses = tuple(replace(response, content=()) for response in responses)
    return Operation(
        at=at,
        id=node.text("operationId"),
        method=method,
        path=path,
        tag=next(iter(node.texts("tags")), ""),
        summary=node.text("summary") or path_item.text("summary"),
        description=node.text("description") or path_item.text("description"),
        deprecated=node.flag("deprecated"),
        parameters=parameters + undeclared(path, parameters, node),
        request_body=lower_request_body(node.child("requestBody"), typing),
        responses=responses,
        security=lower_security((node, root), schemes),
        server=lower_server(node) or lower_server(path_item),
        servers=lower_own_servers(node, path_item),
        documentation=node.child("externalDocs").text("url"),
        streaming=any(node.flag(name) for name in _STREAMING_EXTENSIONS)
        or _is_stream(responses),
    )


def _is_stream(responses: tuple[Response, ...]) -> bool:
    """Tell whether success is a stream, and nothing but that."""
    forms = {
        content.form
        for response in responses
        if response.is_success
        for content in response.content
    }
    return bool(forms) and forms <= STREAMS
