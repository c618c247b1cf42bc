"""What a rule of ours says about one Object; `diagnose` gives it file and line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from specloom.document.objects import Node
from specloom.document.resolve import ReferenceProblem, References
from specloom.errors import Diagnostic, Location, Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding at `tokens` below the Object that the rule was asked about."""

    rule: str
    message: str
    tokens: tuple[str | int, ...] = ()
    severity: Severity = "warning"
    hint: str = ""


Rule = Callable[[Node, References], Iterator[Finding]]


def located(finding: Finding, node: Node, references: References) -> Diagnostic:
    """Return a finding with its place."""
    at = node.at.child(*finding.tokens)
    return references.document_of(at).diagnostic_at(
        at.pointer, finding.severity, finding.rule, finding.message, finding.hint
    )


def object_at(ref: str, at: Location, references: References) -> dict[str, Any]:
    """Return the Object that a reference names; {} if it names none."""
    try:
        found = references.resolve(ref, at)
    except ReferenceProblem:
        # The rule about references reports it, once, at the reference.
        return {}
    return found.value if isinstance(found.value, dict) else {}
