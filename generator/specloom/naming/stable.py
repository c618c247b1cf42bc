"""Names that stay: those of the lock where it has them, and the lock for the next run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from specloom.errors import Location
from specloom.ir.api import Api
from specloom.ir.shape import without_null
from specloom.naming.declarations import Declaration, declare
from specloom.naming.edits import edited
from specloom.naming.fingerprint import fingerprint
from specloom.naming.lock import Lock, LockedOperation, LockedType, Renamed
from specloom.naming.names import Names, OldNames, name_declared
from specloom.naming.places import Places, unknown_place
from specloom.naming.recall import Recalled, recall


def stable_names(
    api: Api,
    lock: Lock,
    package: str | None = None,
    wanted: Mapping[str, str] | None = None,
) -> tuple[Names, Lock]:
    """Name everything as the lock has it, and give the lock of these names.

    What is called otherwise now keeps its old name as well, as long as the document has
    the version that it was renamed in. `wanted` are names that win over all others, by
    the words of `edits`.
    """
    writer = _Writer(api, declare(api), Places.of(api))
    recalled = recall(lock, api, writer.declarations, writer.places)
    names = writer.named(recalled, package)
    if wanted:
        changed = edited(writer.lock(names, Renamed()), wanted)
        again = recall(changed, api, writer.declarations, writer.places)
        names = writer.named(again, package)
    old = writer.old_names(lock, recalled, names)
    names = replace(names, old=old)
    return names, writer.lock(names, writer.renamed(old))


@dataclass(frozen=True, slots=True)
class _Writer:
    """One document between two locks."""

    api: Api
    declarations: tuple[Declaration, ...]
    places: Places

    def named(self, recalled: Recalled, package: str | None) -> Names:
        held = recalled.held
        held = replace(held, package=package or held.package)
        return name_declared(self.api, self.declarations, held)

    def lock(self, names: Names, renamed: Renamed) -> Lock:
        return Lock(
            names.package,
            names.tags,
            names.credentials,
            {
                self.places.key(operation.at): LockedOperation(
                    operation.id,
                    operation.tag,
                    names.methods[operation.at],
                    names.arguments[operation.at],
                )
                for operation in self.api.operations
            },
            self._types(names),
            renamed,
        )

    def old_names(self, lock: Lock, recalled: Recalled, names: Names) -> OldNames:
        """Give the names of before that can still stand beside those of now."""
        given = lock.renamed if lock.renamed.since == self.api.version else Renamed()
        tags = self._old_tags(lock, given, recalled, names)
        return OldNames(
            tags,
            self._old_methods(lock, given, recalled, names, tags),
            self._old_types(lock, given, recalled, names),
        )

    def renamed(self, old: OldNames) -> Renamed:
        return Renamed(
            self.api.version,
            old.tags,
            {self.places.key(at): names for at, names in old.methods.items()},
            {self.places.key(at): names for at, names in old.types.items()},
        )

    def _types(self, names: Names) -> Mapping[str, LockedType]:
        found: dict[str, LockedType] = {}
        for entry in self.declarations:
            type_ = names.types[entry.at]
            key = self.places.key(entry.at)
            shape = fingerprint(entry.at, entry.shape, self.places.key)
            fields = names.fields.get(
                getattr(without_null(entry.shape), "at", entry.at), {}
            )
            found[key] = LockedType(type_.type_, type_.function, shape, fields)
            if entry.at in names.unknowns:
                unknown = names.unknowns[entry.at]
                found[f"{key}?"] = LockedType(unknown, type_.function, "", {})
        return found

    def _old_types(
        self, lock: Lock, given: Renamed, recalled: Recalled, names: Names
    ) -> Mapping[Location, tuple[str, ...]]:
        now = {at: entry.type_ for at, entry in names.types.items()}
        now |= {unknown_place(at): name for at, name in names.unknowns.items()}
        taken = set(now.values())
        found: dict[Location, tuple[str, ...]] = {}
        for at, key in recalled.types.items():
            before = (*given.types.get(key, ()), lock.types[key].name)
            if at in now and (old := _free(before, taken)):
                found[at] = old
                taken.update(old)
        return found

    def _old_methods(
        self,
        lock: Lock,
        given: Renamed,
        recalled: Recalled,
        names: Names,
        old_tags: Mapping[str, tuple[str, ...]],
    ) -> Mapping[Location, tuple[str, ...]]:
        taken = {
            tag.name: {
                names.methods[operation.at]
                for operation in self.api.operations
                if operation.tag == tag.name
            }
            for tag in self.api.tags
        }
        found: dict[Location, tuple[str, ...]] = {}
        for operation in self.api.operations:
            key = recalled.operations.get(operation.at)
            if key is None:
                continue
            before = lock.operations[key]
            attribute = (
                lock.tags[before.tag].attribute if before.tag in lock.tags else ""
            )
            stays = (
                names.tags[operation.tag].attribute,
                *old_tags.get(operation.tag, ()),
            )
            old = (*given.operations.get(key, ()), before.name)
            if attribute in stays and (free := _free(old, taken[operation.tag])):
                found[operation.at] = free
                taken[operation.tag].update(free)
        return found

    def _old_tags(
        self, lock: Lock, given: Renamed, recalled: Recalled, names: Names
    ) -> Mapping[str, tuple[str, ...]]:
        """Give the attributes of tags that are gone, if one tag has all of their operations."""
        homes: dict[str, set[str]] = {}
        for operation in self.api.operations:
            if operation.at in recalled.operations:
                before = lock.operations[recalled.operations[operation.at]]
                homes.setdefault(before.tag, set()).add(operation.tag)
        taken = {entry.attribute for entry in names.tags.values()}
        found: dict[str, tuple[str, ...]] = {}
        for tag, now in homes.items():
            if len(now) == 1 and tag in lock.tags:
                [home] = now
                before_ = (*given.tags.get(tag, ()), lock.tags[tag].attribute)
                if old := _free(before_, taken):
                    found[home] = (*found.get(home, ()), *old)
                    taken.update(old)
        return found


def _free(names: Iterable[str], taken: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name not in taken))
