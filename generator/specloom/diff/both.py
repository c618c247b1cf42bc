"""The two sides of a comparison, which models are the same, and who uses them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from specloom.diff.change import Change
from specloom.diff.method_pairs import Pair, pair_methods
from specloom.diff.model_pairs import pair_models
from specloom.diff.relation import Relator
from specloom.diff.rules import judge
from specloom.diff.side import Side
from specloom.diff.uses import Use, Uses
from specloom.errors import Location
from specloom.ir.direction import Direction
from specloom.python.context import Context

DIRECTIONS: tuple[Direction, ...] = ("request", "response")


@dataclass(frozen=True)
class Both:
    """What every part of the comparison looks at; `same` has the new names of models."""

    old: Side
    new: Side
    methods: tuple[Pair, ...]
    same: dict[str, str]
    relators: dict[Direction, Relator]
    old_uses: Uses
    new_uses: Uses

    def directions(self, before: str, after: str) -> tuple[Direction, ...]:
        """Give the directions in which the users of a model meet it, old and new."""
        then = {use.direction for use in self.old_uses.of(before)}
        now = {use.direction for use in self.new_uses.of(after)}
        return tuple(
            each for each in DIRECTIONS if each in ((then & now) or then | now)
        )

    def is_told_by_arguments(self, before: str, after: str) -> bool:
        """Tell whether a model is only ever a body that is flattened into arguments."""
        is_met = bool(self.directions(before, after))
        is_idle = self.old_uses.is_idle(before) and self.new_uses.is_idle(after)
        return not is_met and not is_idle


@dataclass(frozen=True, slots=True)
class Finding:
    """A change on its way: its kind decides the level in the directions it matters in."""

    kind: str
    subject: str
    old: str = ""
    new: str = ""
    old_at: Location | None = None
    new_at: Location | None = None
    operations: tuple[str, ...] = ()
    directions: tuple[Direction, ...] = DIRECTIONS
    added_reason: str = field(default="")

    def change(self) -> Change:
        """Give the change with its level and reason."""
        level, reason = judge(self.kind, self.directions)
        return Change(
            self.kind,
            self.subject,
            level,
            f"{reason}; {self.added_reason}" if self.added_reason else reason,
            self.old,
            self.new,
            self.old_at.pointer if self.old_at is not None else "",
            self.new_at.pointer if self.new_at is not None else "",
            self.operations,
        )


def both_sides(old: Context, new: Context) -> Both:
    """Prepare two documents for comparison."""
    before, after = Side(old), Side(new)
    uses = Uses(before), Uses(after)
    methods = pair_methods(before.methods.values(), after.methods.values())
    same = dict(pair_models(uses[0], uses[1], methods))
    relators = {
        direction: Relator(before, after, same, direction) for direction in DIRECTIONS
    }
    return Both(before, after, methods, same, relators, *uses)


def subjects(uses: tuple[Use, ...], directions: tuple[Direction, ...]) -> Iterator[str]:
    """Yield the methods of some uses, each once."""
    yield from dict.fromkeys(
        use.subject for use in uses if not directions or use.direction in directions
    )
