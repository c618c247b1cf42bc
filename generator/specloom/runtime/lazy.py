"""Give a package names that are imported when they are first used (PEP 562)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Mapping
from importlib import import_module
from typing import Any

Hooks = tuple[Callable[[str], Any], Callable[[], list[str]]]


def lazy(package: str, exports: Mapping[str, str]) -> Hooks:
    """Make the `__getattr__` and `__dir__` of a package.

    `exports` gives for each name the module of the package it comes from; a module
    that is exported itself comes from "".
    """

    def find(name: str) -> Any:
        module = exports[name]
        if not module:
            return import_module(f"{package}.{name}")
        return getattr(import_module(f"{package}.{module}"), name)

    return made(package, exports, find)


def made(package: str, names: Collection[str], make: Callable[[str], Any]) -> Hooks:
    """Make the hooks of a package whose names are made when they are first used."""

    def find(name: str) -> Any:
        if name not in names:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = make(name)
        setattr(sys.modules[package], name, value)
        return value

    def known() -> list[str]:
        own = vars(sys.modules[package])
        return sorted({*names, *(name for name in own if name.startswith("__"))})

    return find, known
