"""The description that an output folder was made from, out of the snapshot in it."""

from pathlib import Path

from specloom.config import Selector, parse_selector
from specloom.errors import SpecloomError
from specloom.lower.api import lower
from specloom.lower.select import select
from specloom.manifest import read_manifest
from specloom.naming.held import Held
from specloom.naming.names import assign_names
from specloom.python.context import Context
from specloom.snapshot import opened_snapshot


def former(output: Path, display: str = "") -> Context | None:
    """Give what a folder was made from; None for one that does not tell any more."""
    try:
        return read_former(output, display or output.as_posix())
    except SpecloomError:
        return None


def read_former(output: Path, display: str) -> Context:
    """Give what a folder was made from, as its manifest says that it was chosen and named.

    Raises:
        SpecloomError: the folder does not hold it, or not as a description.
    """
    options = read_manifest(output).origin.options
    with opened_snapshot(output, display) as document:
        api = lower(document).api
    chosen = (_selectors(options.get(name)) for name in ("include", "exclude"))
    package = options.get("package")
    name = package if isinstance(package, str) else None
    api = select(api, *chosen)
    return Context(api, assign_names(api, Held(package=name)))


def _selectors(texts: object) -> tuple[Selector, ...]:
    entries = texts if isinstance(texts, list) else []
    return tuple(parse_selector(text) for text in entries if isinstance(text, str))
