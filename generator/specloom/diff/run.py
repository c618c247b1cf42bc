"""Compare two documents by their names on the command line."""

from contextlib import ExitStack
from dataclasses import dataclass

from specloom.diff.change import Comparison
from specloom.diff.compare import compare
from specloom.diff.sources import opened
from specloom.document.diagnose import own_findings
from specloom.document.load import Document
from specloom.errors import Diagnostic, SpecloomError
from specloom.lower.api import lower
from specloom.naming.held import Held
from specloom.naming.names import assign_names
from specloom.python.context import Context


@dataclass(frozen=True, slots=True)
class Outcome:
    """What changed, and what could not be understood in either document."""

    comparison: Comparison
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Understood:
    context: Context
    diagnostics: tuple[Diagnostic, ...]


def diff(old: str, new: str, package: str | None = None) -> Outcome:
    """Compare the clients of two documents, files or `revision:path` of git.

    Raises:
        UsageError: there is no such document.
        SpecloomError: a document cannot be understood.
    """
    with ExitStack() as stack:
        before = _understand(stack.enter_context(opened(old)), package)
        after = _understand(stack.enter_context(opened(new)), package)
        found = tuple(dict.fromkeys((*before.diagnostics, *after.diagnostics)))
        return Outcome(compare(before.context, after.context), found)


def _understand(document: Document, package: str | None) -> _Understood:
    errors = [entry for entry in document.diagnostics if entry.severity == "error"]
    errors += [entry for entry in own_findings(document) if entry.rule == "version"]
    if errors:
        raise SpecloomError(tuple(errors))
    lowered = lower(document)
    context = Context(lowered.api, assign_names(lowered.api, Held(package=package)))
    return _Understood(context, lowered.diagnostics)
