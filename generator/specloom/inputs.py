"""The key of a run: one hash of all that decides what is generated.

The document, the overlays, the options, and Specloom's own files (FIPS 180-4, SHA-256).
"""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from specloom.config import Job
from specloom.errors import UsageError

_PACKAGE = Path(__file__).parent


def key_of(job: Job) -> str:
    """Hash everything a run depends on; a file that cannot be read is a UsageError."""
    hash_ = sha256()
    for part in (*_options(job), *_contents(job), *_own_files()):
        hash_.update(len(part).to_bytes(8, "big"))
        hash_.update(part)
    return hash_.hexdigest()


def _options(job: Job) -> Iterator[bytes]:
    chosen = (job.spec.name, job.package, job.layout, job.tests)
    selected = ([*map(str, job.include)], [*map(str, job.exclude)])
    client = (sorted(job.names.items()), job.timeout, job.retries)
    templates = _template_names(job)
    yield repr((*chosen, *selected, *client, templates)).encode()


def _contents(job: Job) -> Iterator[bytes]:
    folder = job.templates or Path()
    templates = (folder / name for name in _template_names(job))
    for path in (job.spec, *job.overlays, *templates):
        try:
            yield path.read_bytes()
        except OSError as problem:
            reason = problem.strerror or "it cannot be read"
            raise UsageError(f"{path}: {reason.lower()}") from None


def _template_names(job: Job) -> list[str]:
    """Give the templates of the user's own by their names, sorted."""
    if job.templates is None:
        return []
    return sorted(
        path.relative_to(job.templates).as_posix()
        for path in job.templates.rglob("*.jinja")
    )


def _own_files() -> Iterator[bytes]:
    """Give Specloom's own text: a change of a template makes every output stale."""
    for folder in (_PACKAGE, templates_folder()):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".jinja"):
                yield path.read_bytes()


def templates_folder() -> Path:
    """Give the folder of the templates: installed with the package, or of the checkout."""
    installed = _PACKAGE / "templates"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "templates"
