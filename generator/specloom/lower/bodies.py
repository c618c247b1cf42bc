"""OpenAPI 3.1.1, Request Body Object and Media Type Object."""

from typing import get_args

from specloom.ir.api import Encoding, MediaType, RequestBody, Style
from specloom.ir.shape import Anything, Scalar, Shape
from specloom.lower.node import Node
from specloom.lower.parameters import examples
from specloom.lower.schemas import lower_schema
from specloom.lower.typing import Typing


def lower_request_body(node: Node, typing: Typing) -> RequestBody | None:
    """Lower the body of an operation; one without any media type is none."""
    body = typing.follower.follow(node)
    content = lower_content(body, typing)
    if not content:
        return None
    return RequestBody(
        body.at, body.flag("required"), content, body.text("description")
    )


def lower_content(node: Node, typing: Typing) -> tuple[MediaType, ...]:
    """Lower the map `content`, in the document's order."""
    return tuple(
        _lower_media_type(name, typing.follower.follow(entry), typing)
        for name, entry in node.entries("content")
    )


def _lower_media_type(name: str, node: Node, typing: Typing) -> MediaType:
    schema_node = (
        node.child("schema") if node.has("schema") else node.child("itemSchema")
    )
    has_schema = schema_node.is_object or isinstance(schema_node.value, bool)
    schema = lower_schema(schema_node, typing.follower) if has_schema else None
    return MediaType(
        at=node.at,
        name=name,
        schema=schema,
        shape=typing.shape_of(schema) if schema is not None else _opaque_shape(name),
        examples=examples(node, typing.follower),
        encoding=tuple(
            _encoding(key, entry) for key, entry in node.entries("encoding")
        ),
    )


def _opaque_shape(name: str) -> Shape:
    """Give the shape of content that no schema describes."""
    if name.startswith("text/"):
        return Scalar("string")
    return Anything() if is_json(name) else Scalar("binary")


def _encoding(name: str, node: Node) -> Encoding:
    style, explode = node.text("style"), node.child("explode").value
    return Encoding(
        name,
        node.text("contentType"),
        next((known for known in get_args(Style) if known == style), None),
        explode if isinstance(explode, bool) else None,
        node.flag("allowReserved"),
    )


def is_json(name: str) -> bool:
    """Tell whether a media type is JSON (RFC 8259) or has the suffix `+json` (RFC 6839)."""
    essence = name.split(";", maxsplit=1)[0].strip().lower()
    return essence in ("application/json", "text/json", "*/*") or essence.endswith(
        "+json"
    )
