"""Schemas and their shapes, decided once all targets of references are known."""

from collections.abc import Mapping

from specloom.errors import Location
from specloom.ir.api import NamedSchema
from specloom.ir.schema import AnySchema
from specloom.ir.shape import Anything, Named, Nullable, Shape, UnionOf
from specloom.lower.node import Node
from specloom.lower.references import Follower
from specloom.lower.schemas import lower_schema
from specloom.lower.shapes import shape_of


class Typing:
    """The shapes of one document's schemas."""

    def __init__(
        self, follower: Follower, schemas: Mapping[Location, AnySchema]
    ) -> None:
        """Take the schemas that may be referred to, by their places."""
        self.follower = follower
        self._schemas = schemas

    def shape_of(self, schema: AnySchema) -> Shape:
        """Decide the shape of a schema."""
        return shape_of(schema, self._schemas)

    def named_schemas(self) -> Mapping[Location, NamedSchema]:
        """Give every named schema with its shape; one that is only itself is anything."""
        shapes = {
            at: shape_of(schema, self._schemas) for at, schema in self._schemas.items()
        }
        return {
            at: NamedSchema(
                at, schema, Anything() if _is_only_itself(at, shapes) else shapes[at]
            )
            for at, schema in self._schemas.items()
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


def _is_only_itself(at: Location, shapes: Mapping[Location, Shape]) -> bool:
    """Tell whether a chain of names, `null` and unions comes back without saying anything."""
    waiting, seen = [shapes[at]], {at}
    while waiting:
        shape = waiting.pop()
        match shape:
            case Named(target):
                if target == at:
                    return True
                if target not in seen and target in shapes:
                    seen.add(target)
                    waiting.append(shapes[target])
            case Nullable(inner):
                waiting.append(inner)
            case UnionOf(variants=variants):
                waiting.extend(variants)
    return False
