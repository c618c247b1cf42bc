"""The documents that a folder was made from are in it, small, exact and harmless."""

import bz2
import json
from pathlib import Path
from typing import Any

import pytest

import specloom.output.snapshot
from specloom.document.files import Files, OutsideError
from specloom.document.load import Document
from specloom.errors import SpecloomError, UsageError
from specloom.former import former, read_former
from specloom.output.manifest import digest
from specloom.output.snapshot import SNAPSHOT, pack, read_snapshot

SMALL = "98e5b986956a1c444df457d098ad19e0b50a73785084c25e20bddf9ce97f8cce"


def planted(folder: Path, data: bytes) -> Path:
    """Make a folder whose manifest knows these bytes as its snapshot."""
    record = {
        "version": 2,
        "files": {"x.py": "0"},
        "beside": {SNAPSHOT: digest(data)},
        "origin": {},
    }
    (folder / ".specloom.json").write_text(json.dumps(record))
    (folder / SNAPSHOT).write_bytes(data)
    return folder


def packed(files: dict[str, Any], name: str = "x.json") -> bytes:
    """Write a snapshot of whatever."""
    record = {"version": 1, "document": name, "files": files}
    return bz2.compress(json.dumps(record).encode())


def linked(links: list[Any]) -> bytes:
    """Write a snapshot with whatever links."""
    files: dict[str, Any] = {"x.json": {}}
    record = {"version": 2, "document": "x.json", "files": files, "links": links}
    return bz2.compress(json.dumps(record).encode())


def test_what_is_packed_is_unpacked(tmp_path: Path) -> None:
    """Values, their order, and the files that the document refers to."""
    root = {"openapi": "3.1.0", "x": {"b": 1, "a": [1.5, 10**30, "é\u2028", None]}}
    planted(tmp_path, pack("x.json", {"x.json": root, "sub/y.json": {"y": 1}}))
    document = read_snapshot(tmp_path, "shown")
    assert document.root == root
    assert [*document.root["x"]] == ["b", "a"]
    assert (document.file, document.path) == ("shown", None)
    assert [(each.file, each.root) for each in document.others] == [
        ("sub/y.json", {"y": 1})
    ]


def test_documents_of_other_folders_and_hosts_are_unpacked(tmp_path: Path) -> None:
    """They have the names that references to them read, from where these stand."""
    files: dict[str, Any] = {
        "https://a.b/v1/x.json": {"X": {}},
        "x.json": {"openapi": "3.1.0", "info": {}},
        "../common/y.json": {"Y": {}},
        "https://a.b/z.json": {"Z": {}},
    }
    links = {("x.json", "link/y.json"): "../common/y.json"}
    planted(tmp_path, pack("x.json", files, links))
    document = read_snapshot(tmp_path, "spec/shown")
    opened = Files(document)

    def name(reference: str, base: Document = document) -> str:
        return opened.open(reference, base).file

    shared = opened.open("link/y.json", document)
    first = opened.open("https://a.b/v1/x.json", document)
    assert (shared.file, shared.root) == ("common/y.json", {"Y": {}})
    assert name("../common/y.json") == "common/y.json"
    assert name("../spec/x.json", shared) == "spec/shown"
    assert name("../z.json", first) == "https://a.b/z.json"
    for reference in ("none.json", "/etc/passwd", "https://c.d/x.json", "//[x"):
        with pytest.raises(OutsideError):
            opened.open(reference, document)


def test_nothing_is_read_for_a_snapshot(tmp_path: Path) -> None:
    """A file beside the folder is none of the description, whatever refers to it."""
    (tmp_path / "y.json").write_text('{"Y": {}}')
    planted(tmp_path, packed({"x.json": {"openapi": "3.1.0"}}))
    document = read_snapshot(tmp_path, str(tmp_path / "x.json"))
    with pytest.raises(OutsideError, match="not among the documents"):
        Files(document).open("y.json", document)


