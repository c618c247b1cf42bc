"""Documents that are fetched: what is asked, what is refused, and what is kept."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from specloom.document import fetch as fetch_module
from specloom.document.addresses import (
    AddressError,
    is_url,
    origin_of,
    origin_of_host,
    requested,
    shown_host,
)
from specloom.document.diagnose import own_findings
from specloom.document.fetch import fetch
from specloom.document.fetched import fetched
from specloom.document.load import Document, load
from specloom.document.reach import Reach
from specloom.errors import LoadError
from specloom.lower.api import Lowered, lower

TEXT = b"openapi: 3.1.1\ninfo: {title: T, version: '1'}\npaths: {/a: {get: {responses: {}}}}"


def files(lowered: Lowered) -> tuple[str, ...]:
    """Return the names of the files that a description is made of."""
    return tuple(document.file for document in lowered.documents)


@dataclass
class Site:
    """A server on this machine: what it answers, and what it was asked."""

    url: str = ""
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def page(self, path: str, data: bytes, **headers: str) -> str:
        """Answer a path with data; return its URL."""
        self.answers[path] = (200, headers, data)
        return self.url + path

    @property
    def host(self) -> str:
        """What `--allow-ref-host` takes."""
        return self.url


@pytest.fixture
def site() -> Iterator[Site]:
    """Serve on a free port."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            status, headers, data = site.answers.get(self.path, (404, {}, b""))
            etag = headers.get("ETag")
            if etag is not None and self.headers.get("If-None-Match") == etag:
                status, data = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield site
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("https://Api.Example.com/x.yaml?a=b#/c", "https://api.example.com:443"),
        ("https://api.example.com:8443", "https://api.example.com:8443"),
        ("https://bücher.example/x", "https://xn--bcher-kva.example:443"),
        ("https://[::1]/x", "https://::1:443"),
        ("http://localhost:8000/openapi.json", "http://localhost:8000"),
    ],
)
def test_the_origin_of_a_url(text: str, origin: str) -> None:
    """RFC 9110, section 4.3.1: scheme, host and port."""
    assert origin_of(text) == origin


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("http://example.com/x", "'http:' is fetched from this machine only"),
        ("http://localhost.example.com/x", "from this machine only"),
        ("http://169.254.169.254/latest", "from this machine only"),
        ("ftp://example.com/x", "'ftp:' is not fetched"),
        ("file:///etc/passwd", "'file:' is not fetched"),
        ("https://user@example.com/x", "a URL with a user name or password"),
        ("https://:secret@example.com/x", "a URL with a user name or password"),
        ("https:///x", "a URL names a host"),
        ("https://example.com:99999/x", "the port of a URL"),
        ("https://exa mple.com", "no spaces, backslashes or control characters"),
        ("https://example.com\\@localhost/", "no spaces, backslashes"),
        ("https://example.com/\r\nX: y", "no spaces, backslashes or control"),
        ("https://[::1/x", "this is no URL"),
        (f"https://{'a' * 70}.example/", "is no name of a host"),
    ],
)
def test_addresses_that_are_never_fetched(text: str, reason: str) -> None:
    """Whatever a user or a document says."""
    with pytest.raises(AddressError, match=reason):
        origin_of(text)


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("api.example.com", "https://api.example.com:443"),
        ("api.example.com:8443", "https://api.example.com:8443"),
        ("https://api.example.com", "https://api.example.com:443"),
        ("http://localhost:8000", "http://localhost:8000"),
    ],
)
def test_a_host_is_one_origin(text: str, origin: str) -> None:
    """No other port of the host, and https unless it is this machine."""
    assert origin_of_host(text) == origin


@pytest.mark.parametrize("text", ["", "a/b", "https://a.b/c", "http://a.b", "u@a.b"])
def test_what_is_no_host(text: str) -> None:
    """A path, a user name, another scheme."""
    with pytest.raises(AddressError):
        origin_of_host(text)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("https://a.b", True), ("x://y", False), ("C:\\x", False), ("a.yaml", False)],
)
def test_what_is_meant_as_a_url(text: str, *, is_one: bool) -> None:
    """A drive letter is no scheme."""
    assert is_url(text) is is_one


