"""A schema of a document, read strictly: what has the wrong type is an error with its place.

A keyword that the schema's dialect does not know counts as absent.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from specloom.dialect.json_values import is_json, is_json_number
from specloom.dialect.problem import SchemaError, refuse
from specloom.dialect.registry import Place, Scope
from specloom.errors import Location

Environment = tuple[tuple[str, Place], ...]
"""The dynamic scope: for each `$dynamicAnchor`, the outermost place that has it."""


@dataclass(frozen=True, slots=True)
class Node:
    """A schema's JSON value, where it stands, and what it takes over from around it."""

    value: object
    place: Place
    at: Location
    scope: Scope
    environment: Environment

    def has(self, keyword: str) -> bool:
        """Tell whether the schema has a keyword that its dialect knows."""
        known = keyword in self.scope.dialect.keywords
        return known and isinstance(self.value, dict) and keyword in self.value

    def member(self, keyword: str) -> object:
        """Give the value of a keyword, None if it is absent."""
        if isinstance(self.value, dict) and self.has(keyword):
            return self.value[keyword]
        return None

    def flag(self, keyword: str) -> bool:
        """Give a keyword that is a boolean; absent is false."""
        value = self.member(keyword)
        if self.has(keyword) and not isinstance(value, bool):
            raise self.wrong(keyword, "a boolean")
        return value is True

    def number(self, keyword: str) -> int | float | None:
        """Give a keyword that is a number."""
        value = self.member(keyword)
        if is_json_number(value):
            return value
        if self.has(keyword):
            raise self.wrong(keyword, "a number")
        return None

    def json(self, keyword: str) -> object:
        """Give a keyword that may have any JSON value."""
        value = self.member(keyword)
        if not is_json(value):
            raise self.wrong(keyword, "a JSON value")
        return value

    def positive(self, keyword: str) -> int | float | None:
        """Give a keyword that is a number greater than 0."""
        value = self.number(keyword)
        if value is not None and value <= 0:
            raise self.wrong(keyword, "a number greater than 0")
        return value

    def count(self, keyword: str) -> int | None:
        """Give a keyword that is a non-negative integer, also when written as `2.0`."""
        value = self.number(keyword)
        if value is None:
            return None
        if value < 0 or value != int(value):
            raise self.wrong(keyword, "a non-negative integer")
        return int(value)

    def text(self, keyword: str) -> str | None:
        """Give a keyword that is a string."""
        value = self.member(keyword)
        if self.has(keyword) and not isinstance(value, str):
            raise self.wrong(keyword, "a string")
        return value if isinstance(value, str) else None

    def texts(self, keyword: str) -> tuple[str, ...]:
        """Give a keyword that is an array of strings, each once."""
        values = self.list(keyword)
        texts = [value for value in values if isinstance(value, str)]
        if len(texts) < len(values):
            raise self.wrong(keyword, "an array of strings")
        return tuple(dict.fromkeys(texts))

    def list(self, keyword: str) -> list[object]:
        """Give a keyword that is an array."""
        value = self.member(keyword)
        if self.has(keyword) and not isinstance(value, list):
            raise self.wrong(keyword, "an array")
        return value if isinstance(value, list) else []

    def members(self, keyword: str) -> Iterator[tuple[str, object]]:
        """Yield the members of a keyword that is an object."""
        value = self.member(keyword)
        if self.has(keyword) and not isinstance(value, dict):
            raise self.wrong(keyword, "an object")
        if isinstance(value, dict):
            for name, inner in value.items():
                if not isinstance(name, str):
                    raise self.wrong(keyword, "an object whose names are strings")
                yield name, inner

    def wrong(self, keyword: str, wanted: str) -> SchemaError:
        """Make the error about a keyword that has the wrong value."""
        pointer = self.place.child(keyword).shown
        return refuse(
            pointer, f"'{keyword}' must be {wanted}", f"JSON Schema, {keyword}"
        )
