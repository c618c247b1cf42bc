"""The code blocks of a Markdown page, by the heading they stand under (CommonMark 0.31)."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_HEADING = re.compile(r"#+ (.*)")
_FENCE = re.compile(r"```(\w*)")


@dataclass(frozen=True)
class Block:
    """A fenced code block and its info string."""

    language: str
    text: str

    def commands(self) -> list[str]:
        """Give what is typed in a console: the rest of lines that begin with `$ `."""
        return [line[2:] for line in self.text.splitlines() if line[:2] == "$ "]


def blocks(page: str, heading: str) -> list[Block]:
    """Give the blocks under a heading, up to the next one; there has to be one."""
    found: list[Block] = []
    current, language, lines = "", "", list[str]()
    is_inside = False
    for line in (ROOT / page).read_text("utf-8").splitlines():
        if is_inside and line == "```":
            is_inside = False
            if current == heading:
                found.append(Block(language, "\n".join((*lines, ""))))
        elif is_inside:
            lines.append(line)
        elif match := _FENCE.match(line):
            is_inside, language, lines = True, match[1], []
        elif match := _HEADING.match(line):
            current = match[1]
    assert found, f"{page} has no code under {heading!r}"
    return found


def block(page: str, heading: str, language: str) -> Block:
    """Give the only block of a language under a heading."""
    [only] = [one for one in blocks(page, heading) if one.language == language]
    return only
