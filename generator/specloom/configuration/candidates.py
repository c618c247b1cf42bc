"""Find the OpenAPI descriptions of a repository (OpenAPI Object, `openapi`)."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

_SUFFIXES = frozenset({".json", ".yaml", ".yml"})
_NO_SOURCES = frozenset({"node_modules", "site-packages", "venv", "build", "dist"})
_DEEPEST = 4
_MOST_FILES = 5000
_HEAD = 65536
_VERSION = re.compile(
    rb"""(?:^|[{,])\s*["']?openapi["']?\s*:\s*["']?3\.""", re.MULTILINE
)


def candidates(folder: Path) -> tuple[Path, ...]:
    """Give the descriptions in a folder and below, the nearest first.

    A file is one by the version at its start; the walk ends four folders down.
    """
    found = [path for path in _files(folder) if _is_description(path)]
    return tuple(sorted(found, key=lambda path: (len(path.parts), path.as_posix())))


def _files(folder: Path) -> Iterator[Path]:
    number = 0
    for place, folders, names in os.walk(folder):
        depth = len(Path(place).relative_to(folder).parts)
        folders[:] = sorted(
            name for name in folders if depth < _DEEPEST and _may_hold(name)
        )
        for name in sorted(names):
            number += 1
            if number > _MOST_FILES:
                return
            if Path(name).suffix.lower() in _SUFFIXES:
                yield Path(place, name)


def _may_hold(name: str) -> bool:
    return not name.startswith(".") and name not in _NO_SOURCES


def _is_description(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return _VERSION.search(stream.read(_HEAD)) is not None
    except OSError:
        return False
