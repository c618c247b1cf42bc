"""Names of before: they work until the next version of the description, and say so."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar, cast

from .lazy import lazy

F = TypeVar("F", bound=Callable[..., Any])


def renamed(function: F, old: str, since: str) -> F:
    """Give a function under the name it had before version `since`."""

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        owner = function.__qualname__.rpartition(".")[0]
        warn_renamed(f"{owner}.{old}", function.__name__, since)
        return function(*args, **kwargs)

    return cast(F, call)


def lazy_renamed(
    package: str, exports: Mapping[str, str], old: Mapping[str, str], since: str
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Do what `lazy` does, for exports of which some have a name of before.

    `old` gives the new name for each that an export had before version `since`.
    """
    find, names = lazy(package, exports)

    def find_renamed(name: str) -> Any:
        if name not in old:
            return find(name)
        warn_renamed(f"{package}.{name}", old[name], since)
        return getattr(sys.modules[package], old[name])

    return find_renamed, names


def warn_renamed(old: str, new: str, since: str) -> None:
    """Warn whoever called the caller that a name has changed."""
    warnings.warn(
        f"{old} is called {new} since version {since}; the old name goes with the next"
        " version",
        DeprecationWarning,
        stacklevel=3,
    )
