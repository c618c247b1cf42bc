"""The description that an output folder was made from, out of the snapshot in it."""

from pathlib import Path

from specloom.chosen import Chosen
from specloom.config import Selector, parse_selector
from specloom.errors import SpecloomError
from specloom.lower.api import lower
from specloom.naming.lock_file import lock_in
from specloom.output.manifest import read_manifest
from specloom.output.snapshot import read_snapshot
from specloom.python.context import Context


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
    api = lower(read_snapshot(output, display)).api
    return read_chosen(output).named(api)[0]


def read_chosen(output: Path) -> Chosen:
    """Give what the manifest of a folder says; nothing is chosen where it is silent."""
    options = read_manifest(output).origin.options
    package = options.get("package")
    return Chosen(
        package if isinstance(package, str) else None,
        _selectors(options.get("include")),
        _selectors(options.get("exclude")),
        lock=lock_in(output),
    )


def _selectors(texts: object) -> tuple[Selector, ...]:
    entries = texts if isinstance(texts, list) else []
    return tuple(parse_selector(text) for text in entries if isinstance(text, str))
