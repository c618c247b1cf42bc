"""Open the other files of a description that lies in several files, and no others.

A relative reference (RFC 3986, 4.2) may name files in the folder of the entry document
and below. Nothing is fetched, and no link leads out.
"""

import posixpath
from pathlib import Path
from urllib.parse import unquote

from specloom.document.load import Document, load


class OutsideError(ValueError):
    """A reference names a place that is not read."""


class Files:
    """The documents read so far, by the file name that their Locations carry."""

    def __init__(self, entry: Document) -> None:
        self.entry = entry
        self._named = {entry.file: entry}
        self._real = {entry.path.resolve(): entry} if entry.path else {}

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents read so far, the entry first."""
        return tuple(self._named.values())

    def named(self, file: str) -> Document:
        """Return the document that Locations with this file name lie in."""
        return self._named.get(file, self.entry)

    def open(self, reference: str, base: Document) -> Document:
        """Return the document that a relative reference names.

        Raises:
            OutsideError: it may not be read.
            LoadError: it cannot be read.
        """
        real = self._allowed(reference, base)
        if real not in self._real:
            folder = posixpath.dirname(base.file)
            name = posixpath.normpath(posixpath.join(folder, unquote(reference)))
            document = load(real, name)
            self._real[real] = self._named[name] = document
        return self._real[real]

    def _allowed(self, reference: str, base: Document) -> Path:
        name = unquote(reference)
        if ":" in name or "\\" in name or name.startswith("/"):
            message = "only relative references to files are followed"
            raise OutsideError(message)
        if self.entry.path is None or base.path is None:
            raise OutsideError("the document was not read from a file")
        try:
            real = (base.path.parent / name).resolve()
        except (OSError, ValueError, RuntimeError):
            raise OutsideError("this names no file") from None
        if not real.is_relative_to(self.entry.path.resolve().parent):
            raise OutsideError("it leads out of the folder of the document")
        if real.exists() and not real.is_file():
            raise OutsideError("this is not a regular file")
        return real
