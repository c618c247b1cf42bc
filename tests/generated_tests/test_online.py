"""`--base-url` sends the requests of a project's tests to a server, and judges its answers."""

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeAlias

import pytest

# `conftest` cannot be imported: tests are no package.
Project: TypeAlias = Any
Serving: TypeAlias = Callable[..., AbstractContextManager[Any]]

pytestmark = pytest.mark.usefixtures("credentials")

GOOD = {"data": {"id": "1", "media_key": "7_1", "expires_after_secs": 5}}
BUSY = {"title": "Too Many Requests", "type": "about:blank", "status": 429}


@pytest.mark.parametrize(
    ("name", "calls"), [("sample", 4), ("every_kind", 36), ("x", 594)]
)
def test_the_mock_server_passes(
    request: pytest.FixtureRequest, name: str, calls: int, mocking: Serving
) -> None:
    """Both clients call every operation, and each answer is a success."""
    project = request.getfixturevalue(name)
    with mocking(project.spec) as mock:
        found, text = project.online(
            mock.url, "-m", "server", "--ignore-glob=*_schemas.py"
        )
    assert found.get("failed", 0) == 0, text[-3000:]
    statuses = [line for line in mock.lines if re.search(r" 2\d\d \d+ ms", line)]
    asked = [line for line in mock.lines if re.match(r"[A-Z]+ /", line)]
    assert (found["passed"], len(statuses), len(asked)) == (calls, calls, calls)


@pytest.mark.parametrize(
    ("status", "media_type", "body", "told"),
    [
        (200, "application/json", {"data": {"id": 5}}, "data/id:"),
        (200, "text/html", "busy", "answered 200 OK with text/html"),
        (429, "text/html", "busy", "429 as text/html; documented is application"),
        (429, "application/problem+json", [1], "[1] is not an object"),
        (
            429,
            "application/problem+json",
            {"status": "x"},
            "status: 'x' is not an integer",
        ),
    ],
)
def test_a_server_that_deviates_fails(
    sample: Project,
    status: int,
    media_type: str,
    body: object,
    told: str,
    answering: Serving,
) -> None:
    """Status, media type and body are held against the description."""
    with answering(status, media_type, body) as server:
        found, text = sample.online(server.url, "-m", "server")
    assert found["failed"] == 4, text
    assert told in text


def test_a_documented_error_is_an_answer(sample: Project, answering: Serving) -> None:
    """An error with the body that is documented for it passes."""
    with answering(400, "application/problem+json", {**BUSY, "status": 400}) as server:
        found, text = sample.online(server.url, "-m", "server")
    assert (found["passed"], "failed" in found) == (4, False), text


def test_what_no_server_has_a_part_in_is_skipped(
    sample: Project, answering: Serving
) -> None:
    """The reason says how to run it."""
    with answering(200, "application/json", GOOD) as server:
        found, text = sample.online(server.url)
    assert len(server.asked) == found["passed"] == 4
    assert found["skipped"] > 100
    assert "no server has a part in it: run without --base-url" in text


def test_the_request_is_that_of_the_description(
    sample: Project, answering: Serving
) -> None:
    """Path, body and media type are what the offline test compares."""
    with answering(200, "application/json", GOOD) as server:
        sample.online(f"{server.url}/proxy", "-k", "test_sends_every_argument")
    for line, headers, content in server.asked:
        assert line == "POST /proxy/2/media/upload/initialize"
        assert headers["authorization"] == "Bearer given:here"
        assert set(json.loads(content)) >= {"media_type", "total_bytes", "shared"}


def test_nothing_is_sent_unless_a_server_is_named(
    sample: Project, answering: Serving
) -> None:
    """Whatever the environment holds, all tests pass without a connection."""
    with answering(200, "application/json", GOOD) as server:
        result = sample.test("-W", "error")
    assert (result.returncode, server.asked) == (0, [])


@pytest.fixture
def away(tmp_path: Path, project_of: Callable[[Path, Path], Project]) -> Project:
    """A project with an operation that has a server of its own."""
    own = {"servers": [{"url": "https://elsewhere.example.com/own"}]}
    answers = {"responses": {"204": {"description": "Done."}}}
    document = {
        "openapi": "3.1.1",
        "info": {"title": "Away", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": {
            "/here": {"get": {"operationId": "here", **answers}},
            "/away": {"get": {"operationId": "away", **own, **answers}},
        },
    }
    path = tmp_path / "away.json"
    path.write_text(json.dumps(document), "utf-8")
    return project_of(path, tmp_path / "out")


def test_the_given_server_wins(away: Project, mocking: Serving) -> None:
    """An operation with a server of its own is sent to the one that is named."""
    assert away.passing() > 0
    with mocking(away.spec) as mock:
        found, text = away.online(mock.url, "-m", "server")
    assert (found["passed"], "failed" in found) == (4, False), text
    assert sum(line.startswith("GET /away 204") for line in mock.lines) == 2


@pytest.mark.parametrize("status", [202, 404])
def test_an_undocumented_status_fails(
    away: Project, status: int, answering: Serving
) -> None:
    """A success is no better than an error where neither is documented."""
    with answering(status, "application/json", {}) as server:
        found, text = away.online(server.url, "-m", "server")
    assert found["failed"] == 4
    assert f"the status {status}; documented is 204" in text


def test_a_client_that_asks_other_servers_fails(away: Project) -> None:
    """The option of the client is tested where there is something to override."""
    client = away.path("away/client.py")
    client.write_text(
        away.text("away/client.py").replace("=override_servers", "=False")
    )
    result = away.test("tests/test_client.py")
    assert "2 failed" in result.stdout, result.stdout


def test_an_empty_stream_is_an_answer(
    tmp_path: Path, project_of: Callable[[Path, Path], Project], answering: Serving
) -> None:
    """There may be nothing to tell; a line that is wrong fails."""
    lines = {"application/x-ndjson": {"schema": {"type": "object"}}}
    answers = {"responses": {"200": {"description": "Lines.", "content": lines}}}
    document = {
        "openapi": "3.1.1",
        "info": {"title": "Lines", "version": "1"},
        "paths": {"/lines": {"get": {"operationId": "watch", **answers}}},
    }
    path = tmp_path / "lines.json"
    path.write_text(json.dumps(document), "utf-8")
    project = project_of(path, tmp_path / "out")
    for body, outcome in (
        (b"", "passed"),
        (b"{}\n[]\n", "passed"),
        (b"[]\n", "failed"),
    ):
        with answering(200, "application/x-ndjson", body) as server:
            found, text = project.online(server.url, "-m", "server")
        assert found[outcome] == 2, text
