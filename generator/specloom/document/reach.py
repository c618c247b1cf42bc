"""Say which other files a description may be made of, beyond the folder it lies in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from specloom.document.addresses import origin_of, origin_of_host
from specloom.errors import LoadError

# What is told where a server is not reached, and what it sent before is taken for it.
Tell: TypeAlias = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Closed:
    """A description whose files are all there: no other is read, whatever is referred to.

    `entry` is what the others call its first file. `links` say where a reference leads, by
    the file that it stands in and its text, if not to where it reads.
    """

    entry: str
    links: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reach:
    """What the user allows, and where the document itself was read from.

    `root` is a further folder; `hosts` are those whose documents may be referred to.
    `source` is a URL, or `<stdin>`, for a document that does not lie in a file. With
    `tell`, what was fetched before stands in for what cannot be fetched now.
    """

    root: Path | None = None
    hosts: tuple[str, ...] = ()
    source: str = ""
    fetched: dict[str, bytes] = field(default_factory=dict, compare=False, repr=False)
    failed: dict[str, LoadError] = field(
        default_factory=dict, compare=False, repr=False
    )
    tell: Tell | None = field(default=None, compare=False, repr=False)
    closed: Closed | None = None

    def allows(self, url: str) -> bool:
        """Tell whether the user named the origin of a URL; AddressError if it is none."""
        return origin_of(url) in map(origin_of_host, self.hosts)

    def base(self, entry: Path | None) -> Path | None:
        """Give the folder that files are named from; None if no file is read at all."""
        return self.root if entry is None or self.source else entry.parent

    def may_read(self, path: Path, entry: Path | None) -> bool:
        """Tell whether a file, with no link in its path, is in a folder that is read.

        It is the folder of the document, also of that which the document is a link to.
        """
        folders = [self.root] if self.root else []
        if entry is not None and not self.source:
            folders += [entry.parent, entry.resolve().parent]
        return any(path.is_relative_to(folder.resolve()) for folder in folders)
