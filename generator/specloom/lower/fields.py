"""The fields of an object schema (JSON Schema 2020-12, 10.2.1 and 10.3.2).

They are its own, those of its `allOf` parts, and, as optional ones, those of its `oneOf`
and `anyOf` branches.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from specloom.errors import Location
from specloom.ir.schema import AnySchema, BooleanSchema, Property, Reference, Schema
from specloom.ir.shape import Anything, Field, Shape


@dataclass(frozen=True, slots=True)
class Schemas:
    """The schemas that have names, and the places of the objects around the present one."""

    named: Mapping[Location, AnySchema]
    around: frozenset[Location] = frozenset()

    def inside(self, at: Location) -> "Schemas":
        """Go into the object at a place."""
        return Schemas(self.named, self.around | {at})


ShapeOf = Callable[[AnySchema, Schemas], Shape]


def gather_fields(
    schema: Schema, schemas: Schemas, shape_of: ShapeOf
) -> tuple[tuple[Field, ...], Shape | None]:
    """Give an object's fields in the document's order, and the shape of further properties.

    The second value is None where the document does not speak of further properties.
    """
    fields: dict[str, Field] = {}
    additional: Shape | None = None
    parts = tuple(object_parts(schema, schemas))
    required = {name for part, is_sure in parts if is_sure for name in part.required}
    inner = schemas.inside(schema.at)
    for part, is_sure in parts:
        for property_ in part.properties:
            field = _field(
                property_, inner, shape_of, is_sure and property_.name in required
            )
            fields[property_.name] = _merged(fields.get(property_.name), field)
        if isinstance(part.additional_properties, (Schema, Reference)):
            additional = shape_of(part.additional_properties, inner)
        elif part.additional_properties is not None and additional is None:
            additional = Anything() if part.additional_properties.accepts else None
    for name in sorted(required - fields.keys()) if not _is_closed(schema) else ():
        at = schema.at.child("required")
        fields[name] = Field(at, name, Anything(), required=True)
    return tuple(fields.values()), additional


def _is_closed(schema: Schema) -> bool:
    closing = schema.additional_properties
    return isinstance(closing, BooleanSchema) and not closing.accepts


def object_parts(schema: AnySchema, schemas: Schemas) -> Iterator[tuple[Schema, bool]]:
    """Yield the schemas whose properties the object may have; True if it surely obeys them.

    Each named schema comes once, however many ways lead to it.
    """
    waiting: list[tuple[AnySchema, bool, bool]] = [(schema, True, False)]
    seen: set[tuple[Location, bool]] = set()
    while waiting:
        part, is_sure, is_opened = waiting.pop()
        if isinstance(part, Schema) and is_opened:
            yield part, is_sure
        elif isinstance(part, Schema):
            branches = (*part.one_of, *part.any_of)
            waiting += [(branch, False, False) for branch in reversed(branches)]
            waiting.append((part, is_sure, True))
            waiting += [(each, is_sure, False) for each in reversed(part.all_of)]
        elif isinstance(part, Reference) and (part.target, is_sure) not in seen:
            seen.add((part.target, is_sure))
            named = schemas.named.get(part.target)
            waiting += [(named, is_sure, False)] if named is not None else []


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
        if isinstance(schema, BooleanSchema) or schema.target not in schemas.named:
            return None
        schema = schemas.named[schema.target]
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
