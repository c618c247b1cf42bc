"""How a report says things, whatever its format."""

from collections.abc import Iterator
from dataclasses import dataclass

from specloom.diff.change import LEVELS, Change, Comparison, Edition, advice

# Of these it is enough to say the name, or the old and the new one.
LISTED = (
    "operation-renamed",
    "operation-moved",
    "model-removed",
    "model-renamed",
    "model-moved",
    "operation-added",
    "header-added",
    "server-added",
    "model-added",
)
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Listing:
    """Changes of one kind that are told by their subjects alone."""

    kind: str
    reason: str
    subjects: tuple[str, ...]

    @property
    def is_of_pairs(self) -> bool:
        """Tell whether each is an old and a new name."""
        return any(" → " in subject for subject in self.subjects)


@dataclass(frozen=True, slots=True)
class Section:
    """The changes of one level: those told one by one, then the listings."""

    title: str
    changes: tuple[Change, ...]
    listings: tuple[Listing, ...]


def sections(comparison: Comparison) -> Iterator[Section]:
    """Yield the levels that have changes, the gravest first."""
    for level in LEVELS:
        changes = comparison.at(level)
        if changes:
            told = tuple(change for change in changes if change.kind not in LISTED)
            yield Section(f"{level} ({len(changes)})", told, tuple(_listings(changes)))


def _listings(changes: tuple[Change, ...]) -> Iterator[Listing]:
    groups: dict[tuple[str, str], list[str]] = {}
    for change in changes:
        if change.kind in LISTED:
            way, name = _way(change)
            reason = f"{way}; {change.reason}" if way else change.reason
            groups.setdefault((change.kind, reason), []).append(name)
    for kind, reason in sorted(groups, key=lambda group: LISTED.index(group[0])):
        yield Listing(kind, reason, tuple(groups[kind, reason]))


def _way(change: Change) -> tuple[str, str]:
    """Tell the modules of a model that moved apart from its name."""
    match change.kind:
        case "model-moved":
            modules = [text.rpartition(".")[0] for text in (change.old, change.new)]
            return " → ".join(modules), change.subject.removeprefix("models.")
        case "operation-renamed" | "operation-moved" | "model-renamed":
            return "", f"{change.old} → {change.new}"
    return "", change.subject


def heading(comparison: Comparison) -> str:
    """Name both documents: title and version, and where they were read."""
    return f"{_edition(comparison.old)} → {_edition(comparison.new)}"


def _edition(edition: Edition) -> str:
    title = " ".join(part for part in (edition.title, edition.version) if part)
    return f"{title} ({edition.document})" if title else edition.document


def summary(comparison: Comparison) -> str:
    """Count the changes of every level in a sentence."""
    if not comparison.changes:
        return "no change for users of the client"
    counts = [
        f"{len(changes)} {level}"
        for level in LEVELS
        if (changes := comparison.at(level))
    ]
    number = len(comparison.changes)
    return f"{', '.join(counts)} {'change' if number == 1 else 'changes'}"


def verdict(comparison: Comparison) -> Iterator[str]:
    """Say how much changed, and what that asks of the client's version."""
    yield summary(comparison)
    if comparison.changes:
        yield advice(comparison.step)


def marked_lines(change: Change) -> Iterator[tuple[str, str]]:
    """Yield the lines of old and new text, each with its mark in a diff."""
    for mark, text in (("-", change.old), ("+", change.new)):
        yield from ((mark, line) for line in text.splitlines())


def noticed_by(change: Change) -> str:
    """Name the methods that notice a change, if that is not its subject alone."""
    if not change.operations or change.subject.startswith(change.operations[0]):
        return ""
    shown = ", ".join(change.operations[:_SHOWN])
    more = len(change.operations) - _SHOWN
    return f"{shown} and {more} more" if more > 0 else shown


def pointers(change: Change) -> str:
    """Give the places in both documents, once where they are the same."""
    found = dict.fromkeys(each for each in (change.old_pointer, change.new_pointer))
    return " → ".join(each for each in found if each)
