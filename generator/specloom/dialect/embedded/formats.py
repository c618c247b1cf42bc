"""Check `format` (JSON Schema 2020-12, Validation, section 7.3)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from ipaddress import IPv4Address, IPv6Address

from specloom.dialect.embedded.hostnames import is_hostname, is_idn_hostname

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_TIME = re.compile(
    r"([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9]|60)(\.[0-9]+)?"
    r"(?:[zZ]|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))\Z"
)
_DURATION = re.compile(
    r"P(?:[0-9]+W|(?=.)(?:[0-9]+Y(?:[0-9]+M(?:[0-9]+D)?)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D)?"
    r"(?:T(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S))?)\Z"
)
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\Z")
_POINTER = re.compile(r"(?:/(?:[^~/]|~[01])*)*\Z", re.DOTALL)
_RELATIVE_POINTER = re.compile(
    r"(?:0|[1-9][0-9]*)(?:#|(?:/(?:[^~/]|~[01])*)*)\Z", re.DOTALL
)
_ATOM = r"[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf'(?:{_ATOM}(?:\.{_ATOM})*|"(?:[ !#-\[\]-~]|\\[ -~])*")\Z')
_IDN_ATOM = r"[^\x00-\x20\x7f\"(),.:;<>@\[\]\\]+"
_IDN_LOCAL = re.compile(
    rf'(?:{_IDN_ATOM}(?:\.{_IDN_ATOM})*|"(?:[^\x00-\x1f\x7f"\\]|\\[^\x00-\x1f\x7f])*")\Z'
)
_TEMPLATE = re.compile(
    r"(?:[!#$&-;=?-\[\]_a-z~\xa0-\U0010ffff]|%[0-9a-fA-F]{2}|\{[+#./;?&=,!@|]?"
    r"(?:[a-zA-Z0-9_]|%[0-9a-fA-F]{2})(?:\.?(?:[a-zA-Z0-9_]|%[0-9a-fA-F]{2}))*"
    r"(?::[1-9][0-9]{0,3}|\*)?"
    r"(?:,(?:[a-zA-Z0-9_]|%[0-9a-fA-F]{2})(?:\.?(?:[a-zA-Z0-9_]|%[0-9a-fA-F]{2}))*"
    r"(?::[1-9][0-9]{0,3}|\*)?)*\})*\Z"
)
_URI = re.compile(
    r"(?:(?P<scheme>[a-zA-Z][a-zA-Z0-9+.-]*):)?"
    r"(?://(?P<authority>[^/?#]*))?(?P<path>[^?#]*)(?P<query>\?[^#]*)?(?P<end>#.*)?\Z",
    re.DOTALL,
)
_AUTHORITY = re.compile(
    r"(?:(?P<user>[^@]*)@)?(?P<host>\[[^\]]*\]|[^:\[\]@]*)(?::[0-9]*)?\Z", re.DOTALL
)
_FUTURE_IP = re.compile(r"[vV][0-9a-fA-F]+\.[a-zA-Z0-9._~!$&'()*+,;=:-]+\Z")
_CHARS = r"a-zA-Z0-9._~!$&'()*+,;=:@\-"
_INTERNATIONAL = (
    r"\xa0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd"
    r"\U00020000-\U0002fffd\U00030000-\U0003fffd\U00040000-\U000dfffd"
    r"\U000e1000-\U000efffd"
)
_URI_PART = re.compile(rf"(?:[{_CHARS}/?]|%[0-9a-fA-F]{{2}})*\Z")
_IRI_PART = re.compile(
    rf"(?:[{_CHARS}/?{_INTERNATIONAL}\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]|%[0-9a-fA-F]{{2}})*\Z"
)


def is_date(text: str) -> bool:
    """Say whether this is a `date` of RFC 3339 in the calendar."""
    if not _DATE.match(text):
        return False
    try:
        # The calendar repeats every 400 years; Python's begins with year 1.
        date(int(text[:4]) % 400 + 400, int(text[5:7]), int(text[8:]))
    except ValueError:
        return False
    return True


def is_time(text: str) -> bool:
    """Say whether this is a `time` of RFC 3339; a leap second ends a day in UTC."""
    match = _TIME.match(text)
    if match is None:
        return False
    hour, minute, second, _, sign, more_hours, more_minutes = match.groups()
    if second != "60":
        return True
    offset = int(more_hours or 0) * 60 + int(more_minutes or 0)
    local = int(hour) * 60 + int(minute)
    return (local + (offset if sign == "-" else -offset)) % 1440 == 1439


def is_date_time(text: str) -> bool:
    """Say whether this is a `date-time` of RFC 3339."""
    return text[10:11] in ("t", "T") and is_date(text[:10]) and is_time(text[11:])


def is_duration(text: str) -> bool:
    """Say whether this is a `duration` of RFC 3339, appendix A."""
    return _DURATION.match(text) is not None and text[-1] not in "PT"


def is_email(text: str) -> bool:
    """Say whether this is a `Mailbox` of RFC 5321."""
    local, _, domain = text.rpartition("@")
    return _LOCAL.match(local) is not None and _is_mail_domain(domain, is_hostname)


def is_idn_email(text: str) -> bool:
    """Say whether this is a mailbox of RFC 6531, its domain in any normal form."""
    local, _, domain = text.rpartition("@")
    domain = unicodedata.normalize("NFC", domain)
    is_local = _IDN_LOCAL.match(local) is not None
    return is_local and _is_mail_domain(domain, is_idn_hostname)


def is_ipv4(text: str) -> bool:
    """Say whether this is a dotted quad of RFC 2673."""
    try:
        IPv4Address(text)
    except ValueError:
        return False
    return text.isascii()


def is_ipv6(text: str) -> bool:
    """Say whether this is an address of RFC 4291, without a zone."""
    try:
        IPv6Address(text)
    except ValueError:
        return False
    return text.isascii() and "%" not in text and "/" not in text


def is_uuid(text: str) -> bool:
    """Say whether this is a UUID of RFC 4122."""
    return _UUID.match(text) is not None


def is_json_pointer(text: str) -> bool:
    """Say whether this is a JSON Pointer of RFC 6901."""
    return _POINTER.match(text) is not None


def is_relative_json_pointer(text: str) -> bool:
    """Say whether this is a Relative JSON Pointer."""
    return _RELATIVE_POINTER.match(text) is not None


def is_uri_template(text: str) -> bool:
    """Say whether this is a template of RFC 6570."""
    return _TEMPLATE.match(text) is not None


def is_uri(text: str) -> bool:
    """Say whether this is a URI of RFC 3986, with its scheme."""
    return _is_reference(text, _URI_PART, needs_scheme=True)


def is_uri_reference(text: str) -> bool:
    """Say whether this is a URI or a relative reference of RFC 3986."""
    return _is_reference(text, _URI_PART, needs_scheme=False)


def is_iri(text: str) -> bool:
    """Say whether this is an IRI of RFC 3987, with its scheme."""
    return _is_reference(text, _IRI_PART, needs_scheme=True)


def is_iri_reference(text: str) -> bool:
    """Say whether this is an IRI or a relative reference of RFC 3987."""
    return _is_reference(text, _IRI_PART, needs_scheme=False)


def _is_reference(text: str, part: re.Pattern[str], *, needs_scheme: bool) -> bool:
    match = _URI.match(text)
    if match is None or (needs_scheme and match["scheme"] is None):
        return False
    authority, path = match["authority"], match["path"]
    if authority is not None and not _is_authority(authority, part):
        return False
    is_relative = match["scheme"] is None and authority is None
    if is_relative and ":" in path.partition("/")[0]:
        return False
    parts = (path, (match["query"] or "?")[1:], (match["end"] or "#")[1:])
    return "?" not in path and all(part.match(entry) for entry in parts)


def _is_authority(text: str, part: re.Pattern[str]) -> bool:
    match = _AUTHORITY.match(text)
    if match is None or not part.match(match["user"] or ""):
        return False
    host = match["host"]
    if host.startswith("["):
        return is_ipv6(host[1:-1]) or _FUTURE_IP.match(host[1:-1]) is not None
    return part.match(host) is not None


def _is_mail_domain(text: str, is_host: Callable[[str], bool]) -> bool:
    if not (text.startswith("[") and text.endswith("]")):
        return is_host(text)
    literal = text[1:-1]
    if literal.lower().startswith("ipv6:"):
        return is_ipv6(literal[5:])
    return is_ipv4(literal)
