"""Plan what to write: files of others stay, files of ours follow the document."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from specloom.errors import UsageError
from specloom.output.manifest import digest, read_manifest
from specloom.output.origin import Origin
from specloom.output.write import Plan, commit, plan


def bring(
    output: Path,
    files: dict[str, bytes],
    version: str = "k",
    *,
    starters: Mapping[str, bytes] | None = None,
    force: bool = False,
) -> Plan:
    """Plan and commit."""
    made = plan(output, files, Origin(version), starters=starters or {}, force=force)
    commit(made)
    return made


def found(output: Path) -> dict[str, bytes]:
    """Return the folder's files without the manifest."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file() and path.name != ".specloom.json"
    }


def test_a_new_folder_gets_every_file(tmp_path: Path) -> None:
    """The folder and its parents are made, and all files are written."""
    output = tmp_path / "a" / "b"
    made = bring(output, {"x.py": b"1", "sub/y.py": b"2"})
    assert made.written == ("sub/y.py", "x.py")
    assert found(output) == {"x.py": b"1", "sub/y.py": b"2"}


def test_planning_writes_nothing(tmp_path: Path) -> None:
    """A plan that is not committed leaves no trace."""
    plan(tmp_path / "out", {"x.py": b"1"}, Origin("k"))
    assert not (tmp_path / "out").exists()


def test_an_unchanged_file_keeps_its_time(tmp_path: Path) -> None:
    """Only files whose content differs are written."""
    bring(tmp_path, {"x.py": b"1", "y.py": b"2"})
    before = (tmp_path / "x.py").stat()
    made = bring(tmp_path, {"x.py": b"1", "y.py": b"3"})
    assert (made.written, made.unchanged) == (("y.py",), ("x.py",))
    after = (tmp_path / "x.py").stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_second_run_leaves_the_manifest_alone(tmp_path: Path) -> None:
    """Nothing at all is written when nothing changed."""
    bring(tmp_path, {"x.py": b"1"})
    before = (tmp_path / ".specloom.json").stat().st_ino
    bring(tmp_path, {"x.py": b"1"})
    assert (tmp_path / ".specloom.json").stat().st_ino == before


def test_a_changed_key_alone_is_recorded(tmp_path: Path) -> None:
    """Other inputs that give the same files still change the manifest."""
    bring(tmp_path, {"x.py": b"1"}, "one")
    bring(tmp_path, {"x.py": b"1"}, "two")
    assert b'"specloom": "two"' in (tmp_path / ".specloom.json").read_bytes()


def test_files_no_longer_generated_go_with_their_folders(tmp_path: Path) -> None:
    """A file of the old manifest is removed, and the folders it leaves empty."""
    bring(tmp_path, {"x.py": b"1", "a/b/y.py": b"2", "a/z.py": b"3"})
    made = bring(tmp_path, {"x.py": b"1", "a/z.py": b"3"})
    assert made.removed == ("a/b/y.py",)
    assert found(tmp_path) == {"x.py": b"1", "a/z.py": b"3"}
    assert not (tmp_path / "a" / "b").exists()


def test_a_folder_with_another_file_stays(tmp_path: Path) -> None:
    """What Specloom did not write keeps its folder."""
    bring(tmp_path, {"x.py": b"1", "a/y.py": b"2"})
    (tmp_path / "a" / "mine.txt").write_bytes(b"mine")
    bring(tmp_path, {"x.py": b"1"})
    assert found(tmp_path) == {"x.py": b"1", "a/mine.txt": b"mine"}


def test_an_edited_file_no_longer_generated_stays(tmp_path: Path) -> None:
    """Edits are not lost when the document drops their file, unless forced."""
    bring(tmp_path, {"x.py": b"1", "y.py": b"2"})
    (tmp_path / "y.py").write_bytes(b"edited")
    assert plan(tmp_path, {"x.py": b"1"}, Origin("k")).removed == ()
    assert bring(tmp_path, {"x.py": b"1"}, force=True).removed == ("y.py",)


