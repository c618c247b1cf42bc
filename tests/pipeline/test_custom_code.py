"""Code of a user's own stays, and the pattern that the documentation shows works."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from specloom.cli import run
from specloom.errors import UsageError

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "custom-code.md"
SPEC = ROOT / "specs" / "x_media_upload_initialize.yaml"
# What stands in for X.
SERVER = """
import json, sys
sys.path.insert(0, sys.argv[1])
import httpx2
import x_media_upload.custom as custom

ANSWER = {"data": {"id": "7", "media_key": "3_7", "expires_after_secs": 9}}
sent = []

def answer(request):
    sent.append(json.loads(request.content))
    return httpx2.Response(200, json=ANSWER)

class Client(custom.Client):
    def __init__(self, **credentials):
        super().__init__(transport=httpx2.MockTransport(answer), **credentials)

import types
module = types.ModuleType("shown")
code = sys.argv[2].replace("from x_media_upload.custom import Client", "")
module.Client = Client
exec(code, vars(module))
assert module.session.data.id == "7", module.session
assert sent[0]["total_bytes"] == 1024, sent
"""


def blocks() -> tuple[str, str, str]:
    """Give the path, the module and the call that the guide shows."""
    text = GUIDE.read_text("utf-8")
    module, call = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    path = re.findall(r"^`(\S+\.py)`$", text, re.MULTILINE)
    return path[0], module, call


def test_the_pattern_of_the_guide_works_and_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It runs as written, and regenerating neither touches nor reports it."""
    spec, output = tmp_path / SPEC.name, tmp_path / "client"
    spec.write_text(SPEC.read_text("utf-8"), "utf-8")
    command = [str(spec), "--output", str(output)]
    assert run(["generate", *command]) == 0
    path, module, call = blocks()
    own = output / path
    own.parent.mkdir()
    own.write_text(module, "utf-8")
    before = own.stat().st_mtime_ns
    spec.write_text(f"{spec.read_text('utf-8')}\n# Changed.\n", "utf-8")
    assert run(["generate", *command, "--no-tests", "--force"]) == 0
    assert run(["check", *command, "--no-tests"]) == 0
    assert own.read_text("utf-8") == module
    assert own.stat().st_mtime_ns == before
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", SERVER, str(output), call],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_pattern_of_the_guide_is_typed(tmp_path: Path) -> None:
    """A strict type checker has nothing to say about it."""
    output = tmp_path / "client"
    assert run(["generate", str(SPEC), "--output", str(output), "--no-tests"]) == 0
    path, module, call = blocks()
    (output / path).parent.mkdir()
    (output / path).write_text(module, "utf-8")
    (output / "shown.py").write_text(call, "utf-8")
    cache = f"--cache-dir={tmp_path / 'mypy'}"
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", cache, "shown.py", path],
        cwd=output,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_own_files_stay_whatever_is_generated(place: Any, document: Any) -> None:
    """In the package, beside it, and among the tests; folders with them stay, too."""
    place.generate()
    own = ("zoo/custom/__init__.py", "zoo/models/own.py", "tests/test_own.py", "notes")
    for path in own:
        (place.output / path).parent.mkdir(exist_ok=True)
        (place.output / path).write_text("mine")
    document["paths"].pop("/dogs")
    place.write(document)
    place.generate(layout="package", force=True)
    assert [(place.output / path).read_text() for path in own] == ["mine"] * 4
    assert not (place.output / "tests/test_cats.py").exists()


def test_an_edited_file_is_refused_with_the_edit(place: Any, document: Any) -> None:
    """The error shows the edit and three ways out; nothing is written."""
    place.generate()
    file = place.output / "zoo/api/dogs.py"
    file.write_text(f"{file.read_text()}mine = 1\n")
    before = place.contents()
    document["paths"]["/cats"]["get"]["summary"] = "All cats"
    place.write(document)
    with pytest.raises(UsageError) as caught:
        place.generate()
    text = str(caught.value)
    assert "  zoo/api/dogs.py: edited since Specloom wrote it\n" in text
    assert "--- zoo/api/dogs.py (generated now)\n+++ zoo/api/dogs.py (edited)\n" in text
    assert "\n+mine = 1\nthree ways out:\n  keep it: " in text
    assert "\n-" not in text.split("(edited)")[1].split("three ways", maxsplit=1)[0]
    assert place.contents() == before
    file.unlink()
    assert "zoo/api/dogs.py" in place.generate().written
    assert "mine" not in file.read_text()


def test_a_folder_of_somebody_else_is_refused(place: Any) -> None:
    """Files that would be overwritten are named; the folder stays as it is."""
    place.output.mkdir()
    (place.output / "README.md").write_text("mine")
    with pytest.raises(UsageError, match=r"README\.md: not written by Specloom"):
        place.generate()
    assert place.contents() == {"README.md": b"mine"}
