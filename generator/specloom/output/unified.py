"""How a file differs from another, as a unified diff that `patch` can read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import unified_diff
from typing import Literal, TypeAlias

State: TypeAlias = Literal["missing", "changed", "surplus"]

_HUNK = re.compile(r"@@ -(\d+)", re.MULTILINE)

_SHOWN_LINES = 60
_WAYS_OUT = (
    "three ways out:",
    (
        "  keep it: move the code to a module of 'custom/' in the package, which is never"
        " touched, and build on the generated classes there"
    ),
    "  drop it: delete the edited file, and generate again",
    "  overwrite all that is named above: --force",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A file as it is, and as it would be generated; None where there is no such file."""

    path: str
    found: bytes | None
    wanted: bytes | None

    @property
    def state(self) -> State:
        """What is the matter with the file as it is."""
        if self.found is None:
            return "missing"
        return "surplus" if self.wanted is None else "changed"

    @property
    def line(self) -> int:
        """The line of the file as it is that the difference begins near, from 1."""
        hunk = _HUNK.search(self.text)
        return max(1, int(hunk[1])) if hunk is not None else 1

    @property
    def text(self) -> str:
        """The unified diff that leads from the file as it is to what is wanted."""
        source = "/dev/null" if self.found is None else f"a/{self.path}"
        target = "/dev/null" if self.wanted is None else f"b/{self.path}"
        return unified(self.found or b"", self.wanted or b"", source, target)


def told_edits(edited: Mapping[str, tuple[bytes, bytes]]) -> list[str]:
    """Show edits by path, from what would be generated to what is there; name the ways out."""
    if not edited:
        return []
    lines = [
        line
        for path, (wanted, found) in edited.items()
        for line in unified(
            wanted, found, f"{path} (generated now)", f"{path} (edited)"
        ).splitlines()
    ]
    more = len(lines) - _SHOWN_LINES
    rest = [f"... and {more} more lines"] if more > 0 else []
    return [*lines[:_SHOWN_LINES], *rest, *_WAYS_OUT]


def unified(before: bytes, after: bytes, source: str, target: str) -> str:
    """Write a unified diff; contents that are no text are only said to differ."""
    old, new = _lines(before), _lines(after)
    if old is None or new is None:
        return f"Binary files {source} and {target} differ\n"
    text = "".join(map(_whole_line, [*unified_diff(old, new, source, target)]))
    # An empty file that comes or goes has no lines to differ in.
    return text or f"--- {source}\n+++ {target}\n"


def _whole_line(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(content: bytes) -> list[str] | None:
    """Split at line feeds alone, as diff and patch do; None for what is no text."""
    try:
        return re.findall(r"[^\n]*\n|[^\n]+", content.decode())
    except UnicodeDecodeError:
        return None
