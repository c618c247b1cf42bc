"""Read a TOML file with the places of its keys (TOML 1.0.0)."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from specloom.configuration.positions import KeyPath, place_of
from specloom.errors import UsageError

# How tomllib ends its messages.
_PLACED = re.compile(
    r"(?P<why>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)"
)


@dataclass(frozen=True, slots=True)
class Toml:
    """A TOML file: what it says, and its text."""

    file: Path
    text: str
    value: Mapping[str, Any]

    def place(self, path: KeyPath) -> str:
        """Write where a key or an element stands, as `file:line:column`."""
        line, column = place_of(self.text, path)
        return f"{self.file}:{line}:{column}"


def read_toml(file: Path) -> Toml:
    """Read a file; raise UsageError with the place for what is no TOML."""
    try:
        text = file.read_text("utf-8")
    except UnicodeDecodeError as problem:
        raise UsageError(f"{file}: byte {problem.start} is not UTF-8 (TOML)") from None
    try:
        return Toml(file, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as problem:
        raise UsageError(_not_toml(file, text, str(problem))) from None
    except RecursionError:
        raise UsageError(f"{file}: the values nest too deeply") from None


def _not_toml(file: Path, text: str, message: str) -> str:
    found = _PLACED.fullmatch(message)
    if found is None:
        return f"{file}: {_lowered(message)} (TOML)"
    line, column = found["line"] or text.count("\n") + 1, found["column"] or 1
    return f"{file}:{line}:{column}: {_lowered(found['why'])} (TOML)"


def _lowered(message: str) -> str:
    return message[:1].lower() + message[1:]
