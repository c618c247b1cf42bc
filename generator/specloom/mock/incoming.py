"""A request as it came in, before anything in it is decoded (RFC 9110, RFC 6265)."""

from dataclasses import dataclass

from specloom.mock.written import Pairs, split_pairs


@dataclass(frozen=True, slots=True)
class Incoming:
    """One request; names of headers are in lower case."""

    method: str
    path: str
    query_string: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""

    @property
    def query(self) -> Pairs:
        """The pairs of the query, their values still encoded."""
        return split_pairs(self.query_string)

    @property
    def cookies(self) -> Pairs:
        """The pairs of the header Cookie."""
        return split_pairs(self.header("cookie") or "", ";")

    def header(self, name: str) -> str | None:
        """Give the value of a header; of one sent in several lines, joined by commas."""
        separator = "; " if name == "cookie" else ", "
        values = [value for key, value in self.headers if key == name.lower()]
        return separator.join(values) if values else None
