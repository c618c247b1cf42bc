"""Say a schema as it counts for messages of one direction.

OpenAPI 3.0.4, Schema Object, `readOnly` and `writeOnly`: in a message in which such a
property has no place, `required` does not ask for it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from specloom.errors import Location
from specloom.ir.direction import Direction, narrowed
from specloom.ir.schema import AnySchema


@dataclass(frozen=True, slots=True)
class Directed(Mapping[Location, AnySchema]):
    """The named schemas of a document, for requests or for answers."""

    schemas: Mapping[Location, AnySchema]
    direction: Direction
    _known: dict[Location, AnySchema] = field(default_factory=dict)

    def __getitem__(self, at: Location) -> AnySchema:
        if at not in self._known:
            self._known[at] = self.of(self.schemas[at])
        return self._known[at]

    def __iter__(self) -> Iterator[Location]:
        return iter(self.schemas)

    def __len__(self) -> int:
        return len(self.schemas)

    def of(self, schema: AnySchema) -> AnySchema:
        """Give a schema, and those inside it, as they count in the direction."""
        return narrowed(schema, self.direction, self.schemas)
