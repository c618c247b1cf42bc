"""The variants of a union after names, and unions inside the union, are followed."""

from collections.abc import Iterator
from dataclasses import dataclass

from specloom.errors import Location
from specloom.ir.shape import Named, Nullable, Shape, UnionOf
from specloom.python.context import Context, declared_shape


@dataclass(frozen=True, slots=True)
class Leaf:
    """One variant: its shape, how its union writes it, and the values that mean it.

    Each of `values` is a discriminator's property and one value of it.
    """

    shape: Shape
    named: Shape
    values: tuple[tuple[str, str], ...]


def leaves(union: UnionOf, context: Context) -> Iterator[Leaf]:
    """Yield the variants of a union."""
    yield from _followed(union, context, frozenset())


def _followed(
    union: UnionOf, context: Context, seen: frozenset[Location]
) -> Iterator[Leaf]:
    for variant in union.variants:
        shape, above = variant, seen
        while isinstance(shape, (Named, Nullable)):
            if isinstance(shape, Nullable):
                shape = shape.shape
            elif shape.target in above:
                break
            else:
                above |= {shape.target}
                shape = declared_shape(context.declarations[shape.target])
        if isinstance(shape, UnionOf):
            yield from _followed(shape, context, above)
        else:
            yield Leaf(shape, variant, _values(union, variant))


def _values(union: UnionOf, variant: Shape) -> tuple[tuple[str, str], ...]:
    return tuple(
        (union.discriminator, value)
        for value, target in union.mapping
        if target == variant
    )
