"""Offer the check of one schema to those who have a value to validate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .unions import run
from .violations import Check, Violation


class ValidationError(ValueError):
    """A value is not valid; `violations` says all that is wrong with it."""

    def __init__(self, violations: Sequence[Violation]) -> None:
        """Take what was found, at least one violation."""
        super().__init__("; ".join(map(str, violations)))
        self.violations = tuple(violations)


class _Stop(Exception):
    """The first fault has been found."""


class _First(list[Violation]):
    """Stops the check that reports to it."""

    def append(self, entry: Violation) -> None:
        """Stop."""
        raise _Stop


_FIRST = _First()


@dataclass(frozen=True, slots=True)
class Validator:
    """Validates values by one schema of the description."""

    check: Check
    """Append all violations of a value at a path to a list."""

    def is_valid(self, value: object) -> bool:
        """Tell whether a JSON value is valid; stop at the first fault."""
        try:
            self.check(value, None, _FIRST)
        except (_Stop, RecursionError):
            return False
        return True

    def violations(self, value: object) -> list[Violation]:
        """Give everything that is wrong with a JSON value; nothing for a valid one."""
        return run(self.check, value, "")

    def validate(self, value: object) -> None:
        """Raise ValidationError with all violations if a JSON value is not valid."""
        found = self.violations(value)
        if found:
            raise ValidationError(found)
