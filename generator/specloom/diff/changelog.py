"""Add what changed to a change log (Keep a Changelog 1.1.0), under `[Unreleased]`.

Only lines are put in; the text that is there stays as it is, to the byte.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from specloom.diff.change import Change, Comparison
from specloom.diff.markdown import code_span, plain
from specloom.diff.texts import LISTED

Heading: TypeAlias = Literal["Added", "Changed", "Deprecated", "Removed"]

_NEW = (
    "# Changelog\n\nAll notable changes to this project are told in this file, in the"
    " form of\n[Keep a Changelog](https://keepachangelog.com/en/1.1.0/).\n"
)
_UNRELEASED = re.compile(r"##[ \t]+\[?unreleased\]?", re.IGNORECASE)
_RELEASE = re.compile(r"##[ \t]|\[[^\]]+\]:[ \t]")


def add_entry(file: Path, comparison: Comparison) -> None:
    """Add a comparison to a file, which is made if there is none."""
    old = file.read_bytes().decode() if file.exists() else ""
    new = with_entry(old or _NEW, comparison)
    if new != old:
        file.write_bytes(new.encode())


def with_entry(text: str, comparison: Comparison) -> str:
    """Give the text of a change log with the changes; those it tells already are not added."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(end)
    start = _unreleased(lines)
    for heading, entries in _entries(comparison).items():
        section = lines[start : _end(lines, start + 1, _RELEASE)]
        new = [entry for entry in entries if entry not in section]
        if new:
            lines = _with_section(lines, start, heading, new)
    return end.join(lines if lines[-1] == "" else [*lines, ""])


def _unreleased(lines: list[str]) -> int:
    """Find the heading of what is not released, or put one before the last release."""
    for number, line in enumerate(lines):
        if _UNRELEASED.match(line):
            return number
    place = _end(lines, 0, _RELEASE)
    before = [""] if place and lines[place - 1].strip() else []
    after = [""] if place < len(lines) else []
    lines[place:place] = [*before, "## [Unreleased]", *after]
    return place + len(before)


def _end(lines: list[str], start: int, heading: re.Pattern[str]) -> int:
    """Find the next heading, or the end; blank lines before the end do not count."""
    for number in range(start, len(lines)):
        if heading.match(lines[number]):
            return number
    return len(lines)


def _with_section(
    lines: list[str], start: int, heading: Heading, entries: list[str]
) -> list[str]:
    """Put entries at the end of a subsection, which is made where it belongs."""
    end = _end(lines, start + 1, _RELEASE)
    order = get_args(Heading)
    for number in range(start + 1, end):
        if lines[number].strip() == f"### {heading}":
            place = _end(lines, number + 1, re.compile(r"#|\[[^\]]+\]:[ \t]"))
            return _placed(lines, min(place, end), entries)
    for number in range(start + 1, end):
        title = lines[number].removeprefix("### ").strip()
        is_later = title in order and order.index(title) > order.index(heading)
        if lines[number].startswith("### ") and (is_later or title not in order):
            return [
                *lines[:number],
                f"### {heading}",
                "",
                *entries,
                "",
                *lines[number:],
            ]
    return _placed(lines, end, ["", f"### {heading}", "", *entries])


def _placed(lines: list[str], place: int, entries: list[str]) -> list[str]:
    """Put lines before a place, after the last line that is not blank."""
    last = place
    while last and not lines[last - 1].strip():
        last -= 1
    return [*lines[:last], *entries, *lines[last:]]


def _entries(comparison: Comparison) -> Mapping[Heading, list[str]]:
    """Write a line for each change; of what is told by its name alone, for each kind."""
    listed: dict[tuple[Heading, str, str], list[str]] = {}
    found: dict[Heading, list[str]] = {}
    for change in comparison.changes:
        heading, mark = _heading(change), _mark(change)
        if change.kind in LISTED:
            names = listed.setdefault((heading, mark, change.reason), [])
            names.append(_named(change))
        else:
            line = f"- {mark}{_named(change)}: {plain(change.reason)}"
            found.setdefault(heading, []).append(line)
    for (heading, mark, reason), names in listed.items():
        line = f"- {mark}{', '.join(names)}: {plain(reason)}"
        found.setdefault(heading, []).append(line)
    return {
        heading: [*dict.fromkeys(found[heading])]
        for heading in get_args(Heading)
        if heading in found
    }


def _heading(change: Change) -> Heading:
    words = change.kind.split("-")
    if words[-1] == "deprecated":
        return "Deprecated"
    is_whole = words[0] in ("operation", "model", "credential", "argument", "field")
    if is_whole and words[1] == "added":
        return "Added"
    return "Removed" if is_whole and words[1] == "removed" else "Changed"


def _mark(change: Change) -> str:
    return "" if change.level == "safe" else f"**{change.level}:** "


def _named(change: Change) -> str:
    """Name what changed; old and new text are shown where each of them is one line."""
    is_short = change.old and change.new and "\n" not in f"{change.old}{change.new}"
    if not is_short:
        return code_span(change.subject)
    return f"{code_span(change.subject)} ({code_span(change.old)} → {code_span(change.new)})"
