"""Read a document from a file, a URL, or a git revision: `HEAD~1:openapi.yaml`.

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
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO
from urllib.parse import unquote

from specloom.document.given import read_source
from specloom.document.load import Document, load
from specloom.document.reach import Reach
from specloom.document.source import is_elsewhere
from specloom.errors import LoadError, UsageError

_REVISION = re.compile(r"[A-Za-z0-9_.@^~/{}+=#][A-Za-z0-9_.@^~/{}+=#-]*\Z")
_MAX_FILES = 1000
NO_FURTHER = Reach()


@contextmanager
def opened(name: str, reach: Reach = NO_FURTHER) -> Iterator[Document]:
    """Give the document of a file, URL or revision; it can be read from until this ends.

    Raises:
        UsageError: there is no such file, revision, or file in it.
        LoadError: it cannot be read as a document.
    """
    path = Path(name)
    if path.is_file():
        yield load(path, name, reach)
        return
    if is_elsewhere(name):
        source = read_source(name)
        yield load(source.path, None, replace(reach, source=source.shown))
        return
    revision, colon, file = name.partition(":")
    if not colon:
        raise UsageError(
            f"{name}: there is no such file; a file of a git revision is written as"
            " 'HEAD~1:openapi.yaml'"
        )
    commit = _commit(name, revision, file)
    with tempfile.TemporaryDirectory(prefix="specloom-") as folder:
        yield _Blobs(name, commit, _from_top(file), Path(folder)).written(reach)


@dataclass(frozen=True, slots=True)
class _Blobs:
    """The files of one commit around a document: all paths begin at its top."""

    name: str
    commit: str
    file: str
    folder: Path

    def written(self, reach: Reach) -> Document:
        """Write the document, and those that it may refer to, and load it."""
        if not self._is_inside() or not self._write(self.file):
            raise UsageError(
                f"{self.name}: there is no such file in this revision; paths begin at"
                " the top of the repository, or with './' at this folder"
            )
        root = _root_from_top(reach.root) if reach.root else None
        here = replace(reach, root=None if root is None else self.folder / root)
        document = load(self.folder / self.file, self.name, here)
        folders = {posixpath.dirname(self.file), root} - {None}
        seen = {self.file}
        waiting: list[tuple[object, str]] = [(document.root, self.file)]
        while waiting and len(seen) < _MAX_FILES:
            for file in _files(*waiting.pop()):
                if file not in seen and any(_is_in(file, each) for each in folders):
                    seen.add(file)
                    waiting.append((self._referred(file), file))
        return document

    def _is_inside(self) -> bool:
        """Tell whether the path leads nowhere else on this machine."""
        steps = self.file.split("/")
        return ".." not in steps and (self.folder / self.file).is_relative_to(
            self.folder
        )

    def _referred(self, file: str) -> object:
        """Write a file that was referred to; give what it holds."""
        try:
            return load(self.folder / file, file).root if self._write(file) else {}
        except (LoadError, OSError):
            # It is reported where the reference to it is followed.
            return {}

    def _write(self, file: str) -> bool:
        target = self.folder / file
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as stream:
            done = _git("cat-file", "blob", f"{self.commit}:{file}", stdout=stream)
        if done.returncode:
            target.unlink()
        return done.returncode == 0


def _is_in(file: str, folder: str | None) -> bool:
    return not folder or file.startswith(f"{folder}/")


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


def _from_top(file: str) -> str:
    """Give the path of a file from the top of the repository, as git understands it."""
    if file.startswith(("./", "../")):
        prefix = _git("rev-parse", "--show-prefix").stdout.decode("utf-8").strip("\n")
        return posixpath.normpath(posixpath.join(prefix, file))
    return posixpath.normpath(file)


def _root_from_top(root: Path) -> str | None:
    """Give the part of a repository that a folder holds; None if it holds none."""
    done = _git("rev-parse", "--show-toplevel")
    top = Path(done.stdout.decode("utf-8").strip("\n")).resolve()
    if top.is_relative_to(root.resolve()):
        return ""
    inside = root.resolve().is_relative_to(top)
    return root.resolve().relative_to(top).as_posix() if inside else None


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


def _files(root: object, file: str) -> Iterator[str]:
    """Yield the files that the `$ref`s of a file name."""
    folder = posixpath.dirname(file)
    waiting = [root]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.values()
            ref = value.get("$ref")
            if isinstance(ref, str) and (named := _named(ref, folder)):
                yield named
        elif isinstance(value, list):
            waiting += value


def _named(ref: str, folder: str) -> str:
    """Give the file of a reference, or "" for one that is not read (document.files)."""
    name = unquote(ref.partition("#")[0])
    if not name.isprintable() or not name or name.startswith("/"):
        return ""
    if ":" in name or "\\" in name:
        return ""
    file = posixpath.normpath(posixpath.join(folder, name))
    return "" if file.startswith("..") or file == "." else file
