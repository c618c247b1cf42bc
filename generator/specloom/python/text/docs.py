"""Docstrings from the document's own words: CommonMark to lines that read well in Python.

Paragraphs are wrapped at 88 columns; lists, code and tables keep their lines.
"""

import re
import textwrap

from specloom.python.text.markup import without_markup
from specloom.python.text.source import WIDTH, Source, docstring, visible, width

_KEPT = re.compile(
    r"\s*(?:[-*+] |\d+[.)] |\||>|#{1,6} |(?:={2,}|-{2,}|\*{3,}|_{3,})\s*$)|\s{4}"
)
_DELIMITERS = re.compile(r"\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\Z")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_LIST_MARK = re.compile(r"\s*(?:[-*+]|\d+[.)]) ")
# An indented line below an item is more of it, not code (CommonMark 0.31, 4.4).
_CONTINUED = re.compile(r"\s{4,}(?!(?:[-*+]|\d+[.)]) |\||>|```|~~~)\S")
_SENTENCE = re.compile(r"(?<=[.!?。।])\s+")


def write_docstring(paragraphs: "list[str] | tuple[str, ...]", indent: int) -> Source:
    """Write a docstring of paragraphs, the first of which begins on its first line."""
    lines: list[str] = []
    for text in paragraphs:
        wrapped = wrap(text, indent, 3 if not lines else 0)
        if wrapped:
            lines += [""] * bool(lines) + wrapped
    if len(lines) == 1 and not fits_docstring(lines[0], indent):
        lines = wrap(lines[0], indent, 6)
    return docstring(lines, indent)


def fits_docstring(text: str, indent: int) -> bool:
    """Tell whether a text is a docstring of one line."""
    return "\n" not in text and 4 * indent + width(text) + 6 <= WIDTH


def wrap(
    text: str, indent: int, used: int = 0, hanging: str = "", last: str = ""
) -> list[str]:
    """Wrap a text at 88 columns; `used` columns of the first line are taken already.

    `last` follows the text in one piece, on its last line or on one of its own.
    """
    room = max(WIDTH - 4 * indent, 40)
    lines: list[str] = []
    for block in _blocks(plain(text)):
        if lines:
            lines.append("")
        for is_prose, part in block:
            if not lines:
                lines = _wrapped(part, room, used, hanging) if is_prose else [part]
                continue
            inner = room - len(hanging)
            more = _wrapped(part, inner, 0, "") if is_prose else [part]
            lines += [hanging + line for line in more]
    return _with_last(lines, room, used, hanging, last) if last else lines


def _with_last(
    lines: list[str], room: int, used: int, hanging: str, last: str
) -> list[str]:
    if not lines:
        return [last]
    taken = width(lines[-1]) + (used if len(lines) == 1 else 0)
    if _keeps_its_line(lines[-1].removeprefix(hanging)):
        return [*lines, "", hanging + last]
    if taken + 1 + width(last) <= room:
        return [*lines[:-1], f"{lines[-1]} {last}"]
    return [*lines, hanging + last]


def _keeps_its_line(line: str) -> bool:
    return bool(_KEPT.match(line) or _FENCE.match(line))


def plain(text: str) -> str:
    """Give a text as it should be read: visible, without HTML tags, trimmed.

    Twice, because an entity may stand for what is not visible.
    """
    return visible(without_markup(visible(text))).strip()


def closed(text: str) -> str:
    """End a text of one line as a sentence."""
    return text if text[-1:] in ".!?。।" or "\n" in text else f"{text}."


def followed(text: str, more: str) -> str:
    """Put sentences after a text, below a list, a table or code that it ends with."""
    if not text or not more:
        return text or more
    is_apart = _keeps_its_line(text.rpartition("\n")[2])
    return f"{text}\n\n{more}" if is_apart else f"{text} {more}"


def sentence(text: str) -> str:
    """Give the first sentence or line of a text."""
    first = plain(text).split("\n")[0]
    return _SENTENCE.split(first)[0]


def _blocks(text: str) -> list[list[tuple[bool, str]]]:
    """Split at empty lines; in each block, runs of prose (True) and lines that stay (False)."""
    blocks: list[list[tuple[bool, str]]] = [[]]
    is_fenced = False
    lines = text.split("\n")
    rows = _bare_rows(lines)
    for number, line in enumerate(lines):
        is_fence = bool(_FENCE.match(line))
        if is_fence or is_fenced:
            blocks[-1].append((False, line.rstrip()))
            is_fenced ^= is_fence
        elif number in rows:
            blocks[-1].append((False, line.rstrip()))
        elif line.strip():
            _add(blocks[-1], line)
        else:
            blocks.append([])
    return [block for block in blocks if block]


def _bare_rows(lines: list[str]) -> set[int]:
    """Find the rows of tables that do not begin with a bar (GitHub's CommonMark, 4.10)."""
    rows: set[int] = set()
    for number, line in enumerate(lines):
        if number and "|" in lines[number - 1] and _DELIMITERS.match(line):
            rows |= {number - 1, number}
        elif number - 1 in rows and "|" in line:
            rows.add(number)
    return rows


def _add(block: list[tuple[bool, str]], line: str) -> None:
    is_prose = bool(block) and block[-1][0]
    if is_prose and _LIST_MARK.match(block[-1][1]) and _CONTINUED.match(line):
        block[-1] = (True, f"{block[-1][1]} {line.strip()}")
    elif _KEPT.match(line):
        block.append((bool(_LIST_MARK.match(line)), line.rstrip()))
    elif is_prose:
        block[-1] = (True, f"{block[-1][1]} {line.strip()}")
    else:
        block.append((True, line.strip()))


def _wrapped(text: str, room: int, used: int, hanging: str) -> list[str]:
    """Wrap one run of prose; the lines after a list's mark hang under its text."""
    mark = _LIST_MARK.match(text)
    under = hanging + " " * (len(mark.group()) if mark else 0)
    if text.isascii():
        filled = textwrap.wrap(
            " " * used + text,
            room,
            subsequent_indent=under,
            break_long_words=False,
            break_on_hyphens=False,
        )
        if filled:
            filled[0] = filled[0][used:] if not filled[0][:used].strip() else filled[0]
        return filled
    return _wrapped_wide(text, room, used, under)


def _wrapped_wide(text: str, room: int, used: int, under: str) -> list[str]:
    """Wrap at blanks by columns as they are shown: wide characters count two."""
    lines, line, left = [], "", room - used
    for word in text.split():
        size = width(word)
        if line.strip() and size + 1 > left:
            lines.append(line)
            line, left = under + word, room - len(under) - size
        else:
            line, left = (
                (f"{line} {word}", left - size - 1)
                if line.strip()
                else (line + word, left - size)
            )
    return [*lines, line] if line.strip() else lines
