"""The named schemas of a document, and what they are in requests and in answers.

OpenAPI 3.1.1, Schema Object, `readOnly` and `writeOnly`.
"""

from dataclasses import replace

from specloom.errors import Location
from specloom.ir.api import MediaType, Operation
from specloom.ir.direction import Direction, Directions, Schemas
from specloom.ir.schema import AnySchema
from specloom.python.context import Context


class Directed(dict[Location, AnySchema]):
    """Gives named schemas by their places, the variants for one direction among them."""

    def __init__(self, schemas: Schemas) -> None:
        """Start with the schemas as they are written."""
        super().__init__(schemas)
        self._directions = Directions(schemas)

    def __missing__(self, at: Location) -> AnySchema:
        """Give a variant."""
        found = self._directions.schema(at)
        self[at] = found
        return found

    def turned(self, schema: AnySchema, direction: Direction) -> AnySchema:
        """Give a schema as it is in one direction."""
        return self._directions.turned(schema, direction)

    def base(self, at: Location) -> tuple[Location, Direction | None]:
        """Give the place that a variant is of, and its direction."""
        return self._directions.base(at)


def directed(context: Context, schemas: Directed) -> Context:
    """Give the same document with every body as it is in its direction."""
    operations = tuple(
        _directed(operation, schemas) for operation in context.api.operations
    )
    return replace(context, api=replace(context.api, operations=operations))


def _directed(operation: Operation, schemas: Directed) -> Operation:
    body = operation.request_body
    if body is not None:
        content = tuple(_turned(entry, "request", schemas) for entry in body.content)
        body = replace(body, content=content)
    responses = tuple(
        replace(
            response,
            content=tuple(
                _turned(entry, "response", schemas) for entry in response.content
            ),
        )
        for response in operation.responses
    )
    return replace(operation, request_body=body, responses=responses)


def _turned(content: MediaType, direction: Direction, schemas: Directed) -> MediaType:
    if content.schema is None:
        return content
    return replace(content, schema=schemas.turned(content.schema, direction))


def base_of(at: Location, schemas: Schemas) -> Location:
    """Give the place that a schema is written at, whatever its direction."""
    return schemas.base(at)[0] if isinstance(schemas, Directed) else at
