"""Compare two descriptions: every change once, the gravest first."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from specloom.diff.both import Both, both_sides
from specloom.diff.change import LEVELS, Change, Comparison, Edition
from specloom.diff.headers import header_findings
from specloom.diff.models import model_findings
from specloom.diff.old_names import old_name_findings
from specloom.diff.operations import operation_findings, signature_pairs
from specloom.diff.security import client_findings
from specloom.diff.servers import server_findings
from specloom.python.context import Context

Key = tuple[str, str, str, str, str]


def compare(old: Context, new: Context) -> Comparison:
    """Give all changes that a user of the generated client can notice."""
    both = both_sides(old, new)
    return replace(_compared(both), signatures=tuple(signature_pairs(both)))


def compare_surface(old: Context, new: Context) -> Comparison:
    """Give the same changes without the signatures, which take as long as all the rest."""
    return _compared(both_sides(old, new))


def _compared(both: Both) -> Comparison:
    findings = (
        *client_findings(both),
        *operation_findings(both),
        *header_findings(both),
        *server_findings(both),
        *model_findings(both),
        *old_name_findings(both),
    )
    changes = _once(finding.change() for finding in findings)
    return Comparison(
        _edition(both.old.context),
        _edition(both.new.context),
        tuple(sorted(changes, key=lambda change: LEVELS.index(change.level))),
        (),
    )


def _once(changes: Iterable[Change]) -> Iterator[Change]:
    """Tell what several operations share once, with all of them."""
    found: dict[Key, Change] = {}
    for change in changes:
        key = (change.kind, change.subject, change.reason, change.old, change.new)
        first = found.get(key)
        operations = (*(first.operations if first else ()), *change.operations)
        found[key] = replace(
            first or change, operations=tuple(dict.fromkeys(operations))
        )
    yield from found.values()


def _edition(context: Context) -> Edition:
    api = context.api
    return Edition(api.at.file, api.title, api.version, context.names.package)
