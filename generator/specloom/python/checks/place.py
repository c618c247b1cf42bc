"""Where a checked value is: how the text gets it, its path, and what it is a property of."""

from dataclasses import dataclass, replace

from specloom.errors import Location
from specloom.ir.place import last_token
from specloom.python.text.layout import Piece
from specloom.python.text.source import Source, code, literal

_VALUE, _AT, _FOUND = Source("value"), Source("at"), Source("found")


@dataclass(frozen=True, slots=True)
class Place:
    """A value inside the one a function checks.

    `owner` is the path of the object it is the property `key` of; the runtime takes both
    apart, so that paths are only put together for a violation. `found` is what gathers
    the violations.
    """

    value: Source = _VALUE
    at: Source = _AT
    owner: Source | None = None
    key: Source | None = None
    found: Source = _FOUND

    def member(self, key: Source) -> "Place":
        """Give the place of a property or item."""
        value, at = code("{}[{}]", self.value, key), code("({}, {})", self.at, key)
        return Place(value, at, self.at, key, self.found)

    def inside(self, value: Source, key: Source) -> "Place":
        """Give the place of a member, which a loop calls so and finds at a key."""
        return Place(value, code("({}, {})", self.at, key), found=self.found)

    def called(self, name: Source) -> "Place":
        """Give the same place, where the value has a name."""
        return replace(self, value=name)

    def arguments(self) -> list[Piece]:
        """Give value, path and list of violations, for the check of another schema."""
        return [self.value, self.at, self.found]

    def is_property_of(self, root: Location, schema: Location) -> bool:
        """Tell whether a schema is the one that the root's `properties` has for this key."""
        if self.owner != _AT or self.key != literal(last_token(schema)):
            return False
        return schema == root.child("properties", last_token(schema))
