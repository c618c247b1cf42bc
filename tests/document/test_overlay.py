"""OpenAPI Overlay 1.0 and 1.1: actions, merging, and what is reported."""

import copy
from pathlib import Path
from typing import Any

import pytest

from specloom.document.load import load, load_bytes
from specloom.document.overlay import apply_overlay
from specloom.errors import LoadError

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "overlay"
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is absent")

BASE = b"""\
openapi: 3.1.1
info: {title: T, tags: [a, b]}
paths:
  /a:
    get: {summary: A, parameters: [{name: p}, {name: q}]}
  /b:
    get: {summary: B}
"""


def apply(actions: str) -> tuple[dict[str, Any], list[str]]:
    """Return the changed root and the findings for these actions."""
    text = f"overlay: 1.0.0\ninfo: {{title: T, version: '1'}}\nactions:\n{actions}"
    document = load_bytes(BASE, "base.yaml")
    before = copy.deepcopy(document.root)
    changed, found = apply_overlay(document, load_bytes(text.encode(), "o.yaml"))
    assert document.root == before
    return changed.root, [str(each) for each in found]


def test_update_merges_members() -> None:
    """Members that both have are merged, others are added."""
    root, found = apply("  - {target: $.paths.*.get, update: {summary: S, x-y: [1]}}")
    assert found == []
    assert root["paths"]["/b"]["get"] == {"summary": "S", "x-y": [1]}
    assert root["paths"]["/a"]["get"]["parameters"] == [{"name": "p"}, {"name": "q"}]


def test_the_same_update_in_two_places_is_two_copies() -> None:
    """Later actions on one place leave the other alone."""
    root, _ = apply(
        "  - {target: $.paths.*.get, update: {x-y: [1]}}\n"
        "  - {target: \"$.paths['/a'].get['x-y']\", update: 2}"
    )
    assert root["paths"]["/a"]["get"]["x-y"] == [1, 2]
    assert root["paths"]["/b"]["get"]["x-y"] == [1]


@pytest.mark.parametrize(
    ("update", "tags"),
    [("c", ["a", "b", "c"]), ("[c, d]", ["a", "b", "c", "d"]), ("{}", ["a", "b", {}])],
)
def test_lists_grow(update: str, tags: list[Any]) -> None:
    """A list is concatenated, anything else is appended."""
    root, found = apply(f"  - {{target: $.info.tags, update: {update}}}")
    assert (root["info"]["tags"], found) == (tags, [])


def test_plain_values_are_replaced() -> None:
    """Also where the target is an item of a list."""
    root, _ = apply('  - {target: \'$.info["title", "tags"][0]\', update: z}')
    assert root["info"]["tags"] == ["z", "b"]


def test_remove_takes_members_and_items() -> None:
    """All that match go, whatever their order."""
    root, found = apply(
        "  - {target: '$.info.tags[1, 0]', remove: true}\n"
        "  - {target: '$..parameters[?@.name == \"p\"]', remove: true}\n"
        "  - {target: \"$.paths['/b', '/b']\", remove: true}\n"
    )
    assert found == []
    assert root["info"]["tags"] == []
    assert root["paths"] == {
        "/a": {"get": {"summary": "A", "parameters": [{"name": "q"}]}}
    }


def test_remove_takes_nested_matches() -> None:
    """A match inside another match goes with it."""
    root, found = apply("  - {target: $..*, remove: true}")
    assert (root, found) == ({}, [])


def test_copy_takes_a_value_of_the_document() -> None:
    """Overlay 1.1: one selected value is merged into the target."""
    root, found = apply("  - {target: \"$.paths['/b']\", copy: \"$.paths['/a']\"}")
    assert found == []
    assert root["paths"]["/b"] == root["paths"]["/a"]


def test_actions_see_what_earlier_ones_did() -> None:
    """They are applied in their order."""
    root, found = apply(
        "  - {target: $.info.tags, remove: true}\n"
        "  - {target: $.info, update: {tags: [n]}}\n"
    )
    assert (root["info"]["tags"], found) == (["n"], [])


