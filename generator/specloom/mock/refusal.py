"""Say why a request gets no documented answer (RFC 9457, Problem Details)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from specloom.runtime.violations import Violation


@dataclass(slots=True)
class Refusal(Exception):
    """The answer to what cannot be answered: a status, and what would be right."""

    status: int
    detail: str
    violations: tuple[Violation, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def problem(self) -> dict[str, Any]:
        """Give the members of `application/problem+json`."""
        found = {
            "type": "about:blank",
            "title": title_of(self.status),
            "status": self.status,
            "detail": self.detail,
        }
        if self.violations:
            found["violations"] = [*map(_written, self.violations)]
        return found


def refuse_values(violations: Iterable[Violation]) -> Refusal:
    """Make the refusal of a request whose values break the description."""
    found = tuple(violations)
    where = "1 place" if len(found) == 1 else f"{len(found)} places"
    return Refusal(400, f"the request breaks its description in {where}", found)


def title_of(status: int) -> str:
    """Give the usual phrase of a status; its class where it has none."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return f"Status {status}"


def _written(violation: Violation) -> dict[str, str]:
    return {
        "in": violation.in_,
        "instance_path": violation.instance_path,
        "keyword": violation.keyword,
        "schema_path": violation.schema_path,
        "message": violation.message,
    }
