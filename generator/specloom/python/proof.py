"""Whether a module's text is known to be as black would lay it out.

`layout` decides by the length of lines, so a line over 88 columns is one it could not
part. Only texts that nothing parts may be as long as they are.
"""

import re

from specloom.python.source import WIDTH

_WHOLE = re.compile(r'\s*(?:[a-z_]+=)?r?"(?:[^"\\]|\\.)*"[,)]*\Z|\s*#')


def is_proven(text: str) -> bool:
    """Tell whether every line is one that black leaves as it is."""
    if text.isascii() and not any(len(line) > WIDTH for line in text.split("\n")):
        return True
    is_docstring = False
    for line in text.split("\n"):
        quotes = line.count('"""')
        is_code = not is_docstring and not quotes
        if is_code and not _is_left(line):
            return False
        is_docstring ^= quotes % 2 == 1
    return True


def _is_left(line: str) -> bool:
    return line.isascii() and (len(line) <= WIDTH or _WHOLE.match(line) is not None)
