"""Schemas that are one another (`$ref`, `allOf`, `anyOf`, `oneOf`, `not`, `if`), bounded.

A schema that must be checked to check itself is undefined (JSON Schema 2020-12, 9.4.1), and
every later stage follows a chain call by call, of which Python allows a thousand.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from specloom.errors import Location
from specloom.ir.schema import AnySchema, BooleanSchema, Reference, Schema

MAX_CHAIN = 100

Schemas = Mapping[Location, AnySchema]


def over_long_chain(schemas: Schemas) -> Location | None:
    """Give the first schema from which more than `MAX_CHAIN` others are followed."""
    depths: dict[Location, int] = {}
    for start in schemas:
        waiting = [start]
        while waiting:
            at = waiting[-1]
            below = [target for _, target in followed(schemas[at])]
            open_ = [target for target in below if target not in depths]
            if open_ and at not in depths:
                waiting += [target for target in open_ if target in schemas]
                depths |= {target: 0 for target in open_ if target not in schemas}
            else:
                depths[at] = 1 + max((depths[target] for target in below), default=0)
                waiting.pop()
        if depths[start] > MAX_CHAIN:
            return start
    return None


def circles(schemas: Schemas) -> frozenset[Location]:
    """Give the places of the references that lead back to a schema they are part of."""
    closing: set[Location] = set()
    done: set[Location] = set()
    for start in sorted(schemas, key=lambda at: (at.file, at.pointer)):
        path = {start: followed(schemas[start])} if start not in done else {}
        while path:
            at, references = next(reversed(path.items()))
            place, target = next(references, (None, at))
            if place is None:
                done.add(at)
                del path[at]
            elif target in path:
                closing.add(place)
            elif target in schemas and target not in done:
                path[target] = followed(schemas[target])
    return frozenset(closing)


def without(schema: AnySchema, places: frozenset[Location]) -> AnySchema:
    """Let the references at some places accept everything."""
    match schema:
        case Reference(at=at):
            return BooleanSchema(at, True) if at in places else schema
        case BooleanSchema():
            return schema
    return replace(
        schema,
        all_of=tuple(without(part, places) for part in schema.all_of),
        any_of=tuple(without(part, places) for part in schema.any_of),
        one_of=tuple(without(part, places) for part in schema.one_of),
        not_=_without(schema.not_, places),
        if_=_without(schema.if_, places),
        then=_without(schema.then, places),
        else_=_without(schema.else_, places),
    )


def _without(schema: AnySchema | None, places: frozenset[Location]) -> AnySchema | None:
    return None if schema is None else without(schema, places)


def followed(schema: AnySchema) -> Iterator[tuple[Location, Location]]:
    """Yield places and targets of the references that decide about the same value."""
    if isinstance(schema, Reference):
        yield schema.at, schema.target
    if isinstance(schema, Schema):
        single = (schema.not_, schema.if_, schema.then, schema.else_)
        for part in (*schema.all_of, *schema.any_of, *schema.one_of, *single):
            if part is not None:
                yield from followed(part)
