"""Apply the overlays that lie in files to a description (OpenAPI Overlay 1.0 and 1.1)."""

from collections.abc import Iterable
from pathlib import Path

from specloom.document.load import Document, load
from specloom.document.overlay import apply_overlay
from specloom.errors import Diagnostic, SpecloomError


def overlaid(
    document: Document, overlays: Iterable[Path]
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Apply overlays in order; give the result, and what was found in all of the files.

    Raises:
        LoadError: an overlay cannot be read.
        SpecloomError: there are errors among what was found.
    """
    found = document.diagnostics
    for path in overlays:
        overlay = load(path)
        document, more = apply_overlay(document, overlay)
        found = (*found, *overlay.diagnostics, *more)
    errors = tuple(entry for entry in found if entry.severity == "error")
    if errors:
        raise SpecloomError(errors)
    return document, found
