"""The page: where it is, what it may do, and how texts of the document get into it."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from specloom.mock.page import escaped

HOSTILE = "</script><script>alert(1)</script>\u2028<!--<img src=x onerror=alert(2)>&"
SPEC_FORM = {
    "parameters": [
        {"name": "id", "in": "path", "required": True, "schema": {"const": "a/b"}},
        {"name": "tags", "in": "query", "schema": {"type": "array", "minItems": 2}},
        {"name": "X-Mode", "in": "header", "schema": {"enum": ["fast"]}},
        {"name": "theme", "in": "cookie", "schema": {"enum": ["dark"]}},
    ],
    "security": [{"key": [], "basic": []}],
    "requestBody": {
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["name"],
                    "properties": {"name": {"const": "x"}},
                }
            }
        }
    },
    "responses": {"204": {"description": "Fine."}, "4XX": {"description": "No."}},
}
NUMBERS = {"type": "array", "const": [1, 2]}
ODD_FORM = {
    "parameters": [
        {
            "name": "p",
            "in": "path",
            "required": True,
            "style": "label",
            "explode": True,
            "schema": NUMBERS,
        },
        {"name": "none", "in": "query", "schema": {"not": {}}},
        {"name": "X-List", "in": "header", "schema": NUMBERS},
        {"name": "c", "in": "cookie", "explode": False, "schema": NUMBERS},
    ],
    "security": [{"digest": [], "certificate": []}],
    "requestBody": {
        "content": {
            "application/x-www-form-urlencoded": {"schema": {"const": {"a": "b c"}}}
        }
    },
    "responses": {"204": {"description": "Fine."}},
}
SCHEMES = {
    "digest": {"type": "http", "scheme": "Digest"},
    "certificate": {"type": "mutualTLS"},
    "key": {"type": "apiKey", "in": "query", "name": "k"},
    "basic": {"type": "http", "scheme": "basic"},
}


@pytest.fixture(scope="module")
def museum(serving: Callable[..., Any], document: Callable[..., Any]) -> Any:
    """Serve a document whose texts are hostile."""
    answer = {"204": {"description": HOSTILE}}
    first = {"summary": HOSTILE, "tags": [HOSTILE], "responses": answer}
    paths = {
        "/items": {"get": first},
        "/items/{id}": {"post": SPEC_FORM},
        "/odd/{p}": {"post": ODD_FORM},
    }
    components = {"securitySchemes": SCHEMES}
    written = document(paths, components=components)
    written["info"] = {"title": HOSTILE, "version": "1", "description": HOSTILE}
    return serving(written)


@pytest.mark.parametrize("target", ["/", "/_specloom", "/_specloom/"])
def test_the_page_is_at_the_root_and_at_its_own_path(museum: Any, target: str) -> None:
    """It is HTML in UTF-8."""
    answer = museum.ask("GET", target)
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.body.startswith(b"<!doctype html>")


def test_an_operation_at_the_root_goes_first(
    serving: Callable[..., Any], document: Callable[..., Any]
) -> None:
    """The page is then at its own path alone."""
    text = {"text/plain": {"example": "mine"}}
    answer = {"200": {"description": "Mine.", "content": text}}
    museum = serving(document({"/": {"get": {"responses": answer}}}))
    assert museum.ask("GET", "/").body == b"mine"
    assert museum.ask("GET", "/_specloom").body.startswith(b"<!doctype html>")
    assert museum.ask("POST", "/").status == 405


def test_the_page_allows_its_own_script_and_style_alone(museum: Any) -> None:
    """The policy names them by their hashes, and no other source."""
    answer = museum.ask("GET", "/")
    policy = dict(
        part.split(" ", 1)
        for part in answer.headers["content-security-policy"].split("; ")
    )
    text = answer.body.decode()
    [script] = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    [style] = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    assert policy == {
        "default-src": "'none'",
        "script-src": hash_of(script),
        "style-src": hash_of(style),
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
    }
    assert not re.search(r"(?:src|href)=", text.replace("img src=x", ""))
    assert "innerHTML" not in script


def hash_of(text: str) -> str:
    """Write the source of an inline text as CSP does."""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def test_hostile_texts_stay_in_the_data(museum: Any) -> None:
    """None of their markup is in the page; the data says them exactly."""
    text = museum.ask("GET", "/").body.decode()
    assert "alert(1)</script>" not in text
    assert "<img" not in text
    assert "\u2028" not in text
    [data] = re.findall(
        r'<script type="application/json" id="data">(.*?)</script>', text
    )
    described = json.loads(data)
    assert described["description"] == HOSTILE
    assert described["title"] == f"{HOSTILE} 1"
    assert described["operations"][0]["summary"] == HOSTILE


def test_data_is_escaped_for_html() -> None:
    """What could end a script element, or a line of a script, is an escape."""
    assert escaped({"a": "<>&\u2028\u2029é"}) == (
        '{"a": "\\u003c\\u003e\\u0026\\u2028\\u2029é"}'
    )


def test_a_form_is_filled_with_what_is_accepted(museum: Any) -> None:
    """Parameters, credentials and body are valid, and as they are sent where marked."""
    form = museum.ask("GET", "/_specloom/operations/1").json
    fields = {
        entry["name"]: (entry["in"], entry["required"], entry["is_wire"], entry["text"])
        for entry in form["parameters"]
    }
    assert fields == {
        "id": ("path", True, False, "a/b"),
        "tags": ("query", False, True, "tags=tags-1&tags=tags-2"),
        "X-Mode": ("header", False, False, "fast"),
        "theme": ("cookie", False, False, "dark"),
        "k": ("query", True, False, "mock"),
        "Authorization": ("header", True, False, "Basic bW9jazptb2Nr"),
    }
    sent = museum.ask(
        "POST",
        "/items/a%2Fb?k=mock&tags=tags-1&tags=tags-2",
        form["body"]["text"],
        {
            "Content-Type": form["body"]["content_type"],
            "Authorization": "Basic bW9jazptb2Nr",
        },
    )
    assert sent.status == 204, sent.body
    assert form["prefer"].endswith("; statuses: 204, 4XX")


def test_what_is_no_scalar_is_shown_as_it_is_sent(museum: Any) -> None:
    """Where no value is known, the field is empty."""
    form = museum.ask("GET", "/_specloom/operations/2").json
    fields = {
        entry["name"]: (entry["is_wire"], entry["text"]) for entry in form["parameters"]
    }
    assert fields == {
        "p": (True, ".1.2"),
        "none": (False, ""),
        "X-List": (False, "1,2"),
        "c": (True, "c=1,2"),
        "Authorization": (False, "Digest mock"),
    }
    assert form["body"]["text"] == "a=b%20c"


@pytest.mark.parametrize("below", ["operations/3", "operations/x", "operations", "x"])
def test_there_is_nothing_else_below_the_page(museum: Any, below: str) -> None:
    """It is answered with 404."""
    assert museum.ask("GET", f"/_specloom/{below}").status == 404