def test_foreign_and_edited_files_are_refused_together(tmp_path: Path) -> None:
    """The error lists every file that would be lost, and nothing is written."""
    bring(tmp_path, {"x.py": b"1", "y.py": b"2"})
    (tmp_path / "y.py").write_bytes(b"edited")
    (tmp_path / "z.py").write_bytes(b"foreign")
    before = found(tmp_path)
    with pytest.raises(UsageError) as caught:
        plan(tmp_path, {"x.py": b"new", "y.py": b"new", "z.py": b"new"}, Origin("k"))
    assert str(caught.value) == (
        f"{tmp_path}: these would be lost; move them away or use --force:\n"
        "  y.py: edited since Specloom wrote it\n"
        "  z.py: not written by Specloom\n"
        "--- y.py (generated now)\n"
        "+++ y.py (edited)\n"
        "@@ -1 +1 @@\n"
        "-new\n"
        "\\ No newline at end of file\n"
        "+edited\n"
        "\\ No newline at end of file\n"
        "three ways out:\n"
        "  keep it: move the code to a module of 'custom/' in the package, which is never"
        " touched, and build on the generated classes there\n"
        "  drop it: delete the edited file, and generate again\n"
        "  overwrite all that is named above: --force"
    )
    assert found(tmp_path) == before


def test_what_is_kept_is_recorded_and_not_read(tmp_path: Path) -> None:
    """Files that are known to be right need no content."""
    bring(tmp_path, {"x.py": b"1", "y.py": b"2"})
    hashes = dict(read_manifest(tmp_path).files)
    made = plan(tmp_path, {"y.py": b"3"}, Origin("k"), kept={"x.py": hashes["x.py"]})
    commit(made)
    assert (made.written, made.unchanged, made.removed) == (("y.py",), ("x.py",), ())
    assert read_manifest(tmp_path).files == hashes | {"y.py": digest(b"3")}


def test_what_stands_beside_the_manifest_is_no_part_of_the_client(
    tmp_path: Path,
) -> None:
    """It is written and recorded, whoever edited it, and counted nowhere."""
    name = ".specloom.notes"
    for content in (b"one", b"two"):
        (tmp_path / name).write_bytes(b"edited")
        made = plan(tmp_path, {}, Origin("k"), beside={name: content})
        commit(made)
        assert (tmp_path / name).read_bytes() == content
        assert made.written == made.unchanged == made.removed == ()
        assert read_manifest(tmp_path).beside == {name: digest(content)}


def test_force_overwrites(tmp_path: Path) -> None:
    """With force the folder becomes what is generated."""
    (tmp_path / "z.py").write_bytes(b"foreign")
    bring(tmp_path, {"z.py": b"new"}, force=True)
    assert found(tmp_path) == {"z.py": b"new"}


def test_a_foreign_file_of_the_same_content_is_adopted(tmp_path: Path) -> None:
    """A checkout without its manifest needs no force."""
    (tmp_path / "z.py").write_bytes(b"same")
    assert bring(tmp_path, {"z.py": b"same"}).unchanged == ("z.py",)


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    """The message says what the output has to be."""
    output = tmp_path / "file"
    output.write_bytes(b"")
    with pytest.raises(UsageError, match="the output is a folder, and this is a file"):
        plan(output, {"x.py": b""}, Origin("k"))


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    """Not even force removes a folder."""
    (tmp_path / "x.py").mkdir()
    with pytest.raises(UsageError, match=r"x\.py: not a file, but a folder"):
        plan(tmp_path, {"x.py": b"1"}, Origin("k"), force=True)


def test_a_file_in_the_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    """Not even force turns a file into a folder."""
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(UsageError, match="'a' is a file where a folder is needed"):
        plan(tmp_path, {"a/x.py": b"1"}, Origin("k"), force=True)


@pytest.mark.parametrize(
    "path",
    ["../x.py", "/x.py", "a//x.py", "./x.py", "a/../x.py", "C:/x.py", "a\\x.py", ""],
)
def test_a_path_that_leaves_the_output_is_refused(tmp_path: Path, path: str) -> None:
    """Paths are relative, POSIX, and plain."""
    with pytest.raises(UsageError, match="cannot write here"):
        plan(tmp_path, {path: b"1"}, Origin("k"), force=True)


@pytest.mark.parametrize(
    "path", [".specloom.json", ".SpecLoom.json", ".specloom.stage/x"]
)
def test_specloom_keeps_its_own_names(tmp_path: Path, path: str) -> None:
    """No generated file takes the manifest's place."""
    with pytest.raises(UsageError, match="is kept for Specloom"):
        plan(tmp_path, {path: b"1"}, Origin("k"))


