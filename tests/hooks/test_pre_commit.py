"""Commit with the real pre-commit in a real repository (https://pre-commit.com, hooks)."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from checkout import AUTHOR, ROOT, Repository, git
from environments import Environment, succeed
from pages import block

pytest.importorskip("pre_commit", reason="pre-commit is not installed")

SPEC = ROOT / "specs" / "x_media_upload_initialize.yaml"
README = block("README.md", "Stop a commit with a stale client", "yaml").text


@dataclass(frozen=True)
class Work:
    """A repository with a document, a configuration and a hook."""

    folder: Path
    repository: Repository
    installed: Environment

    def commit(self, hidden: str = "") -> subprocess.CompletedProcess[str]:
        """Commit everything but one path; the hook runs."""
        git(self.folder, "add", "--all")
        if hidden:
            git(self.folder, "reset", "--quiet", "--", hidden)
        return subprocess.run(
            ["git", *AUTHOR, "commit", "--message", "A change"],
            cwd=self.folder,
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    def generate(self) -> None:
        """Generate with what is installed beside the hook."""
        self.installed.python("-m", "specloom", "generate", folder=self.folder)

    def rename(self, old: str, new: str) -> None:
        """Change the document."""
        document = self.folder / "openapi.yaml"
        document.write_text(document.read_text("utf-8").replace(old, new), "utf-8")

    def install(self, text: str) -> None:
        """Configure a hook, and let pre-commit install it into git and for itself."""
        (self.folder / ".pre-commit-config.yaml").write_text(text)
        git(self.folder, "add", "--all")
        command = [sys.executable, "-m", "pre_commit", "install", "--install-hooks"]
        succeed(
            subprocess.run(
                command,
                cwd=self.folder,
                env=self._environment(),
                capture_output=True,
                text=True,
                check=False,
            )
        )

    def _environment(self) -> dict[str, str]:
        known = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        # What README leaves open is this checkout (git-config, `url.<base>.insteadOf`).
        own = {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{self.repository.url}.insteadOf",
            "GIT_CONFIG_VALUE_0": "<URL of this repository>",
            "PRE_COMMIT_HOME": str(self.repository.home),
        }
        return {**known, **own}


@pytest.fixture
def work(
    package_index: None, repository: Repository, installed: Environment, tmp_path: Path
) -> Work:
    """One whose client is not generated yet."""
    git(tmp_path, "init", "--quiet")
    (tmp_path / "openapi.yaml").write_bytes(SPEC.read_bytes())
    text = 'spec = "openapi.yaml"\noutput = "client"\n'
    (tmp_path / "specloom.toml").write_text(text)
    return Work(tmp_path, repository, installed)


def test_a_stale_client_is_not_committed(work: Work) -> None:
    """A changed document is stopped, generated again it passes, other files are let be."""
    work.generate()
    work.install(README)
    assert "specloom check....." in succeed_both(work.commit())
    work.rename("Initialize media upload", "Begin a media upload")
    done = work.commit()
    assert done.returncode == 1
    assert done.stderr.splitlines()[-3:] == [
        "client: stale: the document changed (openapi.yaml)",
        "client: run specloom generate",
        "",
    ]
    shown = [line[0] for line in done.stderr.splitlines() if "media upload" in line]
    assert {"-", "+"} <= {*shown}
    work.generate()
    assert "Passed" in succeed_both(work.commit())
    (work.folder / "shop.py").write_text("import client\n")
    assert "(no files to check)Skipped" in succeed_both(work.commit())


def test_what_is_generated_but_not_added_is_stale(work: Work) -> None:
    """The hook sees what is committed, whatever lies in the folder."""
    work.generate()
    work.install(README)
    succeed_both(work.commit())
    work.rename("Initialize media upload", "Begin a media upload")
    work.generate()
    done = work.commit(hidden="client")
    assert done.returncode == 1
    assert "client: run specloom generate" in done.stderr


def test_a_client_is_generated_when_its_document_is_committed(work: Work) -> None:
    """The commit stops once, so that what was written can be looked at and added."""
    work.generate()
    work.install(README.replace("specloom-check", "specloom-generate"))
    assert "Passed" in succeed_both(work.commit())
    work.rename("Initialize media upload", "Begin a media upload")
    done = work.commit()
    assert done.returncode == 1
    assert "- files were modified by this hook" in done.stderr
    assert "client: 1 operation, 8 models; " in done.stderr
    assert "Passed" in succeed_both(work.commit())
    assert git(work.folder, "status", "--porcelain") == ""


def succeed_both(done: subprocess.CompletedProcess[str]) -> str:
    """Give what a command that must have succeeded said, which git has on both ways."""
    return succeed(done) + done.stderr
