"""What a comparison finds; these classes are also the form of `--format json`.

Levels follow Semantic Versioning 2.0.0: what is breaking asks for a major step.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

Level: TypeAlias = Literal["breaking", "risky", "safe"]
Step: TypeAlias = Literal["major", "minor", "patch"]
Format: TypeAlias = Literal["text", "json", "markdown", "html"]

LEVELS: tuple[Level, ...] = get_args(Level)


@dataclass(frozen=True, slots=True)
class Change:
    """One change, told once.

    `kind` is a key of `rules.RULES`; `subject` the Python name it is about, such as
    `client.media.upload(media_type)` or `models.Tweet.text`; `old` and `new` are Python
    text, or what a keyword demands, and empty where there is nothing on that side. The
    pointers are URI fragments (RFC 6901) in the two documents. `operations` are the
    methods that notice it.
    """

    kind: str
    subject: str
    level: Level
    reason: str
    old: str = ""
    new: str = ""
    old_pointer: str = ""
    new_pointer: str = ""
    operations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """A method whose definition reads differently; empty where there is no such method."""

    subject: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One of the two documents: where it was read, and how it introduces itself."""

    document: str
    title: str
    version: str
    package: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes from one document to another, the gravest first."""

    old: Edition
    new: Edition
    changes: tuple[Change, ...]
    signatures: tuple[Signature, ...]

    @property
    def step(self) -> Step:
        """The step that Semantic Versioning asks of the client's own version from 1.0.0 on."""
        if any(change.level == "breaking" for change in self.changes):
            return "major"
        return "minor" if self.changes else "patch"

    def at(self, level: Level) -> tuple[Change, ...]:
        """Give the changes of one level."""
        return tuple(change for change in self.changes if change.level == level)

    def reaches(self, level: Level) -> bool:
        """Tell whether a change is at least as grave as a level."""
        worst = LEVELS.index(level)
        return any(LEVELS.index(change.level) <= worst for change in self.changes)


def advice(step: Step) -> str:
    """Say in a sentence what the version of the client should do."""
    early = {
        "major": "below 1.0.0 a minor step says it (SemVer 2.0.0, item 4)",
        "minor": "below 1.0.0 a patch step will do (SemVer 2.0.0, item 4)",
        "patch": "no user of the client notices anything",
    }
    return f"suggested version step: {step}; {early[step]}"
