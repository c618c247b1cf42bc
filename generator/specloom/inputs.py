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
    chosen = (job.spec.name, job.package, job.layout, job.tests, *map(str, job.include))
    yield repr(chosen).encode()


def _contents(job: Job) -> Iterator[bytes]:
    for path in (job.spec, *job.overlays):
        try:
            yield path.read_bytes()
        except OSError as problem:
            reason = problem.strerror or "it cannot be read"
            raise UsageError(f"{path}: {reason.lower()}") from None


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
