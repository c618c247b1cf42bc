"""Keep files in the user's cache folder: written in one step, the oldest forgotten.

What comes back is not believed as it is: each cache checks its own entries.
"""

import os
import tempfile
from pathlib import Path


def cache_folder(name: str) -> Path:
    """Give the folder that one cache has; it need not be there yet."""
    from platformdirs import user_cache_path

    return user_cache_path("specloom", appauthor=False) / name


def write_entry(path: Path, content: bytes) -> None:
    """Write a file in one step, so that no other run reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
    Path(temporary).replace(path)


def forget_oldest(folder: Path, limit: int, kept: int) -> None:
    """Keep the newest entries of a folder where there are more than the limit."""
    entries = [*folder.iterdir()]
    if len(entries) > limit:
        entries.sort(key=_age, reverse=True)
        for entry in entries[kept:]:
            entry.unlink(missing_ok=True)


def _age(entry: Path) -> float:
    return entry.stat().st_mtime
