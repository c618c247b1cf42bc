"""Tell an absent value from JSON `null` (OpenAPI 3.1.1, Schema Object, `required`)."""

from __future__ import annotations

from typing import Final, Literal, final


@final
class Unset:
    """Be the type of `UNSET`, the one value that means "leave this out"."""

    __slots__ = ()

    def __new__(cls) -> Unset:
        """Give the one instance, which copies and unpickled values also are."""
        return _INSTANCE[0] if _INSTANCE else _first(object.__new__(cls))

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        return "UNSET"


_INSTANCE: Final[list[Unset]] = []


def _first(instance: Unset) -> Unset:
    _INSTANCE.append(instance)
    return instance


UNSET: Final = Unset()
