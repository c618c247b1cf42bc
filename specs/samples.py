"""Write the samples: the client of the media upload, and its API in two languages."""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from specloom.cli import run

SPECS = Path(__file__).parent
DOCUMENT = SPECS / "x_media_upload_initialize.yaml"
LANGUAGES = ("ko", "hi")


def write_samples(folder: Path) -> None:
    """Bring a folder to the state that `output_samples` must have."""
    _generate(folder / DOCUMENT.stem)
    for language in LANGUAGES:
        _write_localised(folder / "localised" / language, language)


def _write_localised(folder: Path, language: str) -> None:
    overlay = str(SPECS / "overlays" / f"{language}.yaml")
    with TemporaryDirectory() as scratch:
        output = Path(scratch, "client")
        _generate(output, "--layout", "package", "--no-tests", "--overlay", overlay)
        [module] = output.glob("**/api/media.py")
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(module, folder / module.name)


def _generate(output: Path, *options: str) -> None:
    arguments: Sequence[str] = ("generate", str(DOCUMENT), "--output", str(output))
    if code := run([*arguments, *options]):
        sys.exit(code)


if __name__ == "__main__":
    write_samples(Path(sys.argv[1]))
