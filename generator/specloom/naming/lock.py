"""The names that a run gave, for the next one.

Keys are places (`places.Places`); tags and credentials have their own names.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from specloom.naming.held import TagNames
from specloom.naming.operations import ArgumentKey


@dataclass(frozen=True, slots=True)
class LockedOperation:
    """An operation: its operationId and tag, and the names of method, arguments, headers.

    Its headers are attributes of `headers_class`; `headers_shape` is what they look like.
    """

    id: str
    tag: str
    name: str
    arguments: Mapping[ArgumentKey, str]
    headers: Mapping[str, str] = field(default_factory=dict)
    headers_class: str = ""
    headers_shape: str = ""


@dataclass(frozen=True, slots=True)
class LockedType:
    """A declaration: its names, what it looks like, and its fields' names."""

    name: str
    function: str
    shape: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Renamed:
    """Names of before that still work, by the keys of what has another name now.

    `moved` are names of methods by the tags that they belonged to and their keys.

    They were given up for version `since` of the document, the one that the lock is of,
    and go with the next.
    """

    since: str = ""
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    operations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    types: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    moved: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lock:
    """All names of a document."""

    package: str = ""
    tags: Mapping[str, TagNames] = field(default_factory=dict)
    credentials: Mapping[str, str] = field(default_factory=dict)
    operations: Mapping[str, LockedOperation] = field(default_factory=dict)
    types: Mapping[str, LockedType] = field(default_factory=dict)
    renamed: Renamed = field(default_factory=Renamed)
