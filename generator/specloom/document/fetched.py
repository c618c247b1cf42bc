"""Keep fetched documents by their content in the user's cache folder (FIPS 180-4, SHA-256).

The server is asked each time whether its document is still the one with this ETag
(RFC 9110, section 13.1.2): what is generated depends on what it says, not on the cache.
Only a run that writes nothing may take what is kept for a server that is not reached.
"""

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from specloom.cache import cache_folder, write_entry
from specloom.document.fetch import UnreachedError, fetch
from specloom.document.reach import Reach, Tell
from specloom.errors import Diagnostic, LoadError

_CACHE = "documents"
_NONE_KEPT = "nothing that was fetched from there before is kept on this machine"


def fetched(url: str, tell: Tell | None = None) -> bytes:
    """Give the document at a URL whose origin is allowed.

    With `tell`, what was fetched last stands in for that of a server that is not reached.

    Raises:
        UnreachedError: no server answers, and nothing stands in.
        LoadError: it is not had for another reason.
    """
    folder = cache_folder(_CACHE)
    record = folder / f"{sha256(url.encode()).hexdigest()}.json"
    known, data = _recall(record, folder)
    try:
        answer = fetch(url, known)
    except UnreachedError as problem:
        if tell is None:
            raise
        if data is None:
            raise UnreachedError(_with_hint(problem.diagnostics)) from None
        tell(f"{_message(problem)}; taken as it was fetched last")
        return data
    if answer.data is None and data is not None:
        return data
    _remember(record, folder, answer.data or b"", answer.etag)
    return answer.data or b""


def content_at(url: str, reach: Reach) -> bytes:
    """Give the document at a URL that the reach allows, asked for once in a run.

    Raises:
        LoadError: it is not had.
    """
    if url in reach.failed:
        raise reach.failed[url]
    if url not in reach.fetched:
        try:
            reach.fetched[url] = fetched(url, reach.tell)
        except LoadError as problem:
            reach.failed[url] = problem
            raise
    return reach.fetched[url]


def kept(data: bytes, name: str) -> Path:
    """Keep a document that lies in no file under its content and a name; give the file."""
    path = cache_folder(_CACHE) / "given" / sha256(data).hexdigest() / name
    if not path.is_file() or path.read_bytes() != data:
        write_entry(path, data)
    return path


def _recall(record: Path, folder: Path) -> tuple[str, bytes | None]:
    """Give the ETag and content of before; None where it is not whole."""
    try:
        known: Any = json.loads(record.read_bytes())
        data = (folder / known["sha256"]).read_bytes()
        is_whole = sha256(data).hexdigest() == known["sha256"]
        return (str(known["etag"]), data) if is_whole else ("", None)
    except (OSError, ValueError, KeyError, TypeError):
        return "", None


def _remember(record: Path, folder: Path, data: bytes, etag: str) -> None:
    """Keep what was fetched; a cache that cannot be written costs time, nothing else."""
    digest = sha256(data).hexdigest()
    try:
        write_entry(folder / digest, data)
        write_entry(record, json.dumps({"etag": etag, "sha256": digest}).encode())
    except OSError:
        return


def _message(problem: UnreachedError) -> str:
    [found] = problem.diagnostics
    return f"{found.file}: {found.message}"


def _with_hint(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    return tuple(replace(found, hint=_NONE_KEPT) for found in diagnostics)
