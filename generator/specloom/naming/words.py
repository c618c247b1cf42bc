"""Words of a name, and names made of words (PEP 8).

Names are normalised as Python normalises identifiers (NFKC, language reference 2.3);
letters of every script stay.
"""

import re
import unicodedata
from functools import cache

_COMPOUNDS = re.compile(
    r"OAuth|OpenAPI|OpenID|GraphQL|GitHub|YouTube|IPv(?=[46])|iOS|macOS"
)
_BREAKS = re.compile(
    r"(?<=[a-z0-9])(?=[A-Z])"  # mediaUpload, sha256Hash
    r"|(?<=[A-Z])(?=[A-Z][a-z](?!\b|[A-Z_\d]))"  # HTTPServer; not the s of URLs
)
_SYMBOLS = {
    "+": "plus",
    "-": "minus",
    "*": "star",
    "/": "slash",
    "%": "percent",
    "=": "equals",
    "<": "less",
    ">": "greater",
    "!": "not",
    "&": "and",
    "|": "or",
    "~": "tilde",
    "^": "caret",
    "$": "dollar",
    "#": "hash",
    "@": "at",
    ".": "dot",
    ",": "comma",
    ":": "colon",
    ";": "semicolon",
    "?": "question",
    "_": "underscore",
    " ": "space",
    "": "empty",
}
# In bytes: file systems allow 255 for a name, and modules are called like tags.
LONGEST = 100


_SIGNED = re.compile(r"([+-])(\d+)", re.ASCII)


@cache
def words(text: str) -> tuple[str, ...]:
    """Split a name at changes of case and at everything that is neither letter nor digit."""
    plain = unicodedata.normalize("NFKC", text)
    if signed := _SIGNED.fullmatch(plain):
        return (_SYMBOLS[signed[1]], signed[2])
    plain = _COMPOUNDS.sub(lambda match: match.group().capitalize(), plain)
    plain = "".join(char if _is_word(char) else " " for char in plain)
    found = tuple(
        word for part in plain.split() for word in _BREAKS.sub(" ", part).split()
    )
    return found or _spelled(text)


def _is_word(char: str) -> bool:
    """Tell letters, digits and marks, such as the vowel signs of Hindi, from the rest."""
    return char != "_" and ("a" + char).isidentifier()


def _spelled(text: str) -> tuple[str, ...]:
    """Give words for a name of symbols only, from Unicode's own names where need be."""
    spelled = [
        _SYMBOLS.get(char, unicodedata.name(char, "symbol")) for char in text[:4]
    ]
    return tuple(
        word
        for name in spelled or ["empty"]
        for word in re.findall(r"[a-z0-9]+", name.lower())
    )


@cache
def snake(text: str) -> str:
    """Give `media_upload` for `mediaUpload`, `Media-Upload` and the like.

    By way of capitals, so that different names are different constants and files, too.
    """
    return _identifier("_".join(words(text)).upper().casefold(), "n")


@cache
def pascal(text: str) -> str:
    """Give `MediaUpload` for `media_upload`; a word's capitals after the first stay."""
    return _identifier(
        "".join(word[:1].upper() + word[1:] for word in words(text)), "N"
    )


def _identifier(name: str, prefix: str) -> str:
    """Make a name an identifier: a first digit gets a prefix, long ones are cut."""
    kept = unicodedata.normalize("NFKC", name)
    if len(kept.encode()) > LONGEST:
        kept = kept.encode()[:LONGEST].decode(errors="ignore").rstrip("_")
    if kept.isidentifier():
        return kept
    # Once more, because a mark at the start joins the prefix.
    return unicodedata.normalize("NFKC", f"{prefix}{kept}")
