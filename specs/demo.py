"""Generate the media upload client, call a server on this machine with it, and tell.

Exits with 1 if anything is not as it should be.
"""

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, NoReturn

DOCUMENT = Path(__file__).parent / "x_media_upload_initialize.yaml"
TOKEN = "token-with-media.write"
TOKEN_WITHOUT_SCOPE = "token-with-tweet.read"
UPLOAD = {
    "data": {
        "id": "1146654567674912769",
        "media_key": "7_1146654567674912769",
        "expires_after_secs": 86400,
        "processing_info": {"check_after_secs": 5, "progress_percent": 0},
        "size": 8589934592,
    }
}
FORBIDDEN = {
    "title": "Forbidden",
    "type": "about:blank",
    "detail": "The token does not carry the scope media.write.",
    "status": 403,
}


class MediaUploadServer(ThreadingHTTPServer):
    """A server that keeps what it received, as text."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.received: list[str] = []


class Handler(BaseHTTPRequestHandler):
    """Answer the one operation as the document says."""

    server: MediaUploadServer

    def do_POST(self) -> None:
        """Open a session for the right token, refuse any other."""
        content = self.rfile.read(int(self.headers["Content-Length"]))
        names = ("Authorization", "Content-Type", "Accept")
        headers = [f"{name}: {self.headers[name]}" for name in names]
        self.server.received.append(
            "\n".join((self.requestline, *headers, content.decode()))
        )
        if self.headers["Authorization"] == f"Bearer {TOKEN}":
            self._answer(200, "application/json", UPLOAD)
        else:
            self._answer(403, "application/problem+json", FORBIDDEN)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Print nothing: the demonstration shows what was received."""

    def _answer(self, status: int, media_type: str, value: object) -> None:
        content = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def main() -> None:
    """Run the demonstration."""
    # A proxy of the environment has no part in a call to this machine.
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1"
    with TemporaryDirectory() as folder, serving() as server:
        package = generate(Path(folder, "client"))
        base_url = f"http://127.0.0.1:{server.server_port}"
        with package.Client(oauth2_user_token=TOKEN, base_url=base_url) as client:
            show_call(client, server)
            show_bad_argument(package, client, server)
        with package.Client(
            oauth2_user_token=TOKEN_WITHOUT_SCOPE, base_url=base_url
        ) as client:
            show_problem(package, client)


@contextmanager
def serving() -> Iterator[MediaUploadServer]:
    """Serve on a free port of this machine."""
    with MediaUploadServer() as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def generate(output: Path) -> Any:
    """Generate the package with the command line, and import it."""
    command = ["specloom", "generate", f"specs/{DOCUMENT.name}", "--output", "client"]
    heading("$ " + " ".join(command))
    subprocess.run(  # noqa: S603 - our own command line
        [sys.executable, "-m", *command[:2], str(DOCUMENT), "--output", str(output)],
        check=True,
    )
    sys.path.insert(0, str(output))
    return importlib.import_module("x_media_upload")


def show_call(client: Any, server: MediaUploadServer) -> None:
    """Make the call, and show what the server received and what came back."""
    heading("client.media.initialize_media_upload(...)")
    answer = client.media.initialize_media_upload(
        media_category="tweet_video",
        media_type="video/mp4",
        shared=True,
        total_bytes=8589934592,
    )
    [request] = server.received
    print("The server received:\n" + indented(request))
    print(f"The client returned:\n{indented(repr(answer))}")
    print(f"    answer.data.id = {answer.data.id!r}")
    sent = json.loads(request.rpartition("\n")[2])
    expect(request.startswith("POST /2/media/upload/initialize "), "the path")
    expect(f"Authorization: Bearer {TOKEN}" in request, "the credential")
    expect(sent["total_bytes"] == 8589934592 and len(sent) == 4, "the body")
    expect(answer.data.id == UPLOAD["data"]["id"], "the answer")


def show_bad_argument(package: Any, client: Any, server: MediaUploadServer) -> None:
    """Show that a bad argument is refused before anything is sent."""
    heading(
        "client.media.initialize_media_upload(total_bytes=-1, media_type='video/avi')"
    )
    before = len(server.received)
    try:
        client.media.initialize_media_upload(total_bytes=-1, media_type="video/avi")
    except package.RequestInvalid as error:
        print(f"RequestInvalid:\n{indented(str(error))}")
        expect("-1 is less than the minimum 0" in str(error), "the violation's text")
    else:
        fail("RequestInvalid")
    expect(len(server.received) == before, "nothing sent")


def show_problem(package: Any, client: Any) -> None:
    """Show the error that problem details become."""
    heading("The same call with a token that lacks the scope")
    try:
        client.media.initialize_media_upload(total_bytes=1)
    except package.ApiError as error:
        print(f"{type(error).__name__}:\n{indented(str(error))}")
        print(f"    error.problem = {error.problem!r}")
        expect(error.status == 403, "the status")
        expect(error.problem.detail == FORBIDDEN["detail"], "the problem's detail")
    else:
        fail("ApiError")


def heading(text: str) -> None:
    """Print a line that begins a part."""
    print(f"\n{text}\n", flush=True)


def indented(text: str) -> str:
    """Return the text set off by four columns."""
    return "\n".join(f"    {line}" for line in text.splitlines())


def expect(fact: bool, what: str) -> None:
    """End the demonstration where it does not show what it should."""
    if not fact:
        fail(what)


def fail(what: str) -> NoReturn:
    """End the demonstration with the exit code 1."""
    sys.exit(f"not as expected: {what}")


if __name__ == "__main__":
    main()
