"""Say where a document breaks which rule: Location, Diagnostic, and the error tree.

A pointer is a JSON Pointer (RFC 6901) in its URI fragment look: "#", "#/paths/~1users".
"""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file: every node of the IR carries one."""

    file: str
    pointer: str

    def child(self, *tokens: str | int) -> "Location":
        """Return the place below this one."""
        return Location(self.file, "/".join((self.pointer, *map(escape, tokens))))


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. Line and column start at 1; line 0 means the file as a whole."""

    severity: Severity
    rule: str
    message: str
    file: str
    line: int
    column: int
    pointer: str
    hint: str = ""

    def __lt__(self, other: "Diagnostic") -> bool:
        return self._order() < other._order()

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column} {self.pointer}"
        hint = f"; {self.hint}" if self.hint else ""
        text = f"{place if self.line else self.file}: {self.message}{hint}"
        return printable(f"{text} ({self.rule})")

    def _order(self) -> tuple[str, int, int, str, str, str]:
        place = (self.file, self.line, self.column, self.pointer)
        return (*place, self.rule, self.message)


class SpecloomError(Exception):
    """Something a document or an argument caused; never a fault of Specloom."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        super().__init__(diagnostics)
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        return "\n".join(str(diagnostic) for diagnostic in self.diagnostics)


class LoadError(SpecloomError):
    """A file cannot be read as a document."""


class UsageError(SpecloomError):
    """An argument of the caller cannot be used."""

    def __init__(self, message: str) -> None:
        super().__init__()
        self.args = (message,)
        self.message = message

    def __str__(self) -> str:
        return "\n".join(map(printable, self.message.split("\n")))


def escape(token: str | int) -> str:
    """Return one token as it stands in a JSON Pointer."""
    return str(token).replace("~", "~0").replace("/", "~1")


def unescape(text: str) -> str:
    """Return the token that `escape` wrote."""
    return text.replace("~1", "/").replace("~0", "~")


def printable(text: str) -> str:
    """Escape what a terminal would act on: controls, ANSI, bidi, invisible marks."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in text
    )
