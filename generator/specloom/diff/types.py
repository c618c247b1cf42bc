"""What to call the change of a type, and how grave it is in the directions it matters in."""

from collections.abc import Iterable

from specloom.diff.both import Both
from specloom.diff.change import LEVELS
from specloom.diff.relation import SAME, Relation
from specloom.diff.rules import judge
from specloom.ir.direction import Direction
from specloom.ir.shape import Literals, Nullable, Shape, without_null

Kinds = dict[str, tuple[Direction, ...]]


def type_kinds(
    part: str, old: Shape, new: Shape, both: Both, directions: Iterable[Direction]
) -> Kinds:
    """Give the kinds of change of a part's type, each with the directions it matters in.

    Directions may disagree, as a moment does: the graver kind is told then.
    """
    where = tuple(directions) or ("request",)
    found: Kinds = {}
    for direction in where:
        for stem in _stems(old, new, both, direction):
            kind = f"{part}-{stem}"
            found[kind] = (*found.get(kind, ()), direction)
    types = [kind for kind in found if "-type-" in kind]
    kept = min(types, key=lambda kind: _rank(kind, found[kind]), default="")
    return {kind: at for kind, at in found.items() if kind not in types or kind == kept}


def _rank(kind: str, directions: tuple[Direction, ...]) -> int:
    return LEVELS.index(judge(kind, directions)[0])


def _stems(old: Shape, new: Shape, both: Both, direction: Direction) -> list[str]:
    relator = both.relators[direction]
    if relator.relate(old, new) == SAME:
        return []
    before, after = both.old.resolved(old), both.new.resolved(new)
    found: list[str] = []
    if isinstance(before, Nullable) != isinstance(after, Nullable):
        lost = isinstance(before, Nullable)
        found.append("became-not-nullable" if lost else "became-nullable")
        before = both.old.resolved(without_null(before))
        after = both.new.resolved(without_null(after))
    relation = relator.relate(before, after)
    if isinstance(before, Literals) and isinstance(after, Literals):
        found += [f"value-{word}" for word in _values(relation)]
    elif relation:
        found.append(_called(relation, direction))
    return found


def _values(relation: Relation) -> list[str]:
    words = {"wider": "added", "opened": "added", "narrower": "removed"}
    return list(dict.fromkeys(words[fact] for fact in words if fact in relation))


def _called(relation: Relation, direction: Direction) -> str:
    """Choose the word for a relation: what breaks is said before what is merely another."""
    breaking = "narrower" if direction == "request" else "wider"
    if "other" in relation or relation >= {"narrower", "wider"}:
        return "type-changed"
    if relation >= {breaking, "replaced"}:
        return "type-changed"
    words = {
        "narrower": "type-narrowed",
        "wider": "type-widened",
        "opened": "value-added",
        "replaced": "type-replaced",
    }
    order = (breaking, "opened", "replaced", *words)
    return next(words[fact] for fact in order if fact in relation)
