"""What can be reached: the schemas of an operation, and all those these refer to."""

from collections.abc import Callable, Iterable, Iterator

from specloom.errors import Location
from specloom.ir.api import Operation
from specloom.ir.headers import documented_headers
from specloom.ir.schema import AnySchema, Reference, Schema, subschemas


class Reach:
    """Follows places to the places they name; each is looked into once.

    `inside` gives what stands directly in the place of a name.
    """

    def __init__(self, inside: Callable[[Location], Iterable[Location]]) -> None:
        """Start with nothing looked into."""
        self._inside = inside
        self._known: dict[Location, tuple[Location, ...]] = {}

    def follow(self, starts: Iterable[Location]) -> Iterator[Location]:
        """Yield every place that can be reached, the starts among them, each once."""
        waiting, seen = [*starts], set[Location]()
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                yield at
                waiting.extend(self._direct(at))

    def _direct(self, at: Location) -> tuple[Location, ...]:
        if at not in self._known:
            self._known[at] = tuple(self._inside(at))
        return self._known[at]


def operation_schemas(operation: Operation) -> Iterator[AnySchema]:
    """Yield the schemas of parameters, body and answers, their headers among them."""
    for parameter in operation.parameters:
        yield parameter.schema
    for header in documented_headers(operation):
        yield header.schema
    for holder in (operation.request_body, *operation.responses):
        for content in holder.content if holder is not None else ():
            if content.schema is not None:
                yield content.schema


def targets(schema: AnySchema) -> Iterator[Location]:
    """Yield the places that a schema refers to, in any keyword."""
    if isinstance(schema, Reference):
        yield schema.target
    if isinstance(schema, Schema) and schema.discriminator is not None:
        yield from (target for _, target in schema.discriminator.mapping)
        if schema.discriminator.base is not None:
            yield schema.discriminator.base
    for inner in subschemas(schema):
        yield from targets(inner)
