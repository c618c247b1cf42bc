"""The shapes of arrays (JSON Schema 2020-12, 10.3.1: `prefixItems` and `items`)."""

from specloom.ir.schema import BooleanSchema, Schema
from specloom.ir.shape import (
    Anything,
    ListOf,
    Literals,
    Scalar,
    Shape,
    TupleOf,
    UnionOf,
)
from specloom.lower.fields import Schemas, ShapeOf


def shape_of_array(
    schema: Schema, schemas: Schemas, shape_of: ShapeOf
) -> ListOf | TupleOf:
    """Give a tuple for an array of a fixed length, else a list of what its items can be."""
    shapes = tuple(shape_of(item, schemas) for item in schema.prefix_items)
    if shapes and _has_length(schema, len(shapes)):
        return TupleOf(shapes)
    if schema.items is None or isinstance(schema.items, BooleanSchema):
        is_open = schema.items is None or schema.items.accepts
        return ListOf(Anything() if is_open else _any_of(schema, shapes))
    return ListOf(_any_of(schema, (*shapes, shape_of(schema.items, schemas))))


def _has_length(schema: Schema, length: int) -> bool:
    """Tell whether every array that holds has a length: none is shorter or longer."""
    is_closed = isinstance(schema.items, BooleanSchema) and not schema.items.accepts
    most = schema.max_items if schema.max_items is not None else length + 1
    return (schema.min_items or 0) >= length and (is_closed or most <= length)


def _any_of(schema: Schema, shapes: tuple[Shape, ...]) -> Shape:
    several = tuple(dict.fromkeys(shapes))
    if len(several) == 1:
        return several[0]
    if several and all(isinstance(shape, Scalar | Literals) for shape in several):
        return UnionOf(schema.at.child("items"), several)
    return Anything()
