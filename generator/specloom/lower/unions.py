"""Unions whose variants a discriminator names (OpenAPI 3.1.1, Discriminator Object)."""

from specloom.errors import Location
from specloom.ir.place import last_token
from specloom.ir.schema import Discriminator, Schema
from specloom.ir.shape import Named, Shape, UnionOf


def union_of(schema: Schema, variants: tuple[Shape, ...]) -> UnionOf:
    """Give the union of the variants that a schema lists."""
    if schema.discriminator is None:
        return UnionOf(schema.at, variants, description=schema.words)
    default = schema.discriminator.default
    written = {value: Named(target) for value, target in schema.discriminator.mapping}
    mapped = set(written.values())
    implied = {
        last_token(variant.target): variant
        for variant in variants
        if isinstance(variant, Named) and variant not in mapped
    }
    return UnionOf(
        schema.at,
        variants,
        schema.discriminator.property_name,
        tuple((written | implied).items()),
        schema.words,
        Named(default) if default is not None else None,
    )


def union_of_family(
    schema: Schema, discriminator: Discriminator, base: Location
) -> UnionOf:
    """Give the union of a schema and of those that inherit from it."""
    mapping = tuple((value, Named(target)) for value, target in discriminator.mapping)
    default = Named(base if discriminator.default is None else discriminator.default)
    return UnionOf(
        schema.at,
        tuple(dict.fromkeys((*(target for _, target in mapping), Named(base)))),
        discriminator.property_name,
        mapping,
        schema.words,
        default,
        Named(base),
    )


def has_null(schema: Schema) -> bool:
    """Tell whether null is one of the branches of a union."""
    return any(isinstance(s, Schema) and "null" in s.types for s in schema.any_of)
