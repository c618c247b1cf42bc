"""RFC 6901 read backwards: the tokens of a place's JSON Pointer."""

from specloom.errors import Location, unescape


def tokens(at: Location) -> tuple[str, ...]:
    """Give the unescaped tokens of a pointer; none for the root."""
    return tuple(map(unescape, at.pointer.split("/")[1:]))


def last_token(at: Location) -> str:
    """Give the name of the member or the index of the element that a place is."""
    return (tokens(at) or ("",))[-1]
