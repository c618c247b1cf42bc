"""The fields of an object schema (JSON Schema 2020-12, 10.2.1 and 10.3.2).

They are its own, those of its `allOf` parts, and, as optional ones, those of its branches:
`oneOf`, `anyOf`, `then`, `else` and `dependentSchemas`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from specloom.errors import Location
from specloom.ir.schema import AnySchema, BooleanSchema, Property, Reference, Schema
from specloom.ir.shape import (
    Anything,
    Field,
    Literals,
    MapOf,
    Scalar,
    Shape,
    UnionOf,
)
from specloom.lower.extras import shape_of_extras


@dataclass(frozen=True, slots=True)
class Schemas:
    """The schemas that have names, and the places of the objects around the present one.

    `heirs` are those that a discriminator tells from what they inherit from.
    """

    named: Mapping[Location, AnySchema]
    around: frozenset[Location] = frozenset()
    heirs: frozenset[Location] = frozenset()

    def inside(self, at: Location) -> "Schemas":
        """Go into the object at a place."""
        return replace(self, around=self.around | {at})


ShapeOf = Callable[[AnySchema, Schemas], Shape]


def gather_fields(
    schema: Schema, schemas: Schemas, shape_of: ShapeOf
) -> tuple[tuple[Field, ...], Shape | None]:
    """Give an object's fields in the document's order, and the shape of further properties.

    The second value is None where the document does not speak of further properties.
    """
    fields: dict[str, Field] = {}
    sure: set[str] = set()
    parts = tuple(object_parts(schema, schemas))
    required = {name for part, is_sure in parts if is_sure for name in part.required}
    inner = schemas.inside(schema.at)
    for part, is_sure in parts:
        for property_ in part.properties:
            name = property_.name
            field = _field(property_, inner, shape_of, is_sure and name in required)
            if not is_sure and name in fields and name not in sure:
                at = schema.at.child("properties", name)
                field = _either(fields[name], field, at)
            elif name in fields:
                field = _merged(fields[name], field, is_sure)
            fields[name] = field
            sure |= {name} if is_sure else set()
    for name in sorted(required - fields.keys()) if not _is_closed(schema) else ():
        at = schema.at.child("required")
        fields[name] = Field(at, name, Anything(), required=True)
    return tuple(fields.values()), shape_of_extras(
        parts, lambda part: shape_of(part, inner)
    )


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
            branches = [(branch, False, False) for branch in branches_of(part)]
            waiting += reversed(branches)
            waiting.append((part, is_sure, True))
            waiting += [(each, is_sure, False) for each in reversed(part.all_of)]
        elif isinstance(part, Reference) and (part.target, is_sure) not in seen:
            seen.add((part.target, is_sure))
            named = schemas.named.get(part.target)
            waiting += [(named, is_sure, False)] if named is not None else []


def branches_of(schema: Schema) -> tuple[AnySchema, ...]:
    """Give the schemas that an object obeys under some condition only."""
    conditional = [schema.then, schema.else_] if schema.if_ is not None else []
    dependent = (entry.schema for entry in schema.dependencies)
    more = [branch for branch in (*conditional, *dependent) if branch is not None]
    return (*schema.one_of, *schema.any_of, *more)


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
        description or target.words,
        deprecated=target.deprecated or _is_deprecated(schema),
        read_only=target.read_only,
        write_only=target.write_only,
        secret=target.write_only or target.format == "password",
        default=target.default,
        schema=target,
    )


def _is_deprecated(schema: AnySchema) -> bool:
    return isinstance(schema, Reference) and schema.deprecated


def _annotated(schema: AnySchema, schemas: Schemas) -> Schema | None:
    """Give the schema whose annotations a property has, through at most a few references."""
    for _ in range(20):
        if isinstance(schema, Schema):
            return schema
        if isinstance(schema, BooleanSchema) or schema.target not in schemas.named:
            return None
        schema = schemas.named[schema.target]
    return None


def _merged(first: Field, second: Field, is_sure: bool) -> Field:
    """Merge two descriptions of one property, the first of which always holds.

    The one that says more is the better; of two that say as much, the later.
    """
    required = first.required or second.required
    if first.shape == second.shape or (is_sure and _says_more(second, first)):
        described = second.description or first.description
        return replace(second, required=required, description=described)
    if isinstance(first.shape, Anything):
        return replace(second, required=required)
    return replace(first, required=required)


def _says_more(one: Field, other: Field) -> bool:
    return _precision(one.shape) >= _precision(other.shape)


def _precision(shape: Shape) -> int:
    match shape:
        case Anything():
            return 0
        case Scalar() | MapOf():
            return 1
    return 2


def _either(first: Field, second: Field, at: Location) -> Field:
    """Join what two branches say of one property, only one of which need hold."""
    if first.shape == second.shape or isinstance(first.shape, Anything):
        described = second.description or first.description
        return replace(second, description=described)
    if isinstance(second.shape, Anything):
        return first
    return replace(second, shape=_either_shape(first.shape, second.shape, at))


def _either_shape(first: Shape, second: Shape, at: Location) -> Shape:
    match first, second:
        case Literals(), Literals():
            values = {(type(v), v): v for v in (*first.values, *second.values)}
            return Literals(at, tuple(values.values()))
        case (UnionOf() | Scalar() | Literals()), (Scalar() | Literals()):
            known = first.variants if isinstance(first, UnionOf) else (first,)
            is_joined = not isinstance(first, UnionOf) or first.at == at
            variants = tuple(dict.fromkeys((*known, second)))
            return UnionOf(at, variants) if is_joined else Anything()
    return Anything()
