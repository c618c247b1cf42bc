"""Every operation of public documents: the answer is valid, the form's request accepted."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from specloom.errors import SpecloomError
from specloom.ir.api import Operation
from specloom.mock.answers import Answerer
from specloom.mock.content import kind_of
from specloom.mock.description import Description, read
from specloom.mock.incoming import Incoming
from specloom.mock.negotiate import acceptable
from specloom.mock.prefer import Preferences
from specloom.mock.prefill import Prefill
from specloom.mock.service import Service
from specloom.mock.synthesis import NoSample

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
X = CORPUS / "x-history" / "x-2026-08-20-2.167.json"
SMALL = 60_000
# The alternatives of their `oneOf` accept one another's values, or the document's only
# example is written for another schema: no value is known that fits. A tree that requires
# its parent, which is such a tree, has no value at all.
UNKNOWN = {
    ("POST", "/{format}"),
    ("POST", "/tasks"),
    ("GET", "/tasks/{id}"),
    ("GET", "/trees"),
    ("GET", "/leaves"),
}

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is absent")


def small_documents() -> Iterator[Path]:
    """Yield the small documents of the corpus."""
    for path in sorted((CORPUS / "openapi").rglob("*")):
        is_document = path.suffix in (".json", ".yaml", ".yml")
        if is_document and path.name != "index.json" and path.stat().st_size < SMALL:
            yield path


def answer_faults(description: Description) -> Iterator[str]:
    """Yield what is wrong with the values that the operations would answer with."""
    service = Service(description)
    for operation in description.api.operations:
        answerer = Answerer(operation, description, service.synthesis, Preferences())
        is_unknown = (operation.method, operation.path) in UNKNOWN
        if is_unknown or not operation.responses:
            continue
        response, _ = answerer.chosen()
        for media_type in acceptable(response.content, None)[:1]:
            if media_type.schema is None or kind_of(media_type) in ("opaque", "xml"):
                continue
            try:
                value = service.synthesis.content(media_type)
            except NoSample:
                yield f"{operation.method} {operation.path}: no value is known"
                continue
            checks = service.synthesis.checks
            for found in checks.violations(media_type.schema, value, "response"):
                yield f"{operation.method} {operation.path}: {found}"


def sent(prefill: Prefill, operation: Operation) -> Incoming:
    """Put together what the page sends, the optional parameters included."""
    form = prefill.of(operation)
    path, query, headers = operation.path, [], []
    for entry in form["parameters"]:
        name, text = entry["name"], entry["text"]
        encoded = text if entry["is_wire"] else quote(text, safe="")
        match entry["in"]:
            case "path":
                path = path.replace(f"{{{name}}}", encoded)
            case "query":
                query.append(text if entry["is_wire"] else f"{quote(name)}={encoded}")
            case "header":
                headers.append((name.lower(), text))
            case _:
                headers.append(("cookie", f"{quote(name)}={encoded}"))
    body = b""
    if form["body"] is not None:
        headers.append(("content-type", form["body"]["content_type"]))
        body = form["body"]["text"].encode()
    return Incoming(operation.method, path, "&".join(query), tuple(headers), body)


@needs_corpus
def test_every_answer_of_x_is_valid() -> None:
    """Each of the 178 operations answers with a value that its own schema accepts."""
    description = read(X, ())
    assert len(description.api.operations) == 178
    assert list(answer_faults(description)) == []


@needs_corpus
def test_every_answer_of_the_small_documents_is_valid() -> None:
    """Those of which no value is known are named above."""
    faults, operations = [], 0
    for path in small_documents():
        try:
            description = read(path, ())
        except SpecloomError:
            continue
        operations += len(description.api.operations)
        faults += [f"{path.name}: {fault}" for fault in answer_faults(description)]
    assert operations > 900
    assert faults == []


@needs_corpus
def test_every_form_of_x_sends_what_is_accepted() -> None:
    """The styles of all parameters and bodies are read as they are written."""
    description = read(X, ())
    service = Service(description)
    prefill = Prefill(service)
    refused = []
    for operation in description.api.operations:
        reply = service.reply(sent(prefill, operation))
        if reply.answer.status not in (200, 201, 204):
            refused.append((operation.method, operation.path, reply.violations))
    assert refused == []
