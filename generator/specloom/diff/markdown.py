"""The report as CommonMark, for a release or a pull request."""

import re
from collections.abc import Iterator

from specloom.diff.change import Change, Comparison
from specloom.diff.texts import (
    Listing,
    heading,
    marked_lines,
    noticed_by,
    pointers,
    sections,
    verdict,
)
from specloom.errors import printable
from specloom.python.text.source import markdown

_TICKS = re.compile("`+")


def markdown_report(comparison: Comparison) -> str:
    """Write the whole report; text of the documents stands in code, or is escaped."""
    said = "; ".join(verdict(comparison))
    said = f"{said[:1].upper()}{said[1:]}."
    lines = [f"# {plain(heading(comparison))}", "", said]
    for section in sections(comparison):
        lines += ["", f"## {section.title.capitalize()}", ""]
        for change in section.changes:
            lines += _change(change)
        for listing in section.listings:
            lines += _listing(listing)
    return "".join(f"{line}\n" for line in lines)


def plain(text: str) -> str:
    """Write a text as one line that means nothing but itself."""
    return markdown(printable(text)).text


def _change(change: Change) -> Iterator[str]:
    yield f"- {code_span(change.subject)} **{change.kind}**: {plain(change.reason)}"
    if change.old or change.new:
        yield ""
        yield from (f"  {line}" for line in _block(change))
        yield ""
    by = noticed_by(change)
    if by:
        yield f"  Noticed by {code_span(by)}."
    yield f"  At {code_span(pointers(change))}."


def _listing(listing: Listing) -> Iterator[str]:
    yield f"- **{listing.kind}** ({len(listing.subjects)}): {plain(listing.reason)}"
    names = [code_span(subject) for subject in listing.subjects]
    if listing.is_of_pairs:
        yield from (f"  - {name}" for name in names)
    else:
        yield f"  {', '.join(names)}"


def _block(change: Change) -> Iterator[str]:
    """Write old and new text as a fenced diff whose fence is longer than any inside."""
    fence = "`" * max(3, _longest(f"{change.old}\n{change.new}") + 1)
    yield f"{fence}diff"
    yield from (f"{mark} {printable(line)}" for mark, line in marked_lines(change))
    yield fence


def code_span(text: str) -> str:
    """Write a code span (CommonMark 0.31, 6.1)."""
    shown = printable(text)
    fence = "`" * (_longest(shown) + 1)
    padding = " " if "`" in shown else ""
    return f"{fence}{padding}{shown}{padding}{fence}"


def _longest(text: str) -> int:
    return max((len(run) for run in _TICKS.findall(text)), default=0)
