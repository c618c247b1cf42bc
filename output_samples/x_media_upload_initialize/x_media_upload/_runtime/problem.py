"""Read what went wrong from the body of an error (RFC 9457, Problem Details)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .values import is_array, is_object

_MEMBERS = ("type", "title", "status", "detail", "instance")


@dataclass(frozen=True, slots=True)
class Problem:
    """Be the details of a problem; members of a wrong type are not taken over."""

    type: str = "about:blank"
    title: str | None = None
    status: int | None = None
    detail: str | None = None
    instance: str | None = None
    extensions: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """All other members."""

    @property
    def errors(self) -> list[Any]:
        """Give the extension `errors`, empty if there is none."""
        errors = self.extensions.get("errors")
        return errors if is_array(errors) else []

    @property
    def message(self) -> str | None:
        """Give the most telling text: the detail, else that of the errors, else the title."""
        return self.detail or _first_message(self.errors) or self.title


def read_problem(value: object) -> Problem | None:
    """Read problem details or one of the older shapes; None for anything else.

    The older shapes are `{"code", "message"}`, and `{"errors": [{"message"}]}` with or
    without a title.
    """
    if not is_object(value):
        return None
    if value.keys().isdisjoint((*_MEMBERS, "errors", "message", "error")):
        return None
    rest = {key: member for key, member in value.items() if key not in _MEMBERS}
    return Problem(
        type=_text(value.get("type")) or "about:blank",
        title=_text(value.get("title")) or _text(value.get("error")),
        status=_status(value.get("status")),
        detail=_detail(value),
        instance=_text(value.get("instance")),
        extensions=rest,
    )


def _detail(value: dict[str, Any]) -> str | None:
    for name in ("detail", "message", "error_description"):
        if text := _text(value.get(name)):
            return text
    error = value.get("error")
    inner = error.get("message") if is_object(error) else None
    return _text(inner) or _first_message(value.get("errors"))


def _first_message(errors: object) -> str | None:
    for error in errors if is_array(errors) else ():
        if isinstance(error, str) and error:
            return error
        if is_object(error):
            for name in ("message", "detail", "title"):
                if text := _text(error.get(name)):
                    return text
    return None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _status(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value
