"""Check `regex`: the syntax of patterns of ECMA-262 (section 22.2.1) with the flag `u`.

It says whether a pattern is well-formed; what it matches is said elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

_HEX = "[0-9a-fA-F]"
_UNICODE_ESCAPE = (
    rf"\\u[dD][89abAB]{_HEX}{{2}}\\u[dD][c-fC-F]{_HEX}{{2}}|\\u{_HEX}{{4}}"
    rf"|\\u\{{0*(?:{_HEX}{{1,5}}|10{_HEX}{{4}})\}}"
)
_REGEX_ESCAPE = (
    rf"{_UNICODE_ESCAPE}|\\[fnrtvdDsSwW^$\\.*+?()\[\]{{}}|/]|\\c[a-zA-Z]|\\0(?![0-9])"
    rf"|\\x{_HEX}{{2}}"
    r"|\\[pP]\{(?:(?:General_Category|gc|Script|sc|Script_Extensions|scx)=)?\w+\}"
)
_GROUP_NAME = rf"(?:{_UNICODE_ESCAPE}|[^\\>])+"
_REGEX_TOKEN = re.compile(
    rf"(?P<open>\((?:(?!\?)|\?(?:(?P<look><?[=!])|<(?P<name>{_GROUP_NAME})>|:"
    r"|(?P<flags>[ims]*(?:-[ims]*)?):)))"
    r"|(?P<close>\))|(?P<bar>\|)|(?P<edge>[\^$]|\\[bB])"
    r"|(?P<many>(?:[*+?]|\{(?P<least>[0-9]+)(?:,(?P<most>[0-9]*))?\})\??)"
    r"|(?P<class>\[\^?(?:\\.|[^\\\]])*\])"
    rf"|(?P<atom>\\k<(?P<known>{_GROUP_NAME})>|\\(?P<number>[1-9][0-9]*)"
    rf"|{_REGEX_ESCAPE}|[^\\()\[\]{{}}^$*+?|])",
    re.DOTALL | re.ASCII,
)
_CLASS_PART = re.compile(rf"\\[b-]|{_REGEX_ESCAPE}|[^\\]", re.DOTALL | re.ASCII)
_HEX_DIGITS = re.compile(rf"(?<=u){_HEX}{{4}}|(?<=[{{x]){_HEX}+")
_NAME_ESCAPE = re.compile(_UNICODE_ESCAPE)
_CLASS_ESCAPES = {"0": 0, "b": 8, "t": 9, "n": 10, "v": 11, "f": 12, "r": 13}


def is_regex(text: str) -> bool:
    """Say whether this is a pattern of ECMA-262 with the flag `u`."""
    tokens = _tokens(text)
    is_whole = text == "" or (tokens != [] and tokens[-1].end() == len(text))
    return is_whole and _is_nested(tokens) and _is_named_well(tokens)


def _tokens(text: str) -> list[re.Match[str]]:
    """Give the tokens of a pattern up to the first fault."""
    tokens: list[re.Match[str]] = []
    end = 0
    while token := _REGEX_TOKEN.match(text, end):
        if not _is_sound(token):
            return tokens
        tokens.append(token)
        end = token.end()
    return tokens


def _is_sound(token: re.Match[str]) -> bool:
    """Say whether a token keeps the rules about its inside."""
    match token.lastgroup:
        case "many":
            return _is_in_order(token)
        case "class":
            return _is_class(token[0])
        case "open":
            return _are_flags(token["flags"])
    return True


def _is_nested(tokens: Sequence[re.Match[str]]) -> bool:
    """Say whether groups are closed, and every quantifier has what it repeats."""
    looks: list[bool] = []
    can_repeat = False
    for token in tokens:
        kind = token.lastgroup
        if (kind == "many" and not can_repeat) or (kind == "close" and not looks):
            return False
        can_repeat = kind in ("atom", "class") or (kind == "close" and not looks.pop())
        if kind == "open":
            looks.append(token["look"] is not None)
    return not looks


def _is_in_order(quantifier: re.Match[str]) -> bool:
    least, most = quantifier["least"], quantifier["most"]
    return not most or _is_at_most(least, most)


def _is_at_most(number: str, limit: str) -> bool:
    """Compare numbers that may have any number of digits."""
    number, limit = number.lstrip("0"), limit.lstrip("0")
    return (len(number), number) <= (len(limit), limit)


def _are_flags(flags: str | None) -> bool:
    """Say whether modifiers name each flag once, and at least one."""
    if flags is None:
        return True
    names = flags.replace("-", "", 1)
    return names != "" and len(set(names)) == len(names)


def _is_class(text: str) -> bool:
    """Say whether a class has known parts only, and ranges from low to high."""
    inner = text[1:-1].removeprefix("^")
    parts = [part[0] for part in _CLASS_PART.finditer(inner)]
    index, is_class = 0, sum(map(len, parts)) == len(inner)
    while is_class and index + 2 < len(parts):
        if parts[index + 1] == "-":
            is_class = (
                0 <= _class_member(parts[index]) <= _class_member(parts[index + 2])
            )
            index += 2
        index += 1
    return is_class


def _class_member(part: str) -> int:
    """Give the code point of a part of a class, -1 for a set of them."""
    if part[0] != "\\":
        return ord(part)
    match part[1]:
        case "d" | "D" | "s" | "S" | "w" | "W" | "p" | "P":
            return -1
        case "c":
            return ord(part[2]) % 32
        case "x" | "u":
            return ord(_unescaped(part))
    return _CLASS_ESCAPES.get(part[1], ord(part[1]))


def _unescaped(escape: str) -> str:
    """Give the character of an escape in hexadecimal digits, or of a surrogate pair."""
    units = [chr(int(digits, 16)) for digits in _HEX_DIGITS.findall(escape)]
    text = "".join(units)
    if len(units) == 1:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _is_named_well(tokens: Sequence[re.Match[str]]) -> bool:
    """Say whether names are names, each for one match, and references lead to groups."""
    names = {_group_name(token["name"]) for token in tokens if token["name"]}
    known = {_group_name(token["known"]) for token in tokens if token["known"]}
    captures = sum(token[0] == "(" or token["name"] is not None for token in tokens)
    numbers = [token["number"] for token in tokens if token["number"]]
    return (
        known <= names
        and all(map(_is_group_name, names))
        and all(_is_at_most(number, str(captures)) for number in numbers)
        and _are_names_apart(tokens)
    )


def _are_names_apart(tokens: Sequence[re.Match[str]]) -> bool:
    """Say whether groups of one name stand in alternatives to each other.

    Two that follow each other do so if there is a bar between them, in the innermost
    group that has both.
    """
    last: dict[str, int] = {}
    opened, bars = [-1], [-1]
    for index, token in enumerate(tokens):
        if token["name"]:
            name = _group_name(token["name"])
            before = last.get(name, -1)
            if before >= 0 and bars[bisect_left(opened, before) - 1] < before:
                return False
            last[name] = index
        match token.lastgroup:
            case "open":
                opened.append(index)
                bars.append(-1)
            case "close":
                opened.pop()
                bars.pop()
            case "bar":
                bars[-1] = index
    return True


def _group_name(written: str) -> str:
    return _NAME_ESCAPE.sub(lambda escape: _unescaped(escape[0]), written)


def _is_group_name(name: str) -> bool:
    """Say whether this is an identifier of ECMA-262."""
    rest = name[1:].replace("\u200c", "").replace("\u200d", "")
    return (name[:1] + rest).replace("$", "_").isidentifier()
