"""Schemas and their shapes, decided once all targets of references are known."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import quote

from specloom.errors import Location
from specloom.ir.api import NamedSchema
from specloom.ir.schema import AnySchema
from specloom.ir.shape import Named, Shape, parts
from specloom.lower.fields import Schemas
from specloom.lower.node import Node
from specloom.lower.opening import Opening
from specloom.lower.references import Follower
from specloom.lower.schemas import lower_schema
from specloom.lower.shapes import shape_of

_T = TypeVar("_T")


class Typing:
    """The shapes of one document's schemas."""

    def __init__(
        self, follower: Follower, schemas: Mapping[Location, AnySchema]
    ) -> None:
        """Take the schemas that may be referred to, by their places."""
        self.follower = follower
        self._given = schemas
        self._opening = Opening(schemas)
        self._schemas = self._opening.named()
        self._known = Schemas(self._schemas, heirs=self._opening.heirs)
        self._lowered: dict[tuple[object, Location], Any] = {}

    def lower(self, node: Node) -> AnySchema:
        """Lower a schema that has no name."""
        return self._opening.opened(lower_schema(node, self.follower))

    def shape_of(self, schema: AnySchema) -> Shape:
        """Decide the shape of a schema."""
        return shape_of(schema, self._known)

    def once(self, node: Node, lower: Callable[[Node, "Typing"], _T]) -> _T:
        """Lower what operations refer to at its first use; it is the same for all."""
        key = lower, node.at
        if key not in self._lowered:
            self._lowered[key] = lower(node, self)
        found: _T = self._lowered[key]
        return found

    @cached_property
    def _shapes(self) -> Mapping[Location, Shape]:
        return {at: self.shape_of(schema) for at, schema in self._schemas.items()}

    def plain(self, shape: Shape) -> Shape:
        """Give the shape that a name stands for."""
        seen = set[Location]()
        while isinstance(shape, Named) and shape.target not in seen:
            seen.add(shape.target)
            shape = self._shapes.get(shape.target, shape)
        return shape

    def complete(self) -> Mapping[Location, AnySchema]:
        """Add the schemas that references or shapes name and that are not known yet."""
        for shape in self._shapes.values():
            for at in _names(shape):
                if at not in self._schemas:
                    self.follower.target(quote(at.pointer, safe="#/~"), at)
        return with_targets(self._given, self.follower)

    def named_schemas(self) -> Mapping[Location, NamedSchema]:
        """Give every named schema with its shape."""
        return {
            at: NamedSchema(at, schema, self._shapes[at])
            for at, schema in self._schemas.items()
            if self._opening.is_used(at)
        }


def component_schemas(root: Node, follower: Follower) -> Mapping[Location, AnySchema]:
    """Lower `components/schemas`, and all that references inside it name."""
    components = root.child("components").entries("schemas")
    lowered = {child.at: lower_schema(child, follower) for _, child in components}
    return with_targets(lowered, follower)


def with_targets(
    schemas: Mapping[Location, AnySchema], follower: Follower
) -> Mapping[Location, AnySchema]:
    """Add, until there is no more, the schemas that references name."""
    complete = dict(schemas)
    while targets := follower.new_targets(frozenset(complete)):
        for node in targets:
            complete[node.at] = lower_schema(node, follower)
    return complete


def _names(shape: Shape) -> Iterator[Location]:
    if isinstance(shape, Named):
        yield shape.target
    for part in parts(shape):
        yield from _names(part)
