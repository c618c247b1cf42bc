"""Remember on this machine which files came from which part of a document.

Kept in the user's cache folder, a file for each output folder. It is only ever a reason
not to write a file again: what it says is compared with the manifest and with the file.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from specloom.cache import cache_folder, forget_oldest, write_entry

_VERSION = 1
_MOST_FOLDERS = 200


@dataclass(frozen=True, slots=True)
class Remembered:
    """What one part of a document gave: hashes by path, and what else it gave as JSON."""

    files: Mapping[str, str]
    notes: Any = None


@dataclass(frozen=True, slots=True)
class Memory:
    """What the last run for an output folder found: the parts of its document, by key.

    `clean` are the hashes of what `judge`, by its version, found nothing in.
    """

    parts: Mapping[str, Remembered] = field(default_factory=dict)
    judge: str = ""
    clean: frozenset[str] = frozenset()

    def clean_by(self, judge: str) -> frozenset[str]:
        """Give what is clean if the same would judge it now."""
        return self.clean if judge == self.judge else frozenset()


def recall(output: Path) -> Memory:
    """Return what was remembered about an output folder; nothing, if that is no memory."""
    try:
        json_ = json.loads(_place(output).read_bytes())
    except (OSError, ValueError, RecursionError):
        return Memory()
    match json_:
        case {
            "version": 1,
            "parts": dict(parts),
            "judge": str(judge),
            "clean": list(clean),
        }:
            known = {
                str(key): Remembered(entry["files"], entry.get("notes"))
                for key, entry in parts.items()
                if _is_entry(entry)
            }
            return Memory(known, judge, frozenset(map(str, clean)))
        case _:
            return Memory()


def remember(output: Path, memory: Memory) -> None:
    """Remember this about an output folder, and nothing else."""
    parts = {
        key: {"files": dict(part.files), "notes": part.notes}
        for key, part in memory.parts.items()
    }
    record = {
        "clean": sorted(memory.clean),
        "judge": memory.judge,
        "parts": parts,
        "version": _VERSION,
    }
    place = _place(output)
    # A cache that cannot be written costs time, nothing else.
    with suppress(OSError):
        write_entry(place, json.dumps(record).encode())
        forget_oldest(place.parent, _MOST_FOLDERS, _MOST_FOLDERS)


def _is_entry(entry: object) -> bool:
    match entry:
        case {"files": dict(files)}:
            return all(isinstance(value, str) for value in files.values())
        case _:
            return False


def _place(output: Path) -> Path:
    name = hashlib.sha256(os.fsencode(output.resolve())).hexdigest()
    return cache_folder("parts") / f"{name}.json"
