"""Read a document from a file, or from a git revision: `HEAD~1:openapi.yaml`.

Git is asked for names of objects and for blobs only, which runs no filter or hook that a
repository brings along; no shell is involved, and no argument can be taken for an option.
"""

import os
import posixpath
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import unquote

from specloom.document.load import Document, load
from specloom.errors import LoadError, UsageError

_REVISION = re.compile(r"[A-Za-z0-9_.@^~/{}+=#][A-Za-z0-9_.@^~/{}+=#-]*\Z")
_MAX_FILES = 1000


@contextmanager
def opened(name: str) -> Iterator[Document]:
    """Give the document of a file or revision; it can be read from until this ends.

    Raises:
        UsageError: there is no such file, revision, or file in it.
        LoadError: it cannot be read as a document.
    """
    path = Path(name)
    if path.is_file():
        yield load(path, name)
        return
    revision, colon, file = name.partition(":")
    if not colon:
        raise UsageError(
            f"{name}: there is no such file; a file of a git revision is written as"
            " 'HEAD~1:openapi.yaml'"
        )
    source = _Blobs(name, _commit(name, revision, file), file)
    with tempfile.TemporaryDirectory(prefix="specloom-") as folder:
        yield source.fetched(Path(folder))


@dataclass(frozen=True, slots=True)
class _Blobs:
    """The files of one commit around a document."""

    name: str
    commit: str
    file: str

    def fetched(self, folder: Path) -> Document:
        """Write the document, and those of its folder that it refers to, and load it."""
        entry = folder / posixpath.basename(self.file)
        if not self._write(self.file, entry):
            raise UsageError(
                f"{self.name}: there is no such file in this revision; paths begin at"
                " the top of the repository, or with './' at this folder"
            )
        document = load(entry, self.name)
        waiting, seen = [*_files(document.root, "")], set[str]()
        while waiting and len(seen) < _MAX_FILES:
            file = waiting.pop()
            if file not in seen:
                seen.add(file)
                waiting += self._referred(folder, file)
        return document

    def _referred(self, folder: Path, file: str) -> list[str]:
        """Write a file that was referred to; give those that it refers to itself."""
        target = folder / file
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            path = posixpath.join(posixpath.dirname(self.file), file)
            is_there = self._write(path, target)
            root = load(target, file).root if is_there else {}
        except (LoadError, OSError):
            # It is reported where the reference to it is followed.
            return []
        return [*_files(root, posixpath.dirname(file))]

    def _write(self, file: str, target: Path) -> bool:
        with target.open("wb") as stream:
            done = _git("cat-file", "blob", f"{self.commit}:{file}", stdout=stream)
        if done.returncode:
            target.unlink()
        return done.returncode == 0


def _commit(name: str, revision: str, file: str) -> str:
    if not _REVISION.match(revision):
        raise UsageError(
            f"{name}: there is no such file, and '{revision}' is no git revision such as"
            " 'HEAD~1', 'v1.2' or 'main'"
        )
    is_named = posixpath.basename(file) not in ("", ".", "..")
    if not is_named or not file.isprintable():
        raise UsageError(f"{name}: after the colon stands the path of a file")
    done = _git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    commit = done.stdout.decode("ascii", "replace").strip()
    if done.returncode or not commit.isalnum():
        raise UsageError(
            f"{name}: this folder's repository has no revision '{revision}'"
        )
    return commit


def _git(
    *arguments: str, stdout: int | IO[bytes] = subprocess.PIPE
) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
    try:
        return subprocess.run(
            ["git", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.DEVNULL,
            env=environment,
            check=False,
        )
    except FileNotFoundError:
        raise UsageError("a revision cannot be read: git is not installed") from None


def _files(root: object, folder: str) -> Iterator[str]:
    """Yield the files that `$ref`s name, as paths from the folder of the document."""
    waiting = [root]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.values()
            ref = value.get("$ref")
            if isinstance(ref, str) and (file := _inside(ref, folder)):
                yield file
        elif isinstance(value, list):
            waiting += value


def _inside(ref: str, folder: str) -> str:
    """Give the file of a reference, or "" for one that is not read (document.files)."""
    name = unquote(ref.partition("#")[0])
    if not name.isprintable() or not name or name.startswith("/"):
        return ""
    if ":" in name or "\\" in name:
        return ""
    file = posixpath.normpath(posixpath.join(folder, name))
    return "" if file.startswith("..") or file == "." else file
