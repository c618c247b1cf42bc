"""What the lift of one description knows and remembers on its way.

Swagger 2.0: `consumes` and `produces` hold for every operation that has none of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from specloom.document.load import Document
from specloom.document.resolve import ReferenceProblem, References
from specloom.document.swagger.origins import Made, Origins
from specloom.document.swagger.part import Part
from specloom.errors import Location


@dataclass(frozen=True, slots=True)
class Referring:
    """A `$ref` in what was made, and where it was written."""

    made: dict[str, Any]
    ref: str
    at: Location


@dataclass(frozen=True, slots=True)
class Target:
    """Something in another file, and which Object the reference to it wants."""

    at: Location
    value: Any
    kind: str


@dataclass(frozen=True, slots=True)
class Context:
    """The references of the description as it is written, and what has been made.

    `schemas` holds schemas with what became of them, by their identity.
    """

    references: References
    consumes: tuple[str, ...]
    produces: tuple[str, ...]
    origins: Origins = field(default_factory=Origins)
    referring: list[Referring] = field(default_factory=list)
    targets: dict[Location, Target] = field(default_factory=dict)
    schemas: dict[int, tuple[Any, dict[str, Any]]] = field(default_factory=dict)

    @property
    def document(self) -> Document:
        """The document that the description starts with, as it is written."""
        return self.references.entry

    def files(self, roots: Iterable[str]) -> set[str]:
        """Give these files, and those that something was made from besides."""
        return {*roots, *self.origins.files()}

    def note(self, made: Made, part: Part) -> Made:
        """Note what a list or a map of Objects was made from."""
        return self.origins.note(made, part.at)

    def made(self, made: dict[str, Any], part: Part, kind: str) -> dict[str, Any]:
        """Note what an Object was made from, and what it refers to."""
        ref = made.get("$ref")
        if isinstance(ref, str):
            self.referring.append(Referring(made, ref, part.at))
            self._remember(ref, part.at, kind)
        return self.origins.note(made, part.at)

    def follow(self, part: Part) -> Part:
        """Give what a Reference Object stands for; an absent part if that is nothing."""
        ref = part.member("$ref").value
        if not isinstance(ref, str):
            return part
        try:
            found = self.references.resolve(ref, part.at)
        except ReferenceProblem:
            # It is reported by `diagnose`, at the reference.
            return Part(None, part.at)
        return Part(found.value, found.location)

    def _remember(self, ref: str, at: Location, kind: str) -> None:
        try:
            found = self.references.target(ref, at)
        except ReferenceProblem:
            return
        if found.location.file != self.document.file:
            target = Target(found.location, found.value, kind)
            self.targets.setdefault(found.location, target)
