"""Format what is not proven, and remember it."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from specloom import format as formatting
from specloom.errors import SpecloomError
from specloom.format import SourceFile as File
from specloom.format import format_files

UGLY = "x = {  'a':1 }\n"
NEAT = b'x = {"a": 1}\n'


def refuse(texts: Mapping[str, str]) -> dict[str, str]:
    """Stand for formatting in this process, where none is expected."""
    assert not texts
    return {}


def test_open_python_is_formatted(tmp_path: Path) -> None:
    """Black's style at 88 columns."""
    assert format_files({"x.py": File(UGLY)}, tmp_path) == {"x.py": NEAT}


def test_proven_and_other_text_is_passed_on(tmp_path: Path) -> None:
    """Only Python that is not proven goes to black."""
    files = {"x.py": File(UGLY, proven=True), "README.md": File(UGLY)}
    expected = UGLY.encode()
    assert format_files(files, tmp_path) == {"x.py": expected, "README.md": expected}


def test_the_order_of_the_files_is_kept(tmp_path: Path) -> None:
    """Formatted or not, files come in the order given."""
    files = {"b.py": File(UGLY), "a.md": File(""), "a.py": File(UGLY)}
    assert [*format_files(files, tmp_path)] == ["b.py", "a.md", "a.py"]


def test_text_is_utf8_with_line_feeds(tmp_path: Path) -> None:
    """Line ends are one kind; a lone surrogate, which UTF-8 lacks, is escaped."""
    files = {"x.md": File("한\r\nb\rc\ud800")}
    assert format_files(files, tmp_path) == {"x.md": "한\nb\nc\\ud800".encode()}


def test_many_files_are_formatted_in_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The result is that of one process, file by file."""
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(formatting, "format_here", refuse)
    files = {f"{n}.py": File(f"x = '{n}'\n") for n in range(45)}
    formatted = format_files(files, tmp_path)
    assert formatted == {f"{n}.py": f'x = "{n}"\n'.encode() for n in range(45)}


def test_a_failing_process_is_replaced_by_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no process can be started, formatting only takes longer."""
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    files = {f"{n}.py": File(UGLY) for n in range(30)}
    assert set(format_files(files, tmp_path).values()) == {NEAT}


def test_formatted_text_is_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second run does not format."""
    format_files({"x.py": File(UGLY)}, tmp_path)
    monkeypatch.setattr(formatting, "format_here", refuse)
    assert format_files({"y.py": File(UGLY)}, tmp_path) == {"y.py": NEAT}


def test_a_run_with_everything_remembered_does_not_import_black(tmp_path: Path) -> None:
    """Importing black is most of what a small run would cost."""
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from types import SimpleNamespace as File\n"
        "from specloom.format import format_files\n"
        f"file = File(text={UGLY!r}, proven=False, ours=False)\n"
        "format_files({'x.py': file}, Path(sys.argv[1]))\n"
        "print('black' in sys.modules)"
    )
    root = str(Path(formatting.__file__).parents[1])
    command = [sys.executable, "-c", code, str(tmp_path)]
    runs = [
        subprocess.run(
            command,
            env={**os.environ, "PYTHONPATH": root},
            capture_output=True,
            check=True,
        ).stdout.strip()
        for _ in range(2)
    ]
    assert runs == [b"True", b"False"]


@pytest.mark.parametrize("damage", [b"", b"x = 1\n", b"\xff", b"0" * 64 + b"\nx = 1\n"])
def test_a_torn_entry_is_not_believed(tmp_path: Path, damage: bytes) -> None:
    """An entry of the cache is checked against its own checksum."""
    format_files({"x.py": File(UGLY)}, tmp_path)
    [entry] = tmp_path.iterdir()
    entry.write_bytes(damage)
    assert format_files({"x.py": File(UGLY)}, tmp_path) == {"x.py": NEAT}


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    """Formatting goes on without remembering."""
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    assert format_files({"x.py": File(UGLY)}, blocked) == {"x.py": NEAT}


def test_the_cache_does_not_grow_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The oldest entries go when there are too many."""
    monkeypatch.setattr(formatting, "_CACHE_LIMIT", 4)
    for number in range(4):
        format_files({"x.py": File(f"x = {number}\n")}, tmp_path)
    for age, entry in enumerate(sorted(tmp_path.iterdir())):
        os.utime(entry, (age, age))
    format_files({"x.py": File("x = 5\n")}, tmp_path)
    assert len([*tmp_path.iterdir()]) == 2


def test_text_that_is_no_python_is_an_error_with_its_place(tmp_path: Path) -> None:
    """The error names the file; it is no traceback of black."""
    with pytest.raises(SpecloomError) as caught:
        format_files({"a/x.py": File("def\n")}, tmp_path)
    assert str(caught.value).startswith("a/x.py: the generated text is no Python: ")
