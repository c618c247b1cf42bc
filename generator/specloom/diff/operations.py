"""Changes of the methods of the client: which are gone, new, renamed, or take other ways."""

from collections.abc import Iterator

from specloom.diff.answers import answer_findings, error_findings
from specloom.diff.arguments import argument_findings
from specloom.diff.both import Both, Finding
from specloom.diff.change import Signature
from specloom.diff.method_pairs import route
from specloom.diff.old_names import is_still_called
from specloom.diff.security import security_findings
from specloom.diff.side import Method


def operation_findings(both: Both) -> Iterator[Finding]:
    """Compare all methods of two clients."""
    known = {id(method) for pair in both.methods for method in pair}
    for at, method in both.old.methods.items():
        if id(method) not in known:
            text = both.old.signatures[at]
            yield Finding("operation-removed", method.subject, old=text, old_at=at)
    for at, method in both.new.methods.items():
        if id(method) not in known:
            text = both.new.signatures[at]
            yield Finding("operation-added", method.subject, new=text, new_at=at)
    for before, after in both.methods:
        yield from _method_findings(before, after, both)
        yield from argument_findings(before, after, both)
        yield from answer_findings(before, after, both)
        yield from error_findings(before, after, both)
        yield from security_findings(before, after, both)


def _method_findings(old: Method, new: Method, both: Both) -> Iterator[Finding]:
    places = old.operation.at, new.operation.at
    if old.subject != new.subject:
        kind = "renamed" if old.attribute == new.attribute else "moved"
        if is_still_called(old, both.new):
            kind = "old-name-deprecated"
        calls = f"{old.subject}()", f"{new.subject}()"
        yield Finding(f"operation-{kind}", old.subject, *calls, *places)
    if route(old) != route(new):
        yield Finding(
            "operation-rerouted", new.subject, _sent(old), _sent(new), *places
        )
    if old.operation.deprecated != new.operation.deprecated:
        word = "deprecated" if new.operation.deprecated else "undeprecated"
        yield Finding(f"operation-{word}", new.subject, "", "", *places)


def _sent(method: Method) -> str:
    return f"{method.operation.method} {method.operation.path}"


def signature_pairs(both: Both) -> Iterator[Signature]:
    """Yield the methods that stay and are defined otherwise, both definitions side by side."""
    for before, after in both.methods:
        texts = (
            both.old.signatures[before.operation.at],
            both.new.signatures[after.operation.at],
        )
        if texts[0] != texts[1]:
            yield Signature(after.subject, *texts)
