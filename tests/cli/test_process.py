"""Run the command line as a process: start, pipes, terminals and encodings."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from specloom import __version__

GENERATOR = Path(__file__).parents[2] / "generator"
# Stands for a whole run: a finding in Korean, then the summary.
FAKE = """
import sys
from types import ModuleType, SimpleNamespace
from specloom.errors import Diagnostic
from specloom.output.unified import Difference

class Outcome(SimpleNamespace):
    diagnostics = ()
    left_out = ("#/paths/~1a/get",)
    operations = models = unchanged = 1
    written = removed = ()
    before = after = kept = None
    reasons = ()
    differences = (Difference("x", b"[red]1\\n", b"2\\n"),)

def outcome(job, report, reach, kept=None):
    report("load")
    report("write")
    return Outcome(diagnostics=(found,))

found = Diagnostic("warning", "rule", "\\ud55c\\u001b[31m", "x.yaml", 1, 1, "#")
module = ModuleType("specloom.pipeline")
module.generate = module.check = outcome
module.validate = lambda spec, overlays, reach: (found,) * NUMBER
sys.modules["specloom.pipeline"] = module
import specloom
specloom.pipeline = module
from specloom.cli import main
main()
"""


def environment(**extra: str) -> dict[str, str]:
    """Return an environment in which the source is found."""
    return {**os.environ, "PYTHONPATH": str(GENERATOR), **extra}


def specloom(*arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m specloom`."""
    command = [sys.executable, "-m", "specloom", *arguments]
    return subprocess.run(
        command, env=environment(**extra), capture_output=True, text=True, check=False
    )


def test_the_version_is_the_package_s() -> None:
    """`--version` prints it and nothing else."""
    done = specloom("--version")
    assert (done.returncode, done.stdout) == (0, f"specloom {__version__}\n")


@pytest.mark.parametrize("command", [[], ["generate"], ["check"], ["validate"]])
def test_help_exits_with_0(command: list[str]) -> None:
    """Every command explains itself."""
    done = specloom(*command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Usage: ")


def test_help_imports_nothing_heavy() -> None:
    """The start stays fast because click is all that is needed for it."""
    heavy = "{'rich', 'yaml', 'jinja2', 'black', 'openapi_spec_validator', 'asyncio'}"
    code = (
        "import sys\nfrom specloom.cli import run\nrun(['--help'])\n"
        f"print(sorted({heavy} & {{*sys.modules}}), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, check=True
    )
    assert done.stderr == b"[]\n"


def test_a_terminal_without_utf8_gets_escapes(tmp_path: Path) -> None:
    """A character that cannot be shown is no reason to fail."""
    done = fake_validate(tmp_path, 1, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\ud55c" in done.stdout


def test_control_characters_of_a_document_are_not_printed(tmp_path: Path) -> None:
    """Text of a document cannot steer the terminal."""
    assert b"\x1b" not in fake_validate(tmp_path, 1, PYTHONUTF8="1").stdout


@pytest.mark.parametrize("number", [1, 50_000])
def test_a_closed_pipe_ends_the_run_quietly(tmp_path: Path, number: int) -> None:
    """`specloom validate x | head` prints no traceback."""
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as closed:
        done = subprocess.run(
            fake_command(tmp_path, number),
            env=environment(),
            stdout=closed,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_terminal_gets_findings_in_colours(tmp_path: Path) -> None:
    """Findings have the colour of their severity where a person reads them."""
    shown = on_terminal(fake_command(tmp_path, 1))
    assert "\x1b[33mx.yaml:1:1 #: " in shown
    assert "0 errors, 1 warning" in shown


def test_a_terminal_gets_a_coloured_diff(tmp_path: Path) -> None:
    """Added lines are green, removed ones red; brackets in them are no markup."""
    shown = on_terminal(fake_command(tmp_path, 1, "check", "--output", "client"))
    assert "\x1b[31m-[red]1\x1b[0m" in shown
    assert "\x1b[32m+2\x1b[0m" in shown
    assert "client: run specloom generate" in shown


def test_a_terminal_gets_stages_and_a_bold_summary(tmp_path: Path) -> None:
    """The stage stands beside a spinner, the summary comes when it is gone."""
    shown = on_terminal(fake_command(tmp_path, 1, "generate", "--output", "client"))
    assert " write\r\n" in shown
    assert "left out: #/paths/~1a/get" in shown
    assert "\x1b[1mclient: 1 operation, 1 model; 0 files written" in shown


def on_terminal(command: list[str]) -> str:
    """Run a command whose output is a pseudo terminal, and return what it shows."""
    pty = pytest.importorskip("pty", reason="there are no pseudo terminals here")
    controller, terminal = pty.openpty()
    extra = environment(TERM="xterm-256color", PYTHONUTF8="1", COLUMNS="200")
    extra.pop("NO_COLOR", None)
    subprocess.run(command, env=extra, stdout=terminal, stderr=terminal, check=False)
    os.close(terminal)
    shown = os.read(controller, 65536).decode()
    os.close(controller)
    return shown


def fake_command(
    folder: Path, number: int, command: str = "validate", *options: str
) -> list[str]:
    """Return a command line with a pipeline that finds so much."""
    spec = folder / "x.yaml"
    spec.write_bytes(b"")
    script = FAKE.replace("NUMBER", str(number))
    return [sys.executable, "-c", script, command, str(spec), *options]


def fake_validate(
    folder: Path, number: int, **extra: str
) -> subprocess.CompletedProcess[bytes]:
    """Run that command."""
    command = fake_command(folder, number)
    return subprocess.run(
        command, env=environment(**extra), capture_output=True, check=False
    )
