"""What was clean is not asked about again, and nothing is overlooked."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

import specloom.document.specification
from specloom.document.diagnose import diagnose, diagnose_again
from specloom.document.load import Document, load, load_bytes

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
VALID: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "t", "version": "1"},
    "paths": {
        f"/{name}": {
            "get": {"operationId": name, "responses": {"200": {"description": "d"}}}
        }
        for name in "ab"
    },
    "components": {"schemas": {"A": {"type": "object"}, "B": {"type": "string"}}},
}


def document(root: dict[str, Any]) -> Document:
    """Read a document."""
    return load_bytes(json.dumps(root, indent=1).encode(), "x.json")


def spoil_operation(root: Any) -> None:
    """An Operation Object has a field that there is none of."""
    root["paths"]["/a"]["get"]["unknown"] = 1


def spoil_schema(root: Any) -> None:
    """A Schema Object has a type that there is none of."""
    root["components"]["schemas"]["A"]["type"] = "thing"


def spoil_name(root: Any) -> None:
    """A component is called as none may be."""
    root["components"]["schemas"]["not so"] = {"type": "object"}


def spoil_path(root: Any) -> None:
    """A path does not begin with a slash."""
    root["paths"]["c"] = {}


def spoil_map(root: Any) -> None:
    """The Components Object has a list for a map."""
    root["components"]["schemas"] = []


def spoil_root(root: Any) -> None:
    """The Info Object is not complete."""
    del root["info"]["version"]


def spoil_version(root: Any) -> None:
    """A description of another version is judged by another schema."""
    root["openapi"] = "3.0.3"
    root["components"]["schemas"]["A"]["type"] = ["object", "null"]


SPOILS = (
    spoil_operation,
    spoil_schema,
    spoil_name,
    spoil_path,
    spoil_map,
    spoil_root,
    spoil_version,
)


@pytest.mark.parametrize("spoil", SPOILS)
@pytest.mark.parametrize("is_mended", [False, True])
def test_what_is_found_does_not_depend_on_what_was_clean(
    spoil: Any, is_mended: bool
) -> None:
    """A fault is found in what was clean, and is gone from what was not."""
    spoiled = copy.deepcopy(VALID)
    spoil(spoiled)
    before, after = (spoiled, VALID) if is_mended else (VALID, spoiled)
    clean = diagnose_again(document(before), frozenset()).clean
    found = diagnose_again(document(after), clean).findings
    assert found == diagnose(document(after))
    assert bool(found) != is_mended


def test_a_fault_stays_until_it_is_mended() -> None:
    """What is not clean is judged each time."""
    spoiled = copy.deepcopy(VALID)
    spoil_operation(spoiled)
    first = diagnose_again(document(spoiled), frozenset())
    again = diagnose_again(document(spoiled), first.clean)
    assert again.findings == first.findings != ()
    assert again.clean == first.clean


def test_clean_parts_are_not_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """The published schema sees an empty description."""
    clean = diagnose_again(document(VALID), frozenset()).clean
    seen: list[Any] = []

    def judge(given: Document) -> tuple[()]:
        seen.append(given.root)
        return ()

    monkeypatch.setattr(specloom.document.specification, "_violations", judge)
    diagnose_again(document(VALID), clean)
    empty: dict[str, Any] = {"paths": {}, "components": {"schemas": {}}}
    assert seen == [VALID | empty]
    assert [*VALID["paths"]] == ["/a", "/b"]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_the_revisions_of_x_are_judged_alike() -> None:
    """Each with what the one before it left clean."""
    clean: frozenset[str] = frozenset()
    for file in sorted((CORPUS / "x-history").glob("*.json"))[-4:]:
        found = load(file)
        diagnosis = diagnose_again(found, clean)
        assert diagnosis.findings == diagnose(found)
        clean = diagnosis.clean