def test_how_a_url_is_asked_for_and_shown() -> None:
    """Without its fragment, in ASCII; a host as the option takes it."""
    assert (
        requested("https://a.b/ü c%20?q=é#/x") == "https://a.b/%C3%BC%20c%20?q=%C3%A9"
    )
    assert shown_host("https://A.b/x") == "a.b"
    assert shown_host("https://a.b:1/x") == "a.b:1"
    assert shown_host("ftp://a.b/x") == ""


def test_what_is_asked(site: Site) -> None:
    """No cookie, no authorization, no compression."""
    assert fetch(site.page("/a?b=c", b"x") + "#/y").data == b"x"
    [(path, headers)] = site.asked
    assert path == "/a?b=c"
    assert headers["Accept-Encoding"] == "identity"
    assert not {"Cookie", "Authorization"} & headers.keys()


def test_a_redirect_on_the_same_origin_is_followed(site: Site) -> None:
    """As a server does that adds a slash."""
    site.answers["/a"] = (301, {"Location": "/b"}, b"")
    site.page("/b", b"x")
    assert fetch(site.url + "/a").data == b"x"


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("https://example.com/x", "it redirects to https://example.com/x; give that"),
        ("http://127.0.0.1:1/x", "it redirects to http://127.0.0.1:1/x; give that"),
        ("http://169.254.169.254/", "it redirects to http://169.254.169.254/: 'http:'"),
        (
            "file:///etc/passwd",
            "the server answers 302 Found - Redirection to url 'file:",
        ),
    ],
)
def test_a_redirect_elsewhere_is_refused(
    site: Site, location: str, reason: str
) -> None:
    """The one who was asked cannot send the request to another place."""
    site.answers["/a"] = (302, {"Location": location}, b"")
    with pytest.raises(LoadError) as caught:
        fetch(site.url + "/a")
    assert str(caught.value).startswith(f"{site.url}/a: {reason}")


def test_a_redirect_in_a_circle_ends(site: Site) -> None:
    """After five times."""
    site.answers["/a"] = (302, {"Location": "/a"}, b"")
    with pytest.raises(LoadError, match="the server answers 302"):
        fetch(site.url + "/a")
    assert len(site.asked) < 10


