"""The report as CommonMark, for a release or a pull request."""

import re
from collections.abc import Iterator

from specloom.diff.change import Change, Comparison, advice
from specloom.diff.texts import (
    Listing,
    heading,
    noticed_by,
    pointers,
    sections,
    summary,
)
from specloom.errors import printable
from specloom.python.text.source import markdown

_TICKS = re.compile("`+")


def markdown_report(comparison: Comparison) -> str:
    """Write the whole report; text of the documents stands in code, or is escaped."""
    lines = [f"# {_plain(heading(comparison))}", "", f"{_said(comparison)}."]
    for section in sections(comparison):
        lines += ["", f"## {section.title.capitalize()}", ""]
        for change in section.changes:
            lines += _change(change)
        for listing in section.listings:
            lines += _listing(listing)
    return "".join(f"{line}\n" for line in lines)


def _said(comparison: Comparison) -> str:
    told = summary(comparison).capitalize()
    return f"{told}; {advice(comparison.step)}" if comparison.changes else told


def _plain(text: str) -> str:
    return markdown(printable(text)).text


def _change(change: Change) -> Iterator[str]:
    yield f"- {_code(change.subject)} **{change.kind}**: {_plain(change.reason)}"
    if change.old or change.new:
        yield ""
        yield from (f"  {line}" for line in _block(change))
        yield ""
    by = noticed_by(change)
    if by:
        yield f"  Noticed by {_code(by)}."
    yield f"  At {_code(pointers(change))}."


def _listing(listing: Listing) -> Iterator[str]:
    yield f"- **{listing.kind}** ({len(listing.subjects)}): {_plain(listing.reason)}"
    names = [_code(subject) for subject in listing.subjects]
    if listing.is_of_pairs:
        yield from (f"  - {name}" for name in names)
    else:
        yield f"  {', '.join(names)}"


def _block(change: Change) -> Iterator[str]:
    """Write old and new text as a fenced diff whose fence is longer than any inside."""
    fence = "`" * max(3, _longest(f"{change.old}\n{change.new}") + 1)
    yield f"{fence}diff"
    for mark, text in (("-", change.old), ("+", change.new)):
        yield from (f"{mark} {printable(line)}" for line in text.splitlines())
    yield fence


def _code(text: str) -> str:
    """Write a code span (CommonMark 0.31, 6.1)."""
    shown = printable(text)
    fence = "`" * (_longest(shown) + 1)
    padding = " " if "`" in shown else ""
    return f"{fence}{padding}{shown}{padding}{fence}"


def _longest(text: str) -> int:
    return max((len(run) for run in _TICKS.findall(text)), default=0)
