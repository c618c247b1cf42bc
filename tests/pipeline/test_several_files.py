"""Descriptions of several files, written as nastily as they may be: each is one API.

RFC 3986, section 5: a reference is relative to the file that it stands in.
"""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from specloom import pipeline
from specloom.config import Job
from specloom.diff.run import diff
from specloom.document.reach import Reach
from specloom.former import read_former
from specloom.mock.description import read
from specloom.output.fingerprint import is_up_to_date
from specloom.output.manifest import read_manifest
from specloom.pipeline import Outcome

Files = Mapping[str, str | bytes]

HEAD = "openapi: 3.1.1\ninfo: {title: T, version: '1'}\n"
TEXT = "{type: object, required: [n], properties: {n: {type: string}}}"


def operation(ref: str) -> str:
    """Describe a path with one operation that answers with what a reference names."""
    schema = f"{{schema: {{$ref: '{ref}'}}}}"
    content = f"content: {{application/json: {schema}}}"
    return f"{{get: {{operationId: a, responses: {{'200': {{description: d, {content}}}}}}}}}"


def document(ref: str, more: str = "") -> str:
    """Write a document with one reference."""
    return f"{HEAD}paths:\n  /a: {operation(ref)}\n{more}"


@pytest.fixture
def place(tmp_path: Path) -> Callable[..., Job]:
    """Give a function that writes files, and describes a client of the first."""

    def place(files: Files, **choices: Any) -> Job:
        for name, content in files.items():
            path = tmp_path / "in" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            data = content if isinstance(content, bytes) else content.encode()
            path.write_bytes(data)
        entry = tmp_path / "in" / next(iter(files))
        return Job(entry, tmp_path / "out", layout="package", **choices)

    return place


def generated(job: Job) -> Outcome:
    """Generate, and require that nothing was found and nothing can be better."""
    outcome = pipeline.generate(job, lambda _: None)
    assert [str(found) for found in outcome.diagnostics if is_told(found)] == []
    return outcome


def is_told(found: Any) -> bool:
    """Tell whether a finding is more than a remark."""
    return bool(found.severity != "info")


def require_settled(job: Job) -> None:
    """Require that a folder is current, and its documents are those that it is made of."""
    assert is_up_to_date(job)
    assert pipeline.check(job, lambda _: None).differences == ()
    reach = Reach(job.ref_root, job.ref_hosts)
    outcome = diff(str(job.output), str(job.spec), reach=reach)
    assert outcome.comparison.changes == ()
    assert [found for found in outcome.diagnostics if is_told(found)] == []
    described = read(job.spec, (), reach)
    assert [found for found in described.diagnostics if is_told(found)] == []
    former = read_former(job.output, "out").api
    assert len(former.operations) == len(described.api.operations)
    assert len(former.schemas) == len(described.api.schemas)


