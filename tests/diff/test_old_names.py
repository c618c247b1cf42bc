"""Names that a client gave up, and keeps for a version of the document."""

import itertools
import json
from typing import Any

from specloom.diff.change import Comparison
from specloom.diff.compare import compare
from specloom.document.load import load_bytes
from specloom.lower.api import lower
from specloom.naming.lock import Lock
from specloom.naming.stable import stable_names
from specloom.python.context import Context


def described(name: str, tag: str = "Things", version: str = "1") -> dict[str, Any]:
    """Describe two operations of which one, and its answer, have a name."""
    schema = {"type": "object", "properties": {"size": {"type": "integer"}}}
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
    answers = {"200": {"description": "", "content": content}}
    get = {"operationId": f"get{name}", "tags": [tag], "responses": answers}
    put = {"operationId": "put", "tags": ["Things"], "responses": {}}
    return {
        "openapi": "3.1.1",
        "info": {"title": "T", "version": version},
        "paths": {"/a": {"get": get, "put": put}},
        "components": {"schemas": {name: schema}},
    }


def history(*documents: dict[str, Any]) -> list[Comparison]:
    """Compare each document with the next, as a folder would be generated from them."""
    lock, contexts = Lock(), []
    for document in documents:
        api = lower(load_bytes(json.dumps(document).encode(), "api.json")).api
        names, lock = stable_names(api, lock)
        contexts.append(Context(api, names))
    return [compare(*pair) for pair in itertools.pairwise(contexts)]


def levels(comparison: Comparison) -> dict[tuple[str, str], str]:
    """Give the level of each change."""
    return {(entry.kind, entry.subject): entry.level for entry in comparison.changes}


def test_a_new_name_is_no_breakage_yet() -> None:
    """The old one goes with the next version of the document, and that breaks."""
    first, second = history(
        described("Item"),
        described("Thing", version="2"),
        described("Thing", version="3"),
    )
    assert levels(first) == {
        ("operation-old-name-deprecated", "client.things.get_item"): "risky",
        ("model-old-name-deprecated", "models.Item"): "risky",
    }
    assert first.step == "minor"
    assert levels(second) == {
        ("operation-old-name-removed", "client.things.get_item"): "breaking",
        ("model-old-name-removed", "models.Item"): "breaking",
    }
    assert second.step == "major"


def test_a_method_that_moved_can_be_called_where_it_was() -> None:
    """Until the next version."""
    first, second = history(
        described("Item"), described("Item", "Items"), described("Item", "Items", "2")
    )
    subject = "client.things.get_item"
    deprecated, removed = (
        f"operation-old-name-{word}" for word in ("deprecated", "removed")
    )
    assert levels(first)[deprecated, subject] == "risky"
    assert levels(second)[removed, subject] == "breaking"


def test_an_attribute_that_is_renamed_keeps_its_methods() -> None:
    """All of them can be called by the old attribute."""
    old, new = described("Item"), described("Item", "Items")
    new["paths"]["/a"]["put"]["tags"] = ["Items"]
    [found] = history(old, new)
    kinds = {(kind, subject) for kind, subject in levels(found) if "operation" in kind}
    assert kinds == {
        ("operation-old-name-deprecated", "client.things.get_item"),
        ("operation-old-name-deprecated", "client.things.put"),
    }
