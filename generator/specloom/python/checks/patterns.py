"""Which patterns of a document are not checked, or not by Python's own `re`.

JSON Schema 2020-12, `pattern` and `patternProperties`.
"""

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from specloom.ecma.compiled import compiled
from specloom.ecma.problem import HazardousPattern, PatternProblem
from specloom.errors import Location
from specloom.ir.schema import AnySchema, Schema, subschemas

Kind: TypeAlias = Literal["inexact", "hazard"]


def problems(schemas: Iterable[AnySchema]) -> Iterator[tuple[Location, str, Kind]]:
    """Yield the places of such patterns, each with what happens there and why."""
    for schema in schemas:
        if isinstance(schema, Schema):
            for at, pattern in _patterns(schema):
                found = _problem(pattern)
                if found is not None:
                    yield at, *found
        yield from problems(subschemas(schema))


def _problem(pattern: str) -> tuple[str, Kind] | None:
    try:
        danger = compiled(pattern).hazard
    except HazardousPattern as problem:
        return f"is not checked by the client: {problem}", "hazard"
    except PatternProblem as problem:
        return f"is not checked by the client: {problem}", "inexact"
    if danger is None:
        return None
    return f"is matched by an automaton in linear time: {danger}", "hazard"


def _patterns(schema: Schema) -> Iterator[tuple[Location, str]]:
    if schema.pattern:
        yield schema.at.child("pattern"), schema.pattern
    for entry in schema.pattern_properties:
        yield schema.at.child("patternProperties", entry.pattern), entry.pattern
