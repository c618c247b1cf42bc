"""The shapes of schemas that list values (JSON Schema 2020-12, `enum` and `const`).

Extensions of several generators say more of each value: `x-enum-varnames`,
`x-enumNames`, `x-enum-descriptions`, `x-enumDescriptions`. So does `oneOf` of constants,
by the `title` and `description` of each.
"""

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from specloom.ir.schema import AnySchema, Schema, SimpleType, Value, says_only
from specloom.ir.shape import Literals, Nullable, Scalar, Shape

_TYPES: Mapping[type, SimpleType] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    list: "array",
    dict: "object",
    type(None): "null",
}


def shape_of_values(schema: Schema) -> Shape | None:
    """Give the literals of `enum` or `const`, if all of them have a literal type."""
    values = schema.listed
    if values is None:
        return None
    literals = [
        value.json for value in values if isinstance(value.json, (str, int, bool))
    ]
    has_null = any(value.json is None for value in values) or "null" in schema.types
    if len(literals) + sum(value.json is None for value in values) != len(values):
        return None
    if not literals:
        return Scalar("null")
    notes = _notes(schema, values)
    shape = Literals(schema.at, tuple(literals), schema.words, notes)
    return Nullable(shape) if has_null else shape


def types_of_values(schema: Schema) -> tuple[SimpleType, ...]:
    """Give the types of the listed values."""
    values = schema.listed or ()
    found = [_TYPES[type(value.json)] for value in values if type(value.json) in _TYPES]
    return tuple(dict.fromkeys(found))


def _notes(schema: Schema, values: Sequence[Value]) -> tuple[str, ...]:
    """Give the name and the description of each value that is not null."""
    counts = {len(schema.enum_names), len(schema.enum_descriptions)} - {0}
    if counts != {len(values)}:
        return ()
    told = zip_longest(schema.enum_names, schema.enum_descriptions, fillvalue="")
    return tuple(
        _note(name, text, value.json)
        for (name, text), value in zip(told, values, strict=True)
        if value.json is not None
    )


def _note(name: str, text: str, value: object) -> str:
    parts = [name if name != value else "", text if text not in (name, value) else ""]
    return ": ".join(filter(None, parts))


def constants(branches: Sequence[AnySchema], schema: Schema) -> Literals | None:
    """Give the choice that `oneOf` or `anyOf` of constants is."""
    found: dict[tuple[type, str | int | bool], str] = {}
    for branch in branches:
        if not isinstance(branch, Schema) or not _is_constant(branch):
            return None
        shape = shape_of_values(branch)
        if not isinstance(shape, Literals):
            return None
        for value in shape.values:
            if value is not None:
                note = _note(branch.title, branch.description, value)
                found.setdefault((type(value), value), note)
    notes = tuple(found.values())
    values = tuple(value for _, value in found)
    return Literals(schema.at, values, schema.words, notes if any(notes) else ())


def _is_constant(branch: Schema) -> bool:
    is_single = len(branch.listed or ()) == 1
    return is_single and says_only(branch, "const", "enum", "types")
