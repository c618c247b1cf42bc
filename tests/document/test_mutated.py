"""Descriptions with a fault anywhere: findings, or a package that Python can read."""

import ast
import copy
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from specloom import pipeline
from specloom.config import Job
from specloom.document.load import load
from specloom.document.pointer import walk
from specloom.errors import SpecloomError

ROOT = Path(__file__).parents[2]
VERSIONS = ROOT / "tests" / "specs" / "versions"
DOCUMENTS = {
    "2.0": VERSIONS / "2.0" / "shop.yaml",
    "3.0": VERSIONS / "3.0" / "shop.yaml",
    "3.1": VERSIONS / "3.1" / "shop.yaml",
    "sample": ROOT / "specs" / "x_media_upload_initialize.yaml",
}
ROOTS = {name: load(path).root for name, path in DOCUMENTS.items()}
PLACES = {
    name: [tokens for tokens, _ in walk(root) if tokens] for name, root in ROOTS.items()
}
WORDS = [
    "$ref",
    "type",
    "array",
    "object",
    "string",
    "#/",
    "#/paths",
    "2.0",
    "{a}",
    "/a",
]
VALUES = st.one_of(
    st.sampled_from(
        [None, True, 0, -1, 2.5, 10**30, "", "a", [], {}, [[]], [{}], {"": {}}, [None]]
    ),
    st.sampled_from(WORDS),
    st.text(max_size=4),
    st.sampled_from(
        [
            {"$ref": "#"},
            {"$ref": "#/definitions/Order"},
            {"$ref": "#/components/schemas/Order"},
            {"$ref": "gone.yaml"},
            {"$ref": 5},
            {"type": "array"},
            {"type": ["string", "null", 5]},
            {"allOf": []},
            {"oneOf": [{}]},
            {"enum": [{}, [], None, {}]},
            {"nullable": True},
        ]
    ),
)


@st.composite
def faults(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """Give a document with one to three faults."""
    root: dict[str, Any] = copy.deepcopy(ROOTS[name])
    for _ in range(draw(st.integers(1, 3))):
        tokens = draw(st.sampled_from(PLACES[name]))
        owner, key = found(root, tokens)
        if owner is None:
            continue
        match draw(st.sampled_from(["replace", "delete", "repeat", "move", "rename"])):
            case "replace":
                owner[key] = draw(VALUES)
            case "delete":
                del owner[key]
            case "repeat" if isinstance(owner, list):
                owner.append(copy.deepcopy(owner[key]))
            case "repeat":
                owner[f"{key}{draw(st.text(max_size=2))}"] = copy.deepcopy(owner[key])
            case "move":
                _, value = draw(st.sampled_from([*walk(root)]))
                owner[key] = copy.deepcopy(value)
            case _ if isinstance(owner, dict):
                owner[draw(st.sampled_from([*WORDS, "5", "x-a"]))] = owner.pop(key)
    return root


def found(root: Any, tokens: tuple[str, ...]) -> tuple[Any, Any]:
    """Return the object or list that holds a place, and its key; None if it is gone."""
    for token in tokens[:-1]:
        if isinstance(root, dict) and token in root:
            root = root[token]
        elif isinstance(root, list) and token.isdigit() and int(token) < len(root):
            root = root[int(token)]
        else:
            return None, None
    last = tokens[-1]
    if isinstance(root, dict) and last in root:
        return root, last
    if isinstance(root, list) and last.isdigit() and int(last) < len(root):
        return root, int(last)
    return None, None


def modules(folder: Path) -> Iterator[Path]:
    """Yield the Python files of a folder."""
    yield from folder.rglob("*.py")


def silent(stage: str) -> None:
    """Report a stage to nobody."""


def survives(root: dict[str, Any]) -> None:
    """Validate a document and generate from it: SpecloomError at worst."""
    with tempfile.TemporaryDirectory() as name:
        spec, output = Path(name, "a.json"), Path(name, "out")
        spec.write_text(json.dumps(root), "utf-8", "replace")
        try:
            for finding in pipeline.validate(spec, ()):
                assert finding.line > 0
                assert str(finding).isprintable()
            pipeline.generate(Job(spec, output, tests="none", layout="package"), silent)
        except SpecloomError:
            return
        for module in modules(output):
            ast.parse(module.read_bytes())


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_a_document_with_faults_gives_findings_and_code(name: str) -> None:
    """Any value in any place, members gone, repeated, moved or renamed."""

    @settings(
        max_examples=75,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(faults(name))
    def check(root: dict[str, Any]) -> None:
        survives(root)

    check()
