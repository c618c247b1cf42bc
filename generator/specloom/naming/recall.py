"""Which things of a document have a name already: those of the lock, found again.

An operation is the one of the same operationId, or else of the same method and path. A
schema is the one of the same place, or one that looks like a schema which is gone. What
the document itself calls otherwise than before is named anew.
"""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from specloom.errors import Location
from specloom.ir.api import Api, Operation
from specloom.naming.declarations import Declaration, object_of
from specloom.naming.fingerprint import fingerprint
from specloom.naming.header_classes import header_print
from specloom.naming.held import Held, HeldClass
from specloom.naming.lock import Lock
from specloom.naming.places import Places, unknown_place

T = TypeVar("T")
U = TypeVar("U")

_INDEX = re.compile(r"(?<=/(?:one|any|all)Of/)\d+")
_PARAMETER = re.compile(r"\{[^}/]*\}")


@dataclass(frozen=True, slots=True)
class Recalled:
    """The keys that things have in the lock, and the names that they hold on to."""

    operations: Mapping[Location, str]
    types: Mapping[Location, str]
    held: Held


def recall(
    lock: Lock, api: Api, declarations: tuple[Declaration, ...], places: Places
) -> Recalled:
    """Find the things of a document in a lock."""
    operations = _operations(lock, api.operations, places)
    roots = {places.key(at): key for at, key in operations.items()}
    schemas = _renamed_schemas(lock, declarations, _OldKeys(places, roots))
    keys = _OldKeys(places, roots | schemas)
    types = _types(lock, declarations, keys)
    renamed = schemas.keys() | {
        places.key(operation.at)
        for operation in api.operations
        if operation.at in operations
        and lock.operations[operations[operation.at]].id != operation.id
    }
    return Recalled(
        operations,
        types,
        _held(lock, api, operations, types, declarations, keys, renamed),
    )


@dataclass(frozen=True, slots=True)
class _OldKeys:
    """Write a place as the lock had it; `roots` are what has moved, by its key now."""

    places: Places
    roots: dict[str, str]

    def __call__(self, at: Location) -> str:
        key = self.places.key(at)
        root = self.root(at)
        return self.roots[root] + key[len(root) :] if root else key

    def root(self, at: Location) -> str:
        """Give the key of the operation or moved schema that a place lies in, or ""."""
        start = self.places.key(at)
        while start and start not in self.roots:
            start = start.rpartition("/")[0]
        return start


def _held(
    lock: Lock,
    api: Api,
    operations: Mapping[Location, str],
    types: Mapping[Location, str],
    declarations: tuple[Declaration, ...],
    keys: _OldKeys,
    renamed: frozenset[str] | set[str],
) -> Held:
    kept = {
        at: lock.types[key]
        for at, key in types.items()
        if keys.root(at) not in renamed and lock.types[key].name
    }
    objects = {entry.at: object_of(entry) for entry in declarations}
    return Held(
        package=lock.package,
        tags=lock.tags,
        credentials=lock.credentials,
        methods={
            at: lock.operations[key].name
            for at, key in operations.items()
            if keys.root(at) not in renamed and lock.operations[key].name
        },
        arguments={
            at: lock.operations[key].arguments for at, key in operations.items()
        },
        headers={at: lock.operations[key].headers for at, key in operations.items()},
        header_classes=_header_classes(lock, operations, api, keys),
        types={at: entry.name for at, entry in kept.items()},
        functions={at: entry.function for at, entry in kept.items()},
        fields={
            object_.at: lock.types[key].fields
            for at, key in types.items()
            if (object_ := objects.get(at)) is not None
        },
    )


def _header_classes(
    lock: Lock, operations: Mapping[Location, str], api: Api, keys: _OldKeys
) -> Mapping[Location, HeldClass]:
    """Give the classes of headers: they stay, whatever their operations are called."""
    return {
        operation.at: HeldClass(
            entry.headers_class, entry.headers_shape == header_print(operation, keys)
        )
        for operation in api.operations
        if operation.at in operations
        and (entry := lock.operations[operations[operation.at]]).headers_class
    }


