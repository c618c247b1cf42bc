"""Tell how an output folder differs from what would be generated."""

import shutil
import subprocess
from pathlib import Path

import pytest

from specloom.output.origin import Origin
from specloom.output.write import commit, differing, plan


def _text(output: Path, files: dict[str, bytes]) -> str:
    """Give the unified diff of all that differs."""
    return "".join(entry.text for entry in differing(output, files))


def test_an_equal_folder_has_no_difference(tmp_path: Path) -> None:
    """The manifest is no part of the comparison."""
    files = {"x.py": b"1\n", "empty": b""}
    commit(plan(tmp_path, files, Origin("k")))
    assert _text(tmp_path, files) == ""


def test_a_stale_file_is_shown_as_a_unified_diff(tmp_path: Path) -> None:
    """Old is the folder, new is what would be generated."""
    commit(plan(tmp_path, {"a/x.py": b"one\ntwo\n"}, Origin("k")))
    assert _text(tmp_path, {"a/x.py": b"one\n2\n"}) == (
        "--- a/a/x.py\n+++ b/a/x.py\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n"
    )


def test_missing_and_surplus_files_differ(tmp_path: Path) -> None:
    """A missing file is added from, a surplus one removed to, /dev/null."""
    commit(plan(tmp_path, {"old.py": b"old\n"}, Origin("k")))
    assert _text(tmp_path, {"new.py": b"new\n"}) == (
        "--- /dev/null\n+++ b/new.py\n@@ -0,0 +1 @@\n+new\n"
        "--- a/old.py\n+++ /dev/null\n@@ -1 +0,0 @@\n-old\n"
    )


def test_a_missing_empty_file_differs(tmp_path: Path) -> None:
    """`py.typed` has no lines and still has to be there."""
    assert _text(tmp_path, {"py.typed": b""}) == "--- /dev/null\n+++ b/py.typed\n"


def test_a_foreign_file_is_no_difference(tmp_path: Path) -> None:
    """Files that Specloom neither wrote nor would write are not looked at."""
    commit(plan(tmp_path, {"x.py": b"1\n"}, Origin("k")))
    (tmp_path / "mine.py").write_bytes(b"mine\n")
    assert _text(tmp_path, {"x.py": b"1\n"}) == ""


def test_binary_files_differ_in_one_line(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are not printed."""
    (tmp_path / "x").write_bytes(b"\xff")
    expected = "Binary files a/x and b/x differ\n"
    assert _text(tmp_path, {"x": b"text"}) == expected


@pytest.mark.skipif(shutil.which("patch") is None, reason="patch is not installed")
def test_patch_applies_the_difference(tmp_path: Path) -> None:
    """Line ends other than the line feed, and a missing last one, survive."""
    old = {"x": b"a\x0cb\r\nc\nlast", "y": "\u2028\none\n".encode()}
    new = {"x": b"a\x0cb\r\nC\nlast\n", "y": "\u2028\ntwo".encode()}
    commit(plan(tmp_path, old, Origin("k")))
    text = _text(tmp_path, new)
    command = ["patch", "-p1", "--silent", "--binary"]
    subprocess.run(command, cwd=tmp_path, input=text.encode(), check=True)
    assert {name: (tmp_path / name).read_bytes() for name in new} == new