def test_the_same_documents_give_the_same_bytes() -> None:
    """These are the ones: another library or machine must give them, too."""
    data = pack("x.json", {"x.json": {"openapi": "3.1.0"}})
    assert pack("x.json", {"x.json": {"openapi": "3.1.0"}}) == data
    assert digest(data) == SMALL


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no bzip2",
        bz2.compress(b"no json"),
        bz2.compress(b"[" * 100_000),
        bz2.compress(b"{}"),
        packed({}),
        packed({"x.json": {}})[:-4],
        packed({"x.json": {}, "../y.json": {}}),
        packed({"x.json": {}, "/y.json": {}}),
        packed({"x.json": {}, "X.json": {}}),
        packed({"x.json": {}, "nul": {}}),
        packed({"../x.json": {}}, "../x.json"),
        linked([["x.json", "y", "z.json"]]),
        linked([["y.json", "y", "x.json"]]),
        linked([["x.json", "y"]]),
        linked([["x.json", 1, "x.json"]]),
        linked(["x"]),
    ],
)
def test_what_is_no_snapshot_is_refused(tmp_path: Path, data: bytes) -> None:
    """A folder may come from a stranger: no path leads out, no error escapes."""
    with pytest.raises(UsageError, match=r"'\.specloom\.snapshot'"):
        read_former(planted(tmp_path, data), "shown")
    assert former(tmp_path) is None


def test_a_snapshot_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No more than the limit is ever unpacked."""
    monkeypatch.setattr(specloom.output.snapshot, "MAX_BYTES", 1000)
    with pytest.raises(UsageError, match="cannot be read"):
        read_former(planted(tmp_path, packed({"x.json": {"x": " " * 1000}})), "shown")


def test_a_snapshot_that_the_manifest_does_not_know_is_not_read(tmp_path: Path) -> None:
    """Both belong together."""
    planted(tmp_path, packed({"x.json": {}}))
    (tmp_path / SNAPSHOT).write_bytes(packed({"x.json": {"openapi": "3.1.0"}}))
    with pytest.raises(UsageError, match="generate it again"):
        read_former(tmp_path, "shown")


def test_a_description_of_several_files_comes_back(place: Any, document: Any) -> None:
    """With overlays applied, selected and named as it was."""
    folder = place.job.spec.parent
    owner = document["components"]["schemas"].pop("Owner")
    (folder / "parts").mkdir()
    (folder / "parts/owner.json").write_text(json.dumps(owner))
    text = json.dumps(document).replace(
        "#/components/schemas/Owner", "parts/owner.json"
    )
    place.job.spec.write_text(text)
    overlay = folder / "overlay.json"
    action = {"target": "$.info", "update": {"title": "Other"}}
    info = {"title": "o", "version": "1"}
    overlay.write_text(
        json.dumps({"overlay": "1.0.0", "info": info, "actions": [action]})
    )
    outcome = place.generate(overlays=(overlay,), package="animals")
    for path in (place.job.spec, overlay, folder / "parts/owner.json"):
        path.unlink()
    found = read_former(place.output, "shown")
    assert found.api.title == "Other"
    assert found.names.package == "animals"
    assert [*found.names.methods.values()] == [*outcome.after.names.methods.values()]
    names = [entry.type_ for entry in found.names.types.values()]
    assert names == [entry.type_ for entry in outcome.after.names.types.values()]


def test_a_broken_snapshot_does_not_stop_a_generation(
    place: Any, document: Any
) -> None:
    """It is written anew, and nothing is said of changes."""
    place.generate()
    (place.output / SNAPSHOT).write_bytes(b"torn")
    document["info"]["version"] = "2"
    place.write(document)
    assert place.generate().before is None
    assert read_former(place.output, "shown").api.version == "2"


def test_no_error_of_the_document_hides(place: Any) -> None:
    """A document that no longer parses leaves the folder as it is."""
    place.generate()
    before = place.contents()
    place.job.spec.write_text('{"openapi": "3.1.0",\n "info": [}')
    with pytest.raises(SpecloomError, match=r"zoo\.json:2:\d+"):
        place.generate()
    assert place.contents() == before
