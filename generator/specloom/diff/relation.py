"""How the values of a new type stand to those of the old one, in one direction.

Two models that are the same model in both documents count as the same type: what changed
inside them is told once, where they are compared.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from specloom.diff.side import Side
from specloom.ir.direction import Direction
from specloom.ir.shape import (
    Anything,
    ListOf,
    Literals,
    MapOf,
    Named,
    Nullable,
    ObjectOf,
    Scalar,
    ScalarKind,
    Shape,
    TupleOf,
    UnionOf,
)

Fact: TypeAlias = Literal["narrower", "wider", "opened", "other", "replaced"]
Relation: TypeAlias = frozenset[Fact]

SAME: Relation = frozenset()
NARROWER: Relation = frozenset({"narrower"})
WIDER: Relation = frozenset({"wider"})
OTHER: Relation = frozenset({"other"})
OPENED: Relation = frozenset({"opened"})
REPLACED: Relation = frozenset({"replaced"})

# A caller may give these as text: annotations are `datetime | str` and the like.
_TEXTS: frozenset[ScalarKind] = frozenset(
    {"date-time", "date", "time", "duration", "uuid", "decimal", "byte"}
)
_PYTHON: Mapping[ScalarKind, type] = {"string": str, "integer": int, "boolean": bool}


@dataclass(frozen=True)
class Relator:
    """Compares shapes of two documents; `same` gives the new name of an old model."""

    old: Side
    new: Side
    same: Mapping[str, str]
    direction: Direction
    _known: dict[tuple[Shape, Shape], Relation] = field(default_factory=dict)

    def relate(self, old: Shape, new: Shape) -> Relation:
        """Say what a new shape is to an old one; what holds itself is the same so far."""
        if self.is_same_model(old, new):
            return SAME
        pair = old, new
        if pair not in self._known:
            self._known[pair] = SAME
            self._known[pair] = self._related(old, new)
        return self._known[pair]

    def is_same_model(self, old: Shape, new: Shape) -> bool:
        """Tell whether both are one model of the two documents."""
        before, after = self.old.name_of(old), self.new.name_of(new)
        return bool(before) and self.same.get(before) == after

    def _related(self, old: Shape, new: Shape) -> Relation:
        if isinstance(old, Named) or isinstance(new, Named):
            return self.relate(self.old.resolved(old), self.new.resolved(new))
        match old, new:
            case Nullable(before), Nullable(after):
                return self.relate(before, after)
            case Nullable(before), _ if new != Anything():
                return NARROWER | self.relate(before, new)
            case _, Nullable(after) if old != Anything():
                return WIDER | self.relate(old, after)
            case Anything(), _:
                return SAME if new == old else NARROWER
            case _, Anything():
                return WIDER
            case (UnionOf(), _) | (_, UnionOf()):
                return self.among(variants_of(old), variants_of(new))
        return self._related_kinds(old, new)

    def _related_kinds(self, old: Shape, new: Shape) -> Relation:
        match old, new:
            case Scalar(before), Scalar(after):
                return self._scalars(before, after)
            case Literals(values=before), Literals(values=after):
                gained = set(map(_typed, after)) - set(map(_typed, before))
                lost = set(map(_typed, before)) - set(map(_typed, after))
                more = self._more(before) if gained else SAME
                return more | (NARROWER if lost else SAME)
            case Literals(values=before), Scalar(kind):
                return self._more(before) if _are_all(before, kind) else OTHER
            case Scalar(kind), Literals(values=after):
                return NARROWER if _are_all(after, kind) else OTHER
            case (ListOf(before), ListOf(after)) | (MapOf(before), MapOf(after)):
                return self.relate(before, after)
            case TupleOf(before), TupleOf(after) if len(before) == len(after):
                pairs = zip(before, after, strict=True)
                return SAME.union(*(self.relate(*pair) for pair in pairs))
            case ObjectOf(), ObjectOf():
                return REPLACED | self._objects(old, new)
        return OTHER

    def _scalars(self, old: ScalarKind, new: ScalarKind) -> Relation:
        if old == new:
            return SAME
        if (old, new) == ("integer", "number"):
            return WIDER
        if (old, new) == ("number", "integer"):
            return NARROWER
        if self.direction == "response" and {old, new} == {"string", "duration"}:
            return SAME
        if self.direction == "request" and old == "string" and new in _TEXTS:
            return WIDER
        if self.direction == "request" and old in _TEXTS and new == "string":
            return NARROWER
        return OTHER

    def _more(self, values: tuple[object, ...]) -> Relation:
        """Say what further values are: of several, an answer was open for others before."""
        is_open = self.direction == "response" and len(values) > 1
        return OPENED if is_open else WIDER

    def _objects(self, old: ObjectOf, new: ObjectOf) -> Relation:
        before = {entry.name: entry for entry in old.fields}
        after = {entry.name: entry for entry in new.fields}
        found = SAME
        for name in before.keys() & after.keys():
            found |= self.relate(before[name].shape, after[name].shape)
            if before[name].required != after[name].required:
                found |= NARROWER if after[name].required else WIDER
        if before.keys() - after.keys():
            found |= WIDER if self.direction == "response" else OTHER
        if any(after[name].required for name in after.keys() - before.keys()):
            found |= NARROWER
        return found

    def among(self, old: Iterable[Shape], new: Iterable[Shape]) -> Relation:
        """Compare unions: is every old variant among the new ones, and the reverse?"""
        before, after = tuple(old), tuple(new)
        table = [[self.relate(a, b) for b in after] for a in before]
        keeps = all(any(cell <= WIDER | OPENED for cell in row) for row in table)
        is_old = all(
            any(row[column] <= NARROWER for row in table)
            for column in range(len(after))
        )
        match keeps, is_old:
            case True, True:
                return SAME
            case True, False:
                is_opened = all(OPENED in row or SAME in row for row in table)
                return OPENED if is_opened and len(before) == len(after) else WIDER
            case False, True:
                return NARROWER
        return OTHER


def variants_of(shape: Shape) -> tuple[Shape, ...]:
    """Give the variants of a union; any other shape is the only one."""
    match shape:
        case UnionOf(variants=variants):
            return variants
    return (shape,)


def _typed(value: object) -> tuple[type, object]:
    """Keep `true` and `1` apart, which are equal in Python."""
    return type(value), value


def _are_all(values: Iterable[object], kind: ScalarKind) -> bool:
    return all(type(value) is _PYTHON.get(kind) for value in values)
