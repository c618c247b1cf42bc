"""Compare the committed samples with what is generated now."""

import importlib.util
from pathlib import Path
from types import ModuleType

MANIFEST = ".specloom.json"
ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "output_samples"


def test_the_samples_are_what_is_generated(tmp_path: Path) -> None:
    """Every file, byte by byte, and no other: `make samples` brings them up to date."""
    script("samples").write_samples(tmp_path)
    generated, committed = files_of(tmp_path), files_of(SAMPLES)
    assert sorted(generated) == sorted(committed)
    stale = [path for path in generated if generated[path] != committed[path]]
    assert stale == []


def script(name: str) -> ModuleType:
    """Import a script of `specs/`, which is no package."""
    path = ROOT / "specs" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder, without what Python leaves there.

    The manifest's hashes of Specloom are no output: they change with its every line.
    """
    return {
        path.relative_to(folder).as_posix(): _without_hashes(path)
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def _without_hashes(path: Path) -> bytes:
    content = path.read_bytes()
    if path.name != MANIFEST:
        return content
    ours = (b'"code": ', b'"templates": ')
    lines = content.splitlines()
    return b"".join(line for line in lines if not line.strip().startswith(ours))
