"""Say which other files a description may be made of, beyond the folder it lies in."""

from dataclasses import dataclass, field
from pathlib import Path

from specloom.document.addresses import origin_of, origin_of_host


@dataclass(frozen=True, slots=True)
class Reach:
    """What the user allows, and where the document itself was read from.

    `root` is a further folder; `hosts` are those whose documents may be referred to.
    `source` is a URL, or `<stdin>`, for a document that does not lie in a file.
    """

    root: Path | None = None
    hosts: tuple[str, ...] = ()
    source: str = ""
    fetched: dict[str, bytes] = field(default_factory=dict, compare=False, repr=False)

    def allows(self, url: str) -> bool:
        """Tell whether the user named the origin of a URL; AddressError if it is none."""
        return origin_of(url) in map(origin_of_host, self.hosts)
