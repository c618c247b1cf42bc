"""What every backend is told of the clients of a project, and what ends a build."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from projects import CONFIGURATION, DOCUMENT, OVERLAY, SCHEMAS

from specloom.backends.clients import (
    generate_clients,
    is_inside,
    readable_errors,
    require_inside,
)
from specloom.errors import UsageError
from specloom.naming.lock_file import LOCK

FILES = {
    "openapi.yaml": DOCUMENT,
    "schemas.yaml": SCHEMAS,
    "overlay.yaml": OVERLAY,
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that a build runs in."""
    (tmp_path / "api").mkdir()
    for name, text in FILES.items():
        (tmp_path / "api" / name).write_text(text)
    (tmp_path / "pyproject.toml").write_text(CONFIGURATION)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_client_is_told_with_all_that_it_is_made_from(project: Path) -> None:
    """Code of one's own and the names count as inputs, and are not generated."""
    generate_clients()
    own = Path("generated", "shop_client", "custom", "__init__.py")
    own.parent.mkdir()
    own.write_text("")
    [client] = generate_clients()
    assert (client.name, client.root) == ("shop_client", Path("generated"))
    assert client.folder == Path("generated", "shop_client")
    assert {*client.inputs} == {
        Path("pyproject.toml"),
        *(Path("api", name) for name in FILES),
        Path("generated", LOCK),
        own,
    }
    assert Path("generated", "shop_client", "client.py") in client.generated
    assert not client.generated & {*client.inputs}


def test_a_client_inside_a_package_has_a_dotted_name(project: Path) -> None:
    """Folders with an `__init__.py` are packages, up to the first without."""
    inner = project / "lib" / "shop" / "inner"
    inner.mkdir(parents=True)
    for folder in (inner, inner.parent):
        (folder / "__init__.py").write_text("")
    text = CONFIGURATION.replace('"generated"', '"lib/shop/inner"')
    (project / "pyproject.toml").write_text(text)
    [client] = generate_clients()
    assert (client.name, client.root) == ("shop.inner.shop_client", Path("lib"))


def test_a_project_without_a_configuration_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One above it does not count: an sdist would not have it."""
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "specloom.toml").write_text('spec = "a.yaml"\noutput = "client"\n')
    monkeypatch.chdir(inside)
    with pytest.raises(UsageError) as caught:
        generate_clients()
    assert str(caught.value) == (
        "there is no specloom.toml and no [tool.specloom] in pyproject.toml;"
        " specloom init adds it"
    )


def test_two_clients_of_one_name_are_refused(project: Path) -> None:
    """A wheel has one package of a name."""
    clients = "".join(
        f'[[tool.specloom.client]]\nspec = "api/openapi.yaml"\noutput = "{name}"\n'
        for name in ("a", "b")
    )
    (project / "pyproject.toml").write_text(clients)
    with pytest.raises(UsageError) as caught:
        generate_clients()
    assert str(caught.value) == (
        "pyproject.toml: a/shop and b/shop would both be installed as shop;"
        " give one of them another package"
    )


def test_an_sdist_needs_its_inputs_inside(project: Path) -> None:
    """The message names the file and what it is for."""
    (project.parent / "overlay.yaml").write_text(OVERLAY)
    text = CONFIGURATION.replace("api/overlay", "../overlay")
    (project / "pyproject.toml").write_text(text)
    [client] = generate_clients()
    with pytest.raises(UsageError) as caught:
        require_inside(client)
    assert str(caught.value) == (
        "../overlay.yaml: an sdist holds files of its project alone, and shop_client"
        " is generated from this one; move it below pyproject.toml"
    )


def test_an_sdist_holds_nothing_that_is_fetched(project: Path) -> None:
    """A document at a URL is asked for when a wheel is built, and refused for an sdist."""
    for name in ("openapi.yaml", "schemas.yaml"):
        (project / "api" / name).rename(project / name)
    with served(project) as url:
        text = CONFIGURATION.replace('"api/openapi.yaml"', f'"{url}/openapi.yaml"')
        (project / "pyproject.toml").write_text(f'{text}ref_hosts = ["{url}"]\n')
        [client] = generate_clients()
    assert client.fetched == (f"{url}/openapi.yaml", f"{url}/schemas.yaml")
    assert {path.suffix for path in client.inputs} <= {".toml", ".yaml", ".json"}
    assert all(is_inside(path) for path in client.inputs)
    with pytest.raises(UsageError) as caught:
        require_inside(client)
    assert str(caught.value) == (
        f"{url}/openapi.yaml: an sdist is built without the network, and shop_client"
        " is generated from this URL; save it to a file below pyproject.toml"
    )


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; give its URL."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (UsageError("pyproject.toml:1:1: wrong"), "pyproject.toml:1:1: wrong"),
        (PermissionError(13, "Permission denied", "a"), "a: permission denied"),
    ],
)
def test_a_build_ends_with_a_message(problem: Exception, told: str) -> None:
    """Python prints what SystemExit holds, and no traceback."""
    with pytest.raises(SystemExit) as caught, readable_errors():
        raise problem
    assert caught.value.code == told
