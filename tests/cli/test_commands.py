"""Turn arguments into a job, and outcomes into text and exit codes."""

import re
import sys
from pathlib import Path
from typing import Any

import pytest

from specloom.cli import run
from specloom.config import Job, Selector
from specloom.errors import Diagnostic, LoadError, Severity, SpecloomError, UsageError
from specloom.output.origin import Reason
from specloom.output.unified import Difference

WRITTEN = "1 operation, 8 models; 2 files written, 3 unchanged, 1 removed"


def finding(line: int, severity: Severity = "warning") -> Diagnostic:
    """Return a finding on a line of its own."""
    return Diagnostic(severity, "rule", "a finding", "x.yaml", line, 1, "#/info")


def test_the_defaults_are_a_whole_project(pipeline: Any, spec: str) -> None:
    """Only the document and the folder have to be given."""
    assert run(["generate", spec, "--output", "client"]) == 0
    assert pipeline.jobs == [Job(Path(spec), Path("client"))]


@pytest.mark.parametrize("command", ["generate", "check"])
def test_every_argument_reaches_the_job(pipeline: Any, spec: str, command: str) -> None:
    """`generate` and `check` take the same arguments."""
    arguments = [
        "--output",
        "o",
        "--package",
        "p",
        "--overlay",
        spec,
        "--overlay",
        spec,
    ]
    arguments += [
        "--include",
        "tag:Media",
        "--include",
        "path:/a*",
        "--layout",
        "package",
    ]
    run([command, spec, *arguments, "--no-tests", "--strict", "--force"])
    assert pipeline.jobs == [
        Job(
            Path(spec),
            Path("o"),
            package="p",
            overlays=(Path(spec), Path(spec)),
            include=(Selector("tag", "Media"), Selector("path", "/a*")),
            layout="package",
            tests="none",
            strict=True,
            force=True,
        )
    ]


