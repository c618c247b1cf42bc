"""Keep the documents that a folder was made from beside its manifest: `.specloom.snapshot`.

JSON (RFC 8259) without spaces in the order of the documents, compressed by bzip2, whose
one implementation gives the same bytes everywhere. It may come from a stranger: what it
unpacks to is limited, and no name in it is ever that of a file which is read or written.
"""

import bz2
import json
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from specloom.document.addresses import is_url
from specloom.document.limits import MAX_BYTES
from specloom.document.load import Document, load_bytes, load_part_bytes
from specloom.document.reach import Closed, Reach
from specloom.errors import UsageError
from specloom.output.manifest import has_digest, read_manifest
from specloom.paths import path_problems

SNAPSHOT = ".specloom.snapshot"
Links = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class _Kept:
    """The documents by their names, and what they refer to by another name.

    The second version of the format has names that lead out of the folder of the first
    document, URLs, and links.
    """

    name: str
    files: Mapping[str, Any]
    links: Links = field(default_factory=dict)


def pack(name: str, files: Mapping[str, Any], links: Links | None = None) -> bytes:
    """Write documents as a snapshot; `name` is that of the one that refers to the rest.

    The names are relative to its folder, or URLs. `links` are those of `Closed`.
    """
    record: dict[str, Any] = {"document": name, "files": dict(files)}
    if links or path_problems(files):
        record["links"] = [[*base, target] for base, target in (links or {}).items()]
        record["version"] = 2
    else:
        record["version"] = 1
    return bz2.compress(json.dumps(record, separators=(",", ":")).encode(), 9)


def read_snapshot(output: Path, display: str) -> Document:
    """Give the document that a folder was made from, with all that it refers to.

    Raises:
        UsageError: the folder holds no snapshot, or another than its manifest says.
    """
    recorded = read_manifest(output).beside.get(SNAPSHOT, "")
    if not has_digest(output / SNAPSHOT, recorded):
        raise UsageError(
            f"{display}: this folder does not hold the documents it was made from"
            f" ('{SNAPSHOT}', as '.specloom.json' knows it); generate it again"
        )
    kept = _unpack((output / SNAPSHOT).read_bytes(), display)
    shown = {name: _shown(name, display) for name in kept.files}
    closed = Closed(
        shown[kept.name],
        {
            (display if base == kept.name else shown[base], reference): shown[target]
            for (base, reference), target in kept.links.items()
        },
    )
    entry, *others = (
        _document(kept, name, display if name == kept.name else shown[name])
        for name in (kept.name, *(name for name in kept.files if name != kept.name))
    )
    return replace(entry, others=tuple(others), reach=Reach(closed=closed))


def _document(kept: _Kept, name: str, file: str) -> Document:
    text = json.dumps(kept.files[name]).encode()
    load = load_bytes if name == kept.name else load_part_bytes
    return load(text, file, name if is_url(name) else "")


def _shown(name: str, display: str) -> str:
    """Name a document as it would be if that of the folder were called `display`."""
    if is_url(name):
        return name
    return posixpath.normpath(posixpath.join(posixpath.dirname(display), name))


def _unpack(data: bytes, display: str) -> _Kept:
    try:
        record = json.loads(_decompressed(data))
    except (OSError, ValueError, EOFError, RecursionError):
        raise UsageError(f"{display}: '{SNAPSHOT}' cannot be read") from None
    kept = _read(record)
    if kept is None:
        raise UsageError(f"{display}: '{SNAPSHOT}' is no snapshot of documents")
    return kept


def _read(record: Any) -> _Kept | None:
    match record:
        case {"version": 1, "document": str(name), "files": dict(files)}:
            is_one = name in files and not path_problems(files)
            return _Kept(name, files) if is_one else None
        case {
            "version": 2,
            "document": str(name),
            "files": dict(files),
            "links": list(rows),
        }:
            links = _links(rows, files)
            is_one = name in files and len(links) == len(rows)
            return _Kept(name, files, links) if is_one else None
    return None


def _links(rows: list[Any], files: Mapping[str, Any]) -> Links:
    """Give the links between documents that are there."""
    return {
        (row[0], row[1]): row[2]
        for row in rows
        if isinstance(row, list)
        and len(row) == 3
        and all(isinstance(text, str) for text in row)
        and {row[0], row[2]} <= files.keys()
    }


def _decompressed(data: bytes) -> bytes:
    """Unpack no more than all the files of a description may have together."""
    decompressor = bz2.BZ2Decompressor()
    text = decompressor.decompress(data, MAX_BYTES)
    if not decompressor.eof:
        raise ValueError(SNAPSHOT)
    return text
