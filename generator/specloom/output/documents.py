"""Name the documents that a folder was made from, for its record and its snapshot.

A name is relative to the folder of the first document, or a URL: the same wherever the
files lie, and whatever the machine is called.
"""

import posixpath
from collections.abc import Iterator

from specloom.config import Job
from specloom.document.addresses import is_url
from specloom.document.load import Document
from specloom.document.reach import Reach
from specloom.lower.api import Lowered
from specloom.output.fingerprint import digest_if_there
from specloom.output.origin import Source
from specloom.output.snapshot import pack


def referenced(lowered: Lowered, job: Job, reach: Reach) -> Iterator[Source]:
    """Give the files that a document refers to, as they were read, or cannot be yet."""
    entry, *others = lowered.documents
    for document in others:
        yield Source("referenced", _name(document, entry), document.sha256)
    for file in lowered.unread:
        name = _from_folder(file, entry)
        yield Source("referenced", name, digest_if_there(job, name, reach))


def snapshot(lowered: Lowered) -> bytes:
    """Pack all documents of a description, whatever folders and hosts they lie in."""
    entry, *_ = documents = lowered.documents
    names = {document.file: _name(document, entry) for document in documents}
    files = {names[document.file]: document.root for document in documents}
    links = {
        (names[base], reference): names[target]
        for (base, reference), target in lowered.links.items()
    }
    return pack(names[entry.file], files, links)


def _name(document: Document, entry: Document) -> str:
    """Name a document; the query of a URL that was given may hold a secret."""
    if document is entry and entry.url:
        return entry.url.partition("?")[0]
    if document is entry and entry.path is None:
        return entry.file
    return _from_folder(document.file, entry)


def _from_folder(file: str, entry: Document) -> str:
    folder = posixpath.dirname(entry.file)
    return file if is_url(file) else posixpath.relpath(file, folder or ".")
