"""Which members of a value the keywords of a schema have evaluated.

JSON Schema 2020-12, Core, section 11: `unevaluatedProperties` and `unevaluatedItems`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from specloom.errors import Location
from specloom.ir.schema import AnySchema, Reference, Schema
from specloom.python.tests.matching import is_match

Accepts: TypeAlias = Callable[[AnySchema, Any], bool]
Key: TypeAlias = str | int

_DEEPEST = 30


@dataclass(frozen=True, slots=True)
class Evaluated:
    """Knows the named schemas, and who tells whether a schema accepts a value."""

    schemas: Mapping[Location, AnySchema]
    accepts: Accepts

    def beside(self, schema: Schema, value: Any) -> set[Key]:
        """Give what is evaluated beside the `unevaluated` keywords of a schema."""
        return {*self._own(schema, value), *self._applied(schema, value, 0)}

    def _all(self, schema: AnySchema, value: Any, depth: int) -> Iterator[Key]:
        if depth > _DEEPEST:
            return
        if isinstance(schema, Reference):
            yield from self._all(self.schemas[schema.target], value, depth + 1)
        if not isinstance(schema, Schema):
            return
        rest, keys = schema.unevaluated_properties, iter(value)
        if isinstance(value, list):
            rest, keys = schema.unevaluated_items, iter(range(len(value)))
        if rest is not None:
            yield from keys
            return
        yield from self._own(schema, value)
        yield from self._applied(schema, value, depth + 1)

    def _own(self, schema: Schema, value: Any) -> Iterator[Key]:
        if isinstance(value, list):
            yield from self._items(schema, value)
        elif schema.additional_properties is not None:
            yield from value
        else:
            yield from _names(schema, value)

    def _items(self, schema: Schema, value: list[Any]) -> Iterator[int]:
        first = len(value) if schema.items is not None else len(schema.prefix_items)
        yield from range(min(first, len(value)))
        if schema.contains is not None and schema.contains_evaluates:
            for index, item in enumerate(value):
                if self.accepts(schema.contains, item):
                    yield index

    def _applied(self, schema: Schema, value: Any, depth: int) -> Iterator[Key]:
        """Yield what the schemas have evaluated that hold for the same value."""
        for part in (*schema.all_of, *schema.any_of, *schema.one_of):
            if self.accepts(part, value):
                yield from self._all(part, value, depth)
        for entry in schema.dependencies:
            is_there = isinstance(value, dict) and entry.name in value
            if entry.schema is not None and is_there:
                yield from self._all(entry.schema, value, depth)
        if schema.if_ is not None:
            holds = self.accepts(schema.if_, value)
            sides = (schema.if_, schema.then) if holds else (schema.else_,)
            for side in sides:
                if side is not None:
                    yield from self._all(side, value, depth)


def _names(schema: Schema, value: dict[str, Any]) -> Iterator[str]:
    """Yield the properties that are named, by themselves or by a pattern.

    What a pattern says that the client does not check may have been evaluated.
    """
    yield from (entry.name for entry in schema.properties if entry.name in value)
    for entry in schema.pattern_properties:
        yield from (name for name in value if is_match(entry.pattern, name))
