"""Swagger 2.0, parameters `in: body` and `in: formData` → OpenAPI 3.0.4, Request Body Object."""

from collections.abc import Sequence
from typing import Any

from specloom.document.swagger.context import Context
from specloom.document.swagger.media_types import (
    MULTIPART,
    consumed,
    for_body,
    for_form,
)
from specloom.document.swagger.parameters import lift_value
from specloom.document.swagger.part import Part
from specloom.document.swagger.schemas import lift_schema
from specloom.document.swagger.styles import is_list, style_of

_OF_THE_PARAMETER = frozenset({"name", "in", "schema", "required", "description"})


def lift_request_body(
    written: Sequence[Part], operation: Part, context: Context
) -> dict[str, Any] | None:
    """Lift the body or the form fields of an operation; a body comes before fields."""
    found = [(part, context.follow(part)) for part in written]
    bodies = [pair for pair in found if pair[1].text("in") == "body"]
    fields = [part for _, part in found if part.text("in") == "formData"]
    consumes = consumed(operation, context)
    if bodies:
        part, body = bodies[0]
        if part.has("$ref") and consumes == context.consumes:
            return context.made({"$ref": part.text("$ref")}, part, "Request Body")
        return lift_body(body, consumes, context)
    return _form(fields, operation, consumes, context) if fields else None


def lift_body(
    part: Part, consumes: tuple[str, ...], context: Context
) -> dict[str, Any]:
    """Lift a body parameter."""
    made = dict(part.without(_OF_THE_PARAMETER).value)
    if part.text("description"):
        made["description"] = part.text("description")
    made["required"] = part.member("required").value is True
    schema = part.member("schema")
    content = {
        name: context.note({"schema": lift_schema(schema, context)}, part)
        for name in for_body(consumes)
    }
    made["content"] = context.note(content, part)
    return context.note(made, part)


def _form(
    fields: Sequence[Part], operation: Part, consumes: tuple[str, ...], context: Context
) -> dict[str, Any]:
    has_file = any(field.text("type") == "file" for field in fields)
    required = [part.text("name") for part in fields if _is_required(part)]
    content = {
        name: _form_content(name, fields, required, operation, context)
        for name in for_form(consumes, has_file=has_file)
    }
    made = {"required": bool(required), "content": context.note(content, operation)}
    return context.note(made, operation)


def _form_content(
    media_type: str,
    fields: Sequence[Part],
    required: list[str],
    operation: Part,
    context: Context,
) -> dict[str, Any]:
    properties = {part.text("name"): _field(part, context) for part in fields}
    schema: dict[str, Any] = {"type": "object"}
    schema["properties"] = context.note(properties, operation)
    if required:
        schema["required"] = required
    made: dict[str, Any] = {"schema": context.note(schema, operation)}
    encoding = _encoding(media_type, fields, context)
    if encoding:
        made["encoding"] = context.note(encoding, operation)
    return context.note(made, operation)


def _field(part: Part, context: Context) -> Any:
    schema = lift_value(part, "formData", context)
    if not part.has("schema") and part.text("description"):
        schema["description"] = part.text("description")
    return schema


def _encoding(
    media_type: str, fields: Sequence[Part], context: Context
) -> dict[str, Any]:
    """Say how lists are written; `multi` is how each version of multipart does it."""
    found: dict[str, Any] = {}
    for part in fields:
        style = style_of(part, "formData") if is_list(part) else None
        if style is not None and not (media_type == MULTIPART and style.explode):
            encoding = {"style": style.style, "explode": style.explode}
            found[part.text("name")] = context.note(encoding, part)
    return found


def _is_required(part: Part) -> bool:
    return part.member("required").value is True
