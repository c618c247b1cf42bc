"""The names that the things of a document have already, by the things' own keys."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from specloom.errors import Location
from specloom.naming.operations import ArgumentKey


@dataclass(frozen=True, slots=True)
class TagNames:
    """`media` the module and the client's attribute, `Media` the class."""

    module: str
    attribute: str
    class_: str


@dataclass(frozen=True, slots=True)
class HeldClass:
    """The class of an operation's headers, and whether these are as they were."""

    name: str
    is_same: bool


@dataclass(frozen=True, slots=True)
class Held:
    """Names to keep; what is not there is named anew.

    `types` has declarations by their places, `functions` the ends of their functions'
    names, and `fields` those of their properties.
    """

    package: str | None = None
    tags: Mapping[str, TagNames] = field(default_factory=dict)
    credentials: Mapping[str, str] = field(default_factory=dict)
    methods: Mapping[Location, str] = field(default_factory=dict)
    arguments: Mapping[Location, Mapping[ArgumentKey, str]] = field(
        default_factory=dict
    )
    headers: Mapping[Location, Mapping[str, str]] = field(default_factory=dict)
    header_classes: Mapping[Location, HeldClass] = field(default_factory=dict)
    types: Mapping[Location, str] = field(default_factory=dict)
    functions: Mapping[Location, str] = field(default_factory=dict)
    fields: Mapping[Location, Mapping[str, str]] = field(default_factory=dict)
