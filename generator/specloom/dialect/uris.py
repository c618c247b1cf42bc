"""RFC 3986, section 5: URI references against a base that need not be hierarchical."""

import re
from urllib.parse import urljoin

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def join(base: str, reference: str) -> str:
    """Resolve a reference; `urljoin` alone forgets a base such as `urn:uuid:...`."""
    if not reference:
        return base
    if reference.startswith("#"):
        return without_fragment(base) + reference
    if _SCHEME.match(reference):
        return reference
    return urljoin(base, reference)


def split(uri: str) -> tuple[str, str]:
    """Give a URI without its fragment, and the fragment."""
    plain, _, fragment = uri.partition("#")
    return plain, fragment


def without_fragment(uri: str) -> str:
    """Give a URI without its fragment."""
    return uri.partition("#")[0]
