"""Swagger 2.0, Response Object → OpenAPI 3.0.4, Response Object with `content`."""

from typing import Any

from specloom.document.swagger.context import Context
from specloom.document.swagger.media_types import (
    JSON,
    for_file,
    for_structure,
    produced,
)
from specloom.document.swagger.parameters import lift_headers
from specloom.document.swagger.part import Part
from specloom.document.swagger.schemas import is_structured, lift_schema

_LIFTED = frozenset({"schema", "examples", "headers"})


def lift_responses(operation: Part, context: Context) -> Any:
    """Lift the answers of an operation."""
    part = operation.member("responses")
    if not part.is_object:
        return part.value
    produces = produced(operation, context)
    made = {
        status: (
            each.value
            if status.startswith("x-")
            else _lift_written(each, produces, context)
        )
        for status, each in part.members()
    }
    return context.note(made, part)


def _lift_written(part: Part, produces: tuple[str, ...], context: Context) -> Any:
    """Lift a response, or a reference to one that has the same media types."""
    shared = context.follow(part)
    is_alike = produces == context.produces or not shared.has("schema")
    if part.has("$ref") and is_alike:
        return context.made({"$ref": part.text("$ref")}, part, "Response")
    return lift_response(shared, produces, context)


def lift_response(part: Part, produces: tuple[str, ...], context: Context) -> Any:
    """Lift a response; one without a schema has the content that examples show, if any."""
    if not part.is_object:
        return part.value
    if part.has("$ref"):
        return context.made({"$ref": part.text("$ref")}, part, "Response")
    made = dict(part.without(_LIFTED).value)
    if part.has("headers"):
        made["headers"] = lift_headers(part.member("headers"), context)
    if part.has("schema"):
        made["content"] = _content(part, produces, context)
    elif part.member("examples").value:
        made["content"] = _shown(part.member("examples"), context)
    return context.made(made, part, "Response")


def _content(part: Part, produces: tuple[str, ...], context: Context) -> dict[str, Any]:
    schema = part.member("schema")
    content = {
        name: _media_type(part, name, context)
        for name in _media_types(schema, produces, context)
    }
    return context.note(content, part)


def _shown(examples: Part, context: Context) -> dict[str, Any]:
    content = {
        name: context.note({"example": example.value}, example)
        for name, example in examples.members()
    }
    return context.note(content, examples)


def _media_types(
    schema: Part, produces: tuple[str, ...], context: Context
) -> tuple[str, ...]:
    if context.follow(schema).text("type") == "file":
        return for_file(produces)
    return (
        for_structure(produces)
        if is_structured(schema, context)
        else produces or (JSON,)
    )


def _media_type(part: Part, name: str, context: Context) -> dict[str, Any]:
    made: dict[str, Any] = {"schema": lift_schema(part.member("schema"), context)}
    examples = part.member("examples")
    if examples.has(name):
        made["example"] = examples.member(name).value
    return context.note(made, part)
