"""Names that stay: those of the lock where it has them, and the lock for the next run."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from specloom.ir.api import Api
from specloom.naming.declarations import Declaration, declare, object_of
from specloom.naming.edits import edited
from specloom.naming.fingerprint import fingerprint
from specloom.naming.header_classes import header_print
from specloom.naming.lock import Lock, LockedOperation, LockedType, Renamed
from specloom.naming.names import Names, OldNames, assign_names
from specloom.naming.old import old_names
from specloom.naming.places import Places
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
    old = old_names(api, lock, recalled, names)
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
        return assign_names(self.api, self.declarations, held)

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
                    names.headers.get(operation.at, {}),
                    names.header_classes.get(operation.at, ""),
                    header_print(operation, self.places.key),
                )
                for operation in self.api.operations
            },
            self._types(names),
            renamed,
        )

    def renamed(self, old: OldNames) -> Renamed:
        return Renamed(
            self.api.version,
            old.tags,
            {self.places.key(at): names for at, names in old.methods.items()},
            {self.places.key(at): names for at, names in old.types.items()},
            {
                tag: {self.places.key(one.operation.at): one.names for one in moved}
                for tag, moved in old.moved.items()
            },
        )

    def _types(self, names: Names) -> Mapping[str, LockedType]:
        found: dict[str, LockedType] = {}
        for entry in self.declarations:
            type_ = names.types[entry.at]
            key = self.places.key(entry.at)
            shape = fingerprint(entry.at, entry.shape, self.places.key)
            object_ = object_of(entry)
            fields = {} if object_ is None else names.fields[object_.at]
            found[key] = LockedType(type_.type_, type_.function, shape, fields)
            if entry.at in names.unknowns:
                unknown = names.unknowns[entry.at]
                found[f"{key}?"] = LockedType(unknown, type_.function, "", {})
        return found
