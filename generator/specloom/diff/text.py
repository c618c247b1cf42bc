"""The report for a terminal: a line for each change, old and new Python text below it."""

import textwrap
from collections.abc import Iterator

from specloom.diff.change import Change, Comparison, advice
from specloom.diff.texts import (
    Listing,
    heading,
    marked_lines,
    noticed_by,
    pointers,
    sections,
    summary,
    verdict,
)
from specloom.errors import printable

_WIDTH = 88


def text_report(comparison: Comparison) -> str:
    """Write the whole report; every line ends with a newline."""
    lines = [heading(comparison), *verdict(comparison)]
    for section in sections(comparison):
        lines += ["", section.title]
        for change in section.changes:
            lines += ["", *_change(change)]
        for listing in section.listings:
            lines += ["", *_listing(listing)]
    return "".join(f"{printable(line)}\n" for line in lines)


def paragraph(comparison: Comparison) -> str:
    """Say in one paragraph what the gravest changes are; "" if there are none."""
    if not comparison.changes:
        return ""
    gravest = [change for change in comparison.changes if change.level != "safe"]
    named = ", ".join(f"{change.subject} ({change.kind})" for change in gravest[:5])
    more = f" and {len(gravest) - 5} more" if len(gravest) > 5 else ""
    told = f": {named}{more}" if named else ""
    return printable(f"{summary(comparison)}{told}; {advice(comparison.step)}")


def _change(change: Change) -> Iterator[str]:
    yield f"  {change.subject}"
    yield f"    {change.kind}: {change.reason}"
    yield from (f"    {mark} {line}" for mark, line in marked_lines(change))
    by = noticed_by(change)
    if by:
        yield f"    noticed by {by}"
    yield f"    at {pointers(change)}"


def _listing(listing: Listing) -> Iterator[str]:
    yield f"  {listing.kind} ({len(listing.subjects)}): {listing.reason}"
    if listing.is_of_pairs:
        yield from (f"    {subject}" for subject in listing.subjects)
        return
    names = ", ".join(listing.subjects)
    yield from textwrap.wrap(
        names,
        _WIDTH,
        initial_indent="    ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
