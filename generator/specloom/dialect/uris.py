"""RFC 3986, section 5: URI references against a base that need not be hierarchical."""

import re

_PARTS = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*:)?(?P<authority>//[^/?#]*)?(?P<path>[^?#]*)"
    r"(?P<query>\?[^#]*)?(?P<fragment>#.*)?\Z",
    re.DOTALL,
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def join(base: str, reference: str) -> str:
    """Resolve a reference, whatever the scheme; a base may be no more than a path."""
    if not reference:
        return base
    if reference.startswith("#"):
        return without_fragment(base) + reference
    if _SCHEME.match(reference):
        return reference
    return _merged(_parts(base), _parts(reference))


def split(uri: str) -> tuple[str, str]:
    """Give a URI without its fragment, and the fragment."""
    plain, _, fragment = uri.partition("#")
    return plain, fragment


def without_fragment(uri: str) -> str:
    """Give a URI without its fragment."""
    return uri.partition("#")[0]


def _parts(uri: str) -> dict[str, str]:
    match = _PARTS.match(uri)
    return {} if match is None else match.groupdict(default="")


def _merged(base: dict[str, str], reference: dict[str, str]) -> str:
    """Put together what a reference says and what it leaves to its base (5.2.2)."""
    authority, path = base["authority"], reference["path"]
    query = reference["query"]
    if reference["authority"]:
        authority = reference["authority"]
    elif not path:
        path, query = base["path"], query or base["query"]
    elif not path.startswith("/"):
        path = _beside(base["path"], path, has_authority=bool(authority))
    path = _without_dots(path)
    return "".join((base["scheme"], authority, path, query, reference["fragment"]))


def _beside(path: str, other: str, *, has_authority: bool) -> str:
    """Replace the last segment of a path (5.2.3)."""
    if has_authority and not path:
        return f"/{other}"
    return f"{path.rpartition('/')[0]}/{other}" if "/" in path else other


def _without_dots(path: str) -> str:
    """Take out the segments `.` and `..` (5.2.4); a relative path may still begin so."""
    segments = path.split("/")
    kept: list[str] = []
    first = int(path.startswith("/"))
    for segment in segments:
        if segment == ".." and len(kept) > first and kept[-1] != "..":
            kept.pop()
        elif segment not in (".", "..") or (segment == ".." and not first):
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept)
