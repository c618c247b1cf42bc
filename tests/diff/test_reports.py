"""The formats: what they have, and that no text of a document acts in them."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
from dataclasses import fields
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from specloom.diff.change import Change, Comparison, Edition, Signature, advice
from specloom.diff.html import html_report
from specloom.diff.json_report import json_report
from specloom.diff.markdown import markdown_report
from specloom.diff.report import REPORTS
from specloom.diff.text import paragraph, text_report

EVIL = (
    "</title></style></pre><script>alert(1)</script><img src=x onerror=alert(1)>"
    "&amp;\"'`` ``` ~~~ [a](javascript:b) ![c](d)\n# e\n- f\n<b>\r\x1b[31m\u202e\u2028"
    "\ud800 \x00"
)
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
SAFE_TAGS = {"html", "head", "meta", "title", "style", "body", "main", "section"}
SAFE_TAGS |= {"h1", "h2", "h3", "p", "strong", "span", "code", "pre", "del", "ins"}
SAFE_TAGS |= {"table", "thead", "tbody", "tr", "th", "td", "details", "summary"}
SAFE_TAGS |= {"ul", "li"}


def comparison(text: str) -> Comparison:
    """Give a comparison with a text wherever a document's text may come to stand."""
    listed = ("operation-added", "model-removed", "model-moved", "field-removed")
    changes = tuple(
        Change(kind, text, "breaking", "it is so", text, text, text, text, (text, "b"))
        for kind in listed
    )
    old, new = (Edition(text, text, text, text) for _ in range(2))
    return Comparison(old, new, changes, (Signature(text, text, f"{text}\nb"),))


EVIL_COMPARISON = comparison(EVIL)
PLAIN = comparison("a")


class Tags(HTMLParser):
    """Gathers elements and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember an element."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        """Remember text."""
        self.text += data


def read(page: str) -> Tags:
    """Read a page as a browser would."""
    tags = Tags()
    tags.feed(page)
    return tags


def test_a_page_has_no_element_but_its_own() -> None:
    """Text of a document is text on the page, whatever is in it."""
    tags = read(html_report(EVIL_COMPARISON))
    assert tags.tags <= SAFE_TAGS
    assert tags.attributes <= {
        "lang",
        "charset",
        "http-equiv",
        "content",
        "name",
        "class",
    }
    assert tags.text.count("<script>alert(1)</script>") > 10


def test_a_page_allows_nothing_but_its_own_style() -> None:
    """The policy forbids everything, and names the style by its digest."""
    page = html_report(PLAIN)
    [style] = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    [policy] = re.findall(
        r'http-equiv="Content-Security-Policy" content="(.*?)">', page
    )
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none';"
        " form-action 'none'"
    )
    assert "url(" not in style
    assert not re.search(r"https?:|src=|href=|style=", page)


def test_a_page_shows_definitions_side_by_side() -> None:
    """Lines that differ are marked on their side."""
    signature = Signature("client.a.b", "def b(\n    x\n)", "def b(\n    y\n)")
    edition = Edition("f", "t", "1", "p")
    page = html_report(Comparison(edition, edition, (), (signature,)))
    assert "<pre>def b(\n<del>    x</del>)\n</pre>" in page
    assert "<pre>def b(\n<ins>    y</ins>)\n</pre>" in page


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
def test_a_browser_shows_the_page(tmp_path: Path) -> None:
    """Headless Chromium applies the style, runs nothing, and complains of nothing."""
    page = tmp_path / "page.html"
    page.write_text(html_report(EVIL_COMPARISON), "utf-8")
    done = subprocess.run(
        [
            str(CHROMIUM),
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--enable-logging=stderr",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--dump-dom",
            page.as_uri(),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "CONSOLE" not in done.stderr
    assert read(done.stdout).tags <= SAFE_TAGS
    assert "field-removed" in done.stdout


def test_markdown_has_no_element_but_its_own() -> None:
    """No link, image, HTML or further heading comes of a document's text."""
    tokens = MarkdownIt("commonmark").parse(markdown_report(EVIL_COMPARISON))
    inner = [child for token in tokens for child in token.children or ()]
    kinds = {token.type for token in (*tokens, *inner)}
    headings = [token.tag for token in tokens if token.type == "heading_open"]
    assert headings == ["h1", "h2"]
    assert not kinds & {"html_block", "html_inline", "link_open", "image", "hr"}
    assert {"code_inline", "fence", "strong_open"} <= kinds


@pytest.mark.parametrize("write", REPORTS.values(), ids=REPORTS)
def test_no_report_has_control_characters(write: Any) -> None:
    """Nothing steers a terminal, hides text, or cannot be written as UTF-8."""
    text = write(EVIL_COMPARISON)
    assert re.sub(r"[ -~\n→]", "", text) == ""
    assert text.encode()
    assert text.endswith("\n")


def test_json_has_the_fields_of_the_classes() -> None:
    """Programs can rely on these names; `format` says when one goes."""
    found = json.loads(json_report(EVIL_COMPARISON))
    assert [*found] == [
        "format",
        "step",
        "counts",
        *(field.name for field in fields(Comparison)),
    ]
    assert found["format"] == 1
    assert [*found["old"]] == ["document", "title", "version", "package"]
    assert [*found["signatures"][0]] == ["subject", "old", "new"]
    assert [*found["changes"][0]] == [
        "kind",
        "subject",
        "level",
        "reason",
        "old",
        "new",
        "old_pointer",
        "new_pointer",
        "operations",
    ]
    assert found["changes"][0]["subject"] == EVIL
    assert found["counts"] == {"breaking": 4, "risky": 0, "safe": 0}


def test_text_lists_what_needs_no_explanation() -> None:
    """New and vanished things are named together; models that moved say from where."""
    edition = Edition("f", "t", "1", "p")
    moved = [
        Change(
            "model-moved",
            f"models.{name}",
            "risky",
            "why",
            f"models.a.{name}",
            f"models.b.{name}",
        )
        for name in ("X", "Y")
    ]
    report = text_report(Comparison(edition, edition, tuple(moved), ()))
    assert report.split("\n")[4:] == [
        "risky (2)",
        "",
        "  model-moved (2): models.a → models.b; why",
        "    X, Y",
        "",
    ]


@pytest.mark.parametrize(
    ("level", "step", "early"),
    [
        ("breaking", "major", "a minor step"),
        ("risky", "minor", "a patch step"),
        ("safe", "minor", "a patch step"),
    ],
)
def test_the_step_follows_from_the_gravest_change(
    level: Any, step: str, early: str
) -> None:
    """Below 1.0.0 every step is one smaller."""
    edition = Edition("f", "t", "1", "p")
    change = Change("kind", "subject", level, "why")
    found = Comparison(edition, edition, (change,), ())
    assert found.step == step
    assert advice(found.step).startswith(f"suggested version step: {step}; below 1.0.0")
    assert early in advice(found.step)


def test_a_paragraph_says_the_gravest() -> None:
    """One line for the end of another command; nothing where nothing changed."""
    edition = Edition("f", "t", "1", "p")
    changes = [
        Change("field-removed", f"models.A.f{number}", "breaking", "why")
        for number in range(7)
    ]
    told = paragraph(Comparison(edition, edition, tuple(changes), ()))
    assert told.startswith("7 breaking changes: models.A.f0 (field-removed), ")
    assert (
        "models.A.f4 (field-removed) and 2 more; suggested version step: major" in told
    )
    assert paragraph(Comparison(edition, edition, (), ())) == ""
