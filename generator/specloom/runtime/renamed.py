"""Names of before: they work until the next version of the description, and say so."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])


def renamed(function: F, old: str, since: str) -> F:
    """Give a function under the name it had before version `since`."""

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        owner = function.__qualname__.rpartition(".")[0]
        warn_renamed(f"{owner}.{old}", function.__name__, since)
        return function(*args, **kwargs)

    return cast(F, call)


def warn_renamed(old: str, new: str, since: str) -> None:
    """Warn whoever called the caller that a name has changed."""
    warnings.warn(
        f"{old} is called {new} since version {since}; the old name goes with the next"
        " version",
        DeprecationWarning,
        stacklevel=3,
    )
