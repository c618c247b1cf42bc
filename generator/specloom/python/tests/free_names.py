"""Names in one module of tests, each given once."""

from dataclasses import dataclass, field

_WIDEST = 60


@dataclass(slots=True)
class FreeNames:
    """Gives every test, class of tests and constant a name of its own."""

    taken: set[str] = field(default_factory=set)

    def free(self, wanted: str) -> str:
        """Give a name that was not given yet: the one that is wanted, or with a number."""
        name, number = wanted, 2
        while name in self.taken:
            name, number = f"{wanted}_{number}", number + 1
        self.taken.add(name)
        return name

    def title(self, subject: str) -> str:
        """Name a class of tests; a name that fills the line is cut."""
        return self.free(f"Test{subject}"[:_WIDEST])
