"""Values next to the limits of a union's branch, however deep (JSON Schema 2020-12, 10.2.1).

Whether a branch holds is decided by code of its own, so every limit inside it is tried
through the union; a named schema is entered once in a document.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from specloom.errors import Location
from specloom.ir.schema import AnySchema, Reference, Schema
from specloom.python.tests.combining import plain_schema
from specloom.python.tests.limits import Limits, Wrap
from specloom.python.tests.member_names import only_schema
from specloom.python.tests.samples import LEAST, NoSample, Sampler

_DEEPEST = 30


@dataclass(slots=True)
class Branches:
    """Knows which named schemas, and which that join others, were entered before."""

    limits: Limits
    _entered: set[Location] = field(default_factory=set)

    def tried(self, branch: AnySchema) -> Iterator[Any]:
        """Yield values for a branch, those meant to be outside and those inside."""
        yield from self._into(branch, lambda value: value, 0)

    def _into(self, schema: AnySchema, wrap: Wrap, depth: int) -> Iterator[Any]:
        if self._is_known(schema):
            yield wrap(None)
            return
        flat = plain_schema(schema, self.limits.schemas)
        if flat is None or depth > _DEEPEST:
            return
        for tried in self.limits.few(flat):
            yield wrap(tried.value)
        for branch in (*flat.any_of, *flat.one_of):
            yield from self._into(branch, wrap, depth + 1)
        if flat.items is not None and not flat.prefix_items:
            yield from self._into(flat.items, lambda item: wrap([item]), depth + 1)
        yield from self._members(schema, flat, wrap, depth)

    def _is_known(self, schema: AnySchema) -> bool:
        """Tell whether one that may lead in a circle was entered, and enter it."""
        at = schema.at
        if isinstance(schema, Reference):
            at = schema.target
        elif not isinstance(schema, Schema) or not schema.all_of:
            return False
        is_known = at in self._entered
        self._entered.add(at)
        return is_known

    def _members(
        self, schema: AnySchema, flat: Schema, wrap: Wrap, depth: int
    ) -> Iterator[Any]:
        if "object" not in flat.types and not flat.properties:
            return
        try:
            least = Sampler(self.limits.schemas, LEAST).value(schema)
        except NoSample:
            return
        if not isinstance(least, dict):
            return
        for name in flat.required:
            yield wrap({key: least[key] for key in least if key != name})
        for entry in flat.properties:
            inner = _member(wrap, least, entry.name)
            yield from self._into(entry.schema, inner, depth + 1)
        known = {entry.name for entry in flat.properties}
        for name in (name for name in least if name not in known):
            further = only_schema(flat, name)
            if further is not None:
                inner = _member(wrap, least, name)
                yield from self._into(further, inner, depth + 1)


def _member(wrap: Wrap, least: dict[str, Any], name: str) -> Wrap:
    return lambda value: wrap({**least, name: value})
