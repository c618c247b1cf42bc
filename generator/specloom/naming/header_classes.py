"""The names of the classes of headers (OpenAPI 3.1.1, Response Object, `headers`).

Operations of one tag whose headers are the same share a class. A class that has a name keeps
it, and those of its operations that stay the same keep the class: one whose headers change
gets another, and none is named otherwise because of it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from specloom.errors import Location
from specloom.ir.api import Api, Header, Operation
from specloom.ir.headers import documented_headers
from specloom.ir.schema import (
    AnySchema,
    Reference,
    Schema,
    placeless,
    with_subschemas,
)
from specloom.naming import reserved
from specloom.naming.allocate import Claim, allocate
from specloom.naming.fingerprint import LENGTH, Key, outline
from specloom.naming.held import HeldClass, TagNames
from specloom.naming.places import pointer_of
from specloom.naming.words import pascal

Texts = Mapping[Location, str]
Attributes = Mapping[Location, Mapping[str, str]]

_KINDS = ("", "Async")


def header_class_names(
    api: Api,
    tags: Mapping[str, TagNames],
    methods: Texts,
    attributes: Attributes,
    held: Mapping[Location, HeldClass],
) -> Texts:
    """Give the class of every operation that documents headers of its answers."""
    found: dict[Location, str] = {}
    for tag in api.tags:
        headed = [
            _Headed(operation, methods[operation.at], attributes[operation.at])
            for operation in api.operations
            if operation.tag == tag.name and operation.at in attributes
        ]
        groups = [*_groups(headed, held)]
        names = _names(groups, tags[tag.name].class_)
        found |= {
            each.operation.at: names[number]
            for number, group in enumerate(groups)
            for each in group.members
        }
    return {each.at: found[each.at] for each in api.operations if each.at in found}


def header_print(operation: Operation, key: Key) -> str:
    """Say in a few letters what the headers of an operation are; "" if there are none."""
    headers = [
        (
            header.name.lower(),
            header.required,
            header.explode,
            header.media_type,
            outline(header.shape, key),
            repr(_known_by(placeless(header.schema), key)),
        )
        for header in documented_headers(operation)
    ]
    text = repr(sorted(headers))
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return digest[:LENGTH] if headers else ""


def _known_by(schema: AnySchema, key: Key) -> AnySchema:
    """Give a schema that refers to others by their keys, wherever the document lies."""
    if isinstance(schema, Schema):
        return with_subschemas(schema, lambda inner: _known_by(inner, key))
    if isinstance(schema, Reference):
        return replace(schema, target=Location("", key(schema.target)))
    return schema


@dataclass(frozen=True, slots=True)
class _Headed:
    """An operation, its method, and the attributes of its headers."""

    operation: Operation
    method: str
    attributes: Mapping[str, str]

    @property
    def own_class(self) -> str:
        return f"{pascal(self.method)}Headers"

    @property
    def form(self) -> tuple[object, ...]:
        """Say how the headers are read; the same for those that can share a class."""
        return tuple(
            (header.name, self.attributes[header.name], *_reading(header))
            for header in self._headers
        )

    @property
    def words(self) -> tuple[object, ...]:
        """Say how they are described."""
        return tuple(
            (header.description, header.deprecated) for header in self._headers
        )

    @property
    def _headers(self) -> list[Header]:
        """Give the headers in an order that the document has no part in."""
        headers = documented_headers(self.operation)
        return sorted(headers, key=lambda header: header.name)


@dataclass(frozen=True, slots=True)
class _Group:
    """The operations of one class, and the name that it has already, or ""."""

    members: tuple[_Headed, ...]
    name: str = ""

    @property
    def joins(self) -> bool:
        """Tell whether others may share the class: one called after a method is its own."""
        return self.name not in {each.own_class for each in self.members}


def _reading(header: Header) -> tuple[object, ...]:
    schema = placeless(header.schema)
    return header.required, header.shape, schema, header.explode, header.media_type


def _groups(
    headed: list[_Headed], held: Mapping[Location, HeldClass]
) -> Iterator[_Group]:
    """Yield those that have a name, then the new ones."""
    kept = [*_kept(headed, held)]
    named = {id(each) for group in kept for each in group.members}
    joined: dict[int, tuple[_Headed, ...]] = {}
    new: dict[object, tuple[_Headed, ...]] = {}
    open_ = {
        (group.members[0].form, group.members[0].words): number
        for number, group in enumerate(kept)
        if group.joins
    }
    for each in headed:
        key = each.form, each.words
        if id(each) in named:
            continue
        if key in open_:
            joined[open_[key]] = (*joined.get(open_[key], ()), each)
        else:
            new[key] = (*new.get(key, ()), each)
    for number, group in enumerate(kept):
        yield _Group((*group.members, *joined.get(number, ())), group.name)
    yield from map(_Group, new.values())


def _kept(
    headed: Iterable[_Headed], held: Mapping[Location, HeldClass]
) -> Iterator[_Group]:
    """Yield the operations that keep a class: the ones that are as they were, or the most."""
    forms: dict[str, dict[object, list[_Headed]]] = {}
    for each in headed:
        known = held.get(each.operation.at)
        if known is not None:
            forms.setdefault(known.name, {}).setdefault(each.form, []).append(each)
    for name, groups in forms.items():
        kept = max(
            groups.values(),
            key=lambda group: (
                any(held[each.operation.at].is_same for each in group),
                len(group),
            ),
        )
        yield _Group(tuple(kept), name)


def _names(groups: list[_Group], tag: str) -> Mapping[int, str]:
    claims = [
        Claim(
            number,
            name := (
                group.members[0].own_class
                if len(group.members) == 1
                else f"{tag}Headers"
            ),
            name,
        )
        for number, group in enumerate(groups)
    ]
    services = {f"{kind}{tag}" for kind in _KINDS}
    services |= {f"{service}WithRawResponse" for service in services}
    return allocate(
        claims,
        reserved.TYPE_NAMES | {"Headers"} | services,
        lambda number: min(
            pointer_of(each.operation.at) for each in groups[number].members
        ),
        {number: group.name for number, group in enumerate(groups) if group.name},
    )
