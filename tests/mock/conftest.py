"""Start mock servers as processes, and ask them over the loopback."""

import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from typing import Any, TypeAlias

import pytest
from mocks import Server, serve, start

Serve: TypeAlias = Callable[..., Server]


@pytest.fixture(scope="module")
def serving() -> Iterator[Serve]:
    """Give what starts servers that live as long as the tests of a module."""
    with ExitStack() as stack:
        yield lambda *given: stack.enter_context(serve(*given))


@pytest.fixture(scope="session")
def starting() -> Callable[..., subprocess.Popen[str]]:
    """Give what starts the command, with arguments as they are."""
    return start


@pytest.fixture(scope="session")
def document() -> Callable[..., dict[str, Any]]:
    """Give what writes a document around its paths."""

    def write(paths: Mapping[str, Any], **fields: Any) -> dict[str, Any]:
        head = {"openapi": "3.1.1", "info": {"title": "Museum", "version": "1"}}
        return {**head, "paths": paths, **fields}

    return write
