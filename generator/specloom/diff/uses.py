"""Which methods notice a change of a model, and in which direction.

A body that is flattened into arguments is not a model that a caller makes: its properties
are arguments, and changes of them are told there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from specloom.diff.side import Method, Side
from specloom.errors import Location
from specloom.ir.direction import Direction
from specloom.ir.headers import documented_headers
from specloom.ir.reach import Reach
from specloom.ir.shape import Literals, Named, ObjectOf, Shape, UnionOf
from specloom.naming.declarations import walk
from specloom.python.operations.facts import readable


@dataclass(frozen=True, slots=True)
class Use:
    """A method that takes or answers a model, directly or inside others."""

    subject: str
    direction: Direction


@dataclass(frozen=True)
class Uses:
    """The uses of every model of one side."""

    side: Side

    def of(self, name: str) -> tuple[Use, ...]:
        """Give the uses of a model, in the order of the document."""
        return tuple(self._by_name.get(name, ()))

    def is_idle(self, name: str) -> bool:
        """Tell whether no operation speaks of a model, not even as a flattened body."""
        return not self.side.declared[name].is_used

    @cached_property
    def _by_name(self) -> Mapping[str, dict[Use, None]]:
        schemas = self.side.context.api.schemas
        reach = Reach(lambda at: _places(schemas[at].shape) if at in schemas else ())
        types = self.side.context.names.types
        found: dict[str, dict[Use, None]] = {}
        for method in self.side.methods.values():
            for direction, shapes in _shapes(method):
                use = Use(method.subject, direction)
                starts = (at for shape in shapes for at in _places(shape))
                for at in reach.follow(starts):
                    if at in types:
                        found.setdefault(types[at].type_, {})[use] = None
        return found


def _shapes(method: Method) -> Iterator[tuple[Direction, list[Shape]]]:
    yield "request", [argument.shape for argument in method.arguments]
    yield "response", [
        content.shape
        for response in method.operation.responses
        for content in readable(response)
    ] + [header.shape for header in documented_headers(method.operation)]


def _places(root: Shape) -> Iterator[Location]:
    for shape in walk(root):
        match shape:
            case Named(target=at) | ObjectOf(at=at) | UnionOf(at=at) | Literals(at=at):
                yield at
