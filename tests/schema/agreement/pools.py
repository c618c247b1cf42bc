r"""What random schemas and values are put together from.

Left out is what the other validator judges against the standard: in patterns, a dot that
takes `\u2028` for a character, `\b` beside letters that are not ASCII, groups that took no
part, and what it cannot read (`\0`, `\k`, pairs of surrogates); floats as large as the
integers here, which it does not compare exactly. `test_regressions` has these verdicts.
"""

from __future__ import annotations

from collections.abc import Mapping

NAMES = ("a", "b", "c", "ab", "a1", "b\n", "é", "😀", "", "a/b", "$ref", "id", "$id")
TYPES = ("null", "boolean", "object", "array", "number", "string", "integer")

NUMBERS: tuple[int | float, ...] = (
    *(0, 1, 2, 3, -1, -2, 7, 12, 100),
    *(1.5, -0.5, 0.1, 0.3, 0.35, 1.1, 4.35, 0.07, 19.99, -2.5, 1e-7),
    *(2**53 + 1, 2**63, 2**64, -(2**63) - 1, 10**20, 10**30, 3 * 10**20 + 1),
)
WHOLE_FLOATS = (1.0, 2.0, -1.0, 0.0, -0.0, 100.0)
"""Numbers that are integers from draft 6 on; draft 4 says so of their spelling."""
STEPS = (1, 2, 3, 7, 0.5, 0.1, 0.01, 0.3, 2.5, 1.5, 1e-3, 10**20, 2**63)
BOUNDS = (-1, 0, 1, 2, 1.5, 0.3, -0.5, 10, 10**20, 2**63, 2**64, 2.0)

TEXTS = (
    *("", "a", "b", "ab", "aa", "aab", "1", "12", "a1", "a-b", "A", "_", " ", "ba"),
    *("a\n", "b\n", "\n", "\t", "é", "éa", "😀", "😀a", "😀😀", "a😀", "\xa0", "٣"),
    *("\ufeff", "e\u0301", "\x00", "a.b", "a b", "Ab", "abcabc"),
)

PATTERNS: Mapping[str, tuple[str, ...]] = {
    "^a": ("a", "ab", "a1", "a\n"),
    "b$": ("b", "ab", "aab"),
    "^$": ("",),
    "": ("", "a", "😀"),
    "a|b": ("a", "ba", "b\n"),
    "^(a|b)*$": ("", "ab", "ba"),
    "^(?:ab|é)$": ("ab", "é"),
    "a{2}": ("aa", "aab"),
    "^a{1,2}$": ("a", "aa"),
    "^a?b+?$": ("ab", "b"),
    "^[a-c]+$": ("ab", "abcabc"),
    "[^a]": ("b", "😀", "\n"),
    "^[^a]$": ("b", "😀", "\n", "é"),
    "^[\\w-]+$": ("a-b", "a1", "_"),
    "^\\d+$": ("1", "12"),
    "\\D": ("a", "٣", "a1"),
    "^\\w+$": ("a1", "_", "Ab"),
    "\\W": ("é", "a-b", "😀"),
    "\\s": (" ", "\xa0", "\ufeff", "a\n"),
    "^\\S+$": ("a", "😀", "é"),
    "^[\\s\\S]$": ("a", "\n", "😀"),
    "^[\\d\\s]*$": ("1", " ", ""),
    "(?=a)": ("a", "ba"),
    "^(?!a)": ("b", "", "é"),
    "(?<=a)b": ("ab", "aab"),
    "(?<!a)b": ("b", "ba"),
    "^(abc)\\1$": ("abcabc",),
    "\\u00e9": ("é", "éa"),
    "\\x61\\.": ("a.b",),
    "^[\\u00e0-\\u{1f600}]$": ("é", "😀"),
    "😀{2}": ("😀😀",),
    "^[😀é]+$": ("😀", "é", "😀😀"),
    "^\\p{L}+$": ("a", "é", "Ab"),
    "\\p{Lu}": ("A", "Ab"),
    "\\P{L}": ("1", "😀", "a1"),
    "^\\t$|\\n": ("\t", "a\n"),
    "\\cJ": ("\n", "a\n"),
    "^[\\]\\-]?a": ("a", "ab"),
    "^a.b$": ("a.b", "a-b", "a b"),
    "^.$": ("a", "😀", "é"),
    "^.{2}$": ("ab", "😀a", "😀😀"),
    "^[ -~]*\\ba": ("a", "ab", "a-b", "a b"),
    "^[ -~]*a\\B[ -~]*$": ("ab", "aa", "a1"),
}
"""Patterns, each with some texts that match."""
