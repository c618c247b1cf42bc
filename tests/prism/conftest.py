"""Install Prism, a mock server of others, for this run, and start it for a document."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from socket import socket
from threading import Thread
from typing import TypeAlias

import pytest

VERSION = "5.16.0"
_SECONDS = 300

Start: TypeAlias = Callable[[Path], AbstractContextManager[str]]


@pytest.fixture(scope="session")
def prism(tmp_path_factory: pytest.TempPathFactory) -> Start:
    """Give what starts Prism; it is installed into a folder that pytest removes."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("npm, which installs Prism, is not here")
    folder = tmp_path_factory.mktemp("prism")
    done = subprocess.run(
        [
            npm,
            "install",
            "--ignore-scripts",
            "--fetch-retries=1",
            "--fetch-timeout=60000",
            "--no-audit",
            "--no-fund",
            "--prefix",
            str(folder),
            f"@stoplight/prism-cli@{VERSION}",
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=_SECONDS,
    )
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:]
        pytest.skip(f"npm cannot install Prism {VERSION}: {' '.join(last)}")
    return lambda spec: _serving(folder / "node_modules" / ".bin" / "prism", spec)


@contextmanager
def _serving(command: Path, spec: Path) -> Iterator[str]:
    port = _free_port()
    with subprocess.Popen(
        [str(command), "mock", "--port", str(port), str(spec)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            lines: list[str] = []
            while "is listening" not in "".join(lines[-1:]):
                line = process.stdout.readline()
                assert line, "".join(lines)
                lines.append(line)
            # Its log would fill the pipe.
            with _drained(process):
                yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@contextmanager
def _drained(process: subprocess.Popen[str]) -> Iterator[None]:
    assert process.stdout is not None
    reader = Thread(target=process.stdout.read, daemon=True)
    reader.start()
    try:
        yield
    finally:
        process.terminate()
        reader.join()


def _free_port() -> int:
    with socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
