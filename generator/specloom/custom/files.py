"""Find templates: our own, and those in a folder."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def templates_folder() -> Path:
    """Give the folder of the templates: installed with the package, or of the checkout."""
    installed = _PACKAGE / "templates"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "templates"


def templates_in(folder: Path) -> list[Path]:
    """Give the templates in a folder and below."""
    return sorted(path for path in folder.rglob("*") if path.suffix == ".jinja")
