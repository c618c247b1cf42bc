"""Names of before that can still stand beside those of now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from specloom.errors import Location
from specloom.ir.api import Api, Operation
from specloom.naming.lock import Lock, LockedOperation, Renamed
from specloom.naming.names import Moved, Names, OldNames
from specloom.naming.places import unknown_place
from specloom.naming.recall import Recalled

Olds = dict[Location, tuple[str, ...]]


def old_names(api: Api, lock: Lock, recalled: Recalled, names: Names) -> OldNames:
    """Give the old name of what is called otherwise now, where nothing else has it.

    Those of earlier runs stay as long as the document has the same version.
    """
    given = lock.renamed if lock.renamed.since == api.version else Renamed()
    tags = _tags(api, lock, given, recalled, names)
    methods = _Methods(api, lock, given, recalled, names, tags)
    methods.find()
    types = _types(lock, given, recalled, names)
    return OldNames(tags, methods.stayed, types, methods.of_others())


def _types(
    lock: Lock, given: Renamed, recalled: Recalled, names: Names
) -> Mapping[Location, tuple[str, ...]]:
    now = {at: entry.type_ for at, entry in names.types.items()}
    now |= {unknown_place(at): name for at, name in names.unknowns.items()}
    taken = set(now.values())
    found: Olds = {}
    for at, key in recalled.types.items():
        before = (*given.types.get(key, ()), lock.types[key].name)
        if at in now and (old := _free(before, taken)):
            found[at] = old
    return found


def _tags(
    api: Api, lock: Lock, given: Renamed, recalled: Recalled, names: Names
) -> Mapping[str, tuple[str, ...]]:
    """Give the attributes of tags that are gone, if one tag has all of their operations."""
    homes: dict[str, set[str]] = {}
    for operation in api.operations:
        if operation.at in recalled.operations:
            before = lock.operations[recalled.operations[operation.at]]
            homes.setdefault(before.tag, set()).add(operation.tag)
    taken = {entry.attribute for entry in names.tags.values()}
    found: dict[str, tuple[str, ...]] = {}
    for tag, now in homes.items():
        if len(now) == 1 and tag in lock.tags:
            [home] = now
            attributes = (*given.tags.get(tag, ()), lock.tags[tag].attribute)
            if old := _free(attributes, taken):
                found[home] = (*found.get(home, ()), *old)
    return found


@dataclass(frozen=True, slots=True)
class _Methods:
    """The old names of methods: in the tag that they are in, or in one that they left."""

    api: Api
    lock: Lock
    given: Renamed
    recalled: Recalled
    names: Names
    old_tags: Mapping[str, tuple[str, ...]]
    taken: dict[str, set[str]] = field(default_factory=dict)
    stayed: Olds = field(default_factory=dict)
    moved: dict[tuple[str, Location], tuple[str, ...]] = field(default_factory=dict)

    def find(self) -> None:
        for operation in self.api.operations:
            name = self.names.methods[operation.at]
            self.taken.setdefault(operation.tag, set()).add(name)
        for operation in self.api.operations:
            key = self.recalled.operations.get(operation.at)
            if key is not None:
                self._find(operation, key)

    def of_others(self) -> Mapping[str, tuple[Moved, ...]]:
        """Give what tags had before and have no more."""
        operations = {operation.at: operation for operation in self.api.operations}
        found: dict[str, tuple[Moved, ...]] = {}
        for (tag, at), names in self.moved.items():
            home = self.names.tags[operations[at].tag]
            moved = Moved(operations[at], names, home, self.names.methods[at])
            found[tag] = (*found.get(tag, ()), moved)
        return found

    def _find(self, operation: Operation, key: str) -> None:
        before = self.lock.operations[key]
        home = self._home(before, operation)
        for tag, names in self._moves(key):
            self._move(operation, tag, names)
        if home == operation.tag:
            names = (*self.given.operations.get(key, ()), before.name)
            if old := _free(names, self.taken[operation.tag]):
                self.stayed[operation.at] = old
        elif home is not None:
            self._move(operation, home, (before.name,))

    def _home(self, before: LockedOperation, operation: Operation) -> str | None:
        """Give the tag that has the attribute now by which the operation was called."""
        if before.tag not in self.lock.tags:
            return None
        attribute = self.lock.tags[before.tag].attribute
        if attribute in self.old_tags.get(operation.tag, ()):
            return operation.tag
        tags = self.names.tags.items()
        return next((tag for tag, now in tags if now.attribute == attribute), None)

    def _moves(self, key: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        for tag, names in self.given.moved.items():
            if tag in self.names.tags and key in names:
                yield tag, names[key]

    def _move(self, operation: Operation, tag: str, names: tuple[str, ...]) -> None:
        if tag != operation.tag and (
            old := _free(names, self.taken.setdefault(tag, set()))
        ):
            key = tag, operation.at
            self.moved[key] = (*self.moved.get(key, ()), *old)


def _free(names: Iterable[str], taken: set[str]) -> tuple[str, ...]:
    """Take those names that nobody has."""
    found = tuple(dict.fromkeys(name for name in names if name not in taken))
    taken.update(found)
    return found
