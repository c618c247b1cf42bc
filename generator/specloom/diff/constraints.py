"""Limits that schemas set and types cannot say (JSON Schema 2020-12 Validation, section 6)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from specloom.diff.both import Both
from specloom.diff.side import Side
from specloom.errors import Location
from specloom.ir.schema import AnySchema, BooleanSchema, Number, Reference, Schema

Effect: TypeAlias = Literal["tightened", "loosened", "changed"]

EFFECTS: tuple[Effect, ...] = ("tightened", "changed", "loosened")
_LEAST: Mapping[str, str] = {
    "minimum": "minimum",
    "exclusiveMinimum": "exclusive_minimum",
    "minLength": "min_length",
    "minItems": "min_items",
    "minProperties": "min_properties",
}
_MOST: Mapping[str, str] = {
    "maximum": "maximum",
    "exclusiveMaximum": "exclusive_maximum",
    "maxLength": "max_length",
    "maxItems": "max_items",
    "maxProperties": "max_properties",
}
_NOTHING = frozenset({"minLength", "minItems", "minProperties"})


@dataclass(frozen=True, slots=True)
class Limit:
    """One keyword that demands something else than before."""

    effect: Effect
    old: str
    new: str


def limits(
    old: AnySchema | None, new: AnySchema | None, both: Both
) -> tuple[Limit, ...]:
    """Give the limits that differ, those of an array's items among them.

    Nothing is said of what is a model in both documents: it is told there.
    """
    if old is None or new is None:
        return ()
    return tuple(_limits(old, new, both, ""))


def _limits(old: AnySchema, new: AnySchema, both: Both, within: str) -> Iterator[Limit]:
    if _is_same_model(old, new, both):
        return
    before, after = followed(old, both.old), followed(new, both.new)
    if not isinstance(before, Schema) or not isinstance(after, Schema):
        return
    for keyword, attribute in _LEAST.items():
        bounds = getattr(before, attribute), getattr(after, attribute)
        floor = 0 if keyword in _NOTHING else None
        yield from _bound(f"{within}{keyword}", *bounds, 1, floor)
    for keyword, attribute in _MOST.items():
        bounds = getattr(before, attribute), getattr(after, attribute)
        yield from _bound(f"{within}{keyword}", *bounds, -1, None)
    yield from _multiple(within, before.multiple_of, after.multiple_of)
    yield from _pattern(within, before.pattern, after.pattern)
    yield from _switch(f"{within}uniqueItems", before.unique_items, after.unique_items)
    closed = _is_closed(before), _is_closed(after)
    yield from _switch(f"{within}additionalProperties: false", *closed)
    if before.items is not None and after.items is not None:
        yield from _limits(before.items, after.items, both, f"{within}items ")


def _is_same_model(old: AnySchema, new: AnySchema, both: Both) -> bool:
    names = _name(both.old, old), _name(both.new, new)
    return bool(names[0]) and both.same.get(names[0]) == names[1]


def _name(side: Side, schema: AnySchema) -> str:
    if not isinstance(schema, Reference):
        return ""
    known = side.context.names.types.get(schema.target)
    return known.type_ if known is not None else ""


def followed(schema: AnySchema, side: Side) -> AnySchema:
    """Give what a reference stands for."""
    seen = set[Location]()
    while isinstance(schema, Reference) and schema.target not in seen:
        seen.add(schema.target)
        schema = side.context.api.schemas[schema.target].schema
    return schema


def _bound(
    keyword: str,
    old: Number | None,
    new: Number | None,
    sign: int,
    floor: Number | None,
) -> Iterator[Limit]:
    """Compare a bound; `sign` is 1 for the least, -1 for the most that is allowed."""
    before, after = (floor if bound is None else bound for bound in (old, new))
    if before == after:
        return
    is_tighter = before is None or (after is not None and sign * after > sign * before)
    effect: Effect = "tightened" if is_tighter else "loosened"
    yield Limit(effect, _told(keyword, old), _told(keyword, new))


def _multiple(within: str, old: Number | None, new: Number | None) -> Iterator[Limit]:
    if old == new:
        return
    effect: Effect = "changed"
    if old is None or (new and new % old == 0):
        effect = "tightened"
    elif new is None or (new and old % new == 0):
        effect = "loosened"
    keyword = f"{within}multipleOf"
    yield Limit(effect, _told(keyword, old), _told(keyword, new))


def _pattern(within: str, old: str | None, new: str | None) -> Iterator[Limit]:
    if old == new:
        return
    effect: Effect = "changed"
    if old is None or new is None:
        effect = "tightened" if old is None else "loosened"
    keyword = f"{within}pattern"
    yield Limit(effect, _told(keyword, old), _told(keyword, new))


def _switch(keyword: str, old: bool, new: bool) -> Iterator[Limit]:
    if old != new:
        effect: Effect = "tightened" if new else "loosened"
        texts = [keyword if is_on else f"no {keyword}" for is_on in (old, new)]
        yield Limit(effect, *texts)


def _is_closed(schema: Schema) -> bool:
    further = schema.additional_properties
    return isinstance(further, BooleanSchema) and not further.accepts


def _told(keyword: str, value: object) -> str:
    return f"no {keyword}" if value is None else f"{keyword} {value}"
