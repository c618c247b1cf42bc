"""Documents from files and git revisions, in a repository of their own."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from specloom.cli import run
from specloom.diff.run import diff
from specloom.diff.sources import opened
from specloom.document.reach import Reach
from specloom.errors import LoadError, SpecloomError, UsageError

if shutil.which("git") is None:
    pytest.skip("git is not installed", allow_module_level=True)

USES_FILE = {
    "get": {
        "operationId": "read",
        "tags": ["things"],
        "responses": {
            "200": {
                "description": "Done.",
                "content": {
                    "application/json": {"schema": {"$ref": "models/a.json#/Thing"}}
                },
            }
        },
    }
}


def git(folder: Path, *arguments: str) -> None:
    """Run git as nobody in particular, with no settings but these."""
    settings = ["-c", "user.name=n", "-c", "user.email=e@x.example"]
    settings += ["-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main"]
    command = ["git", *settings, *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def document(title: str = "Things", paths: Any = None) -> str:
    """Write a document."""
    info = {"title": title, "version": "1"}
    return json.dumps({"openapi": "3.1.1", "info": info, "paths": paths or {}})


def thing(**properties: str) -> str:
    """Write a file with the schema of a model."""
    typed = {name: {"type": kind} for name, kind in properties.items()}
    return json.dumps({"Thing": {"type": "object", "properties": typed}})


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Commit two revisions of a document in two files, and go there."""
    (tmp_path / "api" / "models").mkdir(parents=True)
    git(tmp_path, "init", "--quiet")
    for kind in ("string", "integer"):
        paths = {"/things": USES_FILE}
        (tmp_path / "api" / "openapi.json").write_text(document(paths=paths))
        (tmp_path / "api" / "models" / "a.json").write_text(thing(size=kind))
        (tmp_path / "-odd.json").write_text(document(kind))
        git(tmp_path, "add", "--all")
        git(tmp_path, "commit", "--quiet", "--message", kind)
    git(tmp_path, "tag", "v1.0-rc", "HEAD~1")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("revision", ["HEAD~1", "main~1", "v1.0-rc", "HEAD^", "@~1"])
def test_a_revision_is_compared_with_the_files_of_its_time(
    repository: Path, revision: str
) -> None:
    """A file that the document refers to is read from the same revision."""
    outcome = diff(f"{revision}:api/openapi.json", "api/openapi.json")
    assert outcome.diagnostics == ()
    assert [(change.kind, change.subject) for change in outcome.comparison.changes] == [
        ("field-type-changed", "models.Thing.size")
    ]


