"""Show what a run does: plain lines for programs and files, rich ones for people.

Results go to standard output, everything about the run to standard error.
"""

import sys
from typing import Protocol

from specloom.errors import Diagnostic, Severity


class Screen(Protocol):
    """Where a command shows its progress, findings and result."""

    def stage(self, name: str) -> None:
        """Say that a stage has begun."""

    def finding(self, diagnostic: Diagnostic) -> None:
        """Show a finding beside the result."""

    def note(self, text: str) -> None:
        """Show a sentence beside the result."""

    def listed(self, diagnostic: Diagnostic) -> None:
        """Show a finding that is the result."""

    def diff(self, text: str) -> None:
        """Show a unified diff, which is the result."""

    def result(self, text: str) -> None:
        """Show a line of the result."""

    def close(self) -> None:
        """End the progress display."""


class PlainScreen:
    """Write one line for each thing, without control characters."""

    def stage(self, name: str) -> None:
        """Write the stage's name."""
        _write_error(name)

    def finding(self, diagnostic: Diagnostic) -> None:
        """Write the finding to standard error."""
        _write_error(str(diagnostic))

    def note(self, text: str) -> None:
        """Write the sentence to standard error."""
        _write_error(text)

    def listed(self, diagnostic: Diagnostic) -> None:
        """Write the finding to standard output."""
        self.result(str(diagnostic))

    def diff(self, text: str) -> None:
        """Write the diff as it is, so that patch can read it."""
        sys.stdout.write(text)
        # What is said of it stands below it where both go to one place, as in a hook.
        sys.stdout.flush()

    def result(self, text: str) -> None:
        """Write the line to standard output."""
        sys.stdout.write(f"{text}\n")

    def close(self) -> None:
        """Do nothing: no line is open."""


_STYLES: dict[Severity, str] = {"error": "red", "warning": "yellow", "info": "dim"}
_DIFF_STYLES = {"+": "green", "-": "red", "@": "cyan"}


class RichScreen:
    """Show a spinner for the running stage, and colours."""

    def __init__(self) -> None:
        # Imported here: only a terminal pays for it.
        from rich.console import Console

        self._out = Console(highlight=False, soft_wrap=True)
        self._err = Console(stderr=True, highlight=False, soft_wrap=True)
        self._status = self._err.status("")

    def stage(self, name: str) -> None:
        """Put the stage's name beside the spinner."""
        self._status.update(name)
        self._status.start()

    def finding(self, diagnostic: Diagnostic) -> None:
        """Show the finding in the colour of its severity."""
        self._err.print(
            str(diagnostic), style=_STYLES[diagnostic.severity], markup=False
        )

    def note(self, text: str) -> None:
        """Show the sentence on standard error."""
        self._err.print(text, markup=False)

    def listed(self, diagnostic: Diagnostic) -> None:
        """Show the finding on standard output in the colour of its severity."""
        self._out.print(
            str(diagnostic), style=_STYLES[diagnostic.severity], markup=False
        )

    def diff(self, text: str) -> None:
        """Show added lines green and removed ones red."""
        for line in text.splitlines():
            self._out.print(line, style=_DIFF_STYLES.get(line[:1]), markup=False)

    def result(self, text: str) -> None:
        """Show the line in bold."""
        self._out.print(text, style="bold", markup=False)

    def close(self) -> None:
        """Take the spinner away."""
        self._status.stop()


def open_screen() -> Screen:
    """Return the rich screen where standard output is a terminal."""
    return RichScreen() if sys.stdout.isatty() else PlainScreen()


def _write_error(text: str) -> None:
    sys.stderr.write(f"{text}\n")
