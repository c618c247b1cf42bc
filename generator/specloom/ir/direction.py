"""What a schema requires of a request, and what of an answer.

OpenAPI 3.0.4, Schema Object: a required property that is `readOnly` is required in
answers only, one that is `writeOnly` in requests only. 3.1 says no more than that a server
sets the former, so the same is done there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal, TypeAlias

from specloom.errors import Location
from specloom.ir.reach import Reach, targets
from specloom.ir.schema import (
    AnySchema,
    Discriminator,
    Property,
    Reference,
    Schema,
    subschemas,
    with_subschemas,
)

Direction: TypeAlias = Literal["request", "response"]
Schemas: TypeAlias = Mapping[Location, AnySchema]


def required_in(
    schema: Schema, direction: Direction, schemas: Schemas
) -> tuple[str, ...]:
    """Give the properties that a schema requires in one direction."""
    spared = {
        entry.name
        for entry in schema.properties
        if _is_spared(entry, direction, schemas)
    }
    return tuple(name for name in schema.required if name not in spared)


def _is_spared(entry: Property, direction: Direction, schemas: Schemas) -> bool:
    schema = entry.schema
    passed = set[Location]()
    while isinstance(schema, Reference) and schema.target not in passed:
        passed.add(schema.target)
        schema = schemas[schema.target]
    if not isinstance(schema, Schema):
        return False
    return schema.read_only if direction == "request" else schema.write_only


def narrowed(schema: AnySchema, direction: Direction, schemas: Schemas) -> AnySchema:
    """Give a schema, and those written inside it, as they are in one direction."""
    if not isinstance(schema, Schema):
        return schema
    inner = with_subschemas(schema, lambda part: narrowed(part, direction, schemas))
    return replace(inner, required=required_in(schema, direction, schemas))


class Directions:
    """Gives schemas as they are in requests and in answers.

    A schema that is not the same in both has a variant at a place of its own: the same
    pointer, in a file of another name.
    """

    def __init__(self, schemas: Schemas) -> None:
        """Start with all named schemas."""
        self._schemas = schemas
        self._reach = Reach(self._targets)
        self._known: dict[tuple[Direction, Location], bool] = {}
        self._bases: dict[Location, tuple[Location, Direction]] = {}

    def turned(self, schema: AnySchema, direction: Direction) -> AnySchema:
        """Give a schema as it is in one direction: itself if that makes no difference."""
        if not self._differs(schema, direction):
            return schema
        at = self._place(schema.at, direction)
        if isinstance(schema, Reference):
            return replace(schema, target=self.variant(schema.target, direction))
        if not isinstance(schema, Schema):
            return schema
        inner = with_subschemas(schema, lambda part: self.turned(part, direction))
        needed = required_in(schema, direction, self._schemas)
        told = schema.discriminator and self._told(schema.discriminator, direction)
        return replace(inner, at=at, required=needed, discriminator=told)

    def _told(
        self, discriminator: Discriminator, direction: Direction
    ) -> Discriminator:
        """Give a discriminator that names schemas as they are in one direction."""

        def turned(at: Location) -> Location:
            reference = self.turned(Reference(at, at), direction)
            return reference.target if isinstance(reference, Reference) else at

        default, base = discriminator.default, discriminator.base
        if base is None:
            return discriminator
        return replace(
            discriminator,
            mapping=tuple((value, turned(at)) for value, at in discriminator.mapping),
            default=default and turned(default),
            base=turned(base),
        )

    def schema(self, at: Location) -> AnySchema:
        """Give a named schema, or a variant of one."""
        if at not in self._bases:
            return self._schemas[at]
        base, direction = self._bases[at]
        return self.turned(self._schemas[base], direction)

    def variant(self, at: Location, direction: Direction) -> Location:
        """Give the place of a named schema's variant, which is known from then on."""
        place = self._place(at, direction)
        self._bases[place] = at, direction
        return place

    def base(self, at: Location) -> tuple[Location, Direction | None]:
        """Give the place that a variant is of, and its direction."""
        return self._bases.get(at, (at, None))

    def _place(self, at: Location, direction: Direction) -> Location:
        return Location(f"{at.file} as {direction}", at.pointer)

    def _differs(self, schema: AnySchema, direction: Direction) -> bool:
        if _has_spared(schema, direction, self._schemas):
            return True
        return any(
            self._is_spared_at(at, direction)
            for at in self._reach.follow(targets(schema))
        )

    def _is_spared_at(self, at: Location, direction: Direction) -> bool:
        key = direction, at
        if key not in self._known:
            schema = self._schemas.get(at)
            self._known[key] = schema is not None and _has_spared(
                schema, direction, self._schemas
            )
        return self._known[key]

    def _targets(self, at: Location) -> Iterator[Location]:
        if at in self._schemas:
            yield from targets(self._schemas[at])


def _has_spared(schema: AnySchema, direction: Direction, schemas: Schemas) -> bool:
    """Tell whether a schema, or one written inside it, requires less in one direction."""
    if not isinstance(schema, Schema):
        return False
    if schema.required and required_in(schema, direction, schemas) != schema.required:
        return True
    return any(_has_spared(inner, direction, schemas) for inner in subschemas(schema))
