"""How commands tell of findings, and of what stops them."""

from specloom.errors import Diagnostic
from specloom.screen import Screen

_SHOWN = 20


def show_findings(
    screen: Screen, diagnostics: tuple[Diagnostic, ...], document: str
) -> None:
    """Show what is more than a remark, and say how to see the rest."""
    told = [finding for finding in diagnostics if finding.severity != "info"]
    for finding in told[:_SHOWN]:
        screen.finding(finding)
    if len(told) > _SHOWN:
        more = len(told) - _SHOWN
        screen.note(f"... and {more} more: specloom validate {document}")


def explain(problem: Exception) -> str:
    """Say what stopped a run, as a person is told of it."""
    match problem:
        case OSError(filename=str(name), strerror=str(why)):
            return f"{name}: {why.lower()}"
        case RecursionError():
            return "the document nests too deeply to be read"
        case _:
            return str(problem)


def count(number: int, noun: str) -> str:
    """Write a number of things in words that fit it."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
