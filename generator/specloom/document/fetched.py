"""Keep fetched documents by their content in the user's cache folder (FIPS 180-4, SHA-256).

The server is asked each time whether its document is still the one with this ETag
(RFC 9110, section 13.1.2): what is generated depends on what it says, not on the cache.
"""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from specloom.cache import cache_folder, write_entry
from specloom.document.fetch import fetch

_CACHE = "documents"


def fetched(url: str) -> bytes:
    """Give the document at a URL whose origin is allowed; LoadError if it is not had."""
    folder = cache_folder(_CACHE)
    record = folder / f"{sha256(url.encode()).hexdigest()}.json"
    known, data = _recall(record, folder)
    answer = fetch(url, known)
    if answer.data is None:
        return data
    _remember(record, folder, answer.data, answer.etag)
    return answer.data


def kept(data: bytes, name: str) -> Path:
    """Keep a document that lies in no file under its content and a name; give the file."""
    path = cache_folder(_CACHE) / "given" / sha256(data).hexdigest() / name
    if not path.is_file() or path.read_bytes() != data:
        write_entry(path, data)
    return path


def _recall(record: Path, folder: Path) -> tuple[str, bytes]:
    """Give the ETag and content of before; "" where they are not whole."""
    try:
        known: Any = json.loads(record.read_bytes())
        data = (folder / known["sha256"]).read_bytes()
        is_whole = sha256(data).hexdigest() == known["sha256"]
        return (known["etag"], data) if is_whole else ("", b"")
    except (OSError, ValueError, KeyError, TypeError):
        return "", b""


def _remember(record: Path, folder: Path, data: bytes, etag: str) -> None:
    """Keep what was fetched; a cache that cannot be written costs time, nothing else."""
    digest = sha256(data).hexdigest()
    try:
        write_entry(folder / digest, data)
        write_entry(record, json.dumps({"etag": etag, "sha256": digest}).encode())
    except OSError:
        return
