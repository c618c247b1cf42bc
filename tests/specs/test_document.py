"""Check what the reference pages leave open in the documents of this repository."""

from pathlib import Path
from typing import Any

import pytest

from specloom.document.diagnose import diagnose
from specloom.document.load import load
from specloom.document.overlay import apply_overlay

SPECS = Path(__file__).parents[2] / "specs"
DOCUMENT = SPECS / "x_media_upload_initialize.yaml"
SCRIPTS = {"ko": ("\uac00", "\ud7a3"), "hi": ("\u0900", "\u097f")}


def operation() -> Any:
    """Return the document's only operation."""
    return load(DOCUMENT).root["paths"]["/2/media/upload/initialize"]["post"]


def test_the_document_has_no_findings() -> None:
    """Neither the specification nor Specloom's own rules find anything."""
    assert diagnose(load(DOCUMENT)) == ()


def test_the_operation_is_named_and_tagged() -> None:
    """The generated method is `client.media.initialize_media_upload`."""
    assert operation()["operationId"] == "initializeMediaUpload"
    assert operation()["tags"] == ["Media"]


def test_errors_are_problem_details() -> None:
    """Every answer but 200 is application/problem+json."""
    root = load(DOCUMENT).root
    responses = operation()["responses"]
    assert list(responses) == ["200", "400", "401", "403", "429", "default"]
    for status in list(responses)[1:]:
        name = responses[status]["$ref"].rpartition("/")[2]
        assert list(root["components"]["responses"][name]["content"]) == [
            "application/problem+json"
        ]


def test_the_media_upload_has_the_fields_of_its_example() -> None:
    """No field of the example is missing among the schema's properties."""
    schemas = load(DOCUMENT).root["components"]["schemas"]
    answer = operation()["responses"]["200"]["content"]["application/json"]
    example = answer["examples"]["reference_page"]["value"]
    data = example["data"]
    assert list(schemas["MediaUpload"]["properties"]) == list(data)
    assert set(schemas["ProcessingInfo"]["properties"]) == set(data["processing_info"])
    assert list(schemas["Problem"]["properties"]) == list(example["errors"][0])


@pytest.mark.parametrize("language", SCRIPTS)
def test_an_overlay_translates_every_description(language: str) -> None:
    """All prose is in the overlay's language, and nothing but prose is changed."""
    document = load(DOCUMENT)
    overlay = load(SPECS / "overlays" / f"{language}.yaml")
    localised, findings = apply_overlay(document, overlay)
    assert findings == ()
    before, after = prose(document.root), prose(localised.root)
    assert blanked(localised.root) == blanked(document.root)
    first, last = SCRIPTS[language]
    untranslated = [
        place
        for place, text in after.items()
        if not any(first <= letter <= last for letter in text)
    ]
    assert untranslated == []
    assert before.keys() == after.keys()
    assert len(after) > 40


def prose(node: Any, place: str = "#") -> dict[str, str]:
    """Return every human text by its place; examples are data, not prose."""
    match node:
        case dict():
            texts = {
                f"{place}/{key}": child
                for key, child in node.items()
                if isinstance(child, str) and is_prose(place, key)
            }
            for key, child in node.items():
                if key not in ("example", "value"):
                    texts |= prose(child, f"{place}/{key}")
            return texts
        case list():
            return {
                key: text
                for index, child in enumerate(node)
                for key, text in prose(child, f"{place}/{index}").items()
            }
        case _:
            return {}


def is_prose(place: str, key: str) -> bool:
    """Return whether a member holds a text for people."""
    return key in ("description", "summary") or place.endswith("/scopes")


def blanked(node: Any, place: str = "#") -> Any:
    """Return the document with its prose left out."""
    match node:
        case dict():
            return {
                key: (
                    ""
                    if is_prose(place, key) and isinstance(child, str)
                    else blanked(child, f"{place}/{key}")
                )
                for key, child in node.items()
            }
        case list():
            return [blanked(child, place) for child in node]
        case _:
            return node