def test_a_linked_folder_leading_out_is_refused(tmp_path: Path) -> None:
    """A symbolic link in the output cannot send files elsewhere."""
    (tmp_path / "outside").mkdir()
    output = tmp_path / "out"
    output.mkdir()
    (output / "a").symlink_to(tmp_path / "outside")
    with pytest.raises(UsageError, match="'a' is a symbolic link out of the output"):
        plan(output, {"a/x.py": b"1"}, Origin("k"), force=True)


def test_a_linked_file_is_replaced_not_followed(tmp_path: Path) -> None:
    """Force replaces the link; what it points to keeps its content."""
    target = tmp_path / "target"
    target.write_bytes(b"precious")
    output = tmp_path / "out"
    output.mkdir()
    (output / "x.py").symlink_to(target)
    with pytest.raises(UsageError, match=r"x\.py: not written by Specloom"):
        plan(output, {"x.py": b"1"}, Origin("k"))
    bring(output, {"x.py": b"1"}, force=True)
    assert target.read_bytes() == b"precious"
    assert (output / "x.py").read_bytes() == b"1"
    assert not (output / "x.py").is_symlink()


def test_a_manifest_cannot_name_files_outside(tmp_path: Path) -> None:
    """A stranger's manifest does not make Specloom remove other files."""
    output = tmp_path / "out"
    bring(output, {"x.py": b"1"})
    victim = tmp_path / "victim"
    victim.write_bytes(b"1")
    manifest = output / ".specloom.json"
    manifest.write_text(manifest.read_text().replace('"x.py"', '"../victim"'))
    assert plan(output, {"x.py": b"1"}, Origin("k"), force=True).removed == ()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 9}', "[" * 100_000])
def test_a_broken_manifest_owns_nothing(tmp_path: Path, text: str) -> None:
    """Without a readable record every differing file counts as foreign."""
    bring(tmp_path, {"x.py": b"1"})
    (tmp_path / ".specloom.json").write_text(text)
    with pytest.raises(UsageError, match=r"x\.py: not written by Specloom"):
        plan(tmp_path, {"x.py": b"2"}, Origin("k"))


def test_starters_come_with_their_folder(tmp_path: Path) -> None:
    """They are written once, told of as written, and no part of the manifest."""
    made = bring(tmp_path, {"x.py": b"1"}, starters={"mine/a.py": b"begin"})
    assert made.written == ("mine/a.py", "x.py")
    assert found(tmp_path) == {"x.py": b"1", "mine/a.py": b"begin"}
    assert b"mine/a.py" not in (tmp_path / ".specloom.json").read_bytes()


@pytest.mark.parametrize("force", [False, True])
def test_starters_are_their_users(tmp_path: Path, force: bool) -> None:
    """What became of them is nobody's concern: not that they changed or went."""
    files, starters = {"x.py": b"1"}, {"mine/a.py": b"begin", "mine/b.py": b"begin"}
    bring(tmp_path, files, starters=starters)
    (tmp_path / "mine" / "a.py").write_bytes(b"changed")
    (tmp_path / "mine" / "b.py").unlink()
    made = bring(tmp_path, {"x.py": b"2"}, starters=starters, force=force)
    assert (made.written, made.removed) == (("x.py",), ())
    assert found(tmp_path) == {"x.py": b"2", "mine/a.py": b"changed"}


def test_starters_stay_when_there_are_none_any_more(tmp_path: Path) -> None:
    """A folder that held them is not removed with the files beside it."""
    bring(tmp_path, {"x.py": b"1", "t/y.py": b"2"}, starters={"t/mine/a.py": b"begin"})
    made = bring(tmp_path, {"x.py": b"1"}, force=True)
    assert made.removed == ("t/y.py",)
    assert found(tmp_path) == {"x.py": b"1", "t/mine/a.py": b"begin"}


def test_a_folder_of_starters_may_be_a_link(tmp_path: Path) -> None:
    """Whatever stands in its place is the user's, and nothing is written through it."""
    output, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    output.mkdir()
    elsewhere.mkdir()
    (output / "mine").symlink_to(elsewhere)
    made = bring(output, {"x.py": b"1"}, starters={"mine/a.py": b"begin"})
    assert made.written == ("x.py",)
    assert [*elsewhere.iterdir()] == []
