"""The page in a real browser: forms are filled and sent, hostile texts stay texts."""

import json
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

DRIVER, BROWSER = shutil.which("chromedriver"), shutil.which("chromium")
SECONDS = 30
# W3C WebDriver, section 12.1: the key under which an element's identifier stands.
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--no-proxy-server",
)
EVIL = (
    "</script><script>window.hacked = 1</script>"
    "<img src=x onerror='window.hacked = 2'><svg onload='window.hacked = 3'>"
    "{{constructor.constructor('window.hacked = 4')()}}"
)

pytestmark = pytest.mark.skipif(
    DRIVER is None or BROWSER is None,
    reason="chromium or chromedriver is not installed",
)


@dataclass
class Browser:
    """One window, driven by W3C WebDriver."""

    session: str

    def open(self, url: str) -> None:
        """Open a page and wait until it is loaded."""
        post(f"{self.session}/url", {"url": url})

    def run(self, script: str, *arguments: object) -> Any:
        """Run a script in the page and give what it returns."""
        sent = {"script": script, "args": [*arguments]}
        return post(f"{self.session}/execute/sync", sent)

    def element(self, selector: str) -> str:
        """Wait for an element, and give the URL of its commands."""
        wanted = {"using": "css selector", "value": selector}
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            found = post(f"{self.session}/elements", wanted)
            if found:
                return f"{self.session}/element/{found[0][ELEMENT]}"
            time.sleep(0.05)
        raise AssertionError(f"there is no {selector}")

    def click(self, selector: str) -> None:
        """Click an element as a person would."""
        post(f"{self.element(selector)}/click", {})

    def write(self, selector: str, text: str) -> None:
        """Replace the text of a field by typing."""
        element = self.element(selector)
        post(f"{element}/clear", {})
        post(f"{element}/value", {"text": text})

    def text(self, selector: str) -> str:
        """Give the text that an element shows."""
        return str(get(f"{self.element(selector)}/text"))

    def send(self, operation: str) -> tuple[str, str, str]:
        """Send a form; give the status, the headers and the body that it shows."""
        self.run(
            "document.querySelector(arguments[0]).replaceChildren()",
            f"{operation} output",
        )
        self.click(f"{operation} button")
        status = self.text(f"{operation} .status")
        shown = self.run(
            "return ['.headers', '.body'].map((part) =>"
            " document.querySelector(`${arguments[0]} ${part}`)?.textContent ?? '')",
            operation,
        )
        return status, shown[0], shown[1]


def post(url: str, sent: object) -> Any:
    """Give a command to the driver."""
    request = urllib.request.Request(
        url, json.dumps(sent).encode(), {"Content-Type": "application/json"}
    )
    return answered(request)


def get(url: str) -> Any:
    """Ask the driver."""
    return answered(urllib.request.Request(url))


