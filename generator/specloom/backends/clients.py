"""Generate the clients of a project that is built, and say where each is imported from.

PEP 517: a backend runs in the folder of the project's pyproject.toml.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from specloom.cli.findings import explain
from specloom.cli.generate import generate_all
from specloom.config import Job
from specloom.configuration.find import configuration_in
from specloom.configuration.jobs import jobs_of
from specloom.custom.files import templates_in
from specloom.document.addresses import is_url
from specloom.errors import SpecloomError, UsageError
from specloom.naming.lock_file import LOCK
from specloom.output.manifest import MANIFEST, Manifest, read_manifest

_RUNTIME = "/_runtime/"


@dataclass(frozen=True, slots=True)
class Client:
    """A generated import package; every path is relative to the project.

    Attributes:
        name: What it is imported by; it has dots where it is inside another package.
        folder: Where its modules are.
        root: The folder that has to be on `sys.path`.
        generated: What an sdist leaves out, as it is generated again.
        inputs: What an sdist needs for that, and code of one's own in the package.
        fetched: The URLs that it is generated from.
    """

    name: str
    folder: Path
    root: Path
    generated: frozenset[Path]
    inputs: tuple[Path, ...]
    fetched: tuple[str, ...] = ()


@contextmanager
def readable_errors() -> Iterator[None]:
    """End a build with what is wrong with its inputs, and without a traceback."""
    try:
        yield
    except (SpecloomError, OSError, RecursionError) as problem:
        raise SystemExit(explain(problem)) from None


def generate_clients() -> tuple[Client, ...]:
    """Bring every client of the configuration to the state of its document.

    Raises:
        SpecloomError: what the `generate` command raises, or two clients have one name.
    """
    file = configuration_in(Path())
    if file is None:
        raise UsageError(
            "there is no specloom.toml and no [tool.specloom] in pyproject.toml;"
            " specloom init adds it"
        )
    jobs = jobs_of(file)
    generate_all(jobs)
    clients = tuple(_client(job, file) for job in jobs)
    _require_names_apart(clients, file)
    return clients


def require_inside(client: Client) -> None:
    """Refuse an sdist that would not have what a wheel is made from."""
    for url in client.fetched:
        raise UsageError(
            f"{url}: an sdist is built without the network, and {client.name} is"
            " generated from this URL; save it to a file below pyproject.toml"
        )
    for path in client.inputs:
        if not is_inside(path):
            raise UsageError(
                f"{path}: an sdist holds files of its project alone, and {client.name}"
                " is generated from this one; move it below pyproject.toml"
            )


def files_in(folder: Path) -> tuple[Path, ...]:
    """Give the files of a package, without what Python compiled."""
    return tuple(
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    )


def is_inside(path: Path) -> bool:
    """Tell whether a path from the project does not lead out of it."""
    return not path.is_absolute() and ".." not in path.parts


def _client(job: Job, file: Path) -> Client:
    output = _from_project(job.output)
    manifest = read_manifest(output)
    package = _package(manifest)
    root, above = _import_root(output)
    written = (*manifest.files, *manifest.beside, MANIFEST)
    generated = frozenset(output / path for path in written if path != LOCK)
    inputs = map(_from_project, _inputs(job, file, manifest))
    own = (path for path in files_in(output / package) if path not in generated)
    return Client(
        name=".".join((*above, package)),
        folder=output / package,
        root=root,
        generated=generated,
        inputs=(*inputs, *own),
        fetched=tuple(_fetched(job, manifest)),
    )


def _package(manifest: Manifest) -> str:
    packages = {
        path.partition(_RUNTIME)[0] for path in manifest.files if _RUNTIME in path
    }
    [package] = packages
    return package


def _import_root(output: Path) -> tuple[Path, tuple[str, ...]]:
    """Give the folder above all packages that the output is in, and their names."""
    names: tuple[str, ...] = ()
    while output.name and (output / "__init__.py").is_file():
        names = (output.name, *names)
        output = output.parent
    return output, names


def _inputs(job: Job, file: Path, manifest: Manifest) -> Iterator[Path]:
    yield file
    if not job.source:
        yield job.spec
    yield from job.overlays
    names = (entry.name for entry in manifest.origin.read)
    yield from (job.spec.parent / name for name in names if not is_url(name))
    if job.templates is not None:
        yield from templates_in(job.templates)
    if (job.output / LOCK).is_file():
        yield job.output / LOCK


def _fetched(job: Job, manifest: Manifest) -> Iterator[str]:
    if job.source:
        yield job.source
    yield from (entry.name for entry in manifest.origin.read if is_url(entry.name))


def _from_project(path: Path) -> Path:
    return Path(os.path.relpath(path))


def _require_names_apart(clients: tuple[Client, ...], file: Path) -> None:
    for first, second in combinations(clients, 2):
        if first.name == second.name:
            raise UsageError(
                f"{file}: {first.folder} and {second.folder} would both be installed as"
                f" {first.name}; give one of them another package"
            )
