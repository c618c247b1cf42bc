"""Swagger 2.0, Schema Object and Items Object → OpenAPI 3.0.4, Schema Object.

`discriminator` becomes an object, `x-nullable` the keyword, `type: file` binary text.
The rest is the same in both.
"""

from typing import Any

from specloom.document.objects import FIELDS
from specloom.document.swagger.context import Context
from specloom.document.swagger.part import Part

SCHEMA_FIELDS = frozenset(
    {
        "type",
        "format",
        "items",
        "default",
        "maximum",
        "exclusiveMaximum",
        "minimum",
        "exclusiveMinimum",
        "maxLength",
        "minLength",
        "pattern",
        "maxItems",
        "minItems",
        "uniqueItems",
        "enum",
        "multipleOf",
        "x-nullable",
        "x-enum-varnames",
        "x-enumNames",
        "x-enum-descriptions",
    }
)
_SHAPES = {
    name: shape for name, shape in FIELDS["Schema"].items() if shape.endswith("Schema")
}


def lift_schema(part: Part, context: Context) -> Any:
    """Lift a schema and those below it; what is no object stays as it is.

    Aliases of YAML share a schema, and share the lifted one, however many they are.
    """
    if not part.is_object:
        return part.value
    known = context.schemas.get(id(part.value))
    if known is None:
        known = part.value, _lift_members(part, context)
        context.schemas[id(part.value)] = known
    return known[1]


def _lift_members(part: Part, context: Context) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, member in part.members():
        made |= _member(name, member, context)
    if part.text("type") == "file":
        made |= {"type": "string", "format": "binary"}
    return context.made(made, part, "Schema")


def _member(name: str, member: Part, context: Context) -> dict[str, Any]:
    if name in _SHAPES:
        return {name: _lift_shape(_SHAPES[name], member, context)}
    match name, member.value:
        case "x-nullable", bool():
            return {"nullable": member.value}
        case "discriminator", str():
            return {name: _discriminator(member, context)}
        case "collectionFormat", _:
            return {}
        case _:
            return {name: member.value}


def _lift_shape(shape: str, member: Part, context: Context) -> Any:
    if shape[0] == "{" and member.is_object:
        schemas = {key: lift_schema(each, context) for key, each in member.members()}
        return context.note(schemas, member)
    if isinstance(member.value, list):
        listed = [lift_schema(each, context) for each in member.elements()]
        return context.note(listed, member)
    return member.value if shape[0] == "{" else lift_schema(member, context)


def _discriminator(member: Part, context: Context) -> dict[str, Any]:
    """Lift the name of a property; the values are names of schemas in both versions."""
    made = {"propertyName": member.value}
    return context.note(made, member)


def is_structured(part: Part, context: Context) -> bool:
    """Tell whether a schema describes more than a text or a number: objects and lists."""
    schema = context.follow(part)
    if schema.member("type").value in ("object", "array"):
        return True
    return any(
        schema.has(name) for name in ("properties", "allOf", "additionalProperties")
    )
