"""Any JSON value in any place: nothing but LoadError ever comes out."""

import json
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from specloom.document.diagnose import diagnose
from specloom.document.load import Document, load_bytes
from specloom.document.objects import FIELDS
from specloom.document.overlay import apply_overlay
from specloom.document.pointer import join
from specloom.errors import LoadError

WORDS = sorted(
    {name for fields in FIELDS.values() for name in fields}
    | {
        "openapi",
        "$ref",
        "type",
        "enum",
        "default",
        "required",
        "in",
        "name",
        "mapping",
    }
    | {"/a/{b}", "200", "get", "target", "actions", "update", "remove", "copy"}
)
TEXTS = st.one_of(
    st.sampled_from(
        [*WORDS, "3.0.4", "3.1.1", "3.2.0", "#/paths", "#/a/~2", "x.yaml#"]
    ),
    st.text(max_size=5),
)
LEAVES = st.one_of(
    TEXTS,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=5)
    ),
    max_leaves=25,
)
QUICK = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def plain(found: Any) -> str:
    """Return findings as a person reads them."""
    return "\n".join(str(each) for each in found)


def read(data: bytes) -> Document | None:
    """Return the document, or None for a refusal that reads well."""
    try:
        return load_bytes(data, "x")
    except LoadError as error:
        text = str(error)
    assert text.startswith("x")
    assert text.isprintable()
    return None


@QUICK
@given(st.sampled_from(["3.0.4", "3.1.1", "3.2.0"]), VALUES, VALUES)
def test_any_structure_is_diagnosed(version: str, paths: Any, components: Any) -> None:
    """Null, a list for an object, a number for text: findings, no traceback."""
    root = {"openapi": version, "paths": paths, "components": components}
    document = load_bytes(json.dumps(root).encode("utf-8", "replace"), "x.json")
    assert plain(diagnose(document)) == plain(diagnose(document))


@QUICK
@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Bytes that are no description give a LoadError."""
    document = read(data)
    assert document is None or isinstance(document.root, dict)


@QUICK
@given(st.text(alphabet="a:-[]{}&*!|>'\"#%@`,? \n\t<0.~", max_size=60))
def test_any_yaml_like_text_is_read_or_refused(text: str) -> None:
    """Indicators in any order give a LoadError at worst; places are in the text."""
    document = read(text.encode())
    for name in document.root if document else ():
        line, column = document.position(join([name])) if document else (0, 0)
        assert 1 <= line <= text.count("\n") + 1
        assert column >= 1


@QUICK
@given(VALUES)
def test_yaml_reads_json_as_json_does(value: Any) -> None:
    """The same text through both readers is the same value."""
    text = json.dumps({"a": value}, ensure_ascii=True)
    # libyaml does not read a character outside the BMP that is written as two escapes.
    assume("\\ud" not in text)
    as_json = load_bytes(text.encode(), "x")
    as_yaml = load_bytes(b"# c\n" + text.encode(), "x")
    assert as_json.root == as_yaml.root


@QUICK
@given(VALUES, VALUES)
def test_any_overlay_is_applied_or_refused(paths: Any, actions: Any) -> None:
    """And the base is never changed."""
    base = load_bytes(json.dumps({"paths": paths}).encode("utf-8", "replace"), "x")
    before = json.dumps(base.root)
    listed = (
        actions
        if isinstance(actions, list)
        else [{"target": "$..*", "update": actions}]
    )
    root = {"overlay": "1.0.0", "info": {"title": "", "version": ""}, "actions": listed}
    overlay = load_bytes(json.dumps(root).encode("utf-8", "replace"), "o")
    changed, found = apply_overlay(base, overlay)
    assert json.dumps(base.root) == before
    assert isinstance(changed.root, dict)
    assert all(each.file == "o" for each in found)
