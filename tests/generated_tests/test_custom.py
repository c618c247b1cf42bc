"""`tests/custom/` is the user's: its hooks, its tests, and that nothing ever touches it."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from shutil import rmtree
from typing import Any, TypeAlias

import pytest

from specloom.config import Job
from specloom.pipeline import check, generate

# `conftest` cannot be imported: tests are no package.
Project: TypeAlias = Any
Serving: TypeAlias = Callable[..., AbstractContextManager[Any]]

pytestmark = pytest.mark.usefixtures("credentials")

SAMPLE = Path(__file__).parents[2] / "specs" / "x_media_upload_initialize.yaml"
GOOD = {"data": {"id": "1", "media_key": "7_1", "expires_after_secs": 5}}
BUSY = {"title": "Too Many Requests", "type": "about:blank", "status": 429}


@pytest.fixture
def hooks(sample: Project) -> Iterator[Path]:
    """Give the user's file of the sample, which is as it was afterwards."""
    path: Path = sample.folder / "tests" / "custom" / "hooks.py"
    before = path.read_text("utf-8")
    yield path
    path.write_text(before, "utf-8")


HOOKS = """
import httpx2
import pytest

from ..server import Call


def prepare(call: Call) -> None:
    assert call.operation == "media.initialize_media_upload"
    call.arguments = {"total_bytes": 77}
    call.settings["oauth2_user_token"] = "of the hook"
    call.headers["X-Trace"] = "abc"


def check(call: Call, response: httpx2.Response) -> None:
    assert response.json()["data"]["id"] == "1"
    assert response.request.headers["x-trace"] == "abc"
"""


def test_hooks_change_a_call(sample: Project, hooks: Path, answering: Serving) -> None:
    """Arguments, credentials and headers of the user take the place of the others."""
    hooks.write_text(HOOKS, "utf-8")
    with answering(200, "application/json", GOOD) as server:
        found, text = sample.online(server.url, "-m", "server")
    assert "failed" not in found, text
    assert len(server.asked) == 4
    for _, headers, content in server.asked:
        assert headers["authorization"] == "Bearer of the hook"
        assert (headers["x-trace"], json.loads(content)) == ("abc", {"total_bytes": 77})
    assert sample.passing() > 100


def test_a_hook_looks_at_answers(
    sample: Project, hooks: Path, answering: Serving
) -> None:
    """An answer that is documented can still be none that the user wants."""
    hooks.write_text(HOOKS.replace('["id"] == "1"', '["id"] == "2"'), "utf-8")
    with answering(200, "application/json", GOOD) as server:
        found, _ = sample.online(server.url, "-m", "server")
    assert found["failed"] == 4


def test_a_hook_leaves_a_call_out(
    sample: Project, hooks: Path, answering: Serving
) -> None:
    """The reason is shown, and nothing is sent."""
    text = HOOKS.replace("call.arguments = ", 'pytest.skip("needs an account")  # ')
    hooks.write_text(text, "utf-8")
    with answering(200, "application/json", GOOD) as server:
        found, text = sample.online(server.url, "-m", "server")
    assert (found["skipped"], server.asked) == (4, [])
    assert "needs an account" in text


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (200, GOOD, "4 passed"),
        (429, BUSY, "4 passed"),
        (200, {"data": 1}, "4 failed"),
        (429, {"status": "429"}, "4 failed"),
    ],
)
def test_recorded_answers_are_read_offline(
    sample: Project, hooks: Path, status: int, body: object, outcome: str
) -> None:
    """What a server once answered has to be as documented, like what it answers now."""
    media_type = "application/json" if status == 200 else "application/problem+json"
    hooks.write_text(
        "import httpx2\n\n\ndef recorded(operation):\n"
        f"    headers = {{'content-type': {media_type!r}}}\n"
        f"    return [httpx2.Response({status}, headers=headers, json={body!r})]\n",
        "utf-8",
    )
    result = sample.test("-m", "server")
    assert result.stdout.splitlines()[-1].startswith(outcome), result.stdout


@pytest.mark.parametrize("force", [False, True])
def test_no_later_run_touches_the_folder(tmp_path: Path, force: bool) -> None:
    """What is there stays, what was removed stays away, and nothing of it is stale."""
    job = Job(SAMPLE, tmp_path)
    generate(job, lambda _: None)
    folder = tmp_path / "tests" / "custom"
    (folder / "hooks.py").unlink()
    (folder / "test_own.py").write_text("mine", "utf-8")
    assert not check(job, lambda _: None).differences
    # As after an update: nothing is known of the run before.
    (tmp_path / ".specloom.json").write_bytes(b"")
    outcome = generate(Job(SAMPLE, tmp_path, force=force), lambda _: None)
    assert [path for path in outcome.written if "custom" in path] == []
    assert [path.name for path in folder.iterdir()] == ["test_own.py"]
    assert b"custom" not in (tmp_path / ".specloom.json").read_bytes()


def test_a_removed_folder_is_nothing_to_complain_of(tmp_path: Path) -> None:
    """It comes again with the next run that writes, and tests pass without it."""
    job = Job(SAMPLE, tmp_path)
    generate(job, lambda _: None)
    rmtree(tmp_path / "tests" / "custom")
    assert not check(job, lambda _: None).differences
    tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(tests, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout
    assert generate(Job(SAMPLE, tmp_path, force=True), lambda _: None).written == (
        "tests/custom/hooks.py",
    )


OWN = """
from ..support import Caller


def test_asks(caller: Caller) -> None:
    api_call = lambda api: api.media.initialize_media_upload(total_bytes=1)
    if not caller.server.is_online:
        caller.answers(200, "application/json", {"data": {"id": "1"}})
    assert caller.call(api_call).data.id == "1"


def test_gives_an_answer_itself(caller: Caller) -> None:
    caller.answers(200, "application/json", {"data": {"id": "2"}})
    answer = caller.call(lambda api: api.media.initialize_media_upload())
    assert answer.data.id == "2"
"""


def test_tests_of_the_user_run_with_the_others(
    sample: Project, hooks: Path, answering: Serving
) -> None:
    """They have the fixture, and the server too where they set no answer."""
    own = hooks.with_name("test_own.py")
    own.write_text(OWN, "utf-8")
    try:
        assert "4 passed" in sample.test("tests/custom").stdout
        with answering(200, "application/json", GOOD) as server:
            found, text = sample.online(server.url, "tests/custom")
    finally:
        own.unlink()
    assert (found, len(server.asked)) == ({"passed": 4}, 2), text


PLUGIN = """
import pytest


def pytest_addoption(parser):
    parser.addoption("--base-url", metavar="url", default=None)


@pytest.fixture(scope="session")
def base_url(request):
    return request.config.getoption("base_url")
"""


def test_a_plugin_may_have_the_option_already(
    sample: Project, answering: Serving
) -> None:
    """The option of pytest-base-url is the same, whichever adds it."""
    plugin = sample.folder / "stand_in.py"
    plugin.write_text(PLUGIN, "utf-8")
    try:
        with answering(200, "application/json", GOOD) as server:
            found, text = sample.online(server.url, "-p", "stand_in", "-m", "server")
    finally:
        plugin.unlink()
    assert (found["passed"], len(server.asked)) == (4, 4), text
