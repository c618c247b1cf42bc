"""What every view is made from: the Api, its names, and what follows from both."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from specloom.errors import Location
from specloom.ir.api import Api
from specloom.ir.shape import (
    ListOf,
    Literals,
    MapOf,
    Named,
    Nullable,
    ObjectOf,
    Shape,
    UnionOf,
    parts,
)
from specloom.naming.declarations import Declaration
from specloom.naming.names import Names

RETRIES = 2


@dataclass(frozen=True, slots=True)
class Http:
    """What a generated client starts with; no timeout is the runtime's own."""

    timeout: float | None = None
    retries: int = RETRIES


@dataclass(frozen=True)
class Context:
    """One document on its way to text."""

    api: Api
    names: Names
    http: Http = Http()

    @cached_property
    def declarations(self) -> Mapping[Location, Declaration]:
        """Every declaration by its place."""
        return {declaration.at: declaration for declaration in self.names.declarations}

    @cached_property
    def recursive(self) -> frozenset[Location]:
        """The named schemas that hold themselves without an object in between."""
        return frozenset(at for at in self.api.schemas if self._comes_back(at))

    def shape_at(self, at: Location) -> Shape:
        """Give the shape of a named schema."""
        return self.api.schemas[at].shape

    def is_recursive(self, shape: Named) -> bool:
        """Tell whether following a name would never end."""
        return shape.target in self.recursive

    def _comes_back(self, start: Location) -> bool:
        waiting, seen = [self.shape_at(start)], {start}
        while waiting:
            shape = waiting.pop()
            if isinstance(shape, Named):
                if shape.target == start:
                    return True
                if shape.target not in seen:
                    seen.add(shape.target)
                    waiting.append(self.shape_at(shape.target))
            elif isinstance(shape, (ListOf, MapOf, Nullable, UnionOf)):
                waiting.extend(parts(shape))
        return False


def declared_shape(declaration: Declaration) -> Shape:
    """Give what a declaration's name stands for: null is left to the places that use it."""
    match declaration.shape:
        case Nullable(ObjectOf(at=at) | UnionOf(at=at) | Literals(at=at) as inner):
            return inner if at == declaration.at else declaration.shape
    return declaration.shape
