"""Swagger 2.0, `consumes` and `produces`: which media types a body or answer has."""

from specloom.document.swagger.context import Context
from specloom.document.swagger.part import Part

JSON = "application/json"
BYTES = "application/octet-stream"
URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"

_STRUCTURES = ("json", "xml", "yaml", "form", "*")


def consumed(operation: Part, context: Context) -> tuple[str, ...]:
    """Give what an operation reads; an empty list clears what holds for all."""
    own = operation.texts("consumes")
    return context.consumes if own is None else own


def produced(operation: Part, context: Context) -> tuple[str, ...]:
    """Give what an operation answers with; an empty list clears what holds for all."""
    own = operation.texts("produces")
    return context.produces if own is None else own


def for_body(consumes: tuple[str, ...]) -> tuple[str, ...]:
    """Give the media types of a body; JSON where nothing is said."""
    return consumes or (JSON,)


def for_form(consumes: tuple[str, ...], *, has_file: bool) -> tuple[str, ...]:
    """Give the media types of form fields; a file needs multipart (`type: file`)."""
    if has_file:
        return (MULTIPART,)
    forms = tuple(
        name for name in consumes if _essence(name) in (URLENCODED, MULTIPART)
    )
    return forms or (URLENCODED,)


def for_file(produces: tuple[str, ...]) -> tuple[str, ...]:
    """Give the media types of an answer that is a file, which JSON is not."""
    return tuple(name for name in produces if "json" not in _essence(name)) or (BYTES,)


def for_structure(produces: tuple[str, ...]) -> tuple[str, ...]:
    """Give the media types of an object or list.

    The list of an operation is about its success; the errors beside a stream of bytes are
    JSON in practice, and cannot be what the list says.
    """
    structured = tuple(name for name in produces if _is_structured(name))
    return structured or (JSON,)


def _is_structured(name: str) -> bool:
    essence = _essence(name)
    return any(word in essence for word in _STRUCTURES)


def _essence(name: str) -> str:
    return name.partition(";")[0].strip().lower()
