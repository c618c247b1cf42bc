"""Swagger 2.0, Parameter Object and Header Object → OpenAPI 3.0.4, the same names.

What describes the value moves into `schema`. Bodies and form fields become Request Body
Objects (`bodies`).
"""

from typing import Any

from specloom.document.swagger.context import Context
from specloom.document.swagger.part import Part
from specloom.document.swagger.schemas import SCHEMA_FIELDS, lift_schema
from specloom.document.swagger.styles import is_inexpressible, is_list, style_of

IN_BODY = frozenset({"body", "formData"})
_DROPPED = frozenset({"collectionFormat", "schema"})


def lift_parameter(part: Part, context: Context) -> Any:
    """Lift a parameter of a path, query or header, or a reference to one."""
    if not part.is_object:
        return part.value
    if part.has("$ref"):
        return context.made(dict(part.value), part, "Parameter")
    in_ = part.text("in")
    made = dict(part.without(SCHEMA_FIELDS | _DROPPED).value)
    made["schema"] = lift_value(part, in_, context)
    style = style_of(part, in_) if is_list(part) else None
    if style is not None:
        made |= {"style": style.style, "explode": style.explode}
    return context.made(made, part, "Parameter")


def lift_value(part: Part, in_: str, context: Context) -> Any:
    """Give the schema of the value of a parameter, form field or header."""
    if part.has("schema"):
        return lift_schema(part.member("schema"), context)
    if is_inexpressible(part, in_):
        return context.note({"type": "string"}, part)
    return lift_schema(part.only(SCHEMA_FIELDS), context)


def lift_headers(part: Part, context: Context) -> dict[str, Any]:
    """Lift the headers of a response."""
    headers = {name: lift_parameter(header, context) for name, header in part.members()}
    return context.note(headers, part)
