"""Find what Specloom brings along: the folder of the templates."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def templates_folder() -> Path:
    """Give the folder of the templates: installed with the package, or of the checkout."""
    installed = _PACKAGE / "templates"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "templates"
