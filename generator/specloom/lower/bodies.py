"""OpenAPI 3.1.1, Request Body Object and Media Type Object."""

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

from specloom.ir.api import STREAMS, Encoding, Form, MediaType, RequestBody, Style
from specloom.ir.schema import AnySchema, Schema
from specloom.ir.shape import Anything, Literals, Scalar, Shape
from specloom.lower.media_types import essence, form_of, is_stream
from specloom.lower.node import Node
from specloom.lower.parameters import examples
from specloom.lower.typing import Typing


def lower_request_body(node: Node, typing: Typing) -> RequestBody | None:
    """Lower the body of an operation; one without any media type is none."""
    body = typing.follower.follow(node)
    content = tuple(map(_as_sent, lower_content(body, typing)))
    if not content:
        return None
    return RequestBody(
        body.at, body.flag("required"), content, body.text("description")
    )


def _as_sent(content: MediaType) -> MediaType:
    """Make a stream of values that is sent bytes: the caller writes it piece by piece."""
    if content.form not in STREAMS:
        return content
    return replace(content, shape=Scalar("binary"), form="bytes", opaque=True)


def lower_content(node: Node, typing: Typing) -> tuple[MediaType, ...]:
    """Lower the map `content`, in the document's order."""
    return tuple(
        _lower_media_type(name, typing.follower.follow(entry), typing)
        for name, entry in node.entries("content")
    )


def _lower_media_type(name: str, node: Node, typing: Typing) -> MediaType:
    schema = _schema(name, node, typing)
    described = typing.shape_of(schema) if schema is not None else None
    form = form_of(name, typing.plain(described) if described else Anything())
    shape = _shape(form, described, typing)
    return MediaType(
        at=node.at,
        name=name,
        schema=schema,
        shape=shape,
        examples=examples(node, typing.follower),
        encoding=tuple(_encodings(node, typing)),
        form=form,
        opaque=described is not None and shape != described,
    )


def _schema(name: str, node: Node, typing: Typing) -> AnySchema | None:
    """Lower the schema of content; of a stream, that of one of its values.

    OpenAPI 3.2: `itemSchema` is for one value, `schema` for an array of all of them. What
    was written for 3.1 has in `schema` what one value is.
    """
    if node.has("itemSchema") and (is_stream(name) or not node.has("schema")):
        item = _described(node.child("itemSchema"), typing)
        if essence(name).startswith("multipart/"):
            # The parts of a body are known together, and sent as an array of them.
            return Schema(at=node.at, types=("array",), items=item)
        return item
    schema = _described(node.child("schema"), typing)
    if is_stream(name) and isinstance(schema, Schema) and schema.types == ("array",):
        return schema.items
    return schema


def _described(node: Node, typing: Typing) -> AnySchema | None:
    is_schema = node.is_object or isinstance(node.value, bool)
    return typing.lower(node) if is_schema else None


def _shape(form: Form, described: Shape | None, typing: Typing) -> Shape:
    """Give the shape of what is sent or answered: of a text or bytes, that is all it is."""
    if form == "bytes":
        return Scalar("binary")
    if form == "text":
        is_scalar = described and isinstance(typing.plain(described), Scalar | Literals)
        return described if described and is_scalar else Scalar("string")
    return described or Anything()


def _encodings(node: Node, typing: Typing) -> Iterator[Encoding]:
    for name, entry in node.entries("encoding"):
        yield _encoding(name, entry, typing)
    for index, entry in enumerate(node.elements("prefixEncoding")):
        yield _encoding(str(index), entry, typing)
    if node.has("itemEncoding"):
        yield _encoding("", node.child("itemEncoding"), typing)


def _encoding(name: str, node: Node, typing: Typing) -> Encoding:
    style, explode = node.text("style"), node.child("explode").value
    return Encoding(
        name,
        node.text("contentType"),
        next((known for known in get_args(Style) if known == style), None),
        explode if isinstance(explode, bool) else None,
        node.flag("allowReserved"),
        tuple(_headers(node, typing)),
    )


def _headers(node: Node, typing: Typing) -> Iterator[tuple[str, str]]:
    """Give the headers of a part that can have but one value; others are the caller's."""
    for name, entry in node.entries("headers"):
        schema = _described(typing.follower.follow(entry).child("schema"), typing)
        if name.lower() == "content-type" or not isinstance(schema, Schema):
            continue
        values = schema.listed or ()
        if len(values) == 1 and isinstance(values[0].json, str):
            yield name, values[0].json
