"""Whether a module's text is known to be as black would lay it out.

`layout` decides by the length of lines, so a line over 88 columns is one it could not
part. A few kinds of line have nothing that black could part either.
"""

import re
from collections.abc import Iterator

from specloom.python.text.source import WIDTH

_TEXT = r'r?"(?:[^"\\]|\\.)*"'
# One element of opened brackets: a text, a name, an import under another name, an entry.
_ELEMENT = re.compile(
    rf"\s*(?:[a-z_]+=)?(?:{_TEXT}|\w+(?: as \w+)?|{_TEXT}: (?:{_TEXT}|\w+)),\Z"
)
# The line that opens brackets, when it is one word.
_OPENING = re.compile(
    r"\s*(?:async def |def |class |lambda \w+: |\w+ = )?[\w.]+[(\[]\Z"
)
_OTHER = re.compile(rf"\s*(?:{_TEXT}\Z|\w+\Z|#)")
# Short lines that black may part: the end of a list that is repeated, and a tuple of one
# after a type that was parted.
_OPEN = re.compile(r"\s*\] (?:\* |= \(.*,\)\Z)")
_ASSIGNMENT = re.compile(rf"(?P<indent>\s*)\w+ = (?P<text>{_TEXT})\Z")


def is_proven(text: str) -> bool:
    """Tell whether every line is one that black leaves as it is."""
    return next(doubted_lines(text), None) is None


def doubted_lines(text: str) -> Iterator[int]:
    """Yield the numbers, from 0, of lines that black may not leave as they are."""
    is_docstring = False
    for number, line in enumerate(text.split("\n")):
        quotes = line.count('"""')
        is_code = not is_docstring and not quotes
        if is_code and not _is_left(line):
            yield number
        is_docstring ^= quotes % 2 == 1


def _is_left(line: str) -> bool:
    if not line.isascii():
        return False
    if len(line) <= WIDTH:
        return _OPEN.match(line) is None
    if any(kind.match(line) for kind in (_ELEMENT, _OPENING, _OTHER)):
        return True
    assigned = _ASSIGNMENT.match(line)
    # Black puts the text on a line of its own if it fits there.
    return assigned is not None and (
        len(assigned["indent"]) + 4 + len(assigned["text"]) > WIDTH
    )