def test_a_path_may_begin_here(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As git has it, './' is the present folder and everything else begins at the top."""
    monkeypatch.chdir(repository / "api")
    names = "HEAD:./openapi.json", "HEAD:api/openapi.json"
    assert diff(*names).comparison.changes == ()


def test_a_path_that_looks_like_an_option_is_a_path(repository: Path) -> None:
    """A dash at its beginning means nothing to git."""
    with opened("HEAD~1:-odd.json") as found:
        assert found.root["info"]["title"] == "string"
    assert run(["diff", "--", "-odd.json", "HEAD:-odd.json"]) == 0


def test_a_file_with_a_colon_is_a_file(repository: Path) -> None:
    """What exists is read as it is, whatever it is called."""
    (repository / "HEAD:x.json").write_text(document("Colon"))
    with opened("HEAD:x.json") as found:
        assert found.root["info"]["title"] == "Colon"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "gone.json",
            (
                "gone.json: there is no such file; a file of a git revision is written as"
                " 'HEAD~1:openapi.yaml'"
            ),
        ),
        (
            "HEAD~9:api/openapi.json",
            "HEAD~9:api/openapi.json: this folder's repository has no revision 'HEAD~9'",
        ),
        (
            "HEAD:gone.json",
            (
                "HEAD:gone.json: there is no such file in this revision; paths begin at the"
                " top of the repository, or with './' at this folder"
            ),
        ),
        (
            "HEAD:api",
            (
                "HEAD:api: there is no such file in this revision; paths begin at the"
                " top of the repository, or with './' at this folder"
            ),
        ),
        *(
            (
                name,
                (
                    f"{name}: there is no such file in this revision; paths begin at"
                    " the top of the repository, or with './' at this folder"
                ),
            )
            for name in ("HEAD:/tmp/x.json", "HEAD:../x.json", "HEAD:a/../../x.json")
        ),
        ("HEAD:", "HEAD:: after the colon stands the path of a file"),
        ("HEAD:..", "HEAD:..: after the colon stands the path of a file"),
        ("HEAD:a\tb", "HEAD:a\\tb: after the colon stands the path of a file"),
    ],
)
def test_what_is_not_there_is_said(repository: Path, name: str, message: str) -> None:
    """The message names the place and what would be right."""
    with pytest.raises(UsageError) as problem, opened(name):
        pass
    assert str(problem.value) == message


@pytest.mark.parametrize(
    "revision",
    [
        "",
        "-x",
        "--output=x",
        "--help",
        "HEAD;ls",
        "a b",
        "$(ls)",
        "HEAD\n",
        "a..b*",
        "\0",
    ],
)
def test_a_revision_cannot_be_an_option_or_a_command(
    repository: Path, revision: str
) -> None:
    """Odd characters are refused before git is asked; nothing appears in the folder."""
    before = sorted(repository.iterdir())
    with pytest.raises(UsageError, match="is no git revision"), opened(f"{revision}:x"):
        pass
    assert sorted(repository.iterdir()) == before


def test_a_reference_does_not_lead_out_of_the_folder(repository: Path) -> None:
    """A file beside the document's folder is not read, from a revision as from disk."""
    schema = {"$ref": "../-odd.json#/info"}
    answer = {"content": {"application/json": {"schema": schema}}, "description": "."}
    paths = {"/x": {"get": {"responses": {"200": answer}}}}
    (repository / "api" / "out.json").write_text(document(paths=paths))
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "out")
    outcome = diff("HEAD:api/out.json", "HEAD:api/out.json")
    assert [found.rule for found in outcome.diagnostics] == ["reference-outside"]


def test_a_folder_that_the_user_named_is_that_of_the_revision(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """References lead into it as it was then, wherever the user stands."""
    (repository / "common").mkdir()
    paths = {
        "/things": json.loads(json.dumps(USES_FILE).replace("models", "../common"))
    }
    (repository / "api" / "out.json").write_text(document(paths=paths))
    for kind in ("string", "integer"):
        (repository / "common" / "a.json").write_text(thing(size=kind))
        git(repository, "add", "--all")
        git(repository, "commit", "--quiet", "--message", kind)
    monkeypatch.chdir(repository / "api")
    for root in ("../common", "..", "../.."):
        reach = Reach(Path(root))
        outcome = diff("HEAD~1:./out.json", "out.json", reach=reach)
        assert outcome.diagnostics == ()
        assert [change.kind for change in outcome.comparison.changes] == [
            "field-type-changed"
        ]
    outcome = diff(
        "HEAD:api/out.json", "HEAD:api/out.json", reach=Reach(Path("models"))
    )
    assert {found.rule for found in outcome.diagnostics} == {"reference-outside"}


def test_nothing_of_the_repository_is_run(repository: Path) -> None:
    """Filters and external diffs that a repository asks for are left alone."""
    mark = repository / "ran"
    (repository / ".gitattributes").write_text("*.json diff=x filter=x\n")
    for name in ("diff.x.textconv", "diff.x.command", "filter.x.smudge"):
        git(repository, "config", name, f"touch {mark}; cat")
    with opened("HEAD:-odd.json") as found:
        assert found.root["info"]["title"] == "integer"
    assert not mark.exists()


def test_a_revision_needs_git(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without git on the path it is said so."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UsageError, match="git is not installed"), opened("HEAD:x"):
        pass


def test_a_document_that_cannot_be_understood_is_refused(repository: Path) -> None:
    """Another kind of document is an error with its place, not an empty comparison."""
    Path("old.json").write_text('{"swagger": "1.2"}')
    with pytest.raises(SpecloomError, match=r"Swagger '1.2' is not read"):
        diff("old.json", "HEAD:-odd.json")
    Path("broken.json").write_text("{")
    with pytest.raises(LoadError, match=r"broken\.json"):
        diff("broken.json", "HEAD:-odd.json")
