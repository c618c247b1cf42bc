"""Swagger 2.0, Path Item Object and Operation Object → OpenAPI 3.0.4, the same names."""

from typing import Any

from specloom.document.swagger.bodies import lift_request_body
from specloom.document.swagger.context import Context
from specloom.document.swagger.fields import SWAGGER
from specloom.document.swagger.parameters import IN_BODY, lift_parameter
from specloom.document.swagger.part import Part
from specloom.document.swagger.responses import lift_responses
from specloom.document.swagger.servers import lift_servers

_METHODS = SWAGGER.methods
_LIFTED = frozenset({"parameters", "responses", "consumes", "produces", "schemes"})


def lift_paths(part: Part, context: Context) -> Any:
    """Lift all paths."""
    if not part.is_object:
        return part.value
    made = {
        path: item.value if path.startswith("x-") else lift_path_item(item, context)
        for path, item in part.members()
    }
    return context.note(made, part)


def lift_path_item(part: Part, context: Context) -> Any:
    """Lift a path: its body and form fields become those of its operations."""
    if not part.is_object:
        return part.value
    shared = tuple(part.member("parameters").elements())
    made = dict(part.without(frozenset({"parameters"})).value)
    if part.has("parameters"):
        made["parameters"] = _parameters(part.member("parameters"), context)
    for method in _METHODS:
        if part.member(method).is_object:
            made[method] = _operation(part.member(method), shared, context)
    return context.made(made, part, "Path Item")


def _operation(
    part: Part, shared: tuple[Part, ...], context: Context
) -> dict[str, Any]:
    made = dict(part.without(_LIFTED).value)
    if part.has("parameters"):
        made["parameters"] = _parameters(part.member("parameters"), context)
    own = tuple(part.member("parameters").elements())
    body = lift_request_body(_effective(own, shared, context), part, context)
    if body is not None:
        made["requestBody"] = body
    if part.has("responses"):
        made["responses"] = lift_responses(part, context)
    if part.has("schemes"):
        made["servers"] = lift_servers(context, part.member("schemes"))
    return context.made(made, part, "Operation")


def _effective(
    own: tuple[Part, ...], shared: tuple[Part, ...], context: Context
) -> tuple[Part, ...]:
    """Give the body and form fields of an operation: its own, or those of its path.

    A name and `in` that the operation has itself override those of the path.
    """
    found = {_key(context.follow(part)): part for part in (*shared, *own)}
    of_own = {in_ for in_, _ in (_key(context.follow(part)) for part in own)}
    return tuple(
        part
        for (in_, _), part in found.items()
        if in_ in IN_BODY and not (in_ == "formData" and "body" in of_own)
    )


def _key(part: Part) -> tuple[str, str]:
    in_ = part.text("in")
    return in_, "" if in_ == "body" else part.text("name")


def _parameters(part: Part, context: Context) -> Any:
    """Lift the parameters that are neither body nor form field."""
    if not isinstance(part.value, list):
        return part.value
    made = [
        lift_parameter(each, context)
        for each in part.elements()
        if context.follow(each).text("in") not in IN_BODY
    ]
    return context.note(made, part)
