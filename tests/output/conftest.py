"""Generate packages once for all tests of the output."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from specloom.config import Job
from specloom.pipeline import Outcome, generate

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "specs" / "x_media_upload_initialize.yaml"
X = ROOT.parent / "shared/corpus/openapi/xdevplatform__docs/openapi.json"


@dataclass(frozen=True)
class Generated:
    """Be a generated package: the folder it is in, and what was said of it."""

    folder: Path
    outcome: Outcome

    @property
    def name(self) -> str:
        """The name of the import package."""
        [package] = [path.name for path in self.folder.iterdir() if path.is_dir()]
        return package

    @property
    def modules(self) -> list[str]:
        """The names of all its modules."""
        paths = sorted((self.folder / self.name).rglob("*.py"))
        dotted = (path.relative_to(self.folder).with_suffix("").parts for path in paths)
        return [".".join(parts).removesuffix(".__init__") for parts in dotted]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a fresh Python beside the package."""
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": str(self.folder)},
            capture_output=True,
            text=True,
            check=False,
        )


def _generated(spec: Path, folder: Path) -> Generated:
    job = Job(spec, folder, layout="package", tests="none")
    return Generated(folder, generate(job, lambda _: None))


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Generated:
    """Give the package of the media upload."""
    return _generated(SAMPLE, tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def x(tmp_path_factory: pytest.TempPathFactory) -> Generated:
    """Give the package of X's whole API."""
    if not X.exists():
        pytest.skip("X's description is absent")
    return _generated(X, tmp_path_factory.mktemp("x"))


@pytest.fixture(scope="session")
def document() -> Path:
    """Give the place of X's description."""
    return X


@pytest.fixture(scope="session")
def load(sample: Generated) -> Iterator[Callable[[str], ModuleType]]:
    """Give the import of modules of the media upload's package."""
    sys.path.insert(0, str(sample.folder))
    yield lambda name: importlib.import_module(f"{sample.name}.{name}".rstrip("."))
    sys.path.remove(str(sample.folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == sample.name]:
        del sys.modules[name]
