"""Warn of what a description calls deprecated (OpenAPI 3.1.1, Operation and Parameter Object)."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any, TypeVar, cast

from .unset import UNSET

Given = dict[str, Any]
F = TypeVar("F", bound=Callable[..., Any])


class ApiDeprecationWarning(DeprecationWarning):
    """Say that the API's description calls an operation or an argument deprecated."""


def deprecated(function: F) -> F:
    """Warn whoever calls a method."""

    def warn(_: Given) -> None:
        message = f"{function.__qualname__} is deprecated"
        warnings.warn(message, ApiDeprecationWarning, stacklevel=3)

    return _warning(function, warn)


def deprecated_arguments(*names: str) -> Callable[[F], F]:
    """Warn whoever calls a method with one of some arguments."""

    def wrap(function: F) -> F:
        def warn(given: Given) -> None:
            for name in names:
                if given.get(name, UNSET) is not UNSET:
                    message = f"{function.__qualname__}: {name!r} is deprecated"
                    warnings.warn(message, ApiDeprecationWarning, stacklevel=3)

        return _warning(function, warn)

    return wrap


def _warning(function: F, warn: Callable[[Given], None]) -> F:
    """Wrap a function; one that is `async` stays so."""
    if iscoroutinefunction(function):

        @wraps(function)
        async def call_async(*args: Any, **kwargs: Any) -> Any:
            warn(kwargs)
            return await function(*args, **kwargs)

        return cast(F, call_async)

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        warn(kwargs)
        return function(*args, **kwargs)

    return cast(F, call)
