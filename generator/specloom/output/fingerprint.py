"""Hash everything that a run depends on, each thing by itself (FIPS 180-4, SHA-256)."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path, PurePath
from typing import Any

from specloom import __version__
from specloom.config import Job
from specloom.custom.files import templates_folder
from specloom.document.addresses import is_url
from specloom.document.fetched import content_at
from specloom.document.reach import Reach, Tell
from specloom.errors import LoadError, UsageError
from specloom.output.manifest import digest, is_current, read_manifest
from specloom.output.origin import Origin, Source

_PACKAGE = Path(__file__).parents[1]
# What a run is asked to do with its findings decides nothing about the files.
_NO_OPTIONS = frozenset({"spec", "source", "output", "overlays", "strict", "force"})


def reach_of(job: Job, tell: Tell | None = None) -> Reach:
    """Give what the document of a job may be made of; one run has one of them."""
    return Reach(job.ref_root, job.ref_hosts, job.source, tell=tell)


def origin_of(
    job: Job, referenced: Iterable[str], reach: Reach | None = None
) -> Origin:
    """Hash what a job depends on; `referenced` are files as the manifest names them.

    What the `reach` has fetched already is not fetched again.

    Raises:
        UsageError: the document or an overlay cannot be read.
    """
    return Origin(
        specloom=__version__,
        code=_hash(_PACKAGE, ".py"),
        templates=_hash_templates(job.templates),
        options=dict(_options(job)),
        sources=tuple(_sources(job, referenced, reach or reach_of(job))),
    )


def is_up_to_date(job: Job, reach: Reach | None = None) -> bool:
    """Tell whether the output folder holds what the job would give.

    Servers that the document refers to are asked whether they send what they did.
    """
    known = read_manifest(job.output).origin.referenced
    return is_current(job.output, origin_of(job, known, reach))


def judged_by() -> str:
    """Name what finds faults in descriptions: our own rules, and the published schemas."""
    from importlib.metadata import version

    return f"{_hash(_PACKAGE / 'document', '.py')} {version('openapi-spec-validator')}"


def _options(job: Job) -> Iterator[tuple[str, Any]]:
    """Give every field of a job but its files, so that none can be forgotten."""
    for entry in fields(job):
        value = getattr(job, entry.name)
        is_set = value is not None and not isinstance(value, PurePath)
        if is_set and entry.name not in _NO_OPTIONS:
            yield entry.name, _json(value)


def _json(value: object) -> Any:
    if isinstance(value, tuple):
        return [*map(_json, value)]
    if isinstance(value, Mapping):
        return {str(key): _json(entry) for key, entry in sorted(value.items())}
    return value if isinstance(value, str | int | float) else str(value)


def _sources(job: Job, referenced: Iterable[str], reach: Reach) -> Iterator[Source]:
    yield Source("document", _document_name(job), digest(_content(job.spec)))
    for path in job.overlays:
        yield Source("overlay", path.name, digest(_content(path)))
    for name in sorted(referenced):
        yield Source("referenced", name, digest_if_there(job, name, reach))


def _document_name(job: Job) -> str:
    """Give a URL without its query, which may hold a secret, or the name of a file."""
    if is_url(job.source):
        return job.source.partition("?")[0]
    return job.spec.name


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        reason = problem.strerror or "it cannot be read"
        raise UsageError(f"{path}: {reason.lower()}") from None


def digest_if_there(job: Job, name: str, reach: Reach) -> str:
    """Hash what references may lead to; "" for what is not there, or not allowed."""
    try:
        if is_url(name):
            return digest(content_at(name, reach)) if reach.allows(name) else ""
        path = ((reach.base(job.spec) or Path()) / name).resolve()
        is_one = reach.may_read(path, job.spec) and path.is_file()
        return digest(path.read_bytes()) if is_one else ""
    except (LoadError, OSError, ValueError):
        return ""


def _hash_templates(custom: Path | None) -> str:
    own = _hash(templates_folder(), ".jinja")
    return own if custom is None else digest(f"{own}{_hash(custom, '.jinja')}".encode())


def _hash(folder: Path, suffix: str) -> str:
    """Hash files of a folder: a version alone does not tell of a changed checkout."""
    hash_ = hashlib.sha256()
    for path in sorted(folder.rglob(f"*{suffix}")):
        for part in (path.relative_to(folder).as_posix().encode(), path.read_bytes()):
            hash_.update(len(part).to_bytes(8, "big"))
            hash_.update(part)
    return hash_.hexdigest()
