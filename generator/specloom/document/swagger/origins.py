"""Remember where each value of a lifted description was written.

The lift notes every object that it makes. What it does not note was taken over whole:
it stands below the noted value as it did in the text.
"""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from specloom.document.load import Document
from specloom.document.pointer import PointerError, at, children, join, split, step
from specloom.errors import Location

Tokens = tuple[str, ...]
Made = TypeVar("Made", dict[str, Any], list[Any])


class Origins:
    """The places that the objects of lifted descriptions come from."""

    def __init__(self) -> None:
        self._places: dict[int, tuple[Any, Location]] = {}

    def note(self, made: Made, place: Location) -> Made:
        """Note what an object or list was made from."""
        self._places[id(made)] = (made, place)
        return made

    def of(self, value: Any) -> Location | None:
        """Give the place of a value that was noted."""
        noted = self._places.get(id(value))
        return None if noted is None else noted[1]

    def files(self) -> set[str]:
        """Give the files that something was made from."""
        return {place.file for _, place in self._places.values()}

    def written(self, root: Any, start: Location, tokens: Tokens) -> Location:
        """Give the place that the value at these tokens comes from."""
        place, value = self.of(root) or start, root
        for token in tokens:
            try:
                value = step(value, token)
            except PointerError:
                value = None
            place = self.of(value) or place.child(token)
        return place

    def noted(self, root: Any) -> Iterator[tuple[Tokens, Location]]:
        """Give the tokens and the origin of every noted value below root."""
        pending: list[tuple[Tokens, Any]] = [((), root)]
        while pending:
            tokens, value = pending.pop()
            place = self.of(value)
            if place is not None:
                yield tokens, place
                below = [((*tokens, name), each) for name, each in children(value)]
                pending.extend(reversed(below))


class LiftedPlaces:
    """Finds members of a lifted document in the text that it was lifted from."""

    def __init__(
        self,
        root: Any,
        start: Location,
        origins: Origins,
        texts: Mapping[str, Document],
    ) -> None:
        self._root = root
        self._start = start
        self._origins = origins
        self._texts = texts

    def find(self, tokens: Tokens) -> tuple[int, int]:
        """Return line and column of the member, or of its nearest ancestor."""
        place = self.written(tokens)
        return self._texts[place.file].position(place.pointer)

    def written(self, tokens: Tokens) -> Location:
        """Return where the member, or its nearest ancestor, was written."""
        place = self._origins.written(self._root, self._start, tokens)
        root, found = self._texts[place.file].root, split(place.pointer)
        while not _is_there(root, join(found)):
            found = found[:-1]
        return Location(place.file, join(found))


def _is_there(root: Any, pointer: str) -> bool:
    try:
        at(root, pointer)
    except PointerError:
        return False
    return True
