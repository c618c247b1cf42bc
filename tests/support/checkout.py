"""This checkout as a git repository that others refer to, with a tag for its version.

A plugin of pytest, which `conftest.py` names.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from specloom import __version__

ROOT = Path(__file__).parents[2]
TAG = f"v{__version__}"
PARTS = (
    ".pre-commit-hooks.yaml",
    "LICENSE",
    "README.md",
    "generator",
    "pyproject.toml",
    "templates",
)
AUTHOR = ("-c", "user.name=A", "-c", "user.email=a@example.com")


@dataclass(frozen=True)
class Repository:
    """The repository, and a home for pre-commit that all tests of a run share."""

    url: str
    home: Path


def git(folder: Path, *arguments: str) -> str:
    """Run git, which must succeed, apart from the configuration of this account."""
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(
        ["git", *AUTHOR, *arguments],
        cwd=folder,
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def package_index(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skip where pip finds no package index; in CI there has to be one."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "hatchling"]
    folder = tmp_path_factory.mktemp("index")
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        assert os.environ.get("CI") != "true", done.stdout + done.stderr
        pytest.skip("there is no package index to install from")


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Commit the working tree as it is; the first process of a run does it for all."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    made = tmp_path_factory.mktemp("checkout") / "specloom"
    made.mkdir()
    for name in PARTS:
        _copy(ROOT / name, made / name)
    git(made, "init", "--quiet", "--initial-branch=main")
    git(made, "add", "--all")
    git(made, "commit", "--quiet", "--message", "As it is")
    git(made, "tag", TAG)
    known = shared / "specloom-checkout"
    try:
        made.rename(known)
    except OSError:
        # Another process was first: a folder that is not empty is not replaced (POSIX).
        assert known.is_dir()
    return Repository(str(known), shared / "pre-commit-home")


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(source, target, ignore=ignored)
    else:
        shutil.copy(source, target)
