"""Make the files of an output folder; leave out those that are there and would be the same.

A module's files are a function of its slice and of Specloom itself: with the key of both
unchanged, files that still have the recorded hash are neither viewed, rendered nor formatted.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from specloom.config import Job
from specloom.errors import Location
from specloom.format import SourceFile, format_files, made_by
from specloom.output.manifest import digest, has_digest, read_manifest
from specloom.output.origin import Origin
from specloom.output.remembered import Memory, Remembered
from specloom.python.checks.module import Asked
from specloom.python.context import Context
from specloom.python.headers import Headers
from specloom.python.package import File, Starter, view_module, view_tops
from specloom.python.project import view_project
from specloom.python.slices import Slice, slices
from specloom.python.tests.project import view_module_tests, view_tests
from specloom.python.text.proof import is_proven
from specloom.render import Renderer

_RUNTIME = Path(__file__).parent / "runtime"


@dataclass(frozen=True, slots=True)
class Assembled:
    """The files that were made, the hashes of those that were kept, and what to remember.

    `starters` are files that are their user's as soon as they are there.
    """

    files: Mapping[str, bytes]
    starters: Mapping[str, bytes]
    kept: Mapping[str, str]
    parts: Mapping[str, Remembered]


@dataclass(frozen=True, slots=True)
class _Part:
    """A module, or its tests: remembered, or viewed anew."""

    key: str
    asked: tuple[Asked, ...]
    remembered: Remembered | None = None
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True)
class _Folder:
    """What is known about an output folder before a run."""

    output: Path
    recorded: Mapping[str, str]
    remembered: Mapping[str, Remembered]

    def kept(self, key: str) -> Remembered | None:
        """Give what a key gave before, if all its files are still there as they were."""
        part = self.remembered.get(key)
        if part is None or not part.files:
            return None
        is_there = all(
            self.recorded.get(path) == hash_ and has_digest(self.output / path, hash_)
            for path, hash_ in part.files.items()
        )
        return part if is_there else None


def assemble(job: Job, context: Context, origin: Origin, memory: Memory) -> Assembled:
    """Make all files of a job's output folder; with `force` none is kept."""
    headers = Headers(context.api, job.spec.name)
    recorded = {} if job.force else read_manifest(job.output).files
    folder = _Folder(job.output, recorded, memory.parts)
    parts = [*_parts(job, context, headers, origin, folder)]
    renderer = Renderer(job.templates)
    tops = [*_tops(job, context, headers)]
    texts = {file.path: _rendered(file, renderer) for file in tops}
    owners = {file.path: part.key for part in parts for file in part.files}
    texts |= {
        file.path: _rendered(file, renderer) for part in parts for file in part.files
    }
    files = {**format_files(texts), **_runtime(context.names.package)}
    starters = {
        file.path: files.pop(file.path) for file in tops if isinstance(file, Starter)
    }
    kept = {
        path: hash_
        for part in parts
        if part.remembered is not None
        for path, hash_ in part.remembered.files.items()
    }
    return Assembled(files, starters, kept, _to_remember(parts, owners, files))


def _parts(
    job: Job, context: Context, headers: Headers, origin: Origin, folder: _Folder
) -> Iterator[_Part]:
    """View modules and tests whose files are not there; checks are asked for in order."""
    asked: dict[Asked, None] = {}
    of_run = (origin.code, origin.templates, origin.options, headers.file, made_by())
    for part in slices(context):
        key = _key(part, of_run, asked)
        remembered = folder.kept(key)
        if remembered is not None:
            found = _Part(key, tuple(_read_asked(remembered.notes)), remembered)
        else:
            module = view_module(part, headers, asked)
            found = _Part(key, module.asked, files=module.files)
        asked |= dict.fromkeys(found.asked)
        yield found
        if _has_tests(job):
            yield _tests(part, headers, _hash("tests", part.facts, of_run), folder)


def _tests(part: Slice, headers: Headers, key: str, folder: _Folder) -> _Part:
    remembered = folder.kept(key)
    files = () if remembered else tuple(view_module_tests(part, headers))
    return _Part(key, (), remembered, files)


def _tops(job: Job, context: Context, headers: Headers) -> Iterator[File]:
    """View what is made from the whole document, which is little: it is made each time."""
    yield from view_tops(context, headers)
    if job.layout == "project":
        yield from view_project(context, headers.file, job.tests)
    if _has_tests(job):
        is_property = job.tests == "property"
        yield from view_tests(context, headers, with_properties=is_property)


def _has_tests(job: Job) -> bool:
    return job.layout == "project" and job.tests != "none"


def _key(part: Slice, of_run: tuple[object, ...], asked: Iterable[Asked]) -> str:
    """Hash all that the files of a module depend on."""
    of_module = tuple(entry for entry in asked if entry.module == part.module)
    return _hash(part.key, of_module, of_run)


def _hash(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _rendered(file: File, renderer: Renderer) -> SourceFile:
    text = renderer.render(file.path, file.template, file.view)
    is_ours = file.path.endswith(".py") and not renderer.is_custom(file.template)
    return SourceFile(text, proven=is_ours and is_proven(text), ours=is_ours)


def _runtime(package: str) -> dict[str, bytes]:
    files = {
        f"{package}/_runtime/{path.name}": path.read_bytes()
        for path in sorted(_RUNTIME.glob("*.py"))
    }
    return {**files, f"{package}/py.typed": b""}


def _to_remember(
    parts: Iterable[_Part], owners: Mapping[str, str], files: Mapping[str, bytes]
) -> dict[str, Remembered]:
    made: dict[str, dict[str, str]] = {}
    for path, key in owners.items():
        made.setdefault(key, {})[path] = digest(files[path])
    return {
        part.key: part.remembered
        or Remembered(made.get(part.key, {}), [*map(_asked_json, part.asked)])
        for part in parts
    }


def _asked_json(asked: Asked) -> list[Any]:
    place = [asked.at.file, asked.at.pointer]
    return [asked.module, asked.purpose, *place, asked.direction]


def _read_asked(notes: Any) -> Iterator[Asked]:
    for module, purpose, file, pointer, direction in notes:
        yield Asked(module, purpose, Location(file, pointer), direction)
