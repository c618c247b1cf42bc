"""Kill a run at every step: each file is whole, old or new, and the next run ends it."""

import os
import subprocess
import sys
from pathlib import Path

from specloom.output.manifest import is_current
from specloom.output.origin import Origin
from specloom.output.write import commit, plan

GENERATOR = Path(__file__).parents[2] / "generator"
OLD = {"same.py": b"same", "x.py": b"old", "gone/old.py": b"gone", "y.py": b"old"}
NEW = {"same.py": b"same", "x.py": b"new", "fresh/new.py": b"new", "y.py": b"new"}
THIRD = {"same.py": b"same", "x.py": b"third", "y.py": b"third"}
KILLED = 9
# An audit hook sees each change of the file system before it is made.
SCRIPT = """
import os, sys
from pathlib import Path
import specloom.output.write as write
from specloom.output.origin import Origin

output, last = Path(sys.argv[1]), int(sys.argv[2])
plan = write.plan(output, {files!r}, Origin("new"))
steps = 0

def watch(event, arguments):
    global steps
    writing = event == "open" and arguments[1] and set(arguments[1]) & set("wax+")
    if writing or event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir"):
        steps += 1
        if steps > last:
            os._exit({killed})

sys.addaudithook(watch)
write.commit(plan)
"""


def run_until(output: Path, step: int) -> int:
    """Commit the new files in a process that dies after some steps."""
    script = SCRIPT.format(files=NEW, killed=KILLED)
    command = [sys.executable, "-c", script, str(output), str(step)]
    environment = {**os.environ, "PYTHONPATH": str(GENERATOR)}
    return subprocess.run(command, env=environment, check=False).returncode


def test_a_run_killed_at_any_step_leaves_whole_files(tmp_path: Path) -> None:
    """Whatever the step, nothing is torn, and a later run needs no force."""
    step, code = 0, KILLED
    while code == KILLED:
        for next_files in (NEW, THIRD):
            output = tmp_path / f"{step}-{len(next_files)}"
            commit(plan(output, OLD, Origin("old")))
            code = run_until(output, step)
            assert code in (0, KILLED)
            check_whole(output)
            commit(plan(output, next_files, Origin("next")))
            assert files_of(output) == next_files
            assert is_current(output, Origin("next"))
        step += 1
    assert step > 12


def check_whole(output: Path) -> None:
    """Each file is as it was or as it will be; the manifest is one of the two."""
    for path, content in files_of(output).items():
        assert content in (OLD.get(path), NEW.get(path)), path
    assert is_current(output, Origin("new")) == (
        not_interrupted(output) and all_new(output)
    )


def not_interrupted(output: Path) -> bool:
    """Return whether the last step was made."""
    return b'"specloom": "new"' in (output / ".specloom.json").read_bytes()


def all_new(output: Path) -> bool:
    """Return whether the folder holds the new files and no other."""
    return files_of(output) == NEW


def files_of(output: Path) -> dict[str, bytes]:
    """Return the files that are not Specloom's own records."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file()
        and not path.relative_to(output).parts[0].startswith(".specloom")
    }
