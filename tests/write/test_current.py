"""Notice without generating that an output folder is up to date."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from specloom.output.manifest import Manifest, is_current, read_manifest
from specloom.output.origin import Origin
from specloom.output.write import commit, plan


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A folder as Specloom left it."""
    commit(plan(tmp_path, {"x.py": b"1", "a/y.py": b"2"}, Origin("key")))
    return tmp_path


def test_what_was_written_is_current(output: Path) -> None:
    """The same key and the same files: nothing to do."""
    assert is_current(output, Origin("key"))


def test_other_inputs_are_not_current(output: Path) -> None:
    """The key stands for the inputs."""
    assert not is_current(output, Origin("other"))


@pytest.mark.parametrize("name", ["x.py", "a/y.py"])
def test_an_edited_or_missing_file_is_not_current(output: Path, name: str) -> None:
    """Every file is looked at."""
    (output / name).write_bytes(b"edited")
    assert not is_current(output, Origin("key"))
    (output / name).unlink()
    assert not is_current(output, Origin("key"))


def test_an_interrupted_run_is_not_current(output: Path) -> None:
    """The next manifest that a killed run left behind calls for a whole run."""
    (output / ".specloom.next.json").write_bytes(b"")
    assert not is_current(output, Origin("key"))


def test_no_folder_is_not_current(tmp_path: Path) -> None:
    """Nothing was written yet."""
    assert not is_current(tmp_path / "none", Origin(""))


def test_the_manifest_is_sorted_json(output: Path) -> None:
    """Same files, same bytes; paths are POSIX and relative."""
    text = (output / ".specloom.json").read_text()
    assert text == (
        '{\n "beside": {},\n "files": {\n'
        '  "a/y.py": "d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35",'
        '\n  "x.py": "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"'
        '\n },\n "origin": {\n  "code": "",\n  "options": {},\n  "sources": [],'
        '\n  "specloom": "key",\n  "templates": ""\n },\n "version": 2\n}\n'
    )
    assert [*read_manifest(output).files] == ["a/y.py", "x.py"]


def test_the_manifest_of_an_older_specloom_still_names_its_files(
    output: Path,
) -> None:
    """What it wrote is ours, though nobody knows what from."""
    files = read_manifest(output).files
    old = {"version": 1, "key": "key", "files": dict(files)}
    (output / ".specloom.json").write_text(json.dumps(old))
    assert read_manifest(output) == Manifest(files=files)
    assert not is_current(output, Origin())
    assert plan(output, {"x.py": b"3"}, Origin("k")).removed == ("a/y.py",)


def test_looking_is_cheap() -> None:
    """The quick way imports neither black, jinja2, yaml nor click."""
    code = (
        "import sys, specloom.output.write;"
        "sys.exit(' '.join({'black', 'jinja2', 'yaml', 'click'} & {*sys.modules}) or 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=environment())


def environment() -> dict[str, str]:
    """Return an environment in which a new interpreter finds this source."""
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "generator")}
