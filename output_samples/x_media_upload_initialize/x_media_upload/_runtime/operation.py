"""Hold the facts of one operation (OpenAPI 3.1.1, Operation Object)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from .bodies import (
    Body,
    BytesBody,
    FormBody,
    JsonBody,
    MultipartBody,
    TextBody,
)
from .decoders import Bytes, Decoder, Json, Nothing, Text
from .files import File
from .headers import Headers
from .multipart import Part
from .styles import Style
from .violations import Check

__all__ = [
    "Body",
    "Bytes",
    "BytesBody",
    "Check",
    "Decoder",
    "File",
    "FormBody",
    "Json",
    "JsonBody",
    "MultipartBody",
    "Nothing",
    "Operation",
    "Part",
    "Style",
    "Text",
    "TextBody",
]

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, kw_only=True, eq=False)
class Operation(Generic[T_co]):
    """Be everything the description says of one operation that is needed to call it."""

    name: str
    """The `operationId`."""
    method: str
    path: str
    """The path template, such as `/2/media/upload/{id}/append`."""
    security: tuple[tuple[str, ...], ...] = ()
    """Alternatives, each of the schemes needed together; `()` among them: anonymous."""
    scopes: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, Any])
    """By scheme, the OAuth 2.0 scopes that the operation needs."""
    scope_choices: tuple[tuple[str, ...], ...] = ()
    """Scopes of which one row is enough, for a scheme that several alternatives name."""
    styles: Mapping[tuple[str, str], Style] = field(
        default_factory=dict[tuple[str, str], Any]
    )
    """By (`in`, name), where the style is not the default of that `in`."""
    checks: Mapping[str, Check] = field(default_factory=dict[str, Any])
    """By `in`, the check of the object of all parameters there."""
    body: Body | None = None
    responses: Mapping[str, Mapping[str, Decoder[T_co]]]
    """By `200`, `2XX` or `default`, then by media type; `{}`: no content."""
    errors: Mapping[str, Mapping[str, Decoder[object]]] = field(
        default_factory=dict[str, Any]
    )
    """The same for the answers that are errors."""
    headers: type[Headers] | None = None
    """What the documented headers of a success are read by."""
    server: str | None = None
    """The server of this operation, when it is not the client's."""
