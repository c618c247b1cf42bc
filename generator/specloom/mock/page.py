"""Make the page that lists the operations, with a form to try each.

Texts of the document go into the page as JSON only, escaped for HTML (HTML Standard, 4.12.1.3,
restrictions for contents of script elements). Scripts and styles are allowed by their
hashes (CSP Level 3, 2.3.1).
"""

import base64
import hashlib
import json
from functools import cached_property
from pathlib import Path
from typing import Any

from specloom.mock.answers import Answer
from specloom.mock.prefill import Prefill
from specloom.mock.refusal import Refusal
from specloom.mock.service import Service, problem_answer
from specloom.runtime.json_text import write_json

_FOLDER = Path(__file__).parent
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
_SAFE_HEADERS = (
    ("cache-control", "no-store"),
    ("cross-origin-resource-policy", "same-origin"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
)


class Page:
    """The page of one service, and what its forms ask for."""

    def __init__(self, service: Service, path: str) -> None:
        """Take the service, and the path below which the forms ask."""
        self._api = service.description.api
        self._prefill = Prefill(service)
        self._path = path

    def answer(self, below: str) -> Answer:
        """Give the page, or with `operations/N` the values of a form."""
        if not below:
            return self._html
        kind, _, index = below.partition("/")
        is_known = kind == "operations" and index.isascii() and index.isdecimal()
        if is_known and int(index[:9]) < len(self._api.operations):
            operation = self._api.operations[int(index[:9])]
            body = write_json(self._prefill.of(operation))
            json_type = ("content-type", "application/json")
            return Answer(200, (json_type, *_SAFE_HEADERS), body)
        return problem_answer(Refusal(404, "there is no such operation"))

    @cached_property
    def _html(self) -> Answer:
        style, script = (_text(f"page.{suffix}") for suffix in ("css", "js"))
        policy = "; ".join(
            (
                "default-src 'none'",
                f"script-src {_hash(script)}",
                f"style-src {_hash(style)}",
                "connect-src 'self'",
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'",
                "require-trusted-types-for 'script'",
            )
        )
        # The document's text goes in last, so that nothing in it is replaced again.
        text = _text("page.html").replace("/*STYLE*/", style)
        text = text.replace("/*SCRIPT*/", script)
        text = text.replace("/*DATA*/", escaped(self._listed()))
        headers = (
            ("content-type", "text/html; charset=utf-8"),
            ("content-security-policy", policy),
            *_SAFE_HEADERS,
        )
        return Answer(200, headers, text.encode("utf-8", "replace"))

    def _listed(self) -> dict[str, Any]:
        return {
            "title": f"{self._api.title} {self._api.version}".strip(),
            "description": self._api.description,
            "page_path": self._path,
            "tags": [
                {"name": tag.name, "description": tag.description}
                for tag in self._api.tags
            ],
            "operations": [
                {
                    "index": index,
                    "method": operation.method,
                    "path": operation.path,
                    "summary": operation.summary or operation.id,
                    "tag": operation.tag,
                    "deprecated": operation.deprecated,
                }
                for index, operation in enumerate(self._api.operations)
            ],
        }


def escaped(value: Any) -> str:
    """Write JSON that no HTML parser takes for anything but text."""
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPES)


def _text(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
