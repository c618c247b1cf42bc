"""Warn of what a description calls deprecated (OpenAPI 3.1.1, Operation and Parameter Object)."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from .unset import UNSET

F = TypeVar("F", bound=Callable[..., Any])


class ApiDeprecationWarning(DeprecationWarning):
    """Say that the API's description calls an operation or an argument deprecated."""


def deprecated(function: F) -> F:
    """Warn whoever calls a method."""

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        message = f"{function.__qualname__} is deprecated"
        warnings.warn(message, ApiDeprecationWarning, stacklevel=2)
        return function(*args, **kwargs)

    return cast(F, call)


def deprecated_arguments(*names: str) -> Callable[[F], F]:
    """Warn whoever calls a method with one of some arguments."""

    def wrap(function: F) -> F:
        @wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            for name in names:
                if kwargs.get(name, UNSET) is not UNSET:
                    message = f"{function.__qualname__}: {name!r} is deprecated"
                    warnings.warn(message, ApiDeprecationWarning, stacklevel=2)
            return function(*args, **kwargs)

        return cast(F, call)

    return wrap