def test_what_cannot_be_fetched_says_why(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Status, no server, another coding, too much."""
    with pytest.raises(LoadError, match="the server answers 404 Not Found"):
        fetch(site.url + "/gone")
    with pytest.raises(LoadError, match="it cannot be fetched: connection refused"):
        fetch("http://127.0.0.1:9/x")
    with pytest.raises(LoadError, match="uses the coding 'gzip' without being asked"):
        fetch(site.page("/z", b"x", Content_Encoding="gzip"))
    monkeypatch.setattr(fetch_module, "MAX_BYTES", 1024 * 1024)
    with pytest.raises(LoadError, match="it is larger than 1 MiB"):
        fetch(site.page("/large", bytes(1024 * 1024 + 1)))


def test_a_document_that_did_not_change_is_not_sent_again(
    site: Site, own_cache: Path
) -> None:
    """It is kept by its content; one that was damaged is fetched anew."""
    url = site.page("/x.yaml", b"one", ETag='"1"')
    assert [fetched(url), fetched(url)] == [b"one", b"one"]
    assert [headers.get("If-None-Match") for _, headers in site.asked] == [None, '"1"']
    for path in own_cache.rglob("*"):
        if path.is_file() and path.read_bytes() == b"one":
            path.write_bytes(b"bad")
    assert fetched(url) == b"one"
    site.page("/x.yaml", b"two", ETag='"2"')
    assert fetched(url) == b"two"


def described(folder: Path, ref: str, reach: Reach) -> Document:
    """Return a document in a file with one reference."""
    (folder / "api.yaml").write_text(
        "openapi: 3.1.1\ninfo: {title: T, version: '1'}\n"
        f"components: {{schemas: {{A: {{$ref: '{ref}'}}}}}}\n"
    )
    return load(folder / "api.yaml", "api.yaml", reach)


def test_references_lead_to_hosts_that_the_user_named(
    site: Site, tmp_path: Path
) -> None:
    """What is fetched may refer on, relative to itself, and its content is recorded."""
    url = site.page("/v1/a.yaml", b"A: {properties: {b: {$ref: 'b.yaml#/B'}}}")
    site.page("/v1/b.yaml", b"B: {type: string, enum: [x, x]}")
    reach = Reach(hosts=(site.host,))
    document = described(tmp_path, f"{url}#/A", reach)
    assert [str(each) for each in own_findings(document)] == [
        (
            f"{site.url}/v1/b.yaml:1:29 #/B/enum/1: the enum value 'x' repeats item 0;"
            " remove item 1 (enum-repeated)"
        )
    ]
    lowered = lower(document)
    assert files(lowered) == ("api.yaml", url, f"{site.url}/v1/b.yaml")
    assert list(lowered.fetched) == [url, f"{site.url}/v1/b.yaml"]
    assert all(len(digest) == 64 for digest in lowered.fetched.values())
    assert [path for path, _ in site.asked] == ["/v1/a.yaml", "/v1/b.yaml"]


@pytest.mark.parametrize("hosts", [(), ("example.com",), ("http://127.0.0.1:1",)])
def test_references_to_other_hosts_are_not_followed(
    site: Site, tmp_path: Path, hosts: tuple[str, ...]
) -> None:
    """Nothing is asked, and the finding says how to allow it."""
    url = site.page("/a.yaml", b"A: {}")
    document = described(tmp_path, f"{url}#/A", Reach(hosts=hosts))
    [found] = own_findings(document)
    assert found.rule == "reference-outside"
    assert found.hint == f"--allow-ref-host {site.host} allows it"
    assert site.asked == []


def test_what_is_fetched_reads_no_file(site: Site, tmp_path: Path) -> None:
    """A path in it is one of its own host."""
    (tmp_path / "secret.yaml").write_text("S: {}")
    url = site.page("/a.yaml", b"A: {$ref: 'secret.yaml#/S'}")
    document = described(tmp_path, f"{url}#/A", Reach(hosts=(site.host,)))
    [found, *_] = own_findings(document)
    assert "the server answers 404" in found.message
    site.page("/a.yaml", b"A: {$ref: 'file:///etc/passwd'}")
    document = described(tmp_path, f"{url}#/A", Reach(hosts=(site.host,)))
    assert {found.rule for found in own_findings(document)} == {"reference-outside"}


def test_a_fetched_document_refers_to_its_own_host_only_if_allowed(
    site: Site, tmp_path: Path
) -> None:
    """A URL as the SPEC allows itself alone."""
    (tmp_path / "copy").write_bytes(
        TEXT + b"\ncomponents: {schemas: {A: {$ref: b.yaml}}}"
    )
    site.page("/v1/b.yaml", b"type: string")
    source = f"{site.url}/v1/openapi.yaml"
    refused = load(tmp_path / "copy", None, Reach(source=source))
    assert [
        each.rule for each in own_findings(refused) if each.severity == "error"
    ] == ["reference-outside"]
    allowed = load(tmp_path / "copy", None, Reach(source=source, hosts=(site.host,)))
    assert files(lower(allowed)) == (source, f"{site.url}/v1/b.yaml")


def test_a_folder_that_the_user_named(tmp_path: Path) -> None:
    """References reach files in it, and nothing else outside of the document's own."""
    (tmp_path / "spec").mkdir()
    (tmp_path / "common").mkdir()
    (tmp_path / "common" / "a.yaml").write_text("A: {type: string}")
    (tmp_path.parent / "outer.yaml").write_text("A: {type: string}")
    folder = tmp_path / "spec"
    inside = described(folder, "../common/a.yaml#/A", Reach(root=tmp_path))
    assert files(lower(inside)) == ("api.yaml", "../common/a.yaml")
    [found] = own_findings(described(folder, "../common/a.yaml#/A", Reach()))
    assert found.hint.endswith("name a folder that holds both with --ref-root")
    outside = described(folder, "../../outer.yaml#/A", Reach(root=tmp_path))
    assert [each.rule for each in own_findings(outside)] == ["reference-outside"]


def test_references_of_standard_input(tmp_path: Path) -> None:
    """They are relative to the folder that the user named, if there is one."""
    (tmp_path / "a.yaml").write_text("A: {type: string}")
    (tmp_path / "given").mkdir()
    copy = tmp_path / "given" / "stdin"
    copy.write_bytes(TEXT + b"\ncomponents: {schemas: {A: {$ref: 'a.yaml#/A'}}}")
    alone = load(copy, None, Reach(source="<stdin>"))
    assert alone.file == "<stdin>"
    assert "was not read from a file" in str(own_findings(alone))
    document = load(copy, None, Reach(tmp_path, source="<stdin>"))
    assert files(lower(document)) == ("<stdin>", "a.yaml")
