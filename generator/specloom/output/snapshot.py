"""Keep the documents that a folder was made from beside its manifest: `.specloom.snapshot`.

JSON (RFC 8259) without spaces in the order of the documents, compressed by bzip2, whose
one implementation gives the same bytes everywhere. It may come from a stranger: what it
unpacks to is limited, and every name in it is checked.
"""

import bz2
import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from specloom.document.limits import MAX_BYTES
from specloom.document.load import Document, load
from specloom.errors import UsageError
from specloom.output.manifest import has_digest, read_manifest
from specloom.paths import path_problems

SNAPSHOT = ".specloom.snapshot"
_VERSION = 1


def pack(name: str, files: Mapping[str, Any]) -> bytes:
    """Write documents as a snapshot; `name` is that of the one that refers to the rest.

    The names are relative to its folder.
    """
    record = {"document": name, "files": dict(files), "version": _VERSION}
    return bz2.compress(json.dumps(record, separators=(",", ":")).encode(), 9)


@contextmanager
def opened_snapshot(output: Path, display: str) -> Iterator[Document]:
    """Give the document that a folder was made from; it can be read until this ends.

    Raises:
        UsageError: the folder holds no snapshot, or another than its manifest says.
    """
    recorded = read_manifest(output).beside.get(SNAPSHOT, "")
    if not has_digest(output / SNAPSHOT, recorded):
        raise UsageError(
            f"{display}: this folder does not hold the documents it was made from"
            f" ('{SNAPSHOT}', as '.specloom.json' knows it); generate it again"
        )
    name, files = _unpack((output / SNAPSHOT).read_bytes(), display)
    with tempfile.TemporaryDirectory(prefix="specloom-") as folder:
        for path, root in files.items():
            target = Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(json.dumps(root), "utf-8")
        yield load(Path(folder, name), display)


def _unpack(data: bytes, display: str) -> tuple[str, dict[str, Any]]:
    try:
        record = json.loads(_decompressed(data))
    except (OSError, ValueError, EOFError, RecursionError):
        raise UsageError(f"{display}: '{SNAPSHOT}' cannot be read") from None
    match record:
        case {"version": 1, "document": str(name), "files": dict(files)}:
            if name in files and not path_problems(files):
                return name, files
    raise UsageError(f"{display}: '{SNAPSHOT}' is no snapshot of documents")


def _decompressed(data: bytes) -> bytes:
    """Unpack no more than all the files of a description may have together."""
    decompressor = bz2.BZ2Decompressor()
    text = decompressor.decompress(data, MAX_BYTES)
    if not decompressor.eof:
        raise ValueError(SNAPSHOT)
    return text
