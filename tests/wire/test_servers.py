"""Test which server is asked (OpenAPI 3.1.1, Server Object)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from .conftest import Connect, Loopback, Make


def operation(name: str, **more: Any) -> dict[str, Any]:
    """Write an operation."""
    responses = {"200": {"description": ""}}
    return {"operationId": name, "tags": ["t"], "responses": responses, **more}


@pytest.fixture
def package(make: Make, server: Loopback) -> ModuleType:
    """Make a package whose servers are all this one, by other paths."""
    url = server.url
    variables = {
        "version": {"default": "v2", "enum": ["v1", "v2"]},
        "base path": {"default": "eu", "description": "Where it is."},
    }
    paths = {
        "/plain": {"get": operation("plain")},
        "/item": {
            "servers": [{"url": f"{url}/{{a}}/", "variables": {"a": {"default": "x"}}}],
            "get": operation("item"),
            "put": operation("own", servers=[{"url": "/own"}]),
        },
        "/relative": {"get": operation("relative", servers=[{"url": "../up"}])},
    }
    servers = [
        {
            "url": f"{url}/{{base path}}/{{version}}/",
            "description": "Production. Real data.",
            "variables": variables,
        },
        {"url": f"{url}/test", "name": "sandbox"},
        {"url": f"{url}/other"},
        {"url": "/relative"},
    ]
    return make({"servers": servers, "paths": paths}, version="3.2.0")


def paths(server: Loopback) -> list[str]:
    """Give what was asked for."""
    return [request.target for request in server.received]


def test_defaults_fill_the_first_server(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """Path Items and operations may have servers of their own, also relative ones."""
    caller = connect(package, base_url=None)
    for name in ("plain", "item", "own", "relative"):
        caller.call(f"t.{name}")
    assert paths(server) == ["/eu/v2/plain", "/x/item", "/own/item", "/eu/up/relative"]


def test_servers_are_functions(package: ModuleType, server: Loopback) -> None:
    """Each is called like its name or description; variables are arguments."""
    servers = package.servers
    url = server.url
    assert servers.production_real_data() == f"{url}/eu/v2"
    assert servers.production_real_data(version="v1", base_path="us") == f"{url}/us/v1"
    assert (servers.sandbox(), servers.server()) == (f"{url}/test", f"{url}/other")


def test_a_client_takes_any_server(
    package: ModuleType, server: Loopback, connect: Connect
) -> None:
    """What has a server of its own stays there; a relative one follows."""
    url = package.servers.production_real_data(version="v1")
    caller = connect(package, base_url=url)
    for name in ("plain", "item", "own", "relative"):
        caller.call(f"t.{name}")
    assert paths(server) == ["/eu/v1/plain", "/x/item", "/own/item", "/eu/up/relative"]


def test_without_an_absolute_server_a_client_has_to_be_told(
    make: Make, server: Loopback, connect: Connect
) -> None:
    """A relative URL is relative to where the description was, which nobody knows."""
    root = {"servers": [{"url": "/api"}], "paths": {"/a": {"get": operation("get")}}}
    package = make(root)
    with pytest.raises(package.ClientError, match="pass base_url="):
        connect(package, base_url=None).call("t.get")
    connect(package).call("t.get")
    assert paths(server) == ["/a"]
    assert not hasattr(package, "servers")


def test_a_checker_knows_the_values_of_variables(
    package: ModuleType, tmp_path: Path
) -> None:
    """An `enum` is a Literal; anything else is text."""
    name = package.__name__
    script = tmp_path / "use.py"
    script.write_text(
        f"""
from {name} import Client, servers

Client(base_url=servers.production_real_data(version="v1", base_path="us"))
servers.production_real_data(version="v3")
""",
        "utf-8",
    )
    assert package.__file__ is not None
    folder = Path(package.__file__).parent.parent
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            str(script),
            f"--cache-dir={tmp_path}",
        ],
        cwd=folder,
        env={"MYPYPATH": str(folder), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert 'use.py:5: error: Argument "version"' in run.stdout
    assert "Found 1 error" in run.stdout


@pytest.fixture
def chosen(make: Make, server: Loopback) -> ModuleType:
    """Make a package in which a path and an operation have servers with variables."""
    zone = {"zone": {"default": "eu", "enum": ["eu", "us"]}}
    files = {"url": f"{server.url}/{{zone}}", "name": "files", "variables": zone}
    near = {"url": "../near/{zone}/", "name": "near", "variables": zone}
    alone = [{"url": f"{server.url}/alone"}]
    both = {"servers": [files], "get": operation("get"), "put": operation("put")}
    paths = {
        "/file": {**both, "post": operation("post", servers=[near, files])},
        "/alone": {"get": operation("alone", servers=alone)},
    }
    return make({"servers": [{"url": f"{server.url}/root"}], "paths": paths}, "3.2.0")


def test_servers_of_operations_are_functions(
    chosen: ModuleType, server: Loopback, connect: Connect
) -> None:
    """Each once, absolute or relative; a call is told where to go."""
    servers, options = chosen.servers, chosen.RequestOptions
    assert servers.files(zone="us") == f"{server.url}/us"
    assert servers.near() == "../near/eu"
    caller = connect(chosen, base_url=None)
    for name, url in (
        ("get", None),
        ("get", servers.files(zone="us")),
        ("post", None),
        ("post", servers.near(zone="us")),
        ("alone", "/moved"),
    ):
        caller.call(f"t.{name}", options=options(server=url))
    assert paths(server) == [
        "/eu/file",
        "/us/file",
        "/near/eu/file",
        "/near/us/file",
        "/moved/alone",
    ]


def test_the_server_of_a_call_wins(
    chosen: ModuleType, server: Loopback, connect: Connect
) -> None:
    """Also where all others are overridden; what is no HTTP URL is refused."""
    caller = connect(chosen, base_url=f"{server.url}/mine", override_servers=True)
    caller.call("t.get")
    caller.call("t.get", options=chosen.RequestOptions(server="../other/"))
    assert paths(server) == ["/mine/file", "/other/file"]
    wrong = chosen.RequestOptions(server="ftp://elsewhere")
    with pytest.raises(chosen.ClientError, match="not 'ftp://elsewhere'"):
        caller.call("t.get", options=wrong)


def test_the_functions_say_whom_they_are_for(chosen: ModuleType) -> None:
    """A server without a choice has no function beside those of the whole API."""
    text = chosen.servers.files.__doc__
    assert "For `GET /file`, `PUT /file`, `POST /file`" in " ".join(text.split())
    assert not hasattr(chosen.servers, "server_2")
