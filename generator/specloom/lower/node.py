"""A place in a document, read without trust: what has the wrong type counts as absent.

The wrong types themselves were reported by `document.diagnose`, with their places.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from specloom.errors import Location


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON value and where it stands; an absent one has the value None."""

    value: object
    at: Location

    def child(self, key: str) -> "Node":
        """Give the member `key` of an object, or an absent node."""
        return Node(self.member(key), self.at.child(key))

    def member(self, key: str) -> object:
        """Give the value of the member `key`, None if it is absent."""
        return self.value.get(key) if isinstance(self.value, dict) else None

    def has(self, key: str) -> bool:
        """Tell whether an object has the member, be it null."""
        return isinstance(self.value, dict) and key in self.value

    def text(self, key: str) -> str:
        """Give a member that is a string, else the empty string."""
        value = self.member(key)
        return value if isinstance(value, str) else ""

    def flag(self, key: str) -> bool:
        """Tell whether a member is `true`."""
        return self.member(key) is True

    def number(self, key: str) -> int | float | None:
        """Give a member that is a number."""
        value = self.member(key)
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return value if is_number and isinstance(value, (int, float)) else None

    def count(self, key: str) -> int | None:
        """Give a member that is a non-negative integer, also when written as `2.0`."""
        value = self.number(key)
        return (
            int(value)
            if value is not None and value >= 0 and value == int(value)
            else None
        )

    def members(self) -> Iterator[tuple[str, "Node"]]:
        """Yield the members of an object."""
        if isinstance(self.value, dict):
            for name, value in self.value.items():
                yield name, Node(value, self.at.child(name))

    def entries(self, key: str) -> Iterator[tuple[str, "Node"]]:
        """Yield the members of the object at `key`."""
        return self.child(key).members() if self.has(key) else iter(())

    def elements(self, key: str) -> Iterator["Node"]:
        """Yield the elements of the array at `key`."""
        elements = self.member(key)
        if isinstance(elements, list):
            at = self.at.child(key)
            for index, value in enumerate(elements):
                yield Node(value, at.child(index))

    def texts(self, key: str) -> tuple[str, ...]:
        """Give the strings of the array at `key`, each once."""
        found = [
            node.value for node in self.elements(key) if isinstance(node.value, str)
        ]
        return tuple(dict.fromkeys(found))

    @property
    def is_object(self) -> bool:
        """Tell whether the node is there and an object."""
        return isinstance(self.value, dict)