CASES: dict[str, dict[str, str | bytes]] = {
    "percent-encoded name": {
        "api.yaml": document("my%20parts/%C3%BC.yaml#/A"),
        "my parts/ü.yaml": f"A: {TEXT}",
    },
    "two spellings of one file": {
        "api.yaml": document(
            "b.yaml#/A", "components: {schemas: {B: {$ref: 'x/../%62.yaml#/A'}}}"
        ),
        "b.yaml": f"A: {TEXT}",
        "x/c.yaml": "",
    },
    "a whole file": {"api.yaml": document("b.json"), "b.json": '{"type": "string"}'},
    "the whole file by an empty fragment": {
        "api.yaml": document("b.json#"),
        "b.json": '{"type": "string"}',
    },
    "the whole file by a slash": {
        "api.yaml": document("b.json#/"),
        "b.json": '{"type": "string"}',
    },
    "references inside are relative to their file": {
        "api.yaml": document("models/a.yaml#/A"),
        "models/a.yaml": "A: {type: array, items: {$ref: 'deep/b.json#/x/0'}}",
        "models/deep/b.json": '{"x": [{"$ref": "../c.yaml"}]}',
        "models/c.yaml": TEXT,
        "c.yaml": "{type: integer}",
    },
    "YAML in JSON in YAML": {
        "api.json": json.dumps(
            {
                "openapi": "3.0.3",
                "info": {"title": "T", "version": "1"},
                "paths": {"/a": {"$ref": "path.yaml"}},
            }
        ),
        "path.yaml": operation("b.json#/B"),
        "b.json": '{"B": {"allOf": [{"$ref": "c.yml"}]}}',
        "c.yml": TEXT,
    },
    "a list, and a schema that is no object": {
        "api.yaml": document(
            "b.json#/1", "components: {schemas: {B: {$ref: 'c.json'}}}"
        ),
        "b.json": '[0, {"type": "string"}]',
        "c.json": "true",
    },
    "UTF-16": {
        "api.yaml": document("b.yaml#/A").encode("utf-16"),
        "b.yaml": f"A: {TEXT} # ü".encode("utf-16-be"),
    },
    "cycles across files": {
        "api.yaml": document(
            "b.yaml#/B",
            "components: {schemas: {A: {properties: {b: {$ref: 'b.yaml#/B'}}}}}",
        ),
        "b.yaml": (
            "B: {type: object, properties: {a: {$ref: 'api.yaml#/components/schemas/A'},"
            " c: {$ref: 'c.yaml'}}}"
        ),
        "c.yaml": "{type: array, items: {$ref: 'b.yaml#/B'}}",
    },
    "references to references": {
        "api.yaml": document("b.yaml#/B", f"components: {{schemas: {{E: {TEXT}}}}}"),
        "b.yaml": "B: {$ref: 'c.yaml#/C'}",
        "c.yaml": "C: {$ref: '#/D'}\nD: {$ref: 'api.yaml#/components/schemas/E'}",
    },
    "$id and $anchor in other files": {
        "api.yaml": document(
            "b.yaml#here", "components: {schemas: {B: {$ref: 'b.yaml'}}}"
        ),
        "b.yaml": (
            "$id: https://example.com/b\ntype: object\n"
            "properties: {x: {$ref: '#here'}, y: {$ref: 'b'}}\n"
            "$defs: {X: {$anchor: here, type: string}}"
        ),
    },
    "components of another description": {
        "api.yaml": (
            f"{HEAD}paths:\n  /a:\n    parameters: [{{$ref: 'o.yaml#/components/parameters/P'}}]\n"
            "    get: {operationId: a, responses: {'200': {$ref: 'o.yaml#/components/responses/R'}}}\n"
        ),
        "o.yaml": (
            "openapi: 3.1.0\ninfo: {title: O, version: '2'}\ncomponents:\n"
            "  parameters: {P: {name: p, in: query, schema: {$ref: '#/components/schemas/S'}}}\n"
            "  responses: {R: {description: d, content: {application/json: {schema:"
            " {$ref: '#/components/schemas/S'}}}}}\n"
            "  schemas: {S: {type: string, enum: [x, y]}}\n"
        ),
    },
    "Swagger 2.0": {
        "api.yaml": (
            "swagger: '2.0'\ninfo: {title: T, version: '1'}\nhost: a.b\nschemes: [https]\n"
            "paths: {/a: {$ref: 'paths/a.yaml#/a'}}\n"
        ),
        "paths/a.yaml": (
            "a: {get: {operationId: a, produces: [application/json], responses:"
            " {'200': {description: d, schema: {$ref: '../m.json#/definitions/M'}}}}}"
        ),
        "m.json": '{"definitions": {"M": {"type": "object", "properties": {"x": {"type": "string"}}}}}',
    },
}


@pytest.mark.parametrize("name", CASES)
def test_a_description_of_several_files_is_one_api(
    place: Callable[..., Job], name: str
) -> None:
    """Nothing is found, the folder is current, and nothing changed for its users."""
    job = place(CASES[name])
    assert generated(job).operations == 1
    require_settled(job)


