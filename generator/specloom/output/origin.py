"""What an output folder was made from: hashes (FIPS 180-4, SHA-256), and how they differ.

Each thing that can make a folder stale has a hash of its own, so that `check` can say why.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

Role: TypeAlias = Literal["document", "overlay", "referenced"]
Cause: TypeAlias = Literal[
    "document",
    "templates",
    "options",
    "specloom",
    "names",
    "edited",
    "missing",
    "output",
]

_WORDS: Mapping[Role, str] = {
    "document": "the document",
    "overlay": "an overlay",
    "referenced": "a file that the document refers to",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read; `name` is relative to the folder of the document, or a URL.

    One without a hash would have been read if it were there, or allowed.
    """

    role: Role
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Everything that decides what is generated. `options` are JSON values by name."""

    specloom: str = ""
    code: str = ""
    templates: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Give the origin as it stands in the manifest."""
        sources = [
            {"name": entry.name, "role": entry.role, "sha256": entry.sha256}
            for entry in self.sources
        ]
        return {
            "code": self.code,
            "options": dict(self.options),
            "sources": sources,
            "specloom": self.specloom,
            "templates": self.templates,
        }

    @property
    def read(self) -> tuple[Source, ...]:
        """The files that the document refers to, and that are there."""
        named = (entry for entry in self.sources if entry.role == "referenced")
        return tuple(entry for entry in named if entry.sha256)

    @property
    def referenced(self) -> tuple[str, ...]:
        """All files that the document refers to."""
        return tuple(entry.name for entry in self.sources if entry.role == "referenced")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a folder is stale; `file` is what it is about, if that is a file."""

    cause: Cause
    message: str
    file: str = ""


def read_origin(json: object) -> Origin:
    """Read an origin from a manifest; what is none reads as an empty one."""
    match json:
        case {
            "code": str(code),
            "options": dict(options),
            "sources": list(sources),
            "specloom": str(specloom),
            "templates": str(templates),
        }:
            return Origin(specloom, code, templates, options, tuple(_sources(sources)))
        case _:
            return Origin()


def _sources(json: list[object]) -> Iterator[Source]:
    for entry in json:
        match entry:
            case {
                "name": str(name),
                "role": "document" | "overlay" | "referenced" as role,
                "sha256": str(sha256),
            }:
                yield Source(role, name, sha256)


def differences(old: Origin, new: Origin) -> Iterator[Reason]:
    """Yield what changed from one origin to another."""
    if old == Origin():
        yield Reason("output", "no record of Specloom says what this was made from")
        return
    yield from _changed_sources(old.sources, new.sources)
    for name in sorted({*old.options, *new.options}):
        then, now = old.options.get(name), new.options.get(name)
        if then != now:
            message = f"option {name}: {_shown(then)} then, {_shown(now)} now"
            yield Reason("options", message)
    if old.templates != new.templates:
        yield Reason("templates", "the templates changed")
    if old.specloom != new.specloom:
        message = f"Specloom {old.specloom} then, {new.specloom} now"
        yield Reason("specloom", message)
    elif old.code != new.code:
        message = f"Specloom's own code changed, still called {new.specloom}"
        yield Reason("specloom", message)


def _changed_sources(
    old: tuple[Source, ...], new: tuple[Source, ...]
) -> Iterator[Reason]:
    then = {(entry.role, entry.name): entry.sha256 for entry in old}
    now = {(entry.role, entry.name): entry.sha256 for entry in new}
    for role, name in dict.fromkeys((*then, *now)):
        before, after = then.get((role, name)), now.get((role, name))
        if before != after:
            word = _WORDS[role]
            yield Reason("document", f"{word} {_change(before, after)}", name)


def _change(before: str | None, after: str | None) -> str:
    if before is None:
        return "is new"
    if after is None:
        return "is used no longer"
    if not before:
        return "can be read now"
    return "changed" if after else "cannot be read any more"


def _shown(value: object) -> str:
    match value:
        case None:
            return "none"
        case []:
            return "nothing"
        case list(entries):
            return " ".join(map(str, entries))
        case _:
            return str(value)
