"""How a request body becomes arguments: which media type is sent, and what it is made of."""

from specloom.ir.api import Api, MediaType, Operation, RequestBody
from specloom.ir.shape import (
    Field,
    ListOf,
    Named,
    Nullable,
    ObjectOf,
    Scalar,
    Shape,
    UnionOf,
)

ADDITIONAL = "*"

_PREFERENCE = ("json", "application/x-www-form-urlencoded", "multipart/")


def chosen_content(body: RequestBody, api: Api) -> MediaType:
    """Choose what to send: multipart where it spares bytes a detour, else JSON before forms."""
    multipart = [
        content for content in body.content if content.name.startswith("multipart/")
    ]
    for content in multipart:
        if _has_binary(content.shape, api):
            return content
    return min(body.content, key=_rank)


def _rank(content: MediaType) -> int:
    ranks = [rank for rank, mark in enumerate(_PREFERENCE) if mark in content.name]
    return ranks[0] if ranks else len(_PREFERENCE)


def _has_binary(shape: Shape, api: Api) -> bool:
    flat = flattened(shape, api)
    return flat is not None and any(_is_binary(field.shape) for field in flat.fields)


def _is_binary(shape: Shape) -> bool:
    match shape:
        case Scalar(kind):
            return kind == "binary"
        case ListOf(items):
            return _is_binary(items)
        case Nullable(inner):
            return _is_binary(inner)
        case UnionOf(variants=variants):
            return any(_is_binary(variant) for variant in variants)
    return False


def flattened(shape: Shape, api: Api) -> ObjectOf | None:
    """Give the object whose properties become keyword arguments, if the body is one."""
    while isinstance(shape, Named):
        shape = api.schemas[shape.target].shape
    return shape if isinstance(shape, ObjectOf) and shape.fields else None


def body_fields(operation: Operation, api: Api) -> tuple[Field, ...]:
    """Give the properties that become arguments: none for a body that stays in one piece."""
    if operation.request_body is None:
        return ()
    flat = flattened(chosen_content(operation.request_body, api).shape, api)
    writable = flat.fields if flat is not None else ()
    return tuple(field for field in writable if not field.read_only)


def takes_more(operation: Operation, api: Api) -> bool:
    """Tell whether a flattened body is said to have further properties."""
    if operation.request_body is None or not body_fields(operation, api):
        return False
    flat = flattened(chosen_content(operation.request_body, api).shape, api)
    return flat is not None and flat.additional is not None
