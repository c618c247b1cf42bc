"""The replay of a history shows every step, and ends where a step goes wrong."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def write(folder: Path, name: str, *operations: str) -> None:
    """Write a revision with these operations."""
    paths: dict[str, Any] = {
        f"/{name}": {"get": {"operationId": name, "tags": [name], "responses": {}}}
        for name in operations
    }
    info = {"title": "t", "version": "1"}
    document = {"openapi": "3.1.0", "info": info, "paths": paths}
    (folder / name).write_text(json.dumps(document))


def replayed(folder: Path, root: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Replay a folder."""
    command = [sys.executable, str(root / "benchmarks" / "history.py"), str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_every_step_is_a_row(tmp_path: Path) -> None:
    """In the order of the names; the last differs in one operation."""
    write(tmp_path, "2.json", "b", "c")
    write(tmp_path, "1.json", "a", "b")
    done = replayed(tmp_path)
    assert done.returncode == 0, done.stderr
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in done.stdout.splitlines()
    ]
    assert [row[0] for row in rows[2:]] == ["1", "2", "one operation changed"]
    assert [row[7:] for row in rows[2:]] == [
        ["-", "-"],
        ["1 / 0 / 1", "major"],
        ["0 / 0 / 1", "minor"],
    ]
    removed = [row[6] for row in rows[2:]]
    assert removed[0] == removed[2] == "0"
    assert int(removed[1]) > 0


def test_a_folder_without_revisions_is_an_error(tmp_path: Path) -> None:
    """There is nothing to replay."""
    done = replayed(tmp_path)
    assert done.returncode == 1
    assert done.stderr == f"{tmp_path}: there are no revisions (*.json) here\n"


def test_another_byte_ends_the_replay(tmp_path: Path) -> None:
    """A copy of Specloom that keeps what it should make anew is found out."""
    root = tmp_path / "checkout"
    for part in ("generator", "templates", "benchmarks"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / part, root / part, ignore=ignored)
    slices = root / "generator/specloom/python/slices.py"
    text = slices.read_text()
    line = "        key = self.digests.of((module, about), context, homes)\n"
    assert line in text
    slices.write_text(text.replace(line, "        key = module\n"))
    folder = tmp_path / "revisions"
    folder.mkdir()
    write(folder, "1.json", "a", "b")
    write(folder, "2.json", "b", "c")
    done = replayed(folder, root)
    assert done.returncode == 1
    assert "one operation changed: not as generated afresh: " in done.stderr


def test_make_has_the_target() -> None:
    """One command replays the history."""
    text = (ROOT / "Makefile").read_text()
    assert "\nhistory: $(READY)\n\t$(PYTHON) benchmarks/history.py --types\n" in text
