"""Which model of the new document is which of the old one.

By name first, for that is what a user's code says, then by the name that a model had
before; then by place in the document; then by shape, where only one could be meant.
"""

from collections.abc import Iterator, Mapping

from specloom.diff.method_pairs import Pair
from specloom.diff.relation import REPLACED, Relator
from specloom.diff.side import Side
from specloom.diff.uses import Uses
from specloom.ir.shape import Literals, ObjectOf, Shape, UnionOf
from specloom.python.context import declared_shape

Key = tuple[object, ...]


def pair_models(old: Uses, new: Uses, methods: tuple[Pair, ...]) -> Mapping[str, str]:
    """Give the new name of every old model that is still there."""
    same = {name: name for name in old.side.declared if name in new.side.declared}
    same |= dict(_by_old_name(old.side, new.side, same))
    same |= dict(_by_place(old.side, new.side, same))
    renamed = {before.subject: after.subject for before, after in methods}
    return same | dict(_by_shape(old, new, same, renamed))


def _left(side: Side, paired: Mapping[str, str], *, is_old: bool) -> list[str]:
    known = {*(paired if is_old else paired.values())}
    return [name for name in side.declared if name not in known]


def _by_old_name(
    old: Side, new: Side, same: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Pair a model with the one that answers to its name."""
    names = new.context.names
    left = {*_left(new, same, is_old=False)}
    for at, before in names.old.types.items():
        now = names.types[at].type_ if at in names.types else ""
        for name in before:
            if name in old.declared and name not in same and now in left:
                left.discard(now)
                yield name, now


def _by_place(
    old: Side, new: Side, same: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    there = {
        new.declared[name].at.pointer: name for name in _left(new, same, is_old=False)
    }
    for name in _left(old, same, is_old=True):
        other = there.get(old.declared[name].at.pointer)
        if other is not None and _kind(old, name) == _kind(new, other):
            yield name, other


def _kind(side: Side, name: str) -> type:
    return type(declared_shape(side.declared[name]))


def _by_shape(
    old: Uses, new: Uses, same: Mapping[str, str], methods: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Pair what looks alike and is met by the same method; if one alone does, it is it."""
    groups: dict[Key, list[str]] = {}
    for name in _left(new.side, same, is_old=False):
        key = _key(declared_shape(new.side.declared[name]))
        groups.setdefault(key, []).append(name)
    relator = Relator(old.side, new.side, same, "response")
    taken: set[str] = set()
    for name in _left(old.side, same, is_old=True):
        shape = declared_shape(old.side.declared[name])
        users = {methods.get(use.subject, "") for use in old.of(name)}
        candidates = [
            other
            for other in groups.get(_key(shape), ())
            if other not in taken
            and _is_met(new, other, users)
            and relator.relate(shape, declared_shape(new.side.declared[other]))
            <= REPLACED
        ]
        if _key(shape) and len(candidates) == 1:
            taken.add(candidates[0])
            yield name, candidates[0]


def _is_met(uses: Uses, name: str, users: set[str]) -> bool:
    """Tell whether a model has one of some users, or none as they are none."""
    met = {use.subject for use in uses.of(name)}
    return bool(met & users) or not (met or users)


def _key(shape: Shape) -> Key:
    """Give what models of one shape share; nothing for what says too little."""
    match shape:
        case ObjectOf(fields=fields) if fields:
            return ("object", *sorted((each.name, each.required) for each in fields))
        case Literals(values=values):
            return ("literals", *sorted(map(repr, values)))
        case UnionOf(variants=variants) if len(variants) > 1:
            return ("union", len(variants))
    return ()
