"""Compare two descriptions by their names on the command line."""

from dataclasses import dataclass, replace
from pathlib import Path

from specloom.chosen import Chosen
from specloom.diff.change import Comparison
from specloom.diff.compare import compare
from specloom.diff.sources import NO_FURTHER, opened
from specloom.document.diagnose import own_findings
from specloom.document.load import Document
from specloom.document.reach import Reach
from specloom.errors import Diagnostic, SpecloomError
from specloom.former import read_chosen, read_former
from specloom.lower.api import lower
from specloom.naming.lock import Lock
from specloom.naming.lock_file import lock_in
from specloom.python.context import Context


@dataclass(frozen=True, slots=True)
class Outcome:
    """What changed, and what could not be understood in either document."""

    comparison: Comparison
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Understood:
    context: Context
    lock: Lock
    diagnostics: tuple[Diagnostic, ...] = ()


def diff(
    old: str, new: str, package: str | None = None, reach: Reach = NO_FURTHER
) -> Outcome:
    """Compare two clients, of files, URLs, `revision:path` of git, or generated folders.

    A document is taken as the folder that it is compared with was made: of the same
    operations, under the same name. What is in both has the name that it had.

    Raises:
        UsageError: there is no such document or folder.
        SpecloomError: a document cannot be understood.
    """
    folders = [Path(name) for name in (old, new) if Path(name).is_dir()]
    chosen = read_chosen(folders[0]) if folders else Chosen()
    if package is not None:
        chosen = replace(chosen, package=package)
    before = _side(old, chosen, reach)
    after = _side(new, replace(chosen, lock=before.lock), reach)
    found = tuple(dict.fromkeys((*before.diagnostics, *after.diagnostics)))
    return Outcome(compare(before.context, after.context), found)


def _side(name: str, chosen: Chosen, reach: Reach) -> _Understood:
    if Path(name).is_dir():
        # What was found in its documents was told when it was generated.
        return _Understood(read_former(Path(name), name), lock_in(Path(name)))
    with opened(name, reach) as document:
        return _understand(document, chosen)


def _understand(document: Document, chosen: Chosen) -> _Understood:
    errors = [entry for entry in document.diagnostics if entry.severity == "error"]
    errors += [entry for entry in own_findings(document) if entry.rule == "version"]
    if errors:
        raise SpecloomError(tuple(errors))
    lowered = lower(document)
    return _Understood(*chosen.named(lowered.api), lowered.diagnostics)
