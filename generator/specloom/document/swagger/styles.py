"""Swagger 2.0, `collectionFormat` → OpenAPI 3.0.4, Parameter Object, `style` and `explode`.

Tabs, lists in lists, and other marks than commas in a path or header have no style: there
the parameter is the finished text, and whoever calls joins it.
"""

from typing import NamedTuple

from specloom.document.swagger.part import Part


class Style(NamedTuple):
    """How the items of a list are written."""

    style: str
    explode: bool


_FORM = {
    "csv": Style("form", False),
    "ssv": Style("spaceDelimited", False),
    "pipes": Style("pipeDelimited", False),
    "multi": Style("form", True),
}
_COMMAS = {"csv": Style("simple", False)}
_STYLES = {"query": _FORM, "formData": _FORM, "path": _COMMAS, "header": _COMMAS}


def is_list(part: Part) -> bool:
    """Tell whether a parameter, its items or a header takes a list."""
    return part.text("type") == "array"


def style_of(part: Part, in_: str) -> Style | None:
    """Give the style of a list, or None where OpenAPI 3.0 has no word for it."""
    if is_list(part.member("items")):
        return None
    return _STYLES.get(in_, _COMMAS).get(part.text("collectionFormat") or "csv")


def is_inexpressible(part: Part, in_: str) -> bool:
    """Tell whether a list can only be given as finished text."""
    return is_list(part) and style_of(part, in_) is None
