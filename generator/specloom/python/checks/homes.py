"""Where the check of every schema lives: with the one tag that uses it, else in `shared`.

Checks follow every keyword, also those that shape no type (`not`, `if`), so that a module
of a tag only ever needs itself and `shared`.
"""

from collections.abc import Iterable, Iterator, Mapping

from specloom.errors import Location
from specloom.ir.api import Api, Operation
from specloom.ir.schema import AnySchema, Reference, Schema, subschemas
from specloom.python.context import Context

SHARED = "shared"


def check_homes(context: Context) -> Mapping[Location, str]:
    """Give the module of the check of every named schema that an operation reaches."""
    direct = _Direct(context.api)
    tags: dict[Location, set[str]] = {}
    for operation in context.api.operations:
        for at in direct.reach(operation_schemas(operation)):
            tags.setdefault(at, set()).add(operation.tag)
    return {
        at: context.names.tags[next(iter(found))].module if len(found) == 1 else SHARED
        for at, found in tags.items()
    }


def operation_schemas(operation: Operation) -> Iterator[AnySchema]:
    """Yield the schemas of parameters, body and answers."""
    for parameter in operation.parameters:
        yield parameter.schema
    contents = [operation.request_body, *operation.responses]
    for holder in contents:
        for content in holder.content if holder is not None else ():
            if content.schema is not None:
                yield content.schema


class _Direct:
    """The places that a schema refers to; each is looked into once."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._known: dict[Location, tuple[Location, ...]] = {}

    def reach(self, schemas: Iterable[AnySchema]) -> Iterator[Location]:
        waiting = [at for schema in schemas for at in _targets(schema)]
        seen: set[Location] = set()
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                yield at
                waiting.extend(self._from(at))

    def _from(self, at: Location) -> tuple[Location, ...]:
        if at not in self._known:
            named = self._api.schemas.get(at)
            self._known[at] = tuple(_targets(named.schema)) if named is not None else ()
        return self._known[at]


def _targets(schema: AnySchema) -> Iterator[Location]:
    match schema:
        case Reference(target=target):
            yield target
        case Schema():
            for inner in subschemas(schema):
                yield from _targets(inner)
