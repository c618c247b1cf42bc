"""OpenAPI 3.1.1, Parameter Object; those of the Path Item first, overridden by name and `in`."""

import re
from typing import TypeGuard, get_args

from specloom.document.values import is_token
from specloom.ir.api import DEFAULT_STYLES, Parameter, ParameterIn, Style
from specloom.ir.schema import AnySchema, BooleanSchema, Schema, Value, says_only
from specloom.ir.shape import Scalar
from specloom.lower.node import Node
from specloom.lower.references import Follower
from specloom.lower.typing import Typing

_TEMPLATE = re.compile(r"\{([^{}]+)\}")
_STYLES = frozenset(get_args(Style)) - {"querystring"}
_EXPLODED = ("form", "cookie", "deepObject")
_IGNORED_HEADERS = frozenset({"accept", "content-type", "authorization"})
# What the connection itself says (RFC 9110, 7.2 and 7.6.1; RFC 9112, section 6).
_OWN_HEADERS = frozenset({"host", "connection", "content-length", "transfer-encoding"})


def lower_parameters(
    path_item: Node, operation: Node, typing: Typing
) -> tuple[Parameter, ...]:
    """Lower the parameters of an operation in order, path parameters completed.

    Header parameters named Accept, Content-Type or Authorization shall be ignored
    (Parameter Object, `name`); one whose name no header can have cannot be sent,
    and those of the connection are not the caller's.
    """
    found: dict[tuple[str, str], Parameter] = {}
    for holder in (path_item, operation):
        for element in holder.elements("parameters"):
            node = typing.follower.follow(element)
            parameter = typing.once(node, _lower_parameter)
            if parameter is not None:
                found[parameter.in_, parameter.name] = parameter
    return tuple(found.values())


def undeclared(
    path: str, declared: tuple[Parameter, ...], at: Node
) -> tuple[Parameter, ...]:
    """Give a text parameter for every `{name}` of the path template that nobody declared."""
    known = {parameter.name for parameter in declared if parameter.in_ == "path"}
    names = dict.fromkeys(template_names(path))
    schema = BooleanSchema(at.at, True)
    return tuple(
        Parameter(at.at, name, "path", True, schema, Scalar("string"), "simple", False)
        for name in names
        if name not in known
    )


def _lower_parameter(node: Node, typing: Typing) -> Parameter | None:
    name, in_ = node.text("name"), node.text("in")
    is_whole = in_ == "querystring"
    in_ = "query" if is_whole else in_
    if not name or not _is_place(in_):
        return None
    if in_ == "header" and not _is_header(name):
        return None
    style: Style = "querystring" if is_whole else _style(node, in_)
    media_type = next((name for name, _ in node.entries("content")), "")
    schema = _schema(node, media_type, typing)
    if in_ == "query" and node.flag("allowEmptyValue"):
        schema = _or_empty(schema)
    return Parameter(
        at=node.at,
        name=name,
        in_=in_,
        required=in_ == "path" or node.flag("required"),
        schema=schema,
        shape=typing.shape_of(schema),
        style=style,
        explode=_explode(node, style),
        allow_reserved=node.flag("allowReserved"),
        media_type=media_type,
        description=node.text("description"),
        deprecated=node.flag("deprecated"),
        examples=examples(node, typing.follower),
    )


def _is_header(name: str) -> bool:
    return is_token(name) and name.lower() not in _IGNORED_HEADERS | _OWN_HEADERS


def _or_empty(schema: AnySchema) -> AnySchema:
    """Accept the empty text besides (Parameter Object, `allowEmptyValue`)."""
    match schema:
        case Schema(types=("string",)) if says_only(schema, "types", "format"):
            return schema
    # The schema may have a declaration of its own, whose place is its own.
    at = schema.at.child("allowEmptyValue")
    empty = Schema(at=at.child("empty"), const=Value(""))
    return Schema(at=at, any_of=(schema, empty))


def _schema(node: Node, media_type: str, typing: Typing) -> AnySchema:
    if media_type:
        content = dict(node.entries("content"))[media_type]
        return typing.lower(typing.follower.follow(content).child("schema"))
    return typing.lower(node.child("schema"))


def _is_place(in_: str) -> TypeGuard[ParameterIn]:
    return in_ in DEFAULT_STYLES


def _style(node: Node, in_: ParameterIn) -> Style:
    written = node.text("style")
    return written if _is_style(written) else DEFAULT_STYLES[in_]


def _is_style(style: str) -> TypeGuard[Style]:
    return style in _STYLES


def _explode(node: Node, style: Style) -> bool:
    """Read `explode`; its default is true for `form`, `cookie` and `deepObject` alone."""
    written = node.child("explode").value
    return written if isinstance(written, bool) else style in _EXPLODED


def examples(node: Node, follower: Follower) -> tuple[Value, ...]:
    """Give the values of `example` and `examples` (Example Object) of a parameter or content."""
    found = [Value(node.child("example").value)] if node.has("example") else []
    for _, entry in node.entries("examples"):
        example = follower.follow(entry)
        if example.has("value"):
            found.append(Value(example.child("value").value))
    return tuple(found)


def template_names(path: str) -> list[str]:
    """Give the names in braces of a path template (Paths Object, path templating)."""
    return template_pieces(path)[1::2]


def template_pieces(path: str) -> list[str]:
    """Split a path template into text and, at odd places, names; a lone brace is text."""
    return _TEMPLATE.split(path)
