"""Make faulty twins of a module: one small change in each (mutation testing)."""

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.edits import Edits


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change; `scope` is the function or class around it, empty for the module."""

    file: str
    scope: str
    start: int
    end: int
    text: str
    source: str

    @property
    def mutated(self) -> str:
        """Give the source with the change in it."""
        return self.source[: self.start] + self.text + self.source[self.end :]

    @property
    def line(self) -> int:
        """Give the number of the line that the change begins in."""
        return self.source.count("\n", 0, self.start) + 1

    @property
    def before(self) -> str:
        """Give the changed lines as they were, in one line."""
        first, last = self._lines()
        return _in_one_line(self.source[first:last])

    @property
    def after(self) -> str:
        """Give the changed lines as they are now, in one line."""
        first, last = self._lines()
        changed = self.source[first : self.start] + self.text
        return _in_one_line(changed + self.source[self.end : last])

    def _lines(self) -> tuple[int, int]:
        last = self.source.find("\n", self.end)
        first = self.source.rfind("\n", 0, self.start) + 1
        return first, len(self.source) if last < 0 else last


def mutants(file: str, source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module that can be parsed."""
    for scope, (start, end, text) in Edits(source).all():
        if source[start:end] != text:
            yield Mutant(file, scope, start, end, text, source)


def _in_one_line(text: str) -> str:
    return " ".join(text.split())
