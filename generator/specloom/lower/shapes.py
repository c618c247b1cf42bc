"""From a schema's keywords to the one shape a programmer sees (`ir.shape`).

Where keywords say less than a type needs (no `type`, mixed `enum`), the shape widens
until every value the schema accepts fits; the validators keep the exact meaning.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from specloom.errors import Location
from specloom.ir.schema import (
    AnySchema,
    BooleanSchema,
    Reference,
    Schema,
    says_only,
)
from specloom.ir.shape import (
    Anything,
    Literals,
    MapOf,
    Named,
    Nullable,
    ObjectOf,
    Scalar,
    ScalarKind,
    Shape,
    UnionOf,
)
from specloom.lower.arrays import shape_of_array
from specloom.lower.choices import constants, shape_of_values, types_of_values
from specloom.lower.fields import Schemas, branches_of, gather_fields
from specloom.lower.unions import has_null, union_of, union_of_family

_STRING_KINDS: Mapping[str, ScalarKind] = {
    "date-time": "date-time",
    "date": "date",
    "time": "time",
    "duration": "duration",
    "uuid": "uuid",
    "decimal": "decimal",
    "byte": "byte",
    "binary": "binary",
}
_PLAIN_KINDS: Mapping[str, ScalarKind] = {
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
}


def shape_of(schema: AnySchema, schemas: Schemas) -> Shape:
    """Decide the shape of a schema; a reference is the name of its target.

    An object that holds itself without a reference of its own, because a part of it refers
    to what is around it, is told by its place.
    """
    match schema:
        case Schema(at=at) if at in schemas.around:
            return Named(at)
        case BooleanSchema():
            return Anything()
        case Reference(target=target):
            return Named(target)
    return shape_of_values(schema) or _shape_of_structure(schema, schemas)


def _shape_of_structure(schema: Schema, schemas: Schemas) -> Shape:
    shape = _shape_without_null(schema, schemas)
    is_nullable = "null" in schema.types and len(schema.types) > 1
    is_nullable = is_nullable or "null" in types_of_values(schema)
    return nullable(shape) if is_nullable else shape


def _shape_without_null(schema: Schema, schemas: Schemas) -> Shape:
    if schema.discriminator is not None and schema.discriminator.base is not None:
        union = union_of_family(schema, schema.discriminator, schema.discriminator.base)
        return nullable(union) if has_null(schema) else union
    branches = _telling(schema.one_of) + _telling(schema.any_of)
    if schema.all_of:
        return _shape_of_all(schema, schemas)
    if branches and not schema.properties:
        return _shape_of_branches(schema, branches, schemas)
    return _shape_of_types(schema, schemas)


def _telling(branches: Sequence[AnySchema]) -> tuple[AnySchema, ...]:
    """Leave out branches that only say which properties are required: they shape nothing."""
    return tuple(
        branch
        for branch in branches
        if not (
            isinstance(branch, Schema)
            and says_only(branch, "required", "not_", "types")
            and (branch.required or branch.not_ is not None)
        )
    )


def _shape_of_all(schema: Schema, schemas: Schemas) -> Shape:
    """Merge `allOf`: one telling part is that part, objects are merged field by field."""
    parts = [part for part in schema.all_of if _tells(part)]
    own = says_only(schema, "all_of", "types", "required") and not schema.required
    if own and len(parts) == 1 and schema.at not in schemas.heirs:
        shape = shape_of(parts[0], schemas)
        if not (schema.types and isinstance(shape, Anything)):
            return _standing_for(schema, shape)
    if is_object(schema, schemas):
        return _object(schema, schemas)
    shapes = [shape_of(part, schemas) for part in parts]
    if schema.types or not shapes:
        return _shape_of_types(schema, schemas)
    told = (shape for shape in shapes if not isinstance(shape, Anything))
    return _standing_for(schema, next(told, shapes[0]))


def _standing_for(schema: Schema, shape: Shape) -> Shape:
    """Let the shape of the only part of a schema be that of the schema."""
    match shape:
        case ObjectOf() | UnionOf() | Literals():
            words = schema.words or shape.description
            return replace(shape, at=schema.at, description=words)
        case Nullable(inner):
            return Nullable(_standing_for(schema, inner))
    return shape


def _tells(part: AnySchema) -> bool:
    return not isinstance(part, BooleanSchema) and not (
        isinstance(part, Schema) and says_only(part)
    )


def is_object(schema: AnySchema, schemas: Schemas) -> bool:
    """Tell whether a schema describes an object with known properties."""
    waiting, seen = [schema], set[Location]()
    while waiting:
        part = waiting.pop()
        match part:
            case Reference(target=target):
                if target in schemas.named and target not in seen:
                    seen.add(target)
                    waiting.append(schemas.named[target])
            case Schema():
                if part.properties:
                    return True
                waiting += (*part.all_of, *_telling(branches_of(part)))
    return False


def _shape_of_branches(
    schema: Schema, branches: Sequence[AnySchema], schemas: Schemas
) -> Shape:
    known = constants(branches, schema)
    if known is not None:
        return known
    shapes: dict[Shape, None] = {}
    for branch in branches:
        shapes.setdefault(shape_of(branch, schemas))
    null = Scalar("null")
    inner = [shape for shape in shapes if shape != null]
    is_nullable = len(inner) < len(shapes)
    if any(isinstance(shape, Anything) for shape in inner):
        return Anything()
    if not inner:
        return null
    union = (
        _standing_for(schema, inner[0])
        if len(inner) == 1
        else union_of(schema, tuple(inner))
    )
    return nullable(union) if is_nullable else union


def _shape_of_types(schema: Schema, schemas: Schemas) -> Shape:
    types = [name for name in schema.types if name != "null"] or _implied_types(
        schema, schemas
    )
    shapes: dict[Shape, None] = {}
    for name in types:
        shapes.setdefault(_shape_of_type(name, schema, schemas))
    variants = tuple(shapes if len(shapes) == 1 else map(_apart, shapes))
    if not variants:
        return Scalar("null") if schema.types else Anything()
    if len(variants) == 1:
        return variants[0]
    if Anything() in variants:
        return Anything()
    return UnionOf(schema.at, variants, description=schema.words)


def _apart(variant: Shape) -> Shape:
    """Give an object that is one of several types a place other than the schema's."""
    if isinstance(variant, ObjectOf):
        return replace(variant, at=variant.at.child("object"))
    return variant


