"""A repository with a document, its client, and a configuration."""

import os
import shutil
from pathlib import Path

import pytest
from checkout import ROOT, git
from environments import Environment
from reviewed import Reviewed

SPEC = ROOT / "specs" / "x_media_upload_initialize.yaml"


@pytest.fixture
def work(
    installed: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Reviewed:
    """One with a generated client; everything is committed."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "A")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "a@example.com")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "openapi.yaml").write_bytes(SPEC.read_bytes())
    made = Reviewed(folder, installed)
    git(folder, "init", "--quiet", "--initial-branch=main")
    installed.python("-m", "specloom", "init", "openapi.yaml", folder=folder)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "A client")
    return made
