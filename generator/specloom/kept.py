"""What a process that generates a folder again and again keeps from its last run.

It spares reading back from the folder what that run has just put there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from specloom.output.manifest import has_digest
from specloom.python.context import Context


@dataclass(frozen=True, slots=True)
class Kept:
    """What a folder was made from, and the hashes of what tells so there."""

    context: Context
    beside: Mapping[str, str]

    def former(self, output: Path) -> Context | None:
        """Give what the folder is made from; None if it was changed since."""
        is_same = all(has_digest(output / name, at) for name, at in self.beside.items())
        return self.context if is_same else None
