"""Import each module of a package in a process of its own; print those that fail.

What all modules need from elsewhere is imported once, before the processes divide.
"""

import importlib
import os
import sys
import traceback
from pathlib import Path

_SHARED = ("httpx2", "typing", "dataclasses", "decimal", "re", "json", "asyncio")


def main() -> None:
    """Read the folder of the package from the arguments."""
    package = Path(sys.argv[1])
    sys.path.insert(0, str(package.parent))
    for name in _SHARED:
        importlib.import_module(name)
    failed = [name for name in modules(package) if not is_importable(name)]
    print(*failed, sep="\n")
    sys.exit(bool(failed))


def modules(package: Path) -> list[str]:
    """Name every module of a package, itself included."""
    paths = sorted(package.rglob("*.py"))
    parts = [path.relative_to(package.parent).with_suffix("").parts for path in paths]
    return [".".join(part[: -(part[-1] == "__init__") or None]) for part in parts]


def is_importable(name: str) -> bool:
    """Import a module in a copy of this process."""
    child = os.fork()
    if not child:
        try:
            importlib.import_module(name)
        except BaseException:  # noqa: BLE001 -- whatever it is, it is told
            traceback.print_exc(limit=-1, file=sys.stdout)
            sys.stdout.flush()
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


if __name__ == "__main__":
    main()
