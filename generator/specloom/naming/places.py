"""How places are written where they are sorted or kept: a file and a JSON Pointer."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from specloom.errors import Location, escape
from specloom.ir.api import Api


def pointer_of(at: Location) -> str:
    """Give a place as one text."""
    return f"{at.file}{at.pointer}"


def unknown_place(at: Location) -> Location:
    """Give the place that stands for the variants that the union at a place does not know."""
    return Location(at.file, f"{at.pointer}?")


@dataclass(frozen=True, slots=True)
class Places:
    """Write places as they are kept from one version of a document to the next.

    A file is named as seen from the main one, and a parameter, whose index says nothing,
    by where it stands and its name: `#/paths/~1users/get/parameters/query:limit/schema`.
    """

    file: str
    parameters: Mapping[str, str]

    @classmethod
    def of(cls, api: Api) -> "Places":
        """Know the parameters of a document."""
        parameters = {
            pointer_of(parameter.at): f"{parameter.in_}:{parameter.name}"
            for operation in api.operations
            for parameter in operation.parameters
            if parameter.at.pointer.rpartition("/")[2].isdigit()
        }
        return cls(api.at.file, parameters)

    def key(self, at: Location) -> str:
        """Write a place."""
        if at.file == self.file:
            return self._pointer(at)
        folder = posixpath.dirname(self.file)
        return f"{posixpath.relpath(at.file, folder or '.')}{self._pointer(at)}"

    def _pointer(self, at: Location) -> str:
        if "/parameters/" not in at.pointer:
            return at.pointer
        pieces = at.pointer.split("/")
        for length in range(2, len(pieces) + 1):
            start = f"{at.file}{'/'.join(pieces[:length])}"
            if start in self.parameters:
                pieces[length - 1] = escape(self.parameters[start])
                break
        return "/".join(pieces)
