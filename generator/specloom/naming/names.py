"""The Python names of one document: packages, modules, classes, methods, arguments, fields."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from specloom.errors import Location
from specloom.ir.api import Api, Operation, SecurityScheme
from specloom.naming import reserved
from specloom.naming.allocate import Claim, allocate
from specloom.naming.declarations import Declaration
from specloom.naming.header_classes import header_class_names
from specloom.naming.held import Held, TagNames
from specloom.naming.operations import (
    ArgumentKey,
    argument_names,
    header_names,
    method_names,
)
from specloom.naming.types import DeclarationNames, field_names, type_names
from specloom.naming.words import pascal, snake


@dataclass(frozen=True, slots=True)
class Moved:
    """An operation that belongs to another tag now: its old names, and what it is now."""

    operation: Operation
    names: tuple[str, ...]
    tag: TagNames
    method: str


@dataclass(frozen=True, slots=True)
class OldNames:
    """Names of before that still work; they go with the next version of the document.

    `tags` are attributes of the client, by the tag that has another one now. `moved` are
    the operations that a tag had before, by the tag.
    """

    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    methods: Mapping[Location, tuple[str, ...]] = field(default_factory=dict)
    types: Mapping[Location, tuple[str, ...]] = field(default_factory=dict)
    moved: Mapping[str, tuple[Moved, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Names:
    """Every name, by the place or the document's own name of what it stands for.

    `arguments` are keyed by `in` (`body` for the properties of a flattened body) and name.
    `headers` are those of answers, for the operations that document some, and
    `header_classes` what they are attributes of.
    `unknowns` name the variants of unions that the document does not know, for the unions
    that servers answer with.
    """

    package: str
    tags: Mapping[str, TagNames]
    declarations: tuple[Declaration, ...]
    types: Mapping[Location, DeclarationNames]
    fields: Mapping[Location, Mapping[str, str]]
    methods: Mapping[Location, str]
    arguments: Mapping[Location, Mapping[ArgumentKey, str]]
    headers: Mapping[Location, Mapping[str, str]]
    header_classes: Mapping[Location, str]
    credentials: Mapping[str, str]
    unknowns: Mapping[Location, str]
    old: OldNames = field(default_factory=OldNames)


def assign_names(api: Api, declarations: tuple[Declaration, ...], held: Held) -> Names:
    """Decide every name of a document; names that are held stay where they can."""
    tags = _tag_names(api, held)
    methods = method_names(api, held.methods)
    named = type_names(api, declarations, tags, methods, held)
    caseless = _caseless(named.types)
    methods = method_names(api, held.methods, caseless)
    headers = _header_names(api, caseless, held)
    return Names(
        package=held.package or package_name(api.title),
        tags=tags,
        declarations=named.declarations,
        types=named.types,
        fields=field_names(declarations, caseless, held),
        methods=methods,
        arguments={
            operation.at: argument_names(
                operation, api, held.arguments.get(operation.at, {})
            )
            for operation in api.operations
        },
        headers=headers,
        header_classes=header_class_names(
            api, tags, methods, headers, held.header_classes
        ),
        credentials=_credential_names(api.security_schemes, held),
        unknowns=named.unknowns,
    )


def package_name(title: str) -> str:
    """Give the import package's name for a document's title: `x_media_upload`.

    It is ASCII, as the names of distributions are (PEP 508).
    """
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    name = snake(letters) if any(map(str.isalnum, letters)) else "api"
    return f"{name}_client" if name in reserved.PACKAGES else name


def _tag_names(api: Api, held: Held) -> Mapping[str, TagNames]:
    texts = {tag.name: tag.name or "default" for tag in api.tags}
    attributes = allocate(
        (Claim(tag, text, snake(text)) for tag, text in texts.items()),
        reserved.CLIENT_ATTRIBUTES | reserved.MODULES,
        held={tag: names.attribute for tag, names in held.tags.items()},
    )
    classes = allocate(
        (Claim(tag, text, pascal(text)) for tag, text in texts.items()),
        reserved.TYPE_NAMES,
        held={tag: names.class_ for tag, names in held.tags.items()},
    )
    return {
        tag: TagNames(attributes[tag], attributes[tag], classes[tag]) for tag in texts
    }


def _header_names(
    api: Api, caseless: frozenset[str], held: Held
) -> Mapping[Location, Mapping[str, str]]:
    found = {
        each.at: header_names(each, caseless, held.headers.get(each.at, {}))
        for each in api.operations
    }
    return {at: names for at, names in found.items() if names}


def _caseless(types: Mapping[Location, DeclarationNames]) -> frozenset[str]:
    """Give the types in scripts without capitals: no attribute may be called like them."""
    names = (names.type_ for names in types.values())
    return frozenset(name for name in names if name == name.lower())


def _credential_names(
    schemes: tuple[SecurityScheme, ...], held: Held
) -> Mapping[str, str]:
    """Name what callers give; a TLS certificate is the HTTP client's own business."""
    claims = (
        Claim(scheme.key, scheme.key, snake(scheme.key))
        for scheme in schemes
        if scheme.type != "mutualTLS"
    )
    return allocate(claims, reserved.CREDENTIALS, held=held.credentials)
