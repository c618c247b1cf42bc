"""Public descriptions: all of them are read and diagnosed without an exception."""

from pathlib import Path

import pytest

from specloom.document.diagnose import diagnose, own_findings
from specloom.document.load import load
from specloom.errors import LoadError

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
X = CORPUS / "openapi" / "xdevplatform__docs" / "openapi.json"
FOLDERS = sorted(path for path in (CORPUS / "openapi").glob("*") if path.is_dir())
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is absent")

UNREADABLE = {
    "modules__swagger-parser-v3__src__test__resources__issue-1119.yaml": "not UTF-8"
}
# What the 2024 schemas in the library do not know of the standard as of today.
UNKNOWN_TO_LIBRARY = {
    "example-examples.yaml",
    "header-object-name.yaml",
    "link-object-no-body.yaml",
    "parameter-object-header-name.yaml",
    "xml-attr-exclusion.yaml",
    "xml-wrapped-exclusion.yaml",
}


def documents(folder: Path) -> list[Path]:
    """Return the JSON and YAML files below a folder."""
    suffixes = {".json", ".yaml", ".yml"}
    return sorted(path for path in folder.rglob("*") if path.suffix in suffixes)


@needs_corpus
@pytest.mark.parametrize(
    "folder", [*FOLDERS, CORPUS / "x-history"], ids=lambda p: p.name
)
def test_every_description_is_diagnosed(folder: Path) -> None:
    """Findings are sorted, have a line, and read as one line."""
    for path in documents(folder):
        if path.name in UNREADABLE:
            with pytest.raises(LoadError, match=UNREADABLE[path.name]):
                load(path)
            continue
        found = diagnose(load(path, path.name))
        assert list(found) == sorted(set(found))
        for each in found:
            assert each.line > 0
            assert each.column > 0
            assert str(each).isprintable()
            assert len(each.message) < 500


@needs_corpus
@pytest.mark.parametrize("version", ["3.1", "3.2"])
def test_what_the_official_schema_refuses_has_an_error(version: str) -> None:
    """The OpenAPI Initiative's own failing documents are found wrong."""
    folder = CORPUS / "openapi" / f"oas-official-{version}"
    paths = [path for path in documents(folder) if path.parent.name == "fail"]
    missed = {
        path.name
        for path in paths
        if not any(each.severity == "error" for each in diagnose(load(path)))
    }
    assert paths
    assert missed <= UNKNOWN_TO_LIBRARY


@needs_corpus
def test_the_findings_in_the_description_of_x() -> None:
    """Version 2.167 repeats enum values in two parameters; the rest says nothing wrong."""
    found = diagnose(load(X, "openapi.json"))
    assert {each.rule for each in found if each.severity == "info"} == {"nullable"}
    assert [str(each) for each in found if each.severity != "info"] == [
        (
            "openapi.json:29358:15 #/components/parameters/DmEventExpansionsParameter/"
            "schema/items/enum/1: the enum value 'attachments.media_keys' repeats item 0; remove item 1 "
            "(enum-repeated)"
        ),
        (
            "openapi.json:29519:15 #/components/parameters/NewsFieldsParameter/"
            "schema/items/enum/3: the enum value 'contexts' repeats item 2; remove "
            "items 3, 4, 5 (enum-repeated)"
        ),
    ]


@needs_corpus
def test_an_older_description_of_x_requires_what_it_never_defines() -> None:
    """The finding names `meta`, and the line of its name in `required`."""
    path = CORPUS / "x-history" / "x-2026-02-06-2.158.json"
    found = [each for each in own_findings(load(path)) if "'meta'" in each.message]
    assert [each.rule for each in found] == ["required-undefined"] * 2
    lines = path.read_text().splitlines()
    assert {lines[each.line - 1].strip(' ",') for each in found} == {"meta"}
