"""Where the check of every schema lives: with the one tag that uses it, else in `shared`.

Checks follow every keyword, also those that shape no type (`not`, `if`), so that a module
of a tag only ever needs itself and `shared`.
"""

from collections.abc import Mapping

from specloom.errors import Location
from specloom.ir.reach import Reach, operation_schemas, targets
from specloom.python.context import Context

SHARED = "shared"


def check_homes(context: Context) -> Mapping[Location, str]:
    """Give the module of the check of every named schema that an operation reaches."""
    schemas = context.api.schemas
    reach = Reach(lambda at: targets(schemas[at].schema) if at in schemas else ())
    tags: dict[Location, set[str]] = {}
    for operation in context.api.operations:
        starts = (
            at for schema in operation_schemas(operation) for at in targets(schema)
        )
        for at in reach.follow(starts):
            tags.setdefault(at, set()).add(operation.tag)
    return {
        at: context.names.tags[next(iter(found))].module if len(found) == 1 else SHARED
        for at, found in tags.items()
    }
