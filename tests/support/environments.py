"""Specloom as others have it: a wheel of this checkout, installed away from it.

A plugin of pytest, which `conftest.py` names, and the types that tests use.
"""

import os
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest

Done: TypeAlias = subprocess.CompletedProcess[str]

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Environment:
    """A virtual environment without pip; that of this interpreter works on it."""

    folder: Path

    @property
    def scripts(self) -> Path:
        """Where its commands are."""
        return self.folder / "bin"

    @property
    def site(self) -> Path:
        """Where its packages are."""
        [found] = self.folder.glob("lib/python*/site-packages")
        return found

    def install(self, *arguments: str) -> Done:
        """Run `pip install` in it, without an index."""
        pip = [sys.executable, "-m", "pip", "--python", str(self.scripts / "python")]
        quiet = ["--disable-pip-version-check", "--no-index", "--no-deps"]
        return self.run(*pip, "install", *quiet, *arguments)

    def run(self, *command: str, folder: Path | None = None) -> Done:
        """Run a command that finds what is installed here first."""
        hidden = {"PYTHONPATH", "VIRTUAL_ENV"}
        known = {name: text for name, text in os.environ.items() if name not in hidden}
        path = os.pathsep.join((str(self.scripts), known["PATH"]))
        return subprocess.run(
            command,
            cwd=folder,
            env={**known, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )

    def python(self, *arguments: str, folder: Path | None = None) -> str:
        """Run its Python, which must succeed, and give what that printed."""
        return succeed(
            self.run(str(self.scripts / "python"), *arguments, folder=folder)
        )


def succeed(done: Done) -> str:
    """Give what a command printed, which must have succeeded."""
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def make_environment(folder: Path, *others: Path) -> Environment:
    """Make one that also sees the packages of this interpreter and of other ones.

    A path file shows them without carrying out the path files beside them, so that an
    editable install of the checkout is not seen.
    """
    venv.create(folder, with_pip=False)
    made = Environment(folder)
    seen = (*map(str, others), sysconfig.get_path("purelib"))
    (made.site / "dependencies.pth").write_text("\n".join((*seen, "")))
    return made


@pytest.fixture(scope="session")
def specloom_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the checkout with the backend that is installed."""
    pytest.importorskip("hatchling", reason="the build backend is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]
    done = subprocess.run(
        [*command, "--outdir", str(folder), str(ROOT)],
        capture_output=True,
        text=True,
        check=False,
    )
    succeed(done)
    [built] = folder.glob("specloom-*.whl")
    return built


@pytest.fixture(scope="session")
def installed(
    specloom_wheel: Path, tmp_path_factory: pytest.TempPathFactory
) -> Environment:
    """An environment with Specloom and what it depends on."""
    made = make_environment(tmp_path_factory.mktemp("installed") / "env")
    succeed(made.install(str(specloom_wheel)))
    return made
