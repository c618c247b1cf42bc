"""Generate again whenever something that decides the output is saved, until Ctrl-C.

The files are known and few, so that asking for their state a few times a second costs
nothing, needs no library, and works where notifications do not: mounts, containers, and
editors that save by renaming.
"""

import gc
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from specloom.config import Job
from specloom.custom.files import templates_folder, templates_in
from specloom.document.addresses import is_url
from specloom.errors import SpecloomError
from specloom.kept import Kept
from specloom.output.manifest import read_manifest

_PAUSE = 0.2

# What a document or a folder can cause: it is told, and the next save may mend it.
_SURVIVED = (SpecloomError, OSError, RecursionError)

Generate: TypeAlias = Callable[[Job, Kept | None], Kept | None]
State: TypeAlias = dict[Path, tuple[int, int, int] | None]


def watch(
    jobs: Callable[[], Sequence[Job]],
    configuration: Sequence[Path],
    generate: Generate,
    refuse: Callable[[Exception], None],
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Generate once, then after each change; what goes wrong is told to `refuse`.

    `jobs` are asked for anew when a file of the `configuration` changed. What a run of a
    job keeps is given to the next one.
    """
    known: Sequence[Job] = ()
    configured: State = {}
    seen: dict[Job, State] = {}
    kept: dict[Job, Kept | None] = {}
    while True:
        now = state_of(configuration)
        if now != configured or not known:
            configured, known = now, _asked(jobs, refuse) or known
            kept = {job: kept.get(job) for job in known}
        for job in known:
            state = state_of(watched(job))
            if seen.get(job) != state:
                kept[job] = _generate(job, kept[job], generate, refuse)
                # A run may have found other files to watch; what it saw counts.
                fresh = state_of(watched(job))
                seen[job] = {path: state.get(path, fresh[path]) for path in fresh}
                gc.collect()
        pause(_PAUSE)


def watched(job: Job) -> Iterator[Path]:
    """Yield the files that a job depends on, as far as its last run knows them."""
    yield job.spec
    yield from job.overlays
    referenced = read_manifest(job.output).origin.referenced
    yield from (
        job.spec.parent / name for name in referenced if name and not is_url(name)
    )
    folders = (templates_folder(), job.templates)
    yield from (path for folder in folders if folder for path in templates_in(folder))


def state_of(files: Iterable[Path]) -> State:
    """Give what tells of a change of each file; None for one that is not there."""
    return {path: _state(path) for path in files}


def _state(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _asked(
    jobs: Callable[[], Sequence[Job]], refuse: Callable[[Exception], None]
) -> Sequence[Job]:
    try:
        return jobs()
    except _SURVIVED as problem:
        refuse(problem)
        return ()


def _generate(
    job: Job,
    kept: Kept | None,
    generate: Generate,
    refuse: Callable[[Exception], None],
) -> Kept | None:
    try:
        return generate(job, kept)
    except _SURVIVED as problem:
        refuse(problem)
        return kept
