"""Which schema a member of an object has by its name, and names next to those allowed.

JSON Schema 2020-12, Core, sections 10.3.2.1 to 10.3.2.4.
"""

from collections.abc import Iterator
from dataclasses import replace

from specloom.ir.schema import AnySchema, Schema
from specloom.python.tests.combining import plain_schema
from specloom.python.tests.conformity import Schemas
from specloom.python.tests.limit_values import scalar_limits
from specloom.python.tests.matching import failing, is_match

_SEED = 3


def only_schema(flat: Schema, name: str) -> AnySchema | None:
    """Give what describes a member, if it is one schema."""
    found = [entry.schema for entry in flat.properties if entry.name == name]
    found += [
        entry.schema
        for entry in flat.pattern_properties
        if is_match(entry.pattern, name)
    ]
    if not found and flat.additional_properties is not None:
        found = [flat.additional_properties]
    return found[0] if len(found) == 1 else None


def names_nearby(flat: Schema, schemas: Schemas) -> Iterator[str]:
    """Yield names next to the limits of `propertyNames` and of `patternProperties`."""
    for entry in flat.pattern_properties:
        for text, _ in failing(entry.pattern, _SEED):
            yield text
    names = flat.property_names
    named = plain_schema(names, schemas) if names is not None else None
    if named is None:
        return
    for tried in scalar_limits(replace(named, types=("string",))):
        if isinstance(tried.value, str):
            yield tried.value
