"""Generate projects with their tests, once for all tests here, and run those tests."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from mocks import Server, serve

from specloom.config import Job, Tests
from specloom.pipeline import generate

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "specs" / "x_media_upload_initialize.yaml"
EVERY_KIND = Path(__file__).parent / "every_kind.yaml"
EVERY_KEYWORD = Path(__file__).parent / "every_keyword.yaml"
DIRECTIONS = Path(__file__).parent / "directions.yaml"
DEPOT = Path(__file__).parent / "depot.yaml"
HEIRS = Path(__file__).parent / "heirs.yaml"
ODD_SCHEMAS = Path(__file__).parent / "odd_schemas.yaml"
X = ROOT.parent / "shared/corpus/openapi/xdevplatform__docs/openapi.json"
_OWN = ("PYTEST", "PYTHONPATH", "COV")


@dataclass(frozen=True)
class Project:
    """Be a generated project."""

    folder: Path
    spec: Path

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a module of Python in the project as its user would."""
        settings = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(_OWN)
        }
        return subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=self.folder,
            env=settings | {"PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )

    def test(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the project's own tests."""
        return self.run("pytest", "-q", "-p", "no:cacheprovider", *arguments)

    def passing(self) -> int:
        """Return how many tests passed; none may fail or be skipped."""
        result = self.test("-W", "error")
        lines = result.stdout.strip().splitlines()
        found = re.fullmatch(r"(\d+) passed in .*", lines[-1] if lines else "")
        assert found, result.stdout[-3000:] + result.stderr[-1000:]
        return int(found[1])

    def online(self, url: str, *more: str) -> tuple[dict[str, int], str]:
        """Run the tests with a server: how many have each outcome, and what is said."""
        arguments = ("-W", "error", "-rs", "--tb=short", "--base-url", url, *more)
        result = self.test(*arguments)
        last = result.stdout.strip().splitlines()[-1]
        found = {kind: int(number) for number, kind in re.findall(r"(\d+) (\w+)", last)}
        return found, result.stdout + result.stderr

    def path(self, name: str) -> Path:
        """Give one of the files; `*` stands for the import package."""
        [found] = self.folder.glob(name)
        return found

    def text(self, name: str) -> str:
        """Read one of the files."""
        return self.path(name).read_text("utf-8")


@dataclass(frozen=True)
class Given:
    """What a server answers to everything."""

    status: int
    media_type: str
    body: object


class Recording(ThreadingHTTPServer):
    """A server that gives one answer to all, and keeps what it was asked."""

    def __init__(self, given: Given) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.given = given
        self.asked: list[tuple[str, Mapping[str, str], bytes]] = []

    @property
    def url(self) -> str:
        """The URL of its root."""
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Recording

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        line = f"{self.command} {self.path}"
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.asked.append((line, headers, self.rfile.read(length)))
        given = self.server.given
        body = given.body
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(given.status)
        self.send_header("Content-Type", given.media_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = _answer  # noqa: N815 -- named by the standard library
    do_POST = _answer  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Print nothing."""


@contextmanager
def answering(status: int, media_type: str, body: object) -> Iterator[Recording]:
    """Serve on a free port of this machine."""
    with Recording(Given(status, media_type, body)) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def _project(spec: Path, folder: Path, tests: Tests = "standard") -> Project:
    generate(Job(spec, folder, tests=tests), lambda _: None)
    return Project(folder, spec)


@pytest.fixture(scope="session")
def project_of() -> Callable[[Path, Path], Project]:
    """Give what generates the project of a document into a folder."""
    return _project


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project of the document that this repository ships."""
    return _project(SAMPLE, tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def every_kind(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project of a document with every way of sending and answering."""
    return _project(EVERY_KIND, tmp_path_factory.mktemp("every_kind"))


@pytest.fixture(scope="session")
def depot(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project of a document with typed headers, heirs, unions and streams."""
    return _project(DEPOT, tmp_path_factory.mktemp("depot"))


@pytest.fixture(scope="session")
def x(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project of X's whole description."""
    if not X.exists():
        pytest.skip("X's description is not here")
    return _project(X, tmp_path_factory.mktemp("x"))


@pytest.fixture(scope="session")
def sample_properties(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project of this repository's document, with property-based tests."""
    return _project(SAMPLE, tmp_path_factory.mktemp("sample_properties"), "property")


@pytest.fixture(scope="session")
def every_kind_properties(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project with every way of sending, with property-based tests."""
    folder = tmp_path_factory.mktemp("every_kind_properties")
    return _project(EVERY_KIND, folder, "property")


@pytest.fixture(scope="session")
def every_keyword(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project of a document with every keyword, with property-based tests."""
    folder = tmp_path_factory.mktemp("every_keyword")
    return _project(EVERY_KEYWORD, folder, "property")


@pytest.fixture(scope="session")
def heirs(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project of a document with inheritance and typed further properties."""
    return _project(HEIRS, tmp_path_factory.mktemp("heirs"), "property")


@pytest.fixture(scope="session")
def odd_schemas(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project of a document with circles, secrets and references into places."""
    return _project(ODD_SCHEMAS, tmp_path_factory.mktemp("odd_schemas"), "standard")


@pytest.fixture(scope="session")
def directions(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project of a document whose requests and answers have not the same."""
    folder = tmp_path_factory.mktemp("directions")
    return _project(DIRECTIONS, folder, "property")


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each credential of the documents, and keep a proxy out of local calls."""
    names = ("API_KEY", "BASIC", "COOKIE", "KEY_IN_QUERY")
    variables = [f"EVERY_KIND_{name}" for name in names]
    kinds = ("BEARER_TOKEN", "OAUTH2_USER_TOKEN", "USER_TOKEN")
    variables += [f"X_API_V2_{name}" for name in kinds]
    for variable in (*variables, "X_MEDIA_UPLOAD_OAUTH2_USER_TOKEN"):
        monkeypatch.setenv(variable, "given:here")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture(name="answering")
def answering_fixture() -> Callable[..., AbstractContextManager[Recording]]:
    """Give what starts a server that answers everything alike."""
    return answering


@pytest.fixture
def mocking() -> Callable[[Path], AbstractContextManager[Server]]:
    """Give what starts `specloom mock`."""
    return serve
