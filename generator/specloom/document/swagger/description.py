"""Swagger 2.0, Swagger Object → OpenAPI 3.0.4, OpenAPI Object and Components Object."""

from collections.abc import Callable
from typing import Any

from specloom.document.swagger.bodies import lift_body
from specloom.document.swagger.context import Context
from specloom.document.swagger.operations import lift_path_item, lift_paths
from specloom.document.swagger.parameters import IN_BODY, lift_parameter
from specloom.document.swagger.part import Part
from specloom.document.swagger.responses import lift_response
from specloom.document.swagger.schemas import lift_schema
from specloom.document.swagger.security import lift_security_scheme
from specloom.document.swagger.servers import lift_servers

VERSION = "3.0.4"
_COMPONENTS = frozenset(
    {"definitions", "parameters", "responses", "securityDefinitions"}
)
_LIFTED = _COMPONENTS | {
    "swagger",
    "host",
    "basePath",
    "schemes",
    "consumes",
    "produces",
    "paths",
}

Lift = Callable[[Part, Context], Any]


def lift_description(context: Context) -> dict[str, Any]:
    """Lift the document that a description starts with."""
    part = Part(context.document.root, context.document.location())
    made: dict[str, Any] = {"openapi": VERSION, **part.without(_LIFTED).value}
    servers = lift_servers(context, part.member("schemes"))
    if servers:
        made["servers"] = servers
    if part.has("paths"):
        made["paths"] = lift_paths(part.member("paths"), context)
    components = _components(part, context)
    if components:
        made["components"] = context.note(components, part)
    return context.note(made, part)


def lift_object(part: Part, kind: str, context: Context) -> Any:
    """Lift what stands in another file, as the Object that a reference to it wants."""
    return _LIFTS[kind](part, context)


def _components(part: Part, context: Context) -> dict[str, Any]:
    found = {
        "schemas": _each(part.member("definitions"), lift_schema, context),
        "parameters": _each(part.member("parameters"), _lift_unless_body, context),
        "requestBodies": _each(part.member("parameters"), _lift_if_body, context),
        "responses": _each(part.member("responses"), _lift_response, context),
        "securitySchemes": _each(
            part.member("securityDefinitions"), lift_security_scheme, context
        ),
    }
    return {name: members for name, members in found.items() if members}


def _each(part: Part, lift: Lift, context: Context) -> dict[str, Any]:
    lifted = ((name, lift(member, context)) for name, member in part.members())
    return context.note({name: made for name, made in lifted if made is not None}, part)


def _lift_unless_body(part: Part, context: Context) -> Any:
    """Lift a shared parameter; form fields are part of the operations' own bodies."""
    in_ = context.follow(part).text("in")
    return None if in_ in IN_BODY else lift_parameter(part, context)


def _lift_if_body(part: Part, context: Context) -> Any:
    if context.follow(part).text("in") != "body":
        return None
    return _lift_body(part, context)


def _lift_body(part: Part, context: Context) -> Any:
    if part.has("$ref"):
        return context.made({"$ref": part.text("$ref")}, part, "Request Body")
    return lift_body(part, context.consumes, context)


def _lift_response(part: Part, context: Context) -> Any:
    return lift_response(part, context.produces, context)


_LIFTS: dict[str, Lift] = {
    "Schema": lift_schema,
    "Parameter": lift_parameter,
    "Request Body": _lift_body,
    "Response": _lift_response,
    "Path Item": lift_path_item,
}