@pytest.mark.parametrize(
    ("action", "finding"),
    [
        (
            "{target: $.nothing, update: {}}",
            (
                "o.yaml:4:6 #/actions/0/target: the target '$.nothing' matches nothing "
                "(overlay-no-match)"
            ),
        ),
        (
            "{target: '$.x[', update: {}}",
            "o.yaml:4:6 #/actions/0/target: '$.x[' is no JSONPath (RFC 9535): ",
        ),
        (
            "{target: $, remove: true}",
            "#/actions/0/target: the whole description cannot be removed (overlay-root)",
        ),
        (
            "{target: $.info}",
            "#/actions/0: the action changes nothing: it has no update, copy or remove",
        ),
        (
            "{target: $.info, update: 1}",
            "#/actions/0/update: #/info is an object; a number cannot be merged into it",
        ),
        (
            "{target: $, update: {info: {title: {a: 1}}}}",
            "#/actions/0/update: #/info/title is text; an object cannot be merged",
        ),
        (
            "{target: $.info, copy: $.paths.*}",
            "#/actions/0/copy: '$.paths.*' selects 2 values; a copy takes one",
        ),
        (
            "{target: info, update: 1}",
            "#/actions/0/target: the target 'info' must start with '$' (Action Object)",
        ),
        ("{update: 1}", "#/actions/0: the field 'target' is missing (Action Object)"),
        (
            "{target: $, updat: 1}",
            (
                "#/actions/0/updat: the Action Object has no field 'updat'; "
                "did you mean 'update'? (Action Object)"
            ),
        ),
        (
            "{target: $, remove: 'yes'}",
            "#/actions/0/remove: 'remove' must be true or false, not text",
        ),
        (
            "{target: $, update: {}, copy: $}",
            "#/actions/0/copy: an action has either an update or a copy",
        ),
        ("1", "#/actions/0: an action must be an object, not a number"),
    ],
)
def test_findings_name_the_action(action: str, finding: str) -> None:
    """An action that cannot be applied changes nothing and is reported."""
    root, found = apply(f"  - {action}")
    assert root == load_bytes(BASE, "x").root
    assert len(found) == 1
    assert finding in found[0]


def test_other_actions_are_applied_beside_a_broken_one() -> None:
    """One bad JSONPath does not stop the rest."""
    root, found = apply(
        "  - {target: '$[', remove: true}\n  - {target: $.paths, remove: true}"
    )
    assert ("paths" in root, len(found)) == (False, 1)


def test_a_document_that_is_no_overlay_is_refused() -> None:
    """Such as a description given in its place."""
    document = load_bytes(BASE, "base.yaml")
    changed, found = apply_overlay(document, document)
    assert changed is document
    assert [str(each) for each in found] == [
        (
            "base.yaml:1:1 #: this is no overlay: the field 'overlay' is missing; "
            "an overlay starts with 'overlay: 1.0.0' (overlay-version)"
        )
    ]


def test_places_after_an_overlay_are_those_of_the_base() -> None:
    """What was added has the place of the ancestor that was there before."""
    document = load_bytes(BASE, "base.yaml")
    overlay = load_bytes(
        b"overlay: 1.0.0\ninfo: {title: T, version: '1'}\n"
        b"actions: [{target: '$.paths', update: {/c: {get: {}}}}]",
        "o.yaml",
    )
    changed, found = apply_overlay(document, overlay)
    assert found == ()
    assert changed.position("#/paths/~1c/get") == document.position("#/paths")
    assert changed.position("#/paths/~1b/get") == (7, 5)


def test_a_copy_of_the_whole_is_taken_before_it_is_merged() -> None:
    """A description copied into a part of itself ends."""
    root, found = apply("  - {target: $.info, copy: $}")
    assert found == []
    assert root["info"]["info"] == {"title": "T", "tags": ["a", "b"]}


def test_an_overlay_cannot_nest_a_document_without_end() -> None:
    """Too deep a result is refused as a whole."""
    deep = "".join(
        f"  - {{target: '${'.a' * n}', update: {{a: {{}}}}}}\n" for n in range(300)
    )
    root, found = apply(deep)
    assert any("nested deeper than" in each for each in found)
    assert root == load_bytes(BASE, "x").root


@needs_corpus
@pytest.mark.parametrize(
    "case", sorted(CORPUS.glob("compliant-sets/*")), ids=lambda p: p.name
)
def test_compliant_sets(case: Path) -> None:
    """The Overlay project's own cases come out as they should."""
    base, overlay = load(case / "openapi.yaml"), load(case / "overlay.yaml")
    changed, found = apply_overlay(base, overlay)
    assert changed.root == load(case / "output.yaml").root
    assert [each for each in found if each.severity == "error"] == []


@needs_corpus
@pytest.mark.parametrize(
    "case",
    sorted(CORPUS.glob("tests/v1.[01]/*/*.yaml")),
    ids=lambda p: "/".join(p.parts[-3:]),
)
def test_schema_cases(case: Path) -> None:
    """What the Overlay project's schema refuses is refused here, and nothing else."""
    base = load_bytes(BASE, "base.yaml")
    try:
        _, found = apply_overlay(base, load(case))
    except LoadError:
        found = None
    # One example that passes the schema has a JSONPath that RFC 9535 does not allow.
    rules = {each.rule for each in found or () if each.severity == "error"}
    is_refused = found is None or bool(rules - {"overlay-path"})
    assert is_refused == (case.parent.name == "fail")
