"""Which members are known to one variant of a union alone (OpenAPI 3.1.1, `oneOf`)."""

from collections import Counter
from collections.abc import Mapping

from specloom.errors import Location
from specloom.ir.shape import ListOf, Literals, Named, ObjectOf, Scalar, UnionOf
from specloom.python.context import Context, declared_shape


def known_alone(shape: UnionOf, context: Context) -> Mapping[Location, list[str]]:
    """Give the members by variant, if no variant needs a member and no value names one."""
    models: dict[Location, ObjectOf] = {}
    for variant in shape.variants:
        if isinstance(variant, (ListOf, Literals, Scalar)):
            continue
        if not isinstance(variant, Named):
            return {}
        declared = declared_shape(context.declarations[variant.target])
        if not isinstance(declared, ObjectOf):
            return {}
        models[variant.target] = declared
    free = {
        at: [field.name for field in model.fields]
        for at, model in models.items()
        if not any(field.required for field in model.fields)
    }
    counts = Counter(field.name for model in models.values() for field in model.fields)
    if counts[shape.discriminator] or len(models) in counts.values():
        return {}
    alone = {
        at: [name for name in names if counts[name] == 1] for at, names in free.items()
    }
    return {at: names for at, names in alone.items() if names and len(free) > 1}
