"""Join what a body is known to have with what else it may have (`additionalProperties`)."""

from __future__ import annotations

from collections.abc import Mapping

from .unset import Unset


def with_members(
    known: dict[str, object], more: Mapping[str, object] | Unset
) -> dict[str, object]:
    """Add members to a body; those it is known to have win."""
    return known if isinstance(more, Unset) else {**more, **known}
