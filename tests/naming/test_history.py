"""Names over the real revisions of X's description."""

from itertools import pairwise
from pathlib import Path

import pytest

from specloom.document.load import load
from specloom.lower.api import lower
from specloom.naming.lock import Lock
from specloom.naming.stable import stable_names

# Slashes in the place of a schema of the components.
_SCHEMA = 3
HISTORY = Path(__file__).parents[2].parent / "shared/corpus/x-history"


@pytest.fixture(scope="module")
def locks() -> list[Lock]:
    """Give the lock of each revision, made with that of the one before."""
    if not HISTORY.exists():
        pytest.skip("the revisions of X's description are absent")
    locks = [Lock()]
    for path in sorted(HISTORY.glob("x-*.json")):
        _, lock = stable_names(lower(load(path)).api, locks[-1])
        locks.append(lock)
    assert len(locks) == 13
    return locks[1:]


def test_what_stays_keeps_its_names(locks: list[Lock]) -> None:
    """An operation of the same operationId, and a schema at the same place."""
    for before, after in pairwise(locks):
        ids = {entry.id: entry for entry in after.operations.values()}
        for entry in before.operations.values():
            if entry.id in ids:
                assert ids[entry.id].name == entry.name
        for key, type_ in before.types.items():
            if key.count("/") == _SCHEMA and key in after.types:
                assert after.types[key].name == type_.name
                fields = after.types[key].fields
                kept = fields.keys() & type_.fields.keys()
                assert all(fields[name] == type_.fields[name] for name in kept)


def test_what_is_renamed_has_its_old_name_too(locks: list[Lock]) -> None:
    """One that is at the same place under another operationId can be called as before."""
    count = 0
    for before, after in pairwise(locks):
        for key in before.operations.keys() & after.operations.keys():
            old, new = before.operations[key], after.operations[key]
            moved = old.id in {entry.id for entry in after.operations.values()}
            is_here = before.tags[old.tag] in after.tags.values()
            if old.name != new.name and not moved and is_here:
                count += 1
                assert old.name in olds(after, key)
    assert count > 80


def olds(lock: Lock, key: str) -> set[str]:
    """Give the old names of an operation, those in other tags included."""
    renamed = lock.renamed
    elsewhere = [names.get(key, ()) for names in renamed.moved.values()]
    here = renamed.operations.get(key, ())
    return {name for names in (here, *elsewhere) for name in names}


def test_old_names_go_with_the_version(locks: list[Lock]) -> None:
    """None outlives the version of the description that it was given up for."""
    for before, after in pairwise(locks):
        if before.renamed.since != after.renamed.since:
            held = {
                name for names in before.renamed.operations.values() for name in names
            }
            now = {
                name for names in after.renamed.operations.values() for name in names
            }
            assert not held & now
