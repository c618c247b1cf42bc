"""The arguments of an operation's method: its parameters, then what its body is made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from specloom.ir.api import MediaType, Operation, Parameter, ParameterIn
from specloom.ir.schema import AnySchema, Schema, Value
from specloom.ir.shape import Field, MapOf, Shape
from specloom.naming.bodies import ADDITIONAL, body_fields, chosen_content, flattened
from specloom.python.context import Context
from specloom.python.text.examples import examples_of_field

Place: TypeAlias = ParameterIn | Literal["body"]


@dataclass(frozen=True, slots=True)
class Argument:
    """One keyword argument: its Python name, and the document's `in` and name for it."""

    name: str
    in_: Place
    wire: str
    shape: Shape
    required: bool
    description: str
    deprecated: bool
    schema: AnySchema | None
    examples: tuple[Value, ...] = ()


def arguments_of(operation: Operation, context: Context) -> tuple[Argument, ...]:
    """Give the arguments, required ones first, each group in the document's order."""
    found = [*_parameters(operation, context), *_body(operation, context)]
    return tuple(sorted(found, key=lambda argument: not argument.required))


def body_content(operation: Operation, context: Context) -> MediaType | None:
    """Give the media type that is sent."""
    body = operation.request_body
    return chosen_content(body, context.api) if body is not None else None


def _parameters(operation: Operation, context: Context) -> Iterator[Argument]:
    names = context.names.arguments[operation.at]
    for parameter in operation.parameters:
        yield Argument(
            names[parameter.in_, parameter.name],
            parameter.in_,
            parameter.name,
            parameter.shape,
            parameter.required,
            parameter.description or _described(parameter),
            parameter.deprecated,
            parameter.schema,
            (*parameter.examples, *_own_examples(parameter)),
        )


def _described(parameter: Parameter) -> str:
    return getattr(parameter.schema, "description", "")


def _own_examples(parameter: Parameter) -> tuple[Value, ...]:
    schema = parameter.schema
    return schema.examples if isinstance(schema, Schema) else ()


def _body(operation: Operation, context: Context) -> Iterator[Argument]:
    content = body_content(operation, context)
    if content is None or operation.request_body is None:
        return
    names = context.names.arguments[operation.at]
    required = operation.request_body.required
    fields = body_fields(operation, context.api)
    if not fields:
        yield Argument(
            names["body", ""],
            "body",
            "",
            content.shape,
            required,
            operation.request_body.description,
            False,
            content.schema,
            content.examples,
        )
        return
    for field in fields:
        members = _members(content, field.name)
        yield _field(field, names["body", field.name], required, members)
    flat = flattened(content.shape, context.api)
    if (
        ("body", ADDITIONAL) in names
        and flat is not None
        and flat.additional is not None
    ):
        text = "Further properties of the body, by name."
        shape = MapOf(flat.additional)
        name = names["body", ADDITIONAL]
        yield Argument(name, "body", ADDITIONAL, shape, False, text, False, None)


def _members(content: MediaType, name: str) -> tuple[Value, ...]:
    """Give what the examples of a whole body have for one of its properties."""
    bodies = [example.json for example in content.examples]
    return tuple(
        Value(body[name]) for body in bodies if isinstance(body, dict) and name in body
    )


def _field(
    field: Field, name: str, body_required: bool, members: tuple[Value, ...]
) -> Argument:
    return Argument(
        name,
        "body",
        field.name,
        field.shape,
        field.required and body_required,
        field.description,
        field.deprecated,
        field.schema,
        (*examples_of_field(field), *members),
    )
