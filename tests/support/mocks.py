"""Mock servers as processes, and what they answer over the loopback."""

import http.client
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

GENERATOR = Path(__file__).parents[2] / "generator"
SECONDS = 30
JSON = {"Content-Type": "application/json"}


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)

    @property
    def violations(self) -> list[tuple[str, str, str]]:
        """Part of the message, place and keyword of each violation."""
        return [
            (entry["in"], entry["instance_path"], entry["keyword"])
            for entry in self.json["violations"]
        ]


@dataclass
class Server:
    """A running mock server, and the lines that it printed so far."""

    process: subprocess.Popen[str]
    port: int
    lines: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The URL of its root."""
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self,
        method: str,
        target: str,
        body: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a request; a body that is neither text nor bytes is sent as JSON."""
        sent = dict(headers or {})
        if body is not None and not isinstance(body, (str, bytes)):
            body, sent = json.dumps(body), {**JSON, **sent}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        try:
            content = body.encode() if isinstance(body, str) else body
            assert content is None or isinstance(content, bytes)
            connection.request(method, target, content, sent)
            answer = connection.getresponse()
            lines = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, lines, answer.read())
        finally:
            connection.close()

    def prefer(self, target: str, preference: str, method: str = "GET") -> Answer:
        """Send a request without a body that prefers something."""
        return self.ask(method, target, headers={"Prefer": preference})

    def has_logged(self, text: str) -> bool:
        """Tell whether a line with this text was printed, or is within some time."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            if any(text in line for line in self.lines):
                return True
            time.sleep(0.01)
        return False

    def listen(self) -> threading.Thread:
        """Gather the lines that are printed, in the background, up to the last one."""
        stream = self.process.stdout
        assert stream is not None
        reader = threading.Thread(
            target=lambda: self.lines.extend(line.rstrip("\n") for line in stream),
            daemon=True,
        )
        reader.start()
        return reader


def start(*arguments: str) -> subprocess.Popen[str]:
    """Start `specloom mock`."""
    return subprocess.Popen(
        [sys.executable, "-m", "specloom", "mock", *arguments],
        env={**os.environ, "PYTHONPATH": str(GENERATOR)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def serve(document: Path | Mapping[str, Any], *arguments: str) -> Iterator[Server]:
    """Serve a document, given as a file or as its JSON value, on a free port.

    Once the block has ended, all lines that were printed are there.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = document if isinstance(document, Path) else Path(folder, "x.json")
        if not isinstance(document, Path):
            path.write_text(json.dumps(document), "utf-8")
        process = start(str(path), "--port", "0", *arguments)
        reader: threading.Thread | None = None
        try:
            assert process.stdout is not None
            first = process.stdout.readline()
            assert first, process.stderr and process.stderr.read()
            server = Server(process, int(first.split()[0].rpartition(":")[2]), [first])
            reader = server.listen()
            yield server
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(SECONDS)
            if reader is not None:
                reader.join(SECONDS)
            for stream in (process.stdout, process.stderr):
                if stream is not None:
                    stream.close()
