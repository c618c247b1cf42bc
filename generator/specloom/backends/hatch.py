"""The build hook of hatchling: `[tool.hatch.build.hooks.specloom]`."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.plugin import hookimpl

from specloom.backends.clients import (
    Client,
    generate_clients,
    readable_errors,
    require_inside,
)


class SpecloomBuildHook(BuildHookInterface[BuilderConfig]):
    """Puts generated clients into wheels, and their documents into sdists."""

    PLUGIN_NAME = "specloom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Generate before hatchling collects files; `version` is how the wheel is built."""
        included = build_data["force_include"]
        with readable_errors():
            clients = generate_clients()
            if self.target_name == "sdist":
                included.update(_inputs(clients))
            elif version == "editable":
                included.update(self._path_file(clients))
            else:
                included.update(
                    (str(client.folder), client.name.replace(".", "/"))
                    for client in clients
                )

    def _path_file(self, clients: tuple[Client, ...]) -> dict[str, str]:
        """Give a file that shows the clients where they are generated (`site`, .pth)."""
        # Goes when the hook goes, which is after the build.
        self._folder = TemporaryDirectory(prefix="specloom-")
        file = Path(self._folder.name, "clients.pth")
        roots = dict.fromkeys(str(client.root.resolve()) for client in clients)
        file.write_text("".join(f"{root}\n" for root in roots), "utf-8")
        return {str(file): f"_{self.metadata.core.name.replace('-', '_')}_specloom.pth"}


def _inputs(clients: tuple[Client, ...]) -> dict[str, str]:
    for client in clients:
        require_inside(client)
    paths = (path.as_posix() for client in clients for path in client.inputs)
    return {path: path for path in paths}


@hookimpl
def hatch_register_build_hook() -> type[SpecloomBuildHook]:
    """Name the hook for hatchling's plugin manager."""
    return SpecloomBuildHook
