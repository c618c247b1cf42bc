"""A project for each build backend, and an environment that builds it."""

from pathlib import Path

import pytest
from environments import Environment, make_environment
from projects import BACKENDS, CONFIGURATION, DOCUMENT, OVERLAY, SCHEMAS, Project

OFFLINE = """\
import socket
def refuse(*arguments, **options):
    raise OSError("a build needs no network")
socket.socket.connect = socket.getaddrinfo = refuse
"""


@pytest.fixture(scope="session")
def builder(
    installed: Environment, tmp_path_factory: pytest.TempPathFactory
) -> Environment:
    """An environment with Specloom and the backends, and without a network."""
    for module in ("build", "editables", "pdm.backend", "setuptools"):
        pytest.importorskip(module, reason="not all build backends are installed")
    folder = tmp_path_factory.mktemp("builder") / "env"
    made = make_environment(folder, installed.site)
    (made.site / "offline.py").write_text(OFFLINE)
    (made.site / "offline.pth").write_text("import offline\n")
    return made


@pytest.fixture(params=BACKENDS)
def project(
    request: pytest.FixtureRequest, builder: Environment, tmp_path: Path
) -> Project:
    """One with code of its own, which imports the client."""
    made = Project(tmp_path / "shop", request.param, builder)
    made.configure(CONFIGURATION)
    made.write("api/openapi.yaml", DOCUMENT)
    made.write("api/schemas.yaml", SCHEMAS)
    made.write("api/overlay.yaml", OVERLAY)
    made.write("src/shop/__init__.py", "from shop_client import Client as Client\n")
    made.write(".gitignore", "/generated/\n/dist/\n/build/\n*.egg-info/\n")
    return made


@pytest.fixture
def bare(tmp_path: Path) -> Environment:
    """An environment without Specloom, for what was built."""
    return make_environment(tmp_path / "bare")
