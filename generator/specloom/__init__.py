"""Write a typed, tested Python client from an OpenAPI description."""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_COMPILER = frozenset(
    {"SchemaError", "ValidationError", "Validator", "Violation", "compile_schema"}
)


def __getattr__(name: str) -> Any:
    """Import what compiles schemas when it is first asked for (PEP 562)."""
    if name not in _COMPILER:
        raise AttributeError(f"module 'specloom' has no attribute '{name}'")
    return getattr(import_module("specloom.compile"), name)
