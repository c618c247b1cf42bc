"""The `build_py` command of setuptools: `[tool.setuptools.cmdclass]`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from setuptools.command.build_py import build_py

from specloom.backends.clients import (
    Client,
    generate_clients,
    is_inside,
    readable_errors,
    require_inside,
)


class BuildPy(build_py):
    """Generates clients, and lets setuptools take them for packages of the project."""

    def finalize_options(self) -> None:
        """Generate before setuptools asks which files there are, whatever it builds."""
        super().finalize_options()
        with readable_errors():
            self.clients = generate_clients()
        for client in self.clients:
            self._add(client)

    def get_source_files(self) -> list[str]:
        """Give what goes into an sdist: documents, and nothing that is generated."""
        # Metadata ask for the files, too, which are not kept.
        if "sdist" in self.distribution.commands:
            with readable_errors():
                for client in self.clients:
                    require_inside(client)
        untyped: Any = super()
        files = filter(self._is_own, untyped.get_source_files())
        inputs = (path for client in self.clients for path in client.inputs)
        return [*files, *map(str, filter(is_inside, inputs))]

    def _is_own(self, file: str) -> bool:
        """Tell whether a file is one of the project, and not generated."""
        return not any(Path(file) in client.generated for client in self.clients)

    def _add(self, client: Client) -> None:
        distribution = self.distribution
        if Path(self.get_package_dir(client.name)) != client.folder:
            # Changed in place, as the command for editable wheels may hold it already.
            folders = cast(dict[str, str], distribution.package_dir or {})
            distribution.package_dir = folders
            folders[client.name] = str(client.folder)
            self.package_dir[client.name] = str(client.folder)
        packages = distribution.packages or []
        distribution.packages = self.packages = packages
        packages += [name for name in _packages(client) if name not in packages]


def _packages(client: Client) -> Iterator[str]:
    """Name the package and those in it."""
    for file in sorted(client.folder.rglob("__init__.py")):
        inside = file.parent.relative_to(client.folder).parts
        yield ".".join((client.name, *inside))
