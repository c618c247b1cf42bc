"""Generate the media upload client, start its mock server, and call it in all ways.

Everything stays on this machine. Exits with 1 if anything is not as it should be.
"""

import asyncio
import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, NoReturn

import httpx2

DOCUMENT = Path(__file__).parent / "x_media_upload_initialize.yaml"
TOKEN_VARIABLE = "X_MEDIA_UPLOAD_OAUTH2_USER_TOKEN"
UPLOAD = {
    "media_category": "tweet_video",
    "media_type": "video/mp4",
    "total_bytes": 8589934592,
}


@dataclass
class Mock:
    """A running `specloom mock`, and the log that it prints."""

    url: str
    log: IO[str]

    def show_log(self, *statuses: str) -> None:
        """Print a line of its log for each answer that there has to have been."""
        for status in statuses:
            line = self.log.readline().rstrip()
            print(f"    server: {line}")
            expect(f" {status} " in line, f"{status} as the next answer")


def main() -> None:
    """Run the demonstration."""
    # A proxy of the environment has no part in a call to this machine.
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1"
    os.environ[TOKEN_VARIABLE] = "any-token"
    with TemporaryDirectory() as folder:
        package = generate(Path(folder, "client"))
        with mocking() as mock:
            with package.Client(base_url=mock.url) as client:
                show_call(client, mock)
                show_async_call(package, mock)
                show_bad_argument(package, client)
                show_refusal(mock)
                show_problem(package, client, mock)
                show_fault(package, client, mock)
            show_tests(Path(folder, "client"), mock)


def generate(output: Path) -> Any:
    """Generate the package with the command line, and import it."""
    command = ["specloom", "generate", f"specs/{DOCUMENT.name}", "--output", "client"]
    heading("$ " + " ".join(command))
    subprocess.run(  # noqa: S603 - our own command line
        [sys.executable, "-m", *command[:2], str(DOCUMENT), "--output", str(output)],
        check=True,
        stderr=subprocess.DEVNULL if not sys.stderr.isatty() else None,
    )
    sys.path.insert(0, str(output))
    return importlib.import_module("x_media_upload")


@contextmanager
def mocking() -> Iterator[Mock]:
    """Serve the document on a free port of this machine, to the end of the block."""
    heading(f"$ specloom mock specs/{DOCUMENT.name} --port 0")
    process = subprocess.Popen(  # noqa: S603 - our own command line
        [sys.executable, "-m", "specloom", "mock", str(DOCUMENT), "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        log = process.stdout or fail("the log of the mock server")
        url = log.readline().split(" ")[0]
        expect(url.startswith("http://127.0.0.1:"), "the first line of the mock server")
        print(f"    server: {url} answers")
        yield Mock(url, log)
    finally:
        process.terminate()
        process.wait()


def show_call(client: Any, mock: Mock) -> None:
    """Make the call: the answer is the document's example."""
    heading("client.media.initialize_media_upload(total_bytes=8589934592, ...)")
    answer = client.media.initialize_media_upload(**UPLOAD)
    mock.show_log("200")
    print(f"    answer.data.id = {answer.data.id!r}")
    expect(answer.data.id == "1146654567674912769", "the answer")


def show_async_call(package: Any, mock: Mock) -> None:
    """Make the same call with the other client."""
    heading("await client.media.initialize_media_upload(total_bytes=8589934592, ...)")

    async def call() -> Any:
        async with package.AsyncClient(base_url=mock.url) as client:
            return await client.media.initialize_media_upload(**UPLOAD)

    answer = asyncio.run(call())
    mock.show_log("200")
    print(f"    answer.data.media_key = {answer.data.media_key!r}")
    expect(answer.data.media_key == "7_1146654567674912769", "the answer")


def show_bad_argument(package: Any, client: Any) -> None:
    """Show that a bad argument is refused before anything is sent."""
    heading("client.media.initialize_media_upload(total_bytes=-1): nothing is sent")
    try:
        client.media.initialize_media_upload(total_bytes=-1)
    except package.RequestInvalid as error:
        print(f"RequestInvalid:\n{indented(str(error))}")
        expect("-1 is less than the minimum 0" in str(error), "the violation's text")
    else:
        fail("RequestInvalid")


def show_refusal(mock: Mock) -> None:
    """Send the bad argument without the client: the server tells it as a problem."""
    heading("The same, sent without the client: the server tells what is wrong")
    answer = httpx2.post(
        f"{mock.url}/2/media/upload/initialize",
        headers={"authorization": "Bearer any-token"},
        json={"total_bytes": -1},
    )
    # The call before sent nothing, so this is the next answer in the log.
    mock.show_log("400")
    problem = answer.json()
    media_type = answer.headers["content-type"]
    print(f"{answer.status_code} {media_type}:")
    print(indented(json.dumps(problem, indent=2)))
    expect((answer.status_code, media_type) == (400, "application/problem+json"), "400")
    expect(problem["violations"][0]["instance_path"] == "/total_bytes", "the violation")


def show_problem(package: Any, client: Any, mock: Mock) -> None:
    """Ask for an answer of the document by its status."""
    heading("Prefer: code=429")
    options = package.RequestOptions(headers={"Prefer": "code=429"}, max_retries=0)
    try:
        client.media.initialize_media_upload(**UPLOAD, options=options)
    except package.TooManyRequests as error:
        mock.show_log("429")
        print(f"TooManyRequests:\n{indented(str(error))}")
        print(f"    error.problem = {error.problem!r}")
        expect(error.problem is not None, "the problem's details")
    else:
        fail("TooManyRequests")


def show_fault(package: Any, client: Any, mock: Mock) -> None:
    """Ask for faults: one that is got over, and one that is not."""
    heading("Prefer: once=503, and the client tries again")
    options = package.RequestOptions(headers={"Prefer": "once=503"})
    answer = client.media.initialize_media_upload(**UPLOAD, options=options)
    mock.show_log("503", "200")
    print(f"    answer.data.id = {answer.data.id!r}")
    heading("Prefer: fault=torn, half of an answer")
    options = package.RequestOptions(headers={"Prefer": "fault=torn"})
    try:
        client.media.initialize_media_upload(**UPLOAD, options=options)
    except package.ConnectionFailed as error:
        mock.show_log("200 torn")
        print(f"ConnectionFailed:\n{indented(str(error))}")
    else:
        fail("ConnectionFailed")


def show_tests(project: Path, mock: Mock) -> None:
    """Let the generated tests send their requests to the server."""
    command = ["pytest", "-q", "-m", "server", "--base-url", mock.url]
    heading("$ " + " ".join(command))
    done = subprocess.run(  # noqa: S603 - our own command line
        [sys.executable, "-m", *command, "-p", "no:cacheprovider"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    last = done.stdout.strip().splitlines()[-1]
    mock.show_log(*["200"] * 4)
    print(indented(last))
    expect(done.returncode == 0 and last.startswith("4 passed"), done.stdout)


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
