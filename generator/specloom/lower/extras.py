"""The shape of the properties that an object has beside those with a schema of their own.

JSON Schema 2020-12, 10.3.2.2 and 10.3.2.3, `patternProperties` and `additionalProperties`.
"""

from collections.abc import Callable, Iterable

from specloom.ir.schema import AnySchema, BooleanSchema, Schema
from specloom.ir.shape import Anything, Shape


def shape_of_extras(
    parts: Iterable[tuple[Schema, bool]], shape_of: Callable[[AnySchema], Shape]
) -> Shape | None:
    """Give the one shape of further properties; None where no schema speaks of them.

    With each part stands whether the object surely obeys it.
    """
    told: dict[Shape, None] = {}
    for part, is_sure in parts:
        shapes = _shapes(part, shape_of)
        if shapes:
            is_one = is_sure and len(shapes) == 1
            told.update(shapes if is_one else {Anything(): None})
    if not told:
        return None
    telling = [shape for shape in told if not isinstance(shape, Anything)]
    return telling[0] if len(telling) == 1 else Anything()


def _shapes(part: Schema, shape_of: Callable[[AnySchema], Shape]) -> dict[Shape, None]:
    """Give the shapes that the keywords of one schema allow."""
    shapes = {shape_of(entry.schema): None for entry in part.pattern_properties}
    more = part.additional_properties
    if isinstance(more, BooleanSchema):
        return shapes | ({Anything(): None} if more.accepts else {})
    return shapes if more is None else shapes | {shape_of(more): None}