def test_a_file_is_read_once_whatever_it_is_called(place: Callable[..., Job]) -> None:
    """Two spellings make one model of one schema."""
    job = place(CASES["two spellings of one file"])
    generated(job)
    assert [entry.name for entry in read_manifest(job.output).origin.read] == ["b.yaml"]


def outside(place: Callable[..., Job]) -> Job:
    """Place a document that refers to a file beside its folder."""
    given = {
        "spec/api.yaml": document("../common/a.yaml#/A"),
        "common/a.yaml": "A: {type: object, properties: {b: {$ref: 'b.yaml'}}}",
        "common/b.yaml": TEXT,
    }
    return place(given)


def test_files_outside_the_folder_of_the_document_belong_to_it(
    place: Callable[..., Job],
) -> None:
    """As with others: a change makes the folder stale, and shows in a comparison."""
    job = outside(place)
    root = job.spec.parents[1]
    job = replace(job, ref_root=root)
    generated(job)
    require_settled(job)
    (root / "common/b.yaml").write_text("{type: string}")
    assert not is_up_to_date(job)
    [reason] = pipeline.check(job, lambda _: None).reasons
    assert (reason.file, reason.message) == (
        "../common/b.yaml",
        "a file that the document refers to changed",
    )
    outcome = diff(str(job.output), str(job.spec), reach=Reach(root))
    assert [change.kind for change in outcome.comparison.changes] != []
    assert generated(job).before is not None


def test_the_folder_is_the_same_wherever_the_files_lie(
    place: Callable[..., Job], tmp_path: Path
) -> None:
    """No path of a machine is in it."""
    job = outside(place)
    job = replace(job, ref_root=job.spec.parents[1])
    generated(job)
    moved = tmp_path / "elsewhere" / "deep"
    moved.parent.mkdir()
    (tmp_path / "in").rename(moved)
    other = replace(
        job, spec=moved / "spec/api.yaml", ref_root=moved, output=tmp_path / "again"
    )
    generated(other)
    assert contents(job.output) == contents(other.output)
    assert is_up_to_date(replace(other, output=job.output))


