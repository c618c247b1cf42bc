"""Write a file that is there only when it is complete."""

from __future__ import annotations

import os
from types import TracebackType
from typing import BinaryIO


class PartFile:
    """Write beside the place of a file, and move it there at the end."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = os.fspath(path)
        self._part = f"{self._path}.part"

    def __enter__(self) -> BinaryIO:
        self._file = open(self._part, "wb")
        return self._file

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._file.close()
        if error is None:
            os.replace(self._part, self._path)
        else:
            os.unlink(self._part)
