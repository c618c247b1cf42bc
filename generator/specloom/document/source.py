"""Say where a description is read from: a file, standard input (`-`), or a URL."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from specloom.document.addresses import is_url

STDIN = "<stdin>"


@dataclass(frozen=True, slots=True)
class Source:
    """A file, and the name to show where that is only a copy of what was read."""

    path: Path
    shown: str = ""


# How standard input or a URL is read.
Reader: TypeAlias = Callable[[str], Source]


def is_elsewhere(text: str) -> bool:
    """Tell whether a text names standard input or a URL."""
    return text == "-" or is_url(text)
