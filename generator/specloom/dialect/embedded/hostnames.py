"""Check `hostname` and `idn-hostname`: RFC 1123, and IDNA 2008 (RFC 5890 to 5893).

What RFC 5892 says of a code point is derived from what Python knows of Unicode.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_HOST = re.compile(
    r"(?=.{1,253}\Z)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*\Z"
)
_LONGEST_HOST = 253
_FULL_STOP = re.compile("[.\u3002\uff0e\uff61]")
_EXCEPTIONALLY_VALID = frozenset("-\u00df\u03c2\u06fd\u06fe\u0f0b\u3007")
_EXCEPTIONALLY_DISALLOWED = frozenset(
    "\u0640\u07fa\u302e\u302f\u3031\u3032\u3033\u3034\u3035\u303b"
)
_LETTERS_AND_DIGITS = frozenset({"Ll", "Lu", "Lo", "Lm", "Nd", "Mn", "Mc"})
# Ignorable code points and blocks, and Old Hangul Jamo, as far as they are letters.
_IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u20d0-\u20ff\u3164\ufe00-\ufe0f"
    "\uffa0\U0001d100-\U0001d24f\U000e0100-\U000e01ef]"
)
_JAMO = ("HANGUL CHOSEONG", "HANGUL JUNGSEONG", "HANGUL JONGSEONG")
_KANA_OR_HAN = (
    "HIRAGANA LETTER",
    "HIRAGANA ITERATION",
    "HIRAGANA VOICED ITERATION",
    "KATAKANA LETTER",
    "KATAKANA ITERATION",
    "KATAKANA VOICED ITERATION",
    "CJK UNIFIED IDEOGRAPH",
    "IDEOGRAPHIC ITERATION MARK",
    "IDEOGRAPHIC NUMBER ZERO",
)
_DIGITS_MIXED = re.compile(
    "[\u0660-\u0669].*[\u06f0-\u06f9]|[\u06f0-\u06f9].*[\u0660-\u0669]"
)
_VIRAMA = 9
# Python does not know joining types, but the names of letters tell them; those of
# scripts that nobody writes any more count as not joining.
_CURSIVE = re.compile(
    "ARABIC LETTER (?!(?:HIGH )?HAMZA|LOW ALEF|.* FORM$)"
    "|SYRIAC LETTER (?!MALAYALAM (?:JA|BHA)$)"
    "|MONGOLIAN LETTER (?!ALI GALI (?:ANUSVARA|VISARGA|DAMARU|(?:INVERTED )?UBADAMA))"
    "|PHAGS-PA (?:SUBJOINED )?LETTER (?!CANDRABINDU)"
    "|HANIFI ROHINGYA (?:LETTER (?!A$)|VOWEL|MARK NA KHONNA)"
    "|(?:ADLAM SMALL|MANDAIC|NKO) LETTER "
)
_JOINS_RIGHT_ONLY = re.compile(
    "ARABIC LETTER (?:ALEF(?! MAKSURA)|DD?AL|DD?AHAL|DUL|THAL|R?REH|ZAIN|JEH"
    "|(?:STRAIGHT )?WAW|(?:KIRGHIZ )?(?:OE|YU)|U|VE|AE|ROHINGYA YEH|TEH MARBUTA"
    r"|YEH BARREE(?! WITH EXTENDED)|YEH WITH TAIL|HEH WITH YEH)\b"
    "|SYRIAC LETTER (?:ALAPH|DALATH|DOTLESS DALATH RISH|HE|WAW|ZAIN|YUDH HE|SADHE"
    "|RISH|TAW|PERSIAN DHALATH|SOGDIAN ZHAIN|MALAYALAM (?:RA|LLLA|SSA))$"
    "|MANDAIC LETTER (?:HALQA|AZ|IT|AKSA|ASH|DUSHENNA|KAD|AIN)$"
)
_FROM_RIGHT = frozenset({"R", "AL", "AN"})
_EITHER_WAY = frozenset({"EN", "ES", "CS", "ET", "ON", "BN", "NSM"})


def is_hostname(text: str) -> bool:
    """Say whether this is a host name of RFC 1123; A-labels must be such."""
    if not _HOST.match(text):
        return False
    lower = text.lower()
    return "xn--" not in lower or _is_domain(lower.split("."))


def is_idn_hostname(text: str) -> bool:
    """Say whether this is a host name of RFC 5890, or of RFC 1123."""
    if len(text) > _LONGEST_HOST:
        return False
    labels = _FULL_STOP.split(text)
    return _is_domain(labels) and is_hostname(".".join(map(_a_label, labels)))


def _a_label(label: str) -> str:
    """Give the A-label of a U-label; ASCII stays what it is."""
    if label.isascii():
        return label
    return "xn--" + label.encode("punycode").decode("ascii")


def _u_label(label: str) -> str:
    """Give the U-label of an A-label, other labels unchanged; nothing for a false one."""
    lower = label.lower()
    if not lower.startswith("xn--"):
        return label
    try:
        shown = lower[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return ""
    return shown if _a_label(shown) == lower else ""


def _is_domain(labels: Sequence[str]) -> bool:
    shown = [*map(_u_label, labels)]
    return all(map(_is_label, shown)) and _is_bidi_domain(shown)


def _is_label(label: str) -> bool:
    """Say whether this is ASCII, or a U-label (RFC 5891, section 4.2)."""
    if label.isascii():
        return label != ""
    has_hyphens = label[2:4] == "--" or label[0] == "-" or label[-1] == "-"
    starts_with_mark = unicodedata.category(label[0]).startswith("M")
    if has_hyphens or starts_with_mark or _DIGITS_MIXED.search(label):
        return False
    is_normal = unicodedata.is_normalized("NFC", label)
    return is_normal and all(_is_allowed(label, index) for index in range(len(label)))


def _is_allowed(label: str, index: int) -> bool:
    """Say whether a code point may stand where it does (RFC 5892, section 3)."""
    char = label[index]
    before, after = label[:index][-1:], label[index + 1 : index + 2]
    match char:
        case "\u200c":
            return _is_virama(before) or _parts_letters(label, index)
        case "\u200d":
            return _is_virama(before)
        case "\u00b7":
            return before == after == "l"
        case "\u0375":
            return _is_named(after, ("GREEK ",))
        case "\u05f3" | "\u05f4":
            return _is_named(before, ("HEBREW ",))
        case "\u30fb":
            return any(_is_named(other, _KANA_OR_HAN) for other in label)
    return char in _EXCEPTIONALLY_VALID or _is_valid_letter(char)


def _is_valid_letter(char: str) -> bool:
    """Say whether a code point is PVALID by its properties (RFC 5892, section 2)."""
    is_letter = unicodedata.category(char) in _LETTERS_AND_DIGITS
    if not is_letter or char in _EXCEPTIONALLY_DISALLOWED or _IGNORABLE.match(char):
        return False
    folded = unicodedata.normalize("NFKC", char).casefold()
    is_stable = unicodedata.normalize("NFKC", folded) == char
    return is_stable and not _is_named(char, _JAMO)


def _is_named(char: str, starts: tuple[str, ...]) -> bool:
    return char != "" and unicodedata.name(char, "").startswith(starts)


def _is_virama(char: str) -> bool:
    return char != "" and unicodedata.combining(char) == _VIRAMA


def _parts_letters(label: str, index: int) -> bool:
    """Say whether letters on both sides would join (RFC 5892, appendix A.1)."""
    left = [char for char in label[:index] if unicodedata.category(char) != "Mn"]
    right = [char for char in label[index + 1 :] if unicodedata.category(char) != "Mn"]
    if not left or not right:
        return False
    before, after = unicodedata.name(left[-1], ""), unicodedata.name(right[0], "")
    is_joined = _CURSIVE.match(before) and _CURSIVE.match(after)
    return is_joined is not None and not _JOINS_RIGHT_ONLY.match(before)


def _is_bidi_domain(labels: Sequence[str]) -> bool:
    """Say whether all labels keep the Bidi rule, where one is right-to-left (RFC 5893)."""
    kinds = [[*map(unicodedata.bidirectional, label)] for label in labels]
    if _FROM_RIGHT.isdisjoint(kind for label in kinds for kind in label):
        return True
    return all(map(_is_bidi_label, kinds))


def _is_bidi_label(kinds: Sequence[str]) -> bool:
    """Say whether the classes of a label keep the Bidi rule (RFC 5893, section 2)."""
    ends = [kind for kind in kinds if kind != "NSM"][-1:]
    if kinds[0] == "L":
        return _EITHER_WAY.union("L").issuperset(kinds) and ends[0] in ("L", "EN")
    if kinds[0] not in ("R", "AL") or {"EN", "AN"}.issubset(kinds):
        return False
    allowed = _EITHER_WAY | _FROM_RIGHT
    return allowed.issuperset(kinds) and ends[0] in _FROM_RIGHT.union(("EN",))
