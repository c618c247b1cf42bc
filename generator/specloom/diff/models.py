"""Changes of the models, each told once, with the methods that meet it."""

from collections.abc import Iterator
from dataclasses import replace

from specloom.diff.both import DIRECTIONS, Both, Finding, subjects
from specloom.diff.fields import field_findings
from specloom.diff.old_names import is_still_there
from specloom.diff.places import Place, place_findings
from specloom.diff.relation import REPLACED
from specloom.diff.side import Side
from specloom.ir.direction import Direction
from specloom.ir.schema import AnySchema
from specloom.ir.shape import Literals, Nullable, ObjectOf, Shape, UnionOf
from specloom.naming.declarations import Declaration
from specloom.python.context import declared_shape


def model_findings(both: Both) -> Iterator[Finding]:
    """Compare all models of two packages."""
    yield from _removed(both)
    yield from _unknown_findings(both)
    yield from _added(both)
    for before, after in both.same.items():
        if before in both.old.declared:
            yield from _pair_findings(before, after, both)


def _removed(both: Both) -> Iterator[Finding]:
    for name, declaration in both.old.declared.items():
        if name not in both.same:
            yield Finding(
                "model-removed",
                f"models.{name}",
                old=both.old.model_text(name),
                old_at=declaration.at,
                operations=tuple(subjects(both.old_uses.of(name), ())),
            )


def _unknown_findings(both: Both) -> Iterator[Finding]:
    """Compare the models of variants that unions do not know; they live with their unions."""
    types = both.old.context.names.types, both.new.context.names.types
    for name, at in both.old.unknowns.items():
        there = both.new.unknowns.get(name)
        told = Finding("", f"models.{name}", old_at=at, new_at=there)
        if there is None:
            text = f"class {name}(Model)"
            yield replace(told, kind="model-removed", old=text)
        elif types[0][at].module != types[1][there].module:
            yield replace(
                told,
                kind="model-moved",
                old=f"models.{types[0][at].module}.{name}",
                new=f"models.{types[1][there].module}.{name}",
            )


def _added(both: Both) -> Iterator[Finding]:
    known = {*both.same.values()}
    for name, declaration in both.new.declared.items():
        if name not in known:
            yield Finding(
                "model-added",
                f"models.{name}",
                new=both.new.model_text(name),
                new_at=declaration.at,
                operations=tuple(subjects(both.new_uses.of(name), ())),
            )


def _pair_findings(before: str, after: str, both: Both) -> Iterator[Finding]:
    old, new = both.old.declared[before], both.new.declared[after]
    directions = both.directions(before, after)
    told = Finding(
        "",
        f"models.{after}",
        old_at=old.at,
        new_at=new.at,
        operations=tuple(subjects(both.new_uses.of(after), directions)),
        directions=directions,
    )
    yield from _name_findings(before, after, both, told)
    if both.is_told_by_arguments(before, after):
        return
    yield from _null_findings(old, new, before, after, told)
    shapes = declared_shape(old), declared_shape(new)
    match shapes:
        case ObjectOf() as was, ObjectOf() as is_:
            yield from field_findings((before, after), (was, is_), both, told)
        case Literals() as was, Literals() as is_:
            yield from _value_findings(was, is_, told)
        case UnionOf() as was, UnionOf() as is_:
            yield from _variant_findings(was, is_, both, told)
        case (ObjectOf(), _) | (_, ObjectOf()):
            yield replace(
                told,
                kind="model-type-changed",
                old=both.old.model_text(before),
                new=both.new.model_text(after),
                directions=DIRECTIONS,
            )
        case _:
            places = (
                Place(shapes[0], _schema(both.old, old), both.old.model_text(before)),
                Place(shapes[1], _schema(both.new, new), both.new.model_text(after)),
            )
            yield from place_findings("model", *places, both, directions, told)


def _name_findings(
    before: str, after: str, both: Both, told: Finding
) -> Iterator[Finding]:
    if before != after:
        shapes = (
            declared_shape(both.old.declared[before]),
            declared_shape(both.new.declared[after]),
        )
        is_alike = both.relators["response"].among((shapes[0],), (shapes[1],))
        yield replace(
            told,
            kind=(
                "model-old-name-deprecated"
                if is_still_there(before, both.new)
                else "model-renamed"
            ),
            subject=f"models.{before}",
            old=f"models.{before}",
            new=f"models.{after}",
            operations=tuple(subjects(both.new_uses.of(after), ())),
            directions=DIRECTIONS,
            added_reason="its shape is the same" if is_alike <= REPLACED else "",
        )
    modules = both.old.module_of(before), both.new.module_of(after)
    if before == after and modules[0] != modules[1]:
        texts = [f"models.{module}.{after}" for module in modules]
        yield replace(
            told,
            kind="model-moved",
            old=texts[0],
            new=texts[1],
            directions=DIRECTIONS,
        )


def _null_findings(
    old: Declaration, new: Declaration, before: str, after: str, told: Finding
) -> Iterator[Finding]:
    was, is_ = isinstance(old.shape, Nullable), isinstance(new.shape, Nullable)
    is_plain = old.shape == declared_shape(old) and new.shape == declared_shape(new)
    if was != is_ and not is_plain:
        yield replace(
            told,
            kind="model-became-nullable" if is_ else "model-became-not-nullable",
            old=f"{before} | None" if was else before,
            new=f"{after} | None" if is_ else after,
        )


def _value_findings(old: Literals, new: Literals, told: Finding) -> Iterator[Finding]:
    before, after = [*map(repr, old.values)], [*map(repr, new.values)]
    lost = [value for value in before if value not in after]
    gained = [value for value in after if value not in before]
    if lost:
        yield replace(told, kind="model-value-removed", old=", ".join(lost))
    if gained:
        yield replace(told, kind="model-value-added", new=", ".join(gained))


def _variant_findings(
    old: UnionOf, new: UnionOf, both: Both, told: Finding
) -> Iterator[Finding]:
    directions: tuple[Direction, ...] = told.directions or ("response",)
    relator = both.relators[directions[0]]
    pairs = [
        (was, is_)
        for was in old.variants
        for is_ in new.variants
        if not relator.relate(was, is_)
    ]
    lost = [each for each in old.variants if each not in [was for was, _ in pairs]]
    gained = [each for each in new.variants if each not in [is_ for _, is_ in pairs]]
    if lost:
        texts = _texts(both.old, lost)
        yield replace(told, kind="model-variant-removed", old=texts)
    if gained:
        texts = _texts(both.new, gained)
        yield replace(told, kind="model-variant-added", new=texts)


def _texts(side: Side, shapes: list[Shape]) -> str:
    return ", ".join(dict.fromkeys(side.shape_text(shape) for shape in shapes))


def _schema(side: Side, declaration: Declaration) -> AnySchema | None:
    named = side.context.api.schemas.get(declaration.at)
    return named.schema if named is not None else None
