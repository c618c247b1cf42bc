"""Let a module be as if it were not installed."""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


class _Absent(MetaPathFinder):
    def __init__(self, name: str) -> None:
        self._name = name

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        if fullname == self._name:
            raise ModuleNotFoundError(f"no module named {fullname!r}", name=fullname)
        return None


def hide(name: str) -> None:
    """Refuse the import of a module that nothing has imported yet."""
    if name in sys.modules:
        sys.exit(f"{name} is imported already")
    sys.meta_path.insert(0, _Absent(name))
