"""How places are written where they are sorted or kept: a file and a JSON Pointer."""

from specloom.errors import Location


def pointer_of(at: Location) -> str:
    """Give a place as one text."""
    return f"{at.file}{at.pointer}"


def unknown_place(at: Location) -> Location:
    """Give the place that stands for the variants that the union at a place does not know."""
    return Location(at.file, f"{at.pointer}?")
