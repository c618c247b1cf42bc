"""Which branches of a union may accept a value (JSON Schema 2020-12, 10.2.1, `const`).

A union of many objects has as a rule a member that says which one a value is. Such a
member is looked up, so that a value of one of n branches is not judged by all of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from specloom.errors import Location
from specloom.ir.schema import AnySchema, Reference, Schema, Value

Branches: TypeAlias = tuple[AnySchema, ...]
Told: TypeAlias = dict[str, frozenset[str]]

_DEEPEST = 10


@dataclass(frozen=True, slots=True)
class _Index:
    """The branches by the texts of one member; `others` may have any there."""

    branches: Branches
    member: str
    by_text: dict[str, list[int]]
    others: list[int]


@dataclass(frozen=True, slots=True)
class Likely:
    """Knows for each union that it was asked about which member tells its branches apart.

    A union is known by its identity; the index keeps it from being another one's.
    """

    schemas: Mapping[Location, AnySchema]
    _known: dict[int, _Index] = field(default_factory=dict)

    def of(self, branches: Branches, value: Any) -> Branches:
        """Leave out branches that a value does not fit by what one member says."""
        index = self._known.get(id(branches))
        if index is None:
            index = self._known[id(branches)] = self._index(branches)
        if not index.by_text or not isinstance(value, dict):
            return branches
        said = value.get(index.member)
        chosen = index.by_text.get(said, []) if isinstance(said, str) else []
        return tuple(branches[at] for at in sorted((*chosen, *index.others)))

    def _index(self, branches: Branches) -> _Index:
        told = [self._told(branch, 0) for branch in branches]
        uses: dict[str, int] = {}
        for members in told:
            for name in members:
                uses[name] = uses.get(name, 0) + 1
        member = max(uses, key=lambda name: uses[name], default="")
        by_text: dict[str, list[int]] = {}
        for at, members in enumerate(told):
            for text in members.get(member, ()):
                by_text.setdefault(text, []).append(at)
        others = [at for at, members in enumerate(told) if member not in members]
        return _Index(branches, member, by_text, others)

    def _told(self, schema: AnySchema, depth: int) -> Told:
        """Give the members that have to be there with one of some texts."""
        if depth > _DEEPEST:
            return {}
        if isinstance(schema, Reference):
            return self._told(self.schemas[schema.target], depth + 1)
        if not isinstance(schema, Schema) or schema.discriminator is not None:
            return {}
        found: Told = {}
        for part in schema.all_of:
            found |= self._told(part, depth + 1)
        for entry in schema.properties:
            texts = frozenset(self._texts(entry.schema, depth + 1))
            if entry.name in schema.required and texts:
                found[entry.name] = texts
        return found

    def _texts(self, schema: AnySchema, depth: int) -> Iterator[str]:
        """Give the texts that a schema allows, if it allows nothing else."""
        if isinstance(schema, Reference) and depth <= _DEEPEST:
            yield from self._texts(self.schemas[schema.target], depth + 1)
        if not isinstance(schema, Schema):
            return
        allowed = (schema.const,) if schema.const is not None else schema.enum or ()
        yield from _all_texts(allowed)


def _all_texts(allowed: tuple[Value, ...]) -> tuple[str, ...]:
    texts = [entry.json for entry in allowed if isinstance(entry.json, str)]
    return tuple(texts) if len(texts) == len(allowed) else ()
