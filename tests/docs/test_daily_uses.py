"""Run the daily uses of README as they are written; the third is in tests/hooks."""

import os
import sys
from pathlib import Path

import pytest
from checkout import git
from environments import make_environment, succeed
from pages import block, blocks
from projects import DOCUMENT, PROJECT, SCHEMAS
from reviewed import Reviewed

REGENERATE = "Regenerate and review"
BUILD = "Generate at build time"
COMMIT = "Stop a commit with a stale client"


@pytest.mark.parametrize("heading", [REGENERATE, BUILD, COMMIT])
def test_a_daily_use_has_less_than_ten_lines(heading: str) -> None:
    """Each is one block."""
    [only] = blocks("README.md", heading)
    assert 1 < len(only.text.splitlines()) < 10


def test_a_changed_document_is_regenerated_and_reviewed(work: Reviewed) -> None:
    """All commands succeed, in their order, and what they made is committed."""
    work.rename("operationId: initializeMediaUpload", "operationId: beginUpload")
    commands = block("README.md", REGENERATE, "console").commands()
    printed = succeed(work.shell(*commands))
    assert "begin_upload" in printed.partition("client: 1 operation")[0]
    assert git(work.folder, "status", "--porcelain") == ""
    [module] = work.folder.glob("client/*/api/media.py")
    assert "def begin_upload(" in git(
        work.folder, "show", f"HEAD:{module.relative_to(work.folder).as_posix()}"
    )


@pytest.mark.usefixtures("package_index")
def test_a_client_is_generated_at_build_time(
    specloom_wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is built away from everything that is installed, with this Specloom."""
    project = tmp_path / "shop"
    project.mkdir()
    text = block("README.md", BUILD, "toml").text
    (project / "pyproject.toml").write_text(text + PROJECT)
    (project / "openapi.yaml").write_text(DOCUMENT)
    (project / "schemas.yaml").write_text(SCHEMAS)
    constraints = tmp_path / "constraints.txt"
    constraints.write_text(f"specloom @ {specloom_wheel.as_uri()}\n")
    for name in ("PIP_CONSTRAINT", "PIP_BUILD_CONSTRAINT"):
        monkeypatch.setenv(name, str(constraints))
    bare = make_environment(tmp_path / "bare")
    pip = [sys.executable, "-m", "pip", "--python", str(bare.scripts / "python")]
    succeed(bare.run(*pip, "install", "--no-deps", str(project)))
    code = "import shop_client; print(shop_client.Client, shop_client.__file__)"
    assert str(bare.site) + os.sep in bare.python("-c", code)


def test_the_page_about_hooks_shows_the_same_hook() -> None:
    """What README has is tried with pre-commit."""
    shown = block("docs/hooks.md", "pre-commit", "yaml")
    assert shown == block("README.md", COMMIT, "yaml")
