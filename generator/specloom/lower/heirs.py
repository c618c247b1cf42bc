"""The schemas that inherit from one with a discriminator, and the values that mean each.

OpenAPI 3.1.1, Discriminator Object: `mapping` names the schema of a value, else the value is
the name of a schema. An heir that says by `const` or `enum` which values it has is believed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from specloom.errors import Location
from specloom.ir.place import last_token
from specloom.ir.schema import Discriminator
from specloom.lower.inheritance import Inheritance, Texts


@dataclass(frozen=True, slots=True)
class Heir:
    """A schema that inherits, what a reference to it means, and the values that mean it."""

    at: Location
    target: Location
    values: Texts


def family_place(base: Location) -> Location:
    """Give the place of the union of a schema and its heirs."""
    return base.child("discriminator")


def heirs_of(
    known: Inheritance, base: Location, discriminator: Discriminator
) -> tuple[Heir, ...]:
    """Give the heirs that some value means; no value means two of them."""
    name = discriminator.property_name
    targets = _below(known, base, name)
    told = (known.discriminator(at) for at in targets)
    below = [each for each in told if each is not None and each.property_name == name]
    mapped = _mapped(known, (discriminator, *below))
    said = {*mapped}
    heirs: list[Heir] = []
    for at, target in targets.items():
        values = tuple(value for value, meant in mapped.items() if meant == at)
        if not values:
            implied = _implied(known, at, base, name)
            values = tuple(value for value in implied if value not in said)
            said.update(values)
        heirs += [Heir(at, target, values)] if values else []
    return tuple(heirs)


def default_of(
    known: Inheritance,
    base: Location,
    discriminator: Discriminator,
    heirs: tuple[Heir, ...],
) -> Heir:
    """Give the heir that `defaultMapping` names, else the base (OpenAPI 3.2.0)."""
    named = discriminator.default and known.named(discriminator.default)
    return next((heir for heir in heirs if heir.at == named), Heir(base, base, ()))


def _below(
    known: Inheritance, base: Location, name: str
) -> Mapping[Location, Location]:
    """Give what inherits from a schema, each with the place that a reference to it means.

    One whose own heirs are told apart by another property stands for all of them.
    """
    found: dict[Location, Location] = {}
    waiting = [*known.children(base)]
    while waiting:
        at = waiting.pop(0)
        if at in found:
            continue
        own, children = known.discriminator(at), known.children(at)
        is_base = own is not None and own.property_name != name and bool(children)
        found[at] = family_place(at) if is_base else at
        waiting += () if is_base else children
    return found


def _mapped(
    known: Inheritance, discriminators: tuple[Discriminator, ...]
) -> Mapping[str, Location]:
    """Give the schema that a mapping names for each value; of two, the upper one's."""
    found: dict[str, Location] = {}
    for discriminator in discriminators:
        for value, target in discriminator.mapping:
            found.setdefault(value, known.named(target))
    return found


def _implied(known: Inheritance, at: Location, base: Location, name: str) -> Texts:
    """Give the values that an heir says it has, else its name, if the base allows that."""
    own = known.texts(at, name, above=base)
    if own is not None:
        return own
    allowed = known.texts(base, name)
    called = last_token(at)
    return (called,) if allowed is None or called in allowed else ()
