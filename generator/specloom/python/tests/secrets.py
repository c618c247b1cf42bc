"""Schemas of which reports do not show the value (OpenAPI 3.1.1, Data Type Format)."""

from collections.abc import Mapping

from specloom.errors import Location
from specloom.ir.schema import AnySchema, Reference, Schema
from specloom.python.tests.broken import is_secret

_DEEPEST = 20


def conceals(
    schema: AnySchema, schemas: Mapping[Location, AnySchema], depth: int = 0
) -> bool:
    """Tell whether reports about a value's members may not show them, for any part of it."""
    if depth > _DEEPEST:
        return False
    match schema:
        case Reference(target=target):
            return conceals(schemas[target], schemas, depth + 1)
        case Schema(all_of=parts):
            inner = any(conceals(part, schemas, depth + 1) for part in parts)
            return inner or is_secret(schema)
    return False
