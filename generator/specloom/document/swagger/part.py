"""A value of a Swagger 2.0 description as it is written, and where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from specloom.errors import Location


@dataclass(frozen=True, slots=True)
class Part:
    """A JSON value at its place; what has the wrong type counts as absent."""

    value: Any
    at: Location

    @property
    def is_object(self) -> bool:
        """Tell whether this is an object."""
        return isinstance(self.value, dict)

    def has(self, name: str) -> bool:
        """Tell whether an object has the member."""
        return self.is_object and name in self.value

    def member(self, name: str) -> "Part":
        """Give a member of an object; its value is None if it is absent."""
        value = self.value.get(name) if self.is_object else None
        return Part(value, self.at.child(name))

    def text(self, name: str) -> str:
        """Give a member that is text, else the empty text."""
        value = self.member(name).value
        return value if isinstance(value, str) else ""

    def texts(self, name: str) -> tuple[str, ...] | None:
        """Give the texts in a member that is a list, each once; None if there is none."""
        listed = self.member(name).value
        if not isinstance(listed, list):
            return None
        return tuple(dict.fromkeys(each for each in listed if isinstance(each, str)))

    def members(self) -> Iterator[tuple[str, "Part"]]:
        """Give the members of an object."""
        for name, value in self.value.items() if self.is_object else ():
            yield name, Part(value, self.at.child(name))

    def elements(self) -> Iterator["Part"]:
        """Give the items of a list."""
        for index, value in enumerate(
            self.value if isinstance(self.value, list) else ()
        ):
            yield Part(value, self.at.child(index))

    def only(self, names: frozenset[str]) -> "Part":
        """Give the same object with these members alone."""
        kept = {name: value for name, value in self.value.items() if name in names}
        return Part(kept, self.at)

    def without(self, names: frozenset[str]) -> "Part":
        """Give the same object without these members."""
        kept = {name: value for name, value in self.value.items() if name not in names}
        return Part(kept, self.at)
