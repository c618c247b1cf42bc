"""Unicode properties as ranges of characters (ECMA-262, 22.2.1, UnicodePropertyValue).

General categories come from Python's own Unicode data (UAX 44, table 12). Scripts and
binary properties (ECMA-262, tables 69 and 70) come from the library `regex`, which only
the generator needs.
"""

import re
import unicodedata
from functools import cache

from specloom.ecma.problem import PatternProblem
from specloom.ecma.ranges import LAST, Ranges, complement, united

_CATEGORIES = {
    name: short
    for line in (
        "Lu Uppercase_Letter",
        "Ll Lowercase_Letter",
        "Lt Titlecase_Letter",
        "LC Cased_Letter",
        "Lm Modifier_Letter",
        "Lo Other_Letter",
        "L Letter",
        "Mn Nonspacing_Mark",
        "Mc Spacing_Mark",
        "Me Enclosing_Mark",
        "M Mark Combining_Mark",
        "Nd Decimal_Number digit",
        "Nl Letter_Number",
        "No Other_Number",
        "N Number",
        "Pc Connector_Punctuation",
        "Pd Dash_Punctuation",
        "Ps Open_Punctuation",
        "Pe Close_Punctuation",
        "Pi Initial_Punctuation",
        "Pf Final_Punctuation",
        "Po Other_Punctuation",
        "P Punctuation punct",
        "Sm Math_Symbol",
        "Sc Currency_Symbol",
        "Sk Modifier_Symbol",
        "So Other_Symbol",
        "S Symbol",
        "Zs Space_Separator",
        "Zl Line_Separator",
        "Zp Paragraph_Separator",
        "Z Separator",
        "Cc Control cntrl",
        "Cf Format",
        "Cs Surrogate",
        "Co Private_Use",
        "Cn Unassigned",
        "C Other",
    )
    for short, *_ in [line.split()]
    for name in line.split()
}
_CASED = frozenset({"Lu", "Ll", "Lt"})
_BINARY = {
    name: long
    for line in (
        "ASCII_Hex_Digit AHex",
        "Alphabetic Alpha",
        "Bidi_Control Bidi_C",
        "Bidi_Mirrored Bidi_M",
        "Case_Ignorable CI",
        "Cased",
        "Changes_When_Casefolded CWCF",
        "Changes_When_Casemapped CWCM",
        "Changes_When_Lowercased CWL",
        "Changes_When_NFKC_Casefolded CWKCF",
        "Changes_When_Titlecased CWT",
        "Changes_When_Uppercased CWU",
        "Dash",
        "Default_Ignorable_Code_Point DI",
        "Deprecated Dep",
        "Diacritic Dia",
        "Emoji",
        "Emoji_Component EComp",
        "Emoji_Modifier EMod",
        "Emoji_Modifier_Base EBase",
        "Emoji_Presentation EPres",
        "Extended_Pictographic ExtPict",
        "Extender Ext",
        "Grapheme_Base Gr_Base",
        "Grapheme_Extend Gr_Ext",
        "Hex_Digit Hex",
        "IDS_Binary_Operator IDSB",
        "IDS_Trinary_Operator IDST",
        "ID_Continue IDC",
        "ID_Start IDS",
        "Ideographic Ideo",
        "Join_Control Join_C",
        "Logical_Order_Exception LOE",
        "Lowercase Lower",
        "Math",
        "Noncharacter_Code_Point NChar",
        "Pattern_Syntax Pat_Syn",
        "Pattern_White_Space Pat_WS",
        "Quotation_Mark QMark",
        "Radical",
        "Regional_Indicator RI",
        "Sentence_Terminal STerm",
        "Soft_Dotted SD",
        "Terminal_Punctuation Term",
        "Unified_Ideograph UIdeo",
        "Uppercase Upper",
        "Variation_Selector VS",
        "White_Space space",
        "XID_Continue XIDC",
        "XID_Start XIDS",
    )
    for long, *_ in [line.split()]
    for name in line.split()
}
_WHOLE: dict[str, Ranges] = {"Any": ((0, LAST),), "ASCII": ((0, 127),)}
_SCRIPT = re.compile(
    r"(?:(?P<plain>Script|sc)|Script_Extensions|scx)"
    r"=(?P<name>[A-Z][a-z]+(?:_?[A-Z][a-z]+)*)"
)


@cache
def ranges_of(name: str) -> Ranges:
    r"""Give the characters that `\\p{name}` means.

    Raises:
        PatternProblem: ECMA-262 does not know it.
    """
    if name in _WHOLE:
        return _WHOLE[name]
    if name == "Assigned":
        return complement(_category("Cn"))
    category = name.removeprefix("gc=").removeprefix("General_Category=")
    if category in _CATEGORIES:
        return _category(_CATEGORIES[category])
    if name in _BINARY:
        return _looked_up(_BINARY[name], name)
    script = _SCRIPT.fullmatch(name)
    if script is None:
        raise _unknown(name)
    kind = "Script" if script["plain"] else "Script_Extensions"
    return _looked_up(f"{kind}={script['name']}", name)


def _unknown(name: str) -> PatternProblem:
    return PatternProblem(f"the property '\\p{{{name}}}' is not known")


def _looked_up(wanted: str, name: str) -> Ranges:
    import regex  # a hundredth of a second, which few documents need to spend

    try:
        members = regex.compile(f"\\p{{{wanted}}}+")
    except regex.error:
        raise _unknown(name) from None
    everything = "".join(map(chr, range(LAST + 1)))
    spans = (match.span() for match in members.finditer(everything))
    return tuple((start, end - 1) for start, end in spans)


@cache
def _category(wanted: str) -> Ranges:
    return united(
        (first, last)
        for first, last, category in _runs()
        if (category in _CASED if wanted == "LC" else category.startswith(wanted))
    )


@cache
def _runs() -> tuple[tuple[int, int, str], ...]:
    """Give all characters as runs of one general category."""
    runs: list[tuple[int, int, str]] = []
    start, current = 0, unicodedata.category("\0")
    for number in range(1, LAST + 1):
        category = unicodedata.category(chr(number))
        if category != current:
            runs.append((start, number - 1, current))
            start, current = number, category
    return (*runs, (start, LAST, current))