def _implied_types(schema: Schema, schemas: Schemas) -> list[str]:
    """Read what the author must have meant where `type` is missing."""
    if schema.types:
        return []
    if listed := types_of_values(schema):
        return [name for name in listed if name != "null"]
    if (
        is_object(schema, schemas)
        or schema.additional_properties
        or schema.pattern_properties
    ):
        return ["object"]
    if schema.items is not None or schema.prefix_items:
        return ["array"]
    return []


def _shape_of_type(name: str, schema: Schema, schemas: Schemas) -> Shape:
    if name == "object":
        return (
            _object(schema, schemas)
            if is_object(schema, schemas)
            else _map(schema, schemas)
        )
    if name == "array":
        return shape_of_array(schema, schemas, shape_of)
    if name == "string":
        return Scalar(_kind_of_string(schema))
    return Scalar(_PLAIN_KINDS[name])


def _kind_of_string(schema: Schema) -> ScalarKind:
    """Read `format`, or `contentEncoding`, which says `byte` in the words of JSON Schema."""
    if not schema.format and schema.content_encoding.lower() == "base64":
        return "byte"
    return _STRING_KINDS.get(schema.format, "string")


def _object(schema: Schema, schemas: Schemas) -> ObjectOf:
    fields, additional = gather_fields(schema, schemas, shape_of)
    return ObjectOf(schema.at, fields, additional, schema.words, schema.deprecated)


def _map(schema: Schema, schemas: Schemas) -> Shape:
    if isinstance(schema.additional_properties, BooleanSchema):
        if not schema.additional_properties.accepts and not schema.pattern_properties:
            return ObjectOf(schema.at, (), None, schema.words, schema.deprecated)
        return MapOf(Anything())
    if schema.additional_properties is not None:
        return MapOf(shape_of(schema.additional_properties, schemas))
    values = {shape_of(entry.schema, schemas) for entry in schema.pattern_properties}
    return MapOf(values.pop() if len(values) == 1 else Anything())


def nullable(shape: Shape) -> Shape:
    """Add null to a shape, once."""
    if isinstance(shape, (Nullable, Anything)) or shape == Scalar("null"):
        return shape
    return Nullable(shape)
