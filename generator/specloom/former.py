"""The description that an output folder was made from, out of the snapshot in it."""

from dataclasses import dataclass, field
from pathlib import Path

from specloom.config import Selector, parse_selector
from specloom.errors import SpecloomError
from specloom.ir.api import Api
from specloom.lower.api import lower
from specloom.lower.select import select
from specloom.naming.lock import Lock
from specloom.naming.lock_file import lock_in
from specloom.naming.stable import stable_names
from specloom.output.manifest import read_manifest
from specloom.output.snapshot import opened_snapshot
from specloom.python.context import Context
from specloom.python.operations.alternatives import with_alternatives


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of a description a client has, and what its package is called."""

    package: str | None = None
    include: tuple[Selector, ...] = ()
    exclude: tuple[Selector, ...] = ()
    lock: Lock = field(default_factory=Lock)

    def named(self, api: Api) -> tuple[Context, Lock]:
        """Name what was chosen, and give the lock for what comes after it.

        Raises:
            UsageError: a selector chooses nothing.
        """
        chosen = with_alternatives(select(api, self.include, self.exclude))
        names, lock = stable_names(chosen, self.lock, self.package)
        return Context(chosen, names), lock


def former(output: Path) -> Context | None:
    """Give what a folder was made from; None for one that does not tell any more."""
    try:
        return read_former(output, output.as_posix())
    except SpecloomError:
        return None


def read_former(output: Path, display: str) -> Context:
    """Give what a folder was made from, chosen and named as its manifest says.

    Raises:
        SpecloomError: the folder does not hold it, or not as a description.
    """
    with opened_snapshot(output, display) as document:
        api = lower(document).api
    return read_chosen(output).named(api)[0]


def read_chosen(output: Path) -> Chosen:
    """Give what the manifest of a folder says; nothing is chosen where it is silent."""
    options = read_manifest(output).origin.options
    package = options.get("package")
    return Chosen(
        package if isinstance(package, str) else None,
        _selectors(options.get("include")),
        _selectors(options.get("exclude")),
        lock_in(output),
    )


def _selectors(texts: object) -> tuple[Selector, ...]:
    entries = texts if isinstance(texts, list) else []
    return tuple(parse_selector(text) for text in entries if isinstance(text, str))
