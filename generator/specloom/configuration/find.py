"""Find the configuration file: in the working folder, or above it in the repository."""

from pathlib import Path

from specloom.configuration.toml import Toml, read_toml
from specloom.errors import UsageError

OWN_FILE = "specloom.toml"
PROJECT_FILE = "pyproject.toml"


def find_configuration(start: Path = Path()) -> Path | None:
    """Give the nearest configuration file at or above a folder, None if there is none.

    The search ends at the folder that holds `.git`.

    Raises:
        UsageError: a folder has two of them, or one that is no TOML.
    """
    folder = start
    for resolved in (start.resolve(), *start.resolve().parents):
        if found := configuration_in(folder):
            return found
        if (resolved / ".git").exists():
            return None
        folder /= ".."
    return None


def configuration_in(folder: Path) -> Path | None:
    """Give the configuration file of a folder itself, None if there is none."""
    own, project = folder / OWN_FILE, folder / PROJECT_FILE
    found = [own] if own.is_file() else []
    if project.is_file() and has_table(read_toml(project)):
        found.append(project)
    if len(found) > 1:
        raise UsageError(
            f"{own}: [tool.specloom] in {project} is a configuration, too; keep one"
        )
    return found[0] if found else None


def has_table(toml: Toml) -> bool:
    """Tell whether a pyproject.toml configures Specloom."""
    tool = toml.value.get("tool")
    return isinstance(tool, dict) and "specloom" in tool
