"""Run what docs/build.md tells CI services and Bazel to run."""

import ast
import re
import shutil
import tarfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from checkout import git
from environments import Done, succeed
from pages import block
from reviewed import Reviewed

PAGE = "docs/build.md"
# They take what they are given, and nothing leaves the machine.
STUB = """\
#!/bin/sh
printf '%s\\n' "$0 $*" >> "$CALLS"
for file in "$RUNNER_TEMP/changes.md" changes.md; do
  if [ -f "$file" ]; then cat "$file" >> "$CALLS"; fi
done
"""


@pytest.fixture
def job(work: Reviewed, tmp_path: Path) -> dict[str, str]:
    """A branch with a document that was changed, and the variables of its job."""
    base = git(work.folder, "rev-parse", "HEAD").strip()
    git(work.folder, "update-ref", "refs/remotes/origin/main", base)
    work.rename("operationId: initializeMediaUpload", "operationId: beginUpload")
    git(work.folder, "commit", "--quiet", "--all", "--message", "Another name")
    stubs = tmp_path / "stubs"
    stubs.mkdir()
    for name in ("pip", "gh", "curl"):
        (stubs / name).write_text(STUB)
        (stubs / name).chmod(0o755)
    return {
        "STUBS": str(stubs),
        "CALLS": str(tmp_path / "calls"),
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_BASE_REF": "main",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
        "CI_MERGE_REQUEST_IID": "7",
        "CI_API_V4_URL": "https://example.com/api/v4",
        "CI_PROJECT_ID": "3",
    }


def test_a_pull_request_is_told_and_checked(
    work: Reviewed, job: dict[str, str], tmp_path: Path
) -> None:
    """Steps go on to the first that fails; those after a failure make the patch."""
    recipe = yaml.safe_load(block(PAGE, "GitHub Actions", "yaml").text)
    steps = [step for step in recipe["jobs"]["client"]["steps"] if "run" in step]
    *told, checked = [step for step in steps if "if" not in step]
    for step in told:
        succeed(run_step(work, step, job))
    calls = Path(job["CALLS"]).read_text()
    assert "gh pr comment 7 --edit-last --create-if-none --body-file " in calls
    assert "begin_upload" in calls
    done = run_step(work, checked, job)
    assert done.returncode == 1
    assert "::error file=openapi.yaml" in done.stdout
    [patch] = [step for step in steps if step.get("if") == "failure()"]
    succeed(run_step(work, patch, job))
    assert_patched(work, tmp_path / "client.patch")


def test_a_merge_request_is_told_and_checked(
    work: Reviewed, job: dict[str, str]
) -> None:
    """The script ends with the check; what comes after it makes the patch."""
    recipe = yaml.safe_load(block(PAGE, "GitLab CI", "yaml").text)["client"]
    *told, checked = recipe["script"]
    succeed(run(work, told, job))
    calls = Path(job["CALLS"]).read_text()
    assert "https://example.com/api/v4/projects/3/merge_requests/7/notes" in calls
    assert "begin_upload" in calls
    assert run(work, [checked], job).returncode == 1
    succeed(run(work, recipe["after_script"], job))
    [name] = recipe["artifacts"]["paths"]
    assert_patched(work, work.folder / name)


def test_a_genrule_gives_the_same_archive_each_time(
    work: Reviewed, tmp_path: Path
) -> None:
    """Its command runs without a home; Starlark is read as the Python that it looks like."""
    if shutil.which("tar") is None or "GNU" not in work.shell("tar --version").stdout:
        pytest.skip("the recipe needs GNU tar")
    [rule] = ast.parse(block(PAGE, "Bazel", "starlark").text).body
    assert isinstance(rule, ast.Expr)
    assert isinstance(rule.value, ast.Call)
    values = {entry.arg: ast.literal_eval(entry.value) for entry in rule.value.keywords}
    made = []
    for name in ("one", "other"):
        folder = tmp_path / name
        folder.mkdir()
        places = {
            f"$(location {values['tools'][0]})": "specloom",
            f"$(location {values['srcs'][0]})": "openapi.yaml",
            "$(RULEDIR)": str(folder),
            "$@": str(folder / values["outs"][0]),
        }
        command = values["cmd"]
        for written, place in places.items():
            command = command.replace(written, place)
        assert "$" not in command
        succeed(work.shell("unset HOME XDG_CACHE_HOME", command))
        made.append(folder / values["outs"][0])
    assert made[0].read_bytes() == made[1].read_bytes()
    with tarfile.open(made[0]) as archive:
        assert "shop_client/client.py" in archive.getnames()


def run_step(work: Reviewed, step: dict[str, Any], job: dict[str, str]) -> Done:
    """Run a step of GitHub Actions with its own variables; expressions stand for 7."""
    own = {
        name: re.sub(r"\$\{\{.*?\}\}", "7", text)
        for name, text in step.get("env", {}).items()
    }
    return run(work, [step["run"]], {**job, **own})


def run(work: Reviewed, commands: list[str], job: dict[str, str]) -> Done:
    """Run commands where pip, gh and curl only write down what they are called with."""
    return work.shell('export PATH="$STUBS:$PATH"', *commands, **job)


def assert_patched(work: Reviewed, patch: Path) -> None:
    """The patch makes the client of the commit what its document gives."""
    text = patch.read_bytes()
    git(work.folder, "reset", "--quiet", "--hard")
    patch.write_bytes(text)
    assert work.shell("specloom check").returncode == 1
    git(work.folder, "apply", str(patch))
    succeed(work.shell("specloom check"))
