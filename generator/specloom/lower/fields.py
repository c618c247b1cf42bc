"""The fields of an object schema: its own, those of its `allOf` parts, and, as optional
ones, those of its `oneOf` and `anyOf` branches (JSON Schema 2020-12, 10.2.1).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from specloom.errors import Location
from specloom.ir.schema import AnySchema, BooleanSchema, Property, Reference, Schema
from specloom.ir.shape import Anything, Field, Shape

Schemas = Mapping[Location, AnySchema]
ShapeOf = Callable[[AnySchema, Schemas], Shape]


def gather_fields(
    schema: Schema, schemas: Schemas, shape_of: ShapeOf
) -> tuple[tuple[Field, ...], Shape | None]:
    """Give an object's fields in the document's order, and the shape of further properties.

    The second value is None where the document does not speak of further properties.
    """
    fields: dict[str, Field] = {}
    additional: Shape | None = None
    required = set(_required(schema, schemas, frozenset()))
    for part, is_sure in _object_parts(schema, schemas, frozenset(), True):
        for property_ in part.properties:
            field = _field(
                property_, schemas, shape_of, is_sure and property_.name in required
            )
            fields[property_.name] = _merged(fields.get(property_.name), field)
        if isinstance(part.additional_properties, (Schema, Reference)):
            additional = shape_of(part.additional_properties, schemas)
        elif part.additional_properties is not None and additional is None:
            additional = Anything() if part.additional_properties.accepts else None
    for name in sorted(required - fields.keys()) if not _is_closed(schema) else ():
        at = schema.at.child("required")
        fields[name] = Field(at, name, Anything(), required=True)
    return tuple(fields.values()), additional


def _is_closed(schema: Schema) -> bool:
    closing = schema.additional_properties
    return isinstance(closing, BooleanSchema) and not closing.accepts


def _object_parts(
    schema: AnySchema, schemas: Schemas, seen: frozenset[Location], is_sure: bool
) -> Iterator[tuple[Schema, bool]]:
    """Yield the schemas whose properties the object may have; True if it surely obeys them."""
    match schema:
        case BooleanSchema():
            return
        case Reference(target=target):
            if target in schemas and target not in seen:
                yield from _object_parts(
                    schemas[target], schemas, seen | {target}, is_sure
                )
            return
    for part in schema.all_of:
        yield from _object_parts(part, schemas, seen, is_sure)
    yield schema, is_sure
    for branch in (*schema.one_of, *schema.any_of):
        yield from _object_parts(branch, schemas, seen, False)


def _required(
    schema: AnySchema, schemas: Schemas, seen: frozenset[Location]
) -> Iterator[str]:
    match schema:
        case BooleanSchema():
            return
        case Reference(target=target):
            if target in schemas and target not in seen:
                yield from _required(schemas[target], schemas, seen | {target})
            return
    yield from schema.required
    for part in schema.all_of:
        yield from _required(part, schemas, seen)


def _field(
    property_: Property, schemas: Schemas, shape_of: ShapeOf, required: bool
) -> Field:
    schema = property_.schema
    shape = shape_of(schema, schemas)
    target = _annotated(schema, schemas)
    description = schema.description if isinstance(schema, (Schema, Reference)) else ""
    if target is None:
        return Field(schema.at, property_.name, shape, required, description)
    return Field(
        schema.at,
        property_.name,
        shape,
        required,
        description or target.description,
        deprecated=target.deprecated,
        read_only=target.read_only,
        write_only=target.write_only,
        secret=target.write_only or target.format == "password",
        default=target.default,
        schema=target,
    )


def _annotated(schema: AnySchema, schemas: Schemas) -> Schema | None:
    """Give the schema whose annotations a property has, through at most a few references."""
    for _ in range(20):
        if isinstance(schema, Schema):
            return schema
        if isinstance(schema, BooleanSchema) or schema.target not in schemas:
            return None
        schema = schemas[schema.target]
    return None


def _merged(first: Field | None, second: Field) -> Field:
    """Merge two descriptions of one property: the later refines the earlier."""
    if first is None or first.shape == second.shape:
        required = second.required or (first is not None and first.required)
        described = second.description or (first.description if first else "")
        return replace(second, required=required, description=described)
    if isinstance(second.shape, Anything):
        return replace(first, required=first.required or second.required)
    if (first.required and second.required) or isinstance(first.shape, Anything):
        return second
    return replace(second, shape=Anything(), required=first.required or second.required)
