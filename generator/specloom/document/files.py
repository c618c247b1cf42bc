"""Open the other files of a description that lies in several files, and no others.

A relative reference (RFC 3986, 4.2) may name files in the folder of the entry document
and below, and in one more folder that the user names. No link leads out. A URL is
fetched only from an origin that the user names.
"""

import os
import posixpath
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urljoin

from specloom.document.addresses import AddressError, is_url, shown_host
from specloom.document.fetched import content_at
from specloom.document.load import Document, load_part, load_part_bytes
from specloom.document.pointer import walk
from specloom.document.reach import Closed
from specloom.errors import LoadError

_COPY = "copy what is needed into the document or its folder"
_MAX_FETCHED = 500
_NOT_KEPT = "generate the folder again to have all that it is made from"


class OutsideError(ValueError):
    """A reference names a place that is not read; the hint says what would help."""

    def __init__(self, message: str, hint: str = _COPY) -> None:
        super().__init__(message)
        self.hint = hint


class Files:
    """The documents read so far, by the file name that their Locations carry."""

    def __init__(self, entry: Document) -> None:
        self.entry = entry
        known = (entry, *entry.others)
        self._named = {document.file: document for document in known}
        self._real = {each.path.resolve(): each for each in known if each.path}
        self._opened: dict[tuple[str, str], Document] = {}
        self._unread: dict[str, None] = {}

    @property
    def fetched(self) -> Mapping[str, str]:
        """The URLs that the description is made of, with the SHA-256 of their content."""
        contents = self.entry.reach.fetched
        return {url: sha256(contents[url]).hexdigest() for url in sorted(contents)}

    @property
    def links(self) -> Mapping[tuple[str, str], str]:
        """Where references lead that lead elsewhere than they read (see `Closed`)."""
        return {
            (base, reference): document.file
            for (base, reference), document in self._opened.items()
            if _read_from(self.named(base), reference) != document.file
        }

    @property
    def unread(self) -> tuple[str, ...]:
        """The files and URLs that would be read if they were there, or allowed."""
        return tuple(self._unread)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents read so far, the entry first."""
        return tuple(self._named.values())

    def read_all(self) -> None:
        """Read every file that some `$ref` names, as far as it may and can be read."""
        seen = 0
        while seen < len(self._named):
            document = self.documents[seen]
            seen += 1
            for _, value in walk(document.root):
                ref = value.get("$ref") if isinstance(value, dict) else None
                file = ref.partition("#")[0] if isinstance(ref, str) else ""
                if file and not is_url(file):
                    with suppress(OutsideError, LoadError):
                        self.open(file, document)

    def named(self, file: str) -> Document:
        """Return the document that Locations with this file name lie in."""
        return self._named.get(file, self.entry)

    def open(self, reference: str, base: Document) -> Document:
        """Return the document that a reference names.

        Raises:
            OutsideError: it may not be read.
            LoadError: it cannot be read.
        """
        known = self._opened.get((base.file, reference))
        if known is None:
            known = self._opened[base.file, reference] = self._open(reference, base)
        return known

    def _open(self, reference: str, base: Document) -> Document:
        try:
            read = _read_from(base, reference)
        except ValueError:
            raise OutsideError("this is no URL") from None
        if (closed := self.entry.reach.closed) is not None:
            name = closed.links.get((base.file, reference), read)
            return self._kept(name, closed)
        if is_url(read):
            return self._at_url(read)
        real = self._meant(reference, base)
        if real not in self._real:
            name = self._name(read, real)
            # Until it has been read.
            self._unread[name] = None
            self._require_allowed(real)
            self._real[real] = self._named[name] = load_part(real, name)
            del self._unread[name]
        return self._real[real]

    def _kept(self, name: str, closed: Closed) -> Document:
        name = self.entry.file if name == closed.entry else name
        if name not in self._named:
            message = "it is not among the documents that the folder holds"
            raise OutsideError(message, _NOT_KEPT)
        return self._named[name]

    def _name(self, read: str, real: Path) -> str:
        """Name a file as a reference reads, unless a link on its way leads elsewhere.

        From the folder of the document, its name leads to it again.
        """
        reach, entry = self.entry.reach, self.entry
        folder = posixpath.dirname(entry.file)
        base = reach.base(entry.path) or Path()
        within = posixpath.relpath(read, folder or ".")
        if read not in self._named and (base / within).resolve() == real:
            return read
        within = Path(os.path.relpath(real, base.resolve())).as_posix()
        return posixpath.normpath(posixpath.join(folder, within))

    def _at_url(self, url: str) -> Document:
        reach = self.entry.reach
        try:
            is_allowed = reach.allows(url)
        except AddressError as problem:
            raise OutsideError(str(problem)) from None
        self._unread[url] = None
        if not is_allowed:
            host = shown_host(url)
            raise OutsideError(
                f"{host} is not among the hosts to fetch from",
                f"--allow-ref-host {host} allows it",
            )
        if url not in reach.fetched and len(reach.fetched) >= _MAX_FETCHED:
            raise OutsideError(f"the document fetches more than {_MAX_FETCHED} files")
        if url not in self._named:
            self._named[url] = load_part_bytes(content_at(url, reach), url, url)
        del self._unread[url]
        return self._named[url]

    def _meant(self, reference: str, base: Document) -> Path:
        name = unquote(reference)
        if ":" in name or "\\" in name or name.startswith("/"):
            message = "only relative references to files are followed"
            raise OutsideError(message)
        folder = base.path.parent if base.path else self.entry.reach.root
        if folder is None:
            raise OutsideError("the document was not read from a file")
        try:
            return (folder / name).resolve()
        except (OSError, ValueError, RuntimeError):
            raise OutsideError("this names no file") from None

    def _require_allowed(self, real: Path) -> None:
        if not self.entry.reach.may_read(real, self.entry.path):
            raise OutsideError(
                "it leads out of the folder of the document",
                f"{_COPY}, or name a folder that holds both with --ref-root",
            )
        if real.is_dir():
            hint = "name a file in it, and what is meant there after '#'"
            raise OutsideError("this is a folder", hint)
        if real.exists() and not real.is_file():
            raise OutsideError("this is not a regular file")


def _read_from(base: Document, reference: str) -> str:
    """Give the file or URL that a reference reads like (RFC 3986, section 5.2)."""
    url = urljoin(base.url, reference)
    if is_url(url):
        return url
    name = posixpath.join(posixpath.dirname(base.file), unquote(reference))
    return posixpath.normpath(name)
