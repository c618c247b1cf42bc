"""Say where a schema document is no schema, and what would be right."""

from specloom.errors import Diagnostic, SpecloomError


class SchemaError(SpecloomError):
    """A schema cannot be compiled: it is none, or refers to what is not there."""


def refuse(pointer: str, message: str, rule: str) -> SchemaError:
    """Make the error about the place that a pointer names."""
    text = f"{pointer}: {message}"
    return SchemaError((Diagnostic("error", rule, text, "schema", 0, 0, pointer),))