def answered(request: urllib.request.Request) -> Any:
    """Read what the driver answers; a proxy of the environment has no part in it."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=SECONDS) as answer:
        return json.load(answer)["value"]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Start a browser with an empty profile."""
    assert DRIVER is not None
    with subprocess.Popen(
        [DRIVER, "--port=0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as driver:
        try:
            assert driver.stdout is not None
            lines = (line for line in driver.stdout if "successfully on port" in line)
            port = next(lines).split()[-1].rstrip(".")
            yield from session(f"http://127.0.0.1:{port}", tmp_path_factory.mktemp("p"))
        finally:
            driver.terminate()


def session(driver: str, profile: Path) -> Iterator[Browser]:
    """Open a window, and close it in the end."""
    options = {
        "binary": BROWSER,
        "args": [*ARGUMENTS, f"--user-data-dir={profile}"],
    }
    wanted = {"alwaysMatch": {"goog:chromeOptions": options}}
    found = post(f"{driver}/session", {"capabilities": wanted})
    url = f"{driver}/session/{found['sessionId']}"
    yield Browser(url)
    answered(urllib.request.Request(url, method="DELETE"))


@pytest.fixture(scope="module")
def museum(serving: Callable[..., Any], document: Callable[..., Any]) -> Any:
    """Serve a document that is hostile wherever it has text."""
    room = {"type": "string", "pattern": "^[a-z/é ]+$", "description": EVIL}
    said = {"required": ["name"], "properties": {"name": {"type": "string"}}}
    words = {"type": "array", "items": {"enum": ["a b", "c"]}, "minItems": 2}
    limited = {"text/html": {"example": EVIL}}
    operation = {
        "tags": [EVIL],
        "summary": EVIL,
        "description": EVIL,
        "operationId": EVIL,
        "security": [{"key": []}],
        "parameters": [
            {"name": "room", "in": "path", "required": True, "schema": room},
            {"name": "n", "in": "query", "schema": {"type": "integer"}},
            {
                "name": "w",
                "in": "query",
                "required": True,
                "schema": words,
                "example": ["a b", "c"],
            },
            {"name": "X-Evil", "in": "header", "description": EVIL, "schema": {}},
            {
                "name": "theme",
                "in": "cookie",
                "required": True,
                "schema": {"const": "dark blue"},
            },
        ],
        "requestBody": {
            "description": EVIL,
            "content": {
                "application/json": {"schema": said, "example": {"name": EVIL}}
            },
        },
        "responses": {
            "200": {
                "description": EVIL,
                "headers": {"X-Count": {"schema": {"const": 5}}},
                "content": {"application/json": {"example": {"said": EVIL}}},
            },
            "429": {"description": EVIL, "content": limited},
        },
    }
    paths = {
        "/rooms/{room}": {"post": operation},
        f"/{EVIL}": {"get": {"responses": {"204": {"description": EVIL}}}},
    }
    key = {"type": "apiKey", "in": "header", "name": "X-Key", "description": EVIL}
    written = document(
        paths,
        components={"securitySchemes": {"key": key}},
        tags=[{"name": EVIL, "description": EVIL}],
    )
    written["info"] = {"title": EVIL, "version": "1", "description": EVIL}
    return serving(written)


FORM = "#operation-0"


@pytest.fixture
def page(browser: Browser, museum: Any) -> Browser:
    """Open the page and the form of the first operation."""
    browser.open(f"{museum.url}/")
    browser.click(f"{FORM} summary")
    browser.element(f"{FORM} button")
    return browser


def test_a_form_is_sent_as_it_is_filled(page: Browser, museum: Any) -> None:
    """What the form holds at first is accepted; status, headers and body are shown."""
    status, headers, body = page.send(FORM)
    assert status.startswith("200 OK (")
    assert "x-count: 5" in headers.splitlines()
    assert "content-type: application/json" in headers.splitlines()
    assert json.loads(body) == {"said": EVIL}
    assert museum.has_logged("POST /rooms/b?w=a%20b&w=c 200 ")


def test_what_is_typed_is_sent(page: Browser, museum: Any) -> None:
    """It is encoded for its place; what is wrong with it is shown."""
    page.write(f"{FORM} input[aria-label^='room']", "a/é b")
    page.write(f"{FORM} input[aria-label^='n ']", "x&y")
    page.write(f"{FORM} textarea", '{"name": 5}')
    status, _, body = page.send(FORM)
    assert status.startswith("400 Bad Request (")
    assert [entry["instance_path"] for entry in json.loads(body)["violations"]] == [
        "/n",
        "/name",
    ]
    assert museum.has_logged("POST /rooms/a%2F%C3%A9%20b?n=x%26y&w=a%20b&w=c 400 ")


def test_an_answer_can_be_preferred(page: Browser) -> None:
    """The field Prefer is sent as the header; HTML that comes back is shown as text."""
    page.write(f"{FORM} input[aria-label='Prefer']", "code=429")
    status, headers, body = page.send(FORM)
    assert status.startswith("429 ")
    assert "preference-applied: code=429" in headers.splitlines()
    assert body == EVIL
    assert is_harmless(page)


def test_a_dropped_connection_is_shown(page: Browser) -> None:
    """There is no answer, and the page says so."""
    page.write(f"{FORM} input[aria-label='Prefer']", "fault=drop")
    status, _, _ = page.send(FORM)
    assert status.startswith("no answer: ")


def test_no_text_of_the_document_runs(page: Browser) -> None:
    """Titles, summaries, tags and examples are seen as they were written."""
    assert page.run("return document.title") == f"{' '.join(EVIL.split())} 1"
    assert page.text("h1") == f"{EVIL} 1"
    assert EVIL in page.run("return document.querySelector('h2').textContent")
    assert EVIL in page.run(f"return document.querySelector('{FORM}').textContent")
    assert is_harmless(page)


def is_harmless(page: Browser) -> bool:
    """Tell that nothing of the document became an element or ran."""
    return bool(
        page.run(
            "return window.hacked === undefined"
            " && document.querySelectorAll('img, svg, iframe').length === 0"
            " && document.scripts.length === 2"
        )
    )


def test_the_policy_keeps_other_scripts_out(page: Browser) -> None:
    """A script that got into the page all the same would not be allowed to run."""
    page.run(
        "const policy = window.trustedTypes.createPolicy('t', {createScript: (s) => s});"
        "const script = document.createElement('script');"
        "script.text = policy.createScript('window.hacked = 5');"
        "document.body.append(script)"
    )
    assert page.run("return window.hacked === undefined") is True


def test_operations_can_be_searched(page: Browser) -> None:
    """Those that do not have the text are hidden."""
    page.write("#find", "rooms/{r")
    hidden = "return [...document.querySelectorAll('details')].map((e) => e.hidden)"
    assert page.run(hidden) == [False, True]
