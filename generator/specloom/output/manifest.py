"""Keep the record of what Specloom wrote into an output folder: `.specloom.json`.

The record is JSON (RFC 8259) with sorted members; hashes are SHA-256 (FIPS 180-4).
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from specloom.output.origin import Origin, read_origin
from specloom.paths import leads_outside, path_problem

MANIFEST = ".specloom.json"
# Stands beside the manifest while files are swapped in, and names what they become.
NEXT_MANIFEST = ".specloom.next.json"
_VERSION = 2


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a folder was made from, and the hash of each file by its relative POSIX path.

    `beside` are further outputs that stand beside the manifest, such as the snapshot of
    the documents: they are Specloom's own, and no part of the client.
    """

    origin: Origin = field(default_factory=Origin)
    files: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """Return the text of the record, the same for the same files."""
        record = {
            "beside": dict(self.beside),
            "files": dict(self.files),
            "origin": self.origin.to_json(),
            "version": _VERSION,
        }
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
        case {
            "version": 2,
            "origin": dict(origin),
            "files": dict(files),
            "beside": dict(beside),
        }:
            own = _safe_files(output, beside)
            return Manifest(read_origin(origin), _safe_files(output, files), own)
        case {"version": 1, "files": dict(files)}:
            return Manifest(files=_safe_files(output, files))
        case _:
            return Manifest()


def is_current(output: Path, origin: Origin) -> bool:
    """Return whether the folder holds, unedited, what this origin gave."""
    manifest = read_manifest(output)
    return (
        manifest.origin == origin != Origin()
        and bool(manifest.files)
        and not (output / NEXT_MANIFEST).exists()
        and not any(deviations(output, manifest))
    )


def deviations(output: Path, manifest: Manifest) -> Iterator[str]:
    """Yield the recorded files that are not as they were written, or not there."""
    for path, recorded in {**manifest.files, **manifest.beside}.items():
        if not has_digest(output / path, recorded):
            yield path


def has_digest(path: Path, recorded: str) -> bool:
    """Return whether a file is there and has this hash."""
    try:
        return path.is_file() and digest(path.read_bytes()) == recorded
    except OSError:
        return False


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
