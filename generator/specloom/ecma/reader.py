"""Read the text of a pattern from left to right."""

from dataclasses import dataclass

from specloom.ecma.problem import PatternProblem


@dataclass(slots=True)
class Reader:
    """The text of a pattern, and how far it is read."""

    text: str
    index: int = 0

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return self.index >= len(self.text)

    def peek(self, size: int = 1) -> str:
        """Give what comes next, and leave it there."""
        return self.text[self.index : self.index + size]

    def take(self, size: int = 1) -> str:
        """Read so many characters, or what is left."""
        taken = self.peek(size)
        self.index += size
        return taken

    def take_if(self, wanted: str) -> bool:
        """Read a text if it comes next, and tell whether it did."""
        found = self.text.startswith(wanted, self.index)
        self.index += len(wanted) if found else 0
        return found

    def take_until(self, end: str) -> str:
        """Read up to a text and over it.

        Raises:
            PatternProblem: it does not come.
        """
        stop = self.text.find(end, self.index)
        if stop < 0:
            raise PatternProblem(f"'{end}' is missing")
        taken = self.text[self.index : stop]
        self.index = stop + len(end)
        return taken
