"""The named schemas of a document, and what they are in requests and in answers."""

from specloom.errors import Location
from specloom.ir.direction import Direction, Directions, Schemas
from specloom.ir.schema import AnySchema


class Directed(dict[Location, AnySchema]):
    """Gives named schemas by their places, the variants for one direction among them."""

    def __init__(self, schemas: Schemas) -> None:
        """Start with the schemas as they are written."""
        super().__init__(schemas)
        self._directions = Directions(schemas)

    def __missing__(self, at: Location) -> AnySchema:
        """Give a variant."""
        found = self._directions.schema(at)
        self[at] = found
        return found

    def turned(self, schema: AnySchema, direction: Direction) -> AnySchema:
        """Give a schema as it is in one direction."""
        return self._directions.turned(schema, direction)

    def base(self, at: Location) -> tuple[Location, Direction | None]:
        """Give the place that a variant is of, and its direction."""
        return self._directions.base(at)
