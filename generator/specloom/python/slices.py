"""The part of a document that the files of one module are made from, and its hash.

A view of a module is given its slice and nothing else, so that files whose slice has the
same key are the same. A slice holds the operations of a tag, the declarations and checks
that live in the module, and all that these refer to, in schemas or in shapes.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from operator import attrgetter
from typing import Any, TypeVar

from specloom.errors import Location
from specloom.ir.api import Operation, Tag
from specloom.ir.reach import Reach, operation_schemas, targets
from specloom.naming.declarations import operation_shapes, places_in
from specloom.naming.names import Moved
from specloom.naming.places import unknown_place
from specloom.naming.types import SHARED, UNUSED
from specloom.python.checks.homes import check_homes
from specloom.python.context import Context

_T = TypeVar("_T")
# A schema called so may be in the way of a variant's name, wherever that is written.
_WORDS_OF_VARIANTS = ("_as_request", "_as_response")
_OTHERS = {SHARED: "Shared by several tags", UNUSED: "Used by no operation"}


@dataclass(frozen=True)
class Slice:
    """What one module is made from; `tag` is None for one that is not of a tag.

    `context` has nothing but that. `homes` are the modules of the checks. `facts` is the
    hash of the same without the words about operations, which tests say nothing of.
    """

    module: str
    about: str
    tag: Tag | None
    context: Context
    homes: Mapping[Location, str]
    key: str
    facts: str

    @property
    def has_models(self) -> bool:
        """Tell whether a declaration lives here."""
        names = self.context.names
        return any(
            names.types[entry.at].module == self.module for entry in names.declarations
        )


def slices(context: Context) -> Iterator[Slice]:
    """Yield the slice of every module: those of tags, then those that serve several."""
    cutter = _Cutter(context)
    for tag in context.api.tags:
        module = context.names.tags[tag.name].module
        yield cutter.slice(module, tag.name or "Default", tag)
    for module, about in _OTHERS.items():
        yield cutter.slice(module, about, None)


class _Cutter:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.homes = check_homes(context)
        self.reach = Reach(self._inside)
        self.digests = _Digests()
        names = context.names
        self.everywhere = tuple(
            at
            for at, entry in names.types.items()
            if entry.function.endswith(_WORDS_OF_VARIANTS)
        )

    def slice(self, module: str, about: str, tag: Tag | None) -> Slice:
        operations = tuple(
            entry
            for entry in self.context.api.operations
            if tag is not None and entry.tag == tag.name
        )
        left = () if tag is None else self.context.names.old.moved.get(tag.name, ())
        used = (*operations, *(moved.operation for moved in left))
        places = {*self.reach.follow(self._starts(module, used))}
        context = self._cut(tag, operations, left, places)
        homes = _kept(self.homes, places)
        key = self.digests.of((module, about), context, homes)
        facts = self.digests.of((module, about), _wordless(context), homes)
        return Slice(module, about, tag, context, homes, key, facts)

    def _starts(
        self, module: str, operations: tuple[Operation, ...]
    ) -> Iterator[Location]:
        yield from self.everywhere
        types = self.context.names.types
        for declaration in self.context.names.declarations:
            if types[declaration.at].module == module:
                yield declaration.at
        yield from (at for at, home in self.homes.items() if home == module)
        for operation in operations:
            for schema in operation_schemas(operation):
                yield from targets(schema)
            for shape in operation_shapes(operation):
                yield from places_in(shape)

    def _inside(self, at: Location) -> Iterator[Location]:
        named = self.context.api.schemas.get(at)
        if named is not None:
            yield from targets(named.schema)
            yield from places_in(named.shape)
        declaration = self.context.declarations.get(at)
        if declaration is not None:
            yield from places_in(declaration.shape)

    def _cut(
        self,
        tag: Tag | None,
        operations: tuple[Operation, ...],
        left: tuple[Moved, ...],
        places: set[Location],
    ) -> Context:
        api, names = self.context.api, self.context.names
        tags = () if tag is None else (tag,)
        own = {operation.at for operation in operations}
        used = own | {moved.operation.at for moved in left}
        named = places | {*map(unknown_place, places)}
        old = replace(
            names.old,
            tags={},
            methods=_kept(names.old.methods, own),
            types=_kept(names.old.types, named),
            moved={} if tag is None else {tag.name: left},
        )
        return replace(
            self.context,
            api=replace(
                api,
                # Only what has an old name says since when it has another.
                version=api.version if old.methods or left else "",
                description="",
                tags=tags,
                operations=operations,
                schemas=_kept(api.schemas, places),
            ),
            names=replace(
                names,
                tags={entry.name: names.tags[entry.name] for entry in tags},
                declarations=tuple(
                    entry for entry in names.declarations if entry.at in places
                ),
                types=_kept(names.types, places),
                fields=_kept(names.fields, places),
                methods=_kept(names.methods, own),
                arguments=_kept(names.arguments, used),
                headers=_kept(names.headers, own),
                header_classes=_kept(names.header_classes, used),
                unknowns=_kept(names.unknowns, places),
                old=old,
            ),
        )


def _wordless(context: Context) -> Context:
    operations = tuple(
        replace(operation, summary="", description="", documentation="")
        for operation in context.api.operations
    )
    return replace(context, api=replace(context.api, operations=operations))


def _kept(whole: Mapping[Location, _T], places: set[Location]) -> dict[Location, _T]:
    """Give the entries for some places, in the order of the document."""
    return {at: entry for at, entry in whole.items() if at in places}


class _Digests:
    """Hashes slices; what several of them hold is written once.

    An entry is known by its identity; it is held, so that no other can get the same.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}

    def of(self, *parts: object) -> str:
        """Hash every field of every part (FIPS 180-4, SHA-256)."""
        hash_ = hashlib.sha256()
        for part in parts:
            for chunk in self._chunks(part):
                hash_.update(len(chunk).to_bytes(8, "big"))
                hash_.update(chunk)
        return hash_.hexdigest()

    def _chunks(self, part: object) -> Iterator[bytes]:
        if is_dataclass(part):
            yield type(part).__name__.encode()
            for entry in fields(part):
                yield from self._chunks(getattr(part, entry.name))
        elif isinstance(part, Mapping):
            yield b"mapping"
            yield from self._entries(part)
            yield from self._entries(part.values())
        elif isinstance(part, tuple):
            yield b"tuple"
            yield from self._entries(part)
        else:
            yield _encoded(part)

    def _entries(self, entries: Iterable[object]) -> Iterator[bytes]:
        for entry in entries:
            known = self._known.get(id(entry))
            if known is None:
                known = entry, hashlib.sha256(_encoded(entry)).digest()
                self._known[id(entry)] = known
            yield known[1]


def _encoded(value: object) -> bytes:
    """Write a value so that different values are written differently."""
    entries = [*value.items()] if isinstance(value, Mapping) else value
    return _ENCODER.encode(entries).encode()


def _record(value: Any) -> object:
    """Write a value object as the name of its class and its fields, in their order."""
    class_ = type(value)
    if class_ not in _READERS:
        names = [entry.name for entry in fields(class_)]
        # With one name more, `attrgetter` gives a tuple whatever the class has.
        _READERS[class_] = attrgetter("__class__.__name__", *names)
    return _READERS[class_](value)


_READERS: dict[type[Any], Callable[[Any], object]] = {}
_ENCODER = json.JSONEncoder(
    check_circular=False, default=_record, separators=(",", ":")
)
