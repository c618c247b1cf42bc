"""Find references that come back to the same value: a check would never end.

JSON Schema 2020-12, Core, section 9.4.1.
"""

from collections.abc import Iterator, Mapping

from specloom.dialect.problem import refuse
from specloom.errors import Location
from specloom.ir.schema import AnySchema, Reference, Schema


def refuse_loops(schemas: Mapping[Location, AnySchema]) -> None:
    """Raise SchemaError if a schema applies itself to the value that it is applied to."""
    applied = {at: tuple(_targets(schema)) for at, schema in schemas.items()}
    ended: set[Location] = set()
    for at in schemas:
        _walk(at, applied, ended)


def _walk(
    start: Location,
    applied: Mapping[Location, tuple[Location, ...]],
    ended: set[Location],
) -> None:
    """Go through everything applied from a start, depth first."""
    path = {start: iter(applied[start])}
    while path:
        at, targets = next(reversed(path.items()))
        target = next((entry for entry in targets if entry not in ended), None)
        if target is None:
            ended.add(at)
            del path[at]
        elif target in path:
            message = (
                f"the schema applies itself to the same value, by way of {at.pointer}"
            )
            raise refuse(target.pointer, message, "JSON Schema, $ref")
        else:
            path[target] = iter(applied[target])


def _targets(schema: AnySchema) -> Iterator[Location]:
    """Yield what a schema refers to for the value that it is applied to itself."""
    if isinstance(schema, Reference):
        yield schema.target
    if isinstance(schema, Schema):
        for part in in_place(schema):
            yield from _targets(part)


def in_place(schema: Schema) -> Iterator[AnySchema]:
    """Yield the schemas inside one that apply to the same value."""
    yield from (*schema.all_of, *schema.any_of, *schema.one_of)
    for part in (schema.not_, schema.if_, schema.then, schema.else_):
        if part is not None:
            yield part
    yield from (
        entry.schema for entry in schema.dependencies if entry.schema is not None
    )