def contents(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("what", ["gone", "forbidden"])
def test_a_file_that_cannot_be_read_is_waited_for(
    place: Callable[..., Job], what: str
) -> None:
    """The folder is as good as it gets until the file is there, or allowed."""
    job = outside(place)
    root = job.spec.parents[1]
    if what == "gone":
        job = replace(job, ref_root=root)
        (root / "common/a.yaml").rename(root / "a.yaml")
    outcome = pipeline.generate(job, lambda _: None)
    rules = {found.rule for found in outcome.diagnostics if is_told(found)}
    assert rules == {"reference-file" if what == "gone" else "reference-outside"}
    assert is_up_to_date(job)
    if what == "gone":
        (root / "a.yaml").rename(root / "common/a.yaml")
    job = replace(job, ref_root=root)
    assert not is_up_to_date(job)
    reasons = pipeline.check(job, lambda _: None).reasons
    told = [reason.message for reason in reasons if reason.file == "../common/a.yaml"]
    assert told == ["a file that the document refers to can be read now"]
    generated(job)
    require_settled(job)


@pytest.mark.parametrize("ref", ["models", "models/", "."])
def test_a_folder_is_no_file(place: Callable[..., Job], ref: str) -> None:
    """What is meant in it cannot be known."""
    job = place({"api.yaml": document(ref), "models/a.yaml": TEXT})
    outcome = pipeline.generate(job, lambda _: None)
    [found] = [found for found in outcome.diagnostics if is_told(found)]
    assert found.message == f"the reference '{ref}' is not followed: this is a folder"
    assert found.hint == "name a file in it, and what is meant there after '#'"
    assert is_up_to_date(job)


@pytest.mark.parametrize("saved", ["spec/api.yaml", "common/b.yaml"])
def test_what_is_saved_during_a_run_makes_the_folder_stale(
    place: Callable[..., Job], saved: str
) -> None:
    """The record says what was read, and not what was there in the end."""
    job = outside(place)
    root = job.spec.parents[1]
    job = replace(job, ref_root=root)

    def save(stage: str) -> None:
        if stage == "view":
            with (root / saved).open("a") as stream:
                stream.write("# changed")

    pipeline.generate(job, save)
    assert not is_up_to_date(job)
    generated(job)
    assert is_up_to_date(job)


def linked(link: Path, target: str) -> None:
    """Make a symbolic link, or skip where that is not allowed."""
    try:
        link.symlink_to(target)
    except OSError:
        pytest.skip("this machine makes no symbolic links")


def test_a_link_out_of_the_folder_is_not_followed(place: Callable[..., Job]) -> None:
    """However the reference reads; `--ref-root` allows it."""
    job = place({"spec/api.yaml": document("link/a.yaml"), "other/a.yaml": TEXT})
    root = job.spec.parents[1]
    linked(root / "spec/link", "../other")
    outcome = pipeline.generate(job, lambda _: None)
    assert {found.rule for found in outcome.diagnostics if is_told(found)} == {
        "reference-outside"
    }
    job = replace(job, ref_root=root)
    assert not is_up_to_date(job)
    generated(job)
    require_settled(job)


def test_a_file_behind_a_link_is_not_taken_for_another(
    place: Callable[..., Job],
) -> None:
    """Its references are relative to where it really lies, and its changes are seen."""
    files = {
        "spec/api.yaml": document(
            "link/a.yaml", "components: {schemas: {B: {$ref: 'b.yaml'}}}"
        ),
        "spec/b.yaml": "{type: object, properties: {mine: {type: string}}}",
        "common/deep/a.yaml": "{type: array, items: {$ref: '../b.yaml'}}",
        "common/b.yaml": "{type: object, properties: {other: {type: string}}}",
    }
    job = place(files)
    root = job.spec.parents[1]
    linked(root / "spec/link", "../common/deep")
    job = replace(job, ref_root=root)
    generated(job)
    require_settled(job)
    names = [entry.name for entry in read_manifest(job.output).origin.read]
    assert names == ["../common/b.yaml", "b.yaml", "link/a.yaml"]
    (root / "common/b.yaml").write_text("{type: string}")
    assert not is_up_to_date(job)


def test_a_document_that_is_a_link_has_the_files_of_both_places(
    place: Callable[..., Job],
) -> None:
    """Those beside the link are read from there, as build tools lay them out."""
    files = {"store/api.yaml": document("b.yaml"), "work/c.yaml": TEXT}
    job = place(files | {"store/real-b.yaml": "{$ref: 'c.yaml'}", "store/c.yaml": TEXT})
    root = job.spec.parents[1]
    linked(root / "work/api.yaml", "../store/api.yaml")
    linked(root / "work/b.yaml", "../store/real-b.yaml")
    job = replace(job, spec=root / "work/api.yaml")
    generated(job)
    require_settled(job)
    (root / "store/c.yaml").write_text("{type: string}")
    assert not is_up_to_date(job)


def test_standard_input_refers_to_files_of_a_folder(place: Callable[..., Job]) -> None:
    """They are named from the folder, and the run after finds nothing to do."""
    job = place({"given/stdin": document("openapi.json"), "common/openapi.json": TEXT})
    root = job.spec.parents[1]
    job = replace(job, source="<stdin>", ref_root=root / "common")
    generated(job)
    assert is_up_to_date(job)
    assert len(read_former(job.output, "out").api.schemas) == 1
    (root / "common/openapi.json").write_text("{type: string}")
    assert not is_up_to_date(job)
    assert os.fspath(root) not in (job.output / ".specloom.json").read_text()