def _operations(
    lock: Lock, operations: tuple[Operation, ...], places: Places
) -> Mapping[Location, str]:
    old = list(lock.operations.items())
    found: dict[Location, str] = {}

    def pair(
        old_key: Callable[[tuple[str, str]], str], new_key: Callable[[Operation], str]
    ) -> None:
        left = [(key, entry.id) for key, entry in old if key not in found.values()]
        new = [operation for operation in operations if operation.at not in found]
        for (key, _), operation in _pairs(left, old_key, new, new_key):
            found[operation.at] = key

    pair(lambda entry: entry[1], lambda operation: operation.id)
    pair(lambda entry: entry[0], lambda operation: places.key(operation.at))
    pair(
        lambda entry: _PARAMETER.sub("{}", entry[0]),
        lambda operation: _PARAMETER.sub("{}", places.key(operation.at)),
    )
    return found


def _pairs(
    old: Iterable[T],
    old_key: Callable[[T], Hashable],
    new: Iterable[U],
    new_key: Callable[[U], Hashable],
) -> list[tuple[T, U]]:
    """Pair what has the same key, if that is not empty and one thing of either side has it."""
    before = _unique(old, old_key)
    after = _unique(new, new_key)
    return [(before[key], after[key]) for key in after if key in before]


def _unique(things: Iterable[T], key: Callable[[T], Any]) -> dict[Hashable, T]:
    keyed = [(key(thing), thing) for thing in things]
    counts = Counter(found for found, _ in keyed)
    return {found: thing for found, thing in keyed if found and counts[found] == 1}


def _renamed_schemas(
    lock: Lock, declarations: tuple[Declaration, ...], keys: _OldKeys
) -> dict[str, str]:
    """Give the old keys of named schemas that are new but look like one that is gone."""
    here = {keys(entry.at) for entry in declarations}
    lost = {key: entry.shape for key, entry in lock.types.items() if key not in here}
    new = [
        entry
        for entry in declarations
        if entry.is_named_schema and keys(entry.at) not in lock.types
    ]
    found: dict[str, str] = {}
    # What refers to a renamed schema looks the same only when that one is known.
    while pairs := _pairs(
        [key for key in lost if key not in found.values()],
        lambda key: lost[key],
        [entry for entry in new if keys.places.key(entry.at) not in found],
        _fingerprints(_OldKeys(keys.places, keys.roots | found)),
    ):
        found |= {keys.places.key(entry.at): key for key, entry in pairs}
    return found


def _fingerprints(keys: _OldKeys) -> Callable[[Declaration], str]:
    return lambda entry: fingerprint(entry.at, entry.shape, keys)


def _types(
    lock: Lock, declarations: tuple[Declaration, ...], keys: _OldKeys
) -> Mapping[Location, str]:
    found = {entry.at: keys(entry.at) for entry in declarations}
    moved = _moved_variants(lock, declarations, found, keys)
    taken = frozenset(moved.values())
    types = moved | {
        at: key
        for at, key in found.items()
        if at not in moved and key not in taken and key in lock.types
    }
    return types | {
        unknown_place(at): f"{key}?"
        for at, key in types.items()
        if f"{key}?" in lock.types
    }


def _moved_variants(
    lock: Lock,
    declarations: tuple[Declaration, ...],
    found: Mapping[Location, str],
    keys: _OldKeys,
) -> dict[Location, str]:
    """Find variants written in line by what they look like, as their index says nothing."""
    variants = [entry for entry in declarations if _INDEX.search(found[entry.at])]
    if not variants:
        return {}
    shape = _fingerprints(keys)
    pairs = _pairs(
        [key for key in lock.types if _INDEX.search(key)],
        lambda key: lock.types[key].shape
        and (_INDEX.sub("*", key), lock.types[key].shape),
        variants,
        lambda entry: shape(entry) and (_INDEX.sub("*", found[entry.at]), shape(entry)),
    )
    return {entry.at: key for key, entry in pairs}
