"""Say which URLs may be fetched (RFC 3986; RFC 9110, section 4.2).

Only https, and http on this machine itself. A document comes from a stranger: what it
refers to is fetched from origins that the user named, and from no other host or port.
"""

import re
from urllib.parse import SplitResult, quote, urlsplit

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_PORTS = {"https": 443, "http": 80}
_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
_KEPT = "!#$%&'()*+,/:;=?@[]~"


class AddressError(ValueError):
    """A text is no address that may be fetched; says why."""


def is_url(text: str) -> bool:
    """Tell whether a text is meant as a URL: a scheme of two letters or more, then `://`."""
    return _URL.match(text) is not None and text.find(":") > 1


def origin_of(url: str) -> str:
    """Give scheme, host and port of a URL as one text; AddressError if it is refused."""
    parts = _split(url)
    if parts.username is not None or parts.password is not None:
        raise AddressError("a URL with a user name or password in it is not fetched")
    if parts.scheme not in _PORTS:
        raise AddressError(f"'{parts.scheme}:' is not fetched, only 'https:' is")
    host = _host(parts)
    if parts.scheme == "http" and host not in _THIS_MACHINE:
        raise AddressError("'http:' is fetched from this machine only; use 'https:'")
    return f"{parts.scheme}://{host}:{_port(parts) or _PORTS[parts.scheme]}"


def origin_of_host(text: str) -> str:
    """Give the origin of `HOST`, `HOST:PORT` or `http://localhost:PORT`."""
    url = text if is_url(text) else f"https://{text}"
    parts = _split(url)
    if parts.path or parts.query or parts.fragment:
        raise AddressError("a host has no path; 'api.example.com' is one")
    return origin_of(url)


def shown_host(url: str) -> str:
    """Give the host of a URL as `--allow-ref-host` takes it; "" for none it takes."""
    try:
        origin = origin_of(url)
    except AddressError:
        return ""
    return origin.removeprefix("https://").removesuffix(":443")


def requested(url: str) -> str:
    """Give a URL as it is asked for: no fragment, other characters escaped."""
    return quote(url.partition("#")[0], safe=_KEPT)


def _split(url: str) -> SplitResult:
    if not url.isprintable() or " " in url or "\\" in url:
        raise AddressError("a URL has no spaces, backslashes or control characters")
    try:
        return urlsplit(url)
    except ValueError as problem:
        raise AddressError(f"this is no URL: {str(problem).lower()}") from None


def _host(parts: SplitResult) -> str:
    if not parts.hostname:
        raise AddressError("a URL names a host after '//'")
    try:
        return parts.hostname.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise AddressError(f"'{parts.hostname}' is no name of a host") from None


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise AddressError("the port of a URL is a number up to 65535") from None
