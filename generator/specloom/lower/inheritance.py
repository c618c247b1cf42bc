"""Which named schemas inherit from which by `allOf`, and what tells them apart.

OpenAPI 3.1.1, Schema Object, "Models with Polymorphism Support": a Discriminator Object in a
schema that others refer to in `allOf` names these by the value of its property.
"""

from collections.abc import Iterator, Mapping

from specloom.errors import Location
from specloom.ir.schema import AnySchema, Discriminator, Property, Reference, Schema

Texts = tuple[str, ...]


class Inheritance:
    """Knows the children of every named schema."""

    def __init__(self, schemas: Mapping[Location, AnySchema]) -> None:
        """Take the schemas that may be referred to, by their places."""
        self._schemas = schemas
        self._children: dict[Location, list[Location]] = {}
        self._told: dict[Location, Discriminator | None] = {}
        for at in schemas:
            for parent in self.parents(at):
                self._children.setdefault(parent, []).append(at)

    def bases(self) -> Iterator[Location]:
        """Yield the schemas with children that a discriminator tells apart."""
        yield from (at for at in self._children if self.discriminator(at) is not None)

    def children(self, at: Location) -> tuple[Location, ...]:
        """Give the schemas that have one directly in their `allOf`."""
        return tuple(self._children.get(at, ()))

    def parents(self, at: Location) -> tuple[Location, ...]:
        """Give the schemas that one has directly in its `allOf`."""
        inner = (part for own in self._own(at) for part in own.all_of)
        found = (self.named(p.target) for p in inner if isinstance(p, Reference))
        return tuple(dict.fromkeys(parent for parent in found if parent != at))

    def schema(self, at: Location) -> Schema:
        """Give a named schema; one that says nothing for one that is not known."""
        schema = self._schemas.get(at)
        return schema if isinstance(schema, Schema) else Schema(at=at)

    def named(self, at: Location) -> Location:
        """Give the place where the references end that begin at one."""
        seen = {at}
        while isinstance(schema := self._schemas.get(at), Reference):
            at = schema.target
            if at in seen:
                break
            seen.add(at)
        return at

    def discriminator(self, at: Location) -> Discriminator | None:
        """Give what tells the heirs of a schema apart, which it may have inherited.

        A schema that lists its variants itself (`oneOf`, `anyOf`) says so by these.
        """
        if at not in self._told:
            self._told[at] = self._discriminator(at)
        return self._told[at]

    def texts(
        self, at: Location, name: str, above: Location | None = None
    ) -> Texts | None:
        """Give the texts that a property may be; None where any is allowed.

        What a schema and all it inherits say, but for what it has from the one `above`.
        """
        found: Texts | None = None
        for schema in self._line(at, above):
            for entry in schema.properties:
                values = self._values(entry) if entry.name == name else None
                if values is not None:
                    known = values if found is None else found
                    found = tuple(value for value in known if value in values)
        return found

    def requires(self, at: Location, name: str) -> bool:
        """Tell whether a schema, or one it inherits from, requires a property."""
        return any(name in schema.required for schema in self._line(at))

    def _discriminator(self, at: Location) -> Discriminator | None:
        own = tuple(self._own(at))
        if any(part.one_of or part.any_of for part in own):
            return None
        found = (part.discriminator for part in own)
        above = map(self.discriminator, self.parents(at))
        return next((each for each in (*found, *above) if each is not None), None)

    def _own(self, at: Location) -> Iterator[Schema]:
        """Yield a schema and the parts that are written inside it."""
        waiting = [self._schemas.get(at)]
        while waiting:
            schema = waiting.pop()
            if isinstance(schema, Schema):
                yield schema
                waiting += reversed(schema.all_of)

    def _line(self, at: Location, above: Location | None = None) -> Iterator[Schema]:
        """Yield the parts of a schema and of all those it inherits from."""
        waiting, seen = [at], {above}
        while waiting:
            place = waiting.pop()
            if place not in seen:
                seen.add(place)
                yield from self._own(place)
                waiting += self.parents(place)

    def _values(self, entry: Property) -> Texts | None:
        schema: AnySchema | None = entry.schema
        if isinstance(schema, Reference):
            schema = self._schemas.get(self.named(schema.target))
        if not isinstance(schema, Schema) or schema.listed is None:
            return None
        return tuple(v.json for v in schema.listed if isinstance(v.json, str))
