"""Keep the record of what Specloom wrote into an output folder: `.specloom.json`.

The record is JSON (RFC 8259) with sorted members; hashes are SHA-256 (FIPS 180-4).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from specloom.paths import leads_outside, path_problem

MANIFEST = ".specloom.json"
# Stands beside the manifest while files are swapped in, and names what they become.
NEXT_MANIFEST = ".specloom.next.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """The hash of the inputs, and of each file by its relative POSIX path."""

    key: str = ""
    files: Mapping[str, str] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """Return the text of the record, the same for the same files."""
        record = {"files": dict(self.files), "key": self.key, "version": _VERSION}
        return json.dumps(record, indent=1, sort_keys=True).encode() + b"\n"


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file's content in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def read_manifest(output: Path, name: str = MANIFEST) -> Manifest:
    """Read a record; what is no record of ours reads as an empty one.

    The folder may come from a stranger, so that paths leading out of it are left out.
    """
    try:
        record = json.loads((output / name).read_bytes())
    except (OSError, ValueError, RecursionError):
        return Manifest()
    match record:
        case {"version": 1, "key": str(key), "files": dict(files)}:
            return Manifest(key, _safe_files(output, files))
        case _:
            return Manifest()


def is_current(output: Path, key: str) -> bool:
    """Return whether the folder holds, unedited, what the inputs of this key gave."""
    if (output / NEXT_MANIFEST).exists():
        return False
    manifest = read_manifest(output)
    return (
        manifest.key == key
        and bool(manifest.files)
        and all(
            _has_digest(output / path, recorded)
            for path, recorded in manifest.files.items()
        )
    )


def _safe_files(output: Path, files: dict[str, object]) -> dict[str, str]:
    named = {
        path: recorded
        for path, recorded in files.items()
        if isinstance(recorded, str) and not path_problem(path)
    }
    outside = {
        folder: leads_outside(output, folder) for folder in {*map(_folder, named)}
    }
    return {path: named[path] for path in named if not outside[_folder(path)]}


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _has_digest(path: Path, recorded: str) -> bool:
    try:
        return path.is_file() and digest(path.read_bytes()) == recorded
    except OSError:
        return False
