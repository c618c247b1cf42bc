"""What a schema demands, in a few words for a docstring."""

from collections.abc import Iterator

from specloom.ir.schema import AnySchema, Number, Schema
from specloom.python.text.defaults import default_sentence


def constraints(schema: AnySchema | None) -> str:
    """Give sentences that say what values are allowed, such as a range or a length."""
    if not isinstance(schema, Schema):
        return ""
    return " ".join(_sentences(schema))


def _sentences(schema: Schema) -> Iterator[str]:
    yield from _range(schema.minimum, schema.maximum, "")
    if schema.exclusive_minimum is not None:
        yield f"More than {schema.exclusive_minimum}."
    if schema.exclusive_maximum is not None:
        yield f"Less than {schema.exclusive_maximum}."
    if schema.multiple_of is not None:
        yield f"A multiple of {schema.multiple_of}."
    yield from _range(schema.min_length, schema.max_length, " characters")
    yield from _range(schema.min_items, schema.max_items, " items")
    if schema.unique_items:
        yield "No item twice."
    if schema.pattern is not None:
        yield f"Matches `{schema.pattern}`."
    if isinstance(schema.items, Schema) and schema.items.pattern is not None:
        yield f"Each matches `{schema.items.pattern}`."
    if schema.default is not None and (told := default_sentence(schema.default.json)):
        yield told


def _range(least: Number | None, most: Number | None, unit: str) -> Iterator[str]:
    if least is not None and most is not None:
        yield (
            f"{least} to {most}{unit}."
            if least != most
            else f"Exactly {most}{_counted(unit, most)}."
        )
    elif least is not None and (least or not unit):
        yield f"{least}{_counted(unit, least)} or more."
    elif most is not None:
        yield f"At most {most}{_counted(unit, most)}."


def _counted(unit: str, number: Number) -> str:
    return unit.removesuffix("s") if number == 1 else unit
