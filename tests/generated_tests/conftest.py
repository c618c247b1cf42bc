"""Generate projects with their tests, once for all tests here, and run those tests."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from specloom.config import Job, Tests
from specloom.pipeline import generate

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "specs" / "x_media_upload_initialize.yaml"
EVERY_KIND = Path(__file__).parent / "every_kind.yaml"
EVERY_KEYWORD = Path(__file__).parent / "every_keyword.yaml"
DIRECTIONS = Path(__file__).parent / "directions.yaml"
X = ROOT.parent / "shared/corpus/openapi/xdevplatform__docs/openapi.json"
_OWN = ("PYTEST", "PYTHONPATH", "COV")


@dataclass(frozen=True)
class Project:
    """Be a generated project."""

    folder: Path

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a module of Python in the project as its user would."""
        settings = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(_OWN)
        }
        return subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=self.folder,
            env=settings | {"PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )

    def test(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the project's own tests."""
        return self.run("pytest", "-q", "-p", "no:cacheprovider", *arguments)

    def passing(self) -> int:
        """Return how many tests passed; none may fail or be skipped."""
        result = self.test("-W", "error")
        lines = result.stdout.strip().splitlines()
        found = re.fullmatch(r"(\d+) passed in .*", lines[-1] if lines else "")
        assert found, result.stdout[-3000:] + result.stderr[-1000:]
        return int(found[1])

    def path(self, name: str) -> Path:
        """Give one of the files; `*` stands for the import package."""
        [found] = self.folder.glob(name)
        return found

    def text(self, name: str) -> str:
        """Read one of the files."""
        return self.path(name).read_text("utf-8")


def _project(spec: Path, folder: Path, tests: Tests = "standard") -> Project:
    generate(Job(spec, folder, tests=tests), lambda _: None)
    return Project(folder)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project of the document that this repository ships."""
    return _project(SAMPLE, tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def every_kind(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project of a document with every way of sending and answering."""
    return _project(EVERY_KIND, tmp_path_factory.mktemp("every_kind"))


@pytest.fixture(scope="session")
def x(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project of X's whole description."""
    if not X.exists():
        pytest.skip("X's description is not here")
    return _project(X, tmp_path_factory.mktemp("x"))


@pytest.fixture(scope="session")
def sample_properties(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project of this repository's document, with property-based tests."""
    return _project(SAMPLE, tmp_path_factory.mktemp("sample_properties"), "property")


@pytest.fixture(scope="session")
def every_kind_properties(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project with every way of sending, with property-based tests."""
    folder = tmp_path_factory.mktemp("every_kind_properties")
    return _project(EVERY_KIND, folder, "property")


@pytest.fixture(scope="session")
def every_keyword(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project of a document with every keyword, with property-based tests."""
    folder = tmp_path_factory.mktemp("every_keyword")
    return _project(EVERY_KEYWORD, folder, "property")


@pytest.fixture(scope="session")
def directions(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project of a document whose requests and answers have not the same."""
    folder = tmp_path_factory.mktemp("directions")
    return _project(DIRECTIONS, folder, "property")