def test_generate_reports_stages_and_ends_with_a_summary(
    pipeline: Any, spec: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Stages go to standard error, one a line; the summary is the only result."""
    assert run(["generate", spec, "--output", "client"]) == 0
    out, err = capsys.readouterr()
    assert err == "load\nwrite\n"
    assert re.fullmatch(rf"client: {WRITTEN} \(\d+\.\d\d s\)\n", out)


def test_generate_says_when_there_is_nothing_to_do(
    pipeline: Any,
    spec: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A current output has its own sentence, and the pipeline is not asked."""
    module = sys.modules["specloom.cli.generate"]
    monkeypatch.setattr(module, "is_up_to_date", lambda *_: True)
    assert run(["generate", spec, "--output", "client"]) == 0
    assert capsys.readouterr().out == "client: up to date, nothing to do\n"
    assert pipeline.jobs == []


def test_generate_shows_twenty_findings_and_counts_the_rest(
    pipeline: Any, spec: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Infos are left to `validate`; warnings and errors do not fail the run."""
    findings = (finding(99, "info"), *(finding(line) for line in range(1, 24)))
    pipeline.result.diagnostics = findings
    assert run(["generate", spec, "--output", "client"]) == 0
    lines = capsys.readouterr().err.splitlines()[2:]
    assert lines[:2] == [
        "x.yaml:1:1 #/info: a finding (rule)",
        "x.yaml:2:1 #/info: a finding (rule)",
    ]
    assert lines[20:] == [f"... and 3 more: specloom validate {spec}"]


def test_generate_names_what_it_left_out(
    pipeline: Any, spec: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is dropped silently."""
    pipeline.result.left_out = ("#/paths/~1a/get",)
    run(["generate", spec, "--output", "client"])
    assert "left out: #/paths/~1a/get\n" in capsys.readouterr().err


def test_check_is_silent_about_a_current_output(
    pipeline: Any, spec: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """No diff, exit 0."""
    assert run(["check", spec, "--output", "client"]) == 0
    out, err = capsys.readouterr()
    assert (out, err.splitlines()[-1]) == ("", "client: up to date")


def test_check_prints_the_diff_of_a_stale_output(
    pipeline: Any, spec: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Standard output is the diff and nothing else, exit 1."""
    pipeline.result.reasons = (Reason("document", "the document changed", "x.yaml"),)
    pipeline.result.differences = (Difference("x", b"1\n", b"2\n"),)
    assert run(["check", spec, "--output", "client"]) == 1
    out, err = capsys.readouterr()
    assert out == "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-1\n+2\n"
    assert err.splitlines()[-2:] == [
        "client: stale: the document changed (x.yaml)",
        "client: run specloom generate",
    ]


@pytest.mark.parametrize(
    ("severities", "code", "last"),
    [
        ((), 0, "0 errors, 0 warnings"),
        (("warning", "info"), 0, "0 errors, 1 warning"),
        (("error", "warning", "warning"), 1, "1 error, 2 warnings"),
    ],
)
def test_validate_lists_every_finding_and_counts(
    pipeline: Any,
    spec: str,
    capsys: pytest.CaptureFixture[str],
    severities: tuple[Severity, ...],
    code: int,
    last: str,
) -> None:
    """Errors decide the exit code; findings are the result, so standard output."""
    findings = tuple(finding(line, kind) for line, kind in enumerate(severities, 1))
    pipeline.result.diagnostics = findings
    assert run(["validate", spec, "--overlay", spec]) == code
    assert pipeline.validated == [(Path(spec), (Path(spec),))]
    lines = capsys.readouterr().out.splitlines()
    assert lines == [*map(str, findings), last]


def test_validate_lists_what_kept_a_document_from_loading(
    pipeline: Any, spec: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A document that cannot be read has findings like any other."""
    pipeline.error = LoadError((finding(3, "error"),))
    assert run(["validate", spec]) == 1
    assert capsys.readouterr().out == (
        "x.yaml:3:1 #/info: a finding (rule)\n1 error, 0 warnings\n"
    )


@pytest.mark.parametrize(
    ("error", "code", "text"),
    [
        (UsageError("o: the output is a file"), 2, "o: the output is a file"),
        (
            SpecloomError((finding(1), finding(2))),
            1,
            "x.yaml:1:1 #/info: a finding (rule)\nx.yaml:2:1 #/info: a finding (rule)",
        ),
        (PermissionError(13, "Permission denied", "o"), 2, "o: permission denied"),
        (OSError("disk on fire"), 2, "disk on fire"),
        (RecursionError(), 1, "the document nests too deeply to be read"),
    ],
)
def test_what_a_document_or_argument_causes_is_a_sentence(
    pipeline: Any,
    spec: str,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    code: int,
    text: str,
) -> None:
    """Errors go to standard error without a traceback, and nothing to output."""
    pipeline.error = error
    assert run(["generate", spec, "--output", "client"]) == code
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"load\nwrite\n{text}\n")


def test_a_fault_of_specloom_is_not_hidden(pipeline: Any, spec: str) -> None:
    """What no document or argument causes keeps its traceback, to be reported."""
    pipeline.error = KeyError("ours")
    with pytest.raises(KeyError):
        run(["generate", spec, "--output", "client"])


def test_an_interrupt_ends_with_130(pipeline: Any, spec: str) -> None:
    """As a shell expects of SIGINT."""
    pipeline.error = KeyboardInterrupt()
    assert run(["generate", spec, "--output", "client"]) == 130


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["generate"], "there is no SPEC, and no specloom.toml or "),
        (["generate", "none.yaml", "--output", "o"], "'none.yaml' does not exist"),
        (["generate", "{spec}"], "SPEC needs --output DIR"),
        (["generate", "{folder}", "--output", "o"], "is a directory"),
        (["generate", "{spec}", "--output", "{spec}"], "is a file"),
        (["generate", "{spec}", "--output", "o", "--layout", "x"], "'x' is not one of"),
        (["generate", "{spec}", "--output", "o", "--include", "tags:A"], "'tag:A'?"),
        (["check", "{spec}", "--output", "o", "--package", "a-b"], "--package 'a-b': "),
        (["validate", "{spec}", "--overly", "x"], "--overlay"),
        (["generat"], "No such command 'generat'"),
    ],
)
def test_arguments_that_cannot_be_used_exit_with_2(
    pipeline: Any,
    spec: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    text: str,
) -> None:
    """The sentence names the argument; the pipeline is not started."""
    filled = [word.format(spec=spec, folder=tmp_path) for word in arguments]
    assert run(filled) == 2
    out, err = capsys.readouterr()
    assert text in err
    assert out == ""
    assert pipeline.jobs == []
