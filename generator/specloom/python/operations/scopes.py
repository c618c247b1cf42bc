"""The OAuth 2.0 scopes that an operation needs (OpenAPI 3.1.1, Security Requirement Object).

Every requirement is an alternative: where several name one scheme with other scopes, the
scopes of any one of them are enough.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from specloom.ir.api import Operation
from specloom.python.context import Context


@dataclass(frozen=True, slots=True)
class Scopes:
    """The scopes by the keyword of their scheme; `choices` where one row is enough."""

    by_scheme: dict[str, tuple[str, ...]]
    choices: tuple[tuple[str, ...], ...]


def needed_scopes(operation: Operation, context: Context) -> Scopes:
    """Gather the scopes of all schemes that a client has a credential for."""
    rows: dict[str, dict[tuple[str, ...], None]] = {}
    for keyword, names in _named(operation, context):
        rows.setdefault(keyword, {})[names] = None
    return Scopes(
        {
            keyword: next(iter(found))
            for keyword, found in rows.items()
            if len(found) == 1
        },
        tuple(row for found in rows.values() if len(found) > 1 for row in found),
    )


def _named(
    operation: Operation, context: Context
) -> Iterator[tuple[str, tuple[str, ...]]]:
    keywords = context.names.credentials
    for requirement in operation.security:
        for key, names in requirement.schemes:
            if key in keywords and names:
                yield keywords[key], names
