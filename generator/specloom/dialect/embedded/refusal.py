"""Refuse a value that breaks its schema, with every violation."""

from __future__ import annotations

from collections.abc import Sequence

from specloom.runtime.violations import Violation


class ValidationError(ValueError):
    """A value is not valid; `violations` says all that is wrong with it."""

    def __init__(self, violations: Sequence[Violation]) -> None:
        """Take what was found, at least one violation."""
        super().__init__("; ".join(map(str, violations)))
        self.violations = tuple(violations)
