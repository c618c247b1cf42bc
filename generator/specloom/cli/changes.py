"""Say what a regeneration changes for users of the client."""

from pathlib import Path

from specloom.diff.changelog import add_entry
from specloom.diff.compare import compare_surface
from specloom.diff.text import paragraph
from specloom.python.context import Context
from specloom.screen import Screen


def tell_changes(
    before: Context, after: Context, screen: Screen, changelog: Path | None
) -> None:
    """Say it in a paragraph, and in a change log if there is one to keep."""
    comparison = compare_surface(before, after)
    if comparison.changes:
        screen.note(paragraph(comparison))
        if changelog is not None:
            add_entry(changelog, comparison)
