"""Turn a configuration into jobs: paths from its folder, one folder for each client."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import combinations
from pathlib import Path
from typing import Any, Unpack

from specloom.config import Choices, Job, Selector, parse_selector
from specloom.configuration.read import Table, read_configuration
from specloom.document.addresses import AddressError, is_url, origin_of
from specloom.document.given import read_source
from specloom.document.source import Reader
from specloom.errors import UsageError
from specloom.paths import folded


@dataclass(frozen=True, slots=True)
class Client:
    """One client of a configuration."""

    table: Table
    job: Job

    @property
    def name(self) -> str:
        """Its output, as the file has it."""
        return str(self.table.values["output"])

    @property
    def place(self) -> str:
        """Where the file names its output."""
        return self.table.place("output")


def jobs_of(
    file: Path,
    only: Sequence[str] = (),
    read: Reader | None = None,
    **choices: Unpack[Choices],
) -> tuple[Job, ...]:
    """Give the jobs of a configuration file, in its order.

    Args:
        file: The configuration; its paths are relative to it.
        only: The clients to give, by their `output`; all of them for none.
        read: How a document at a URL is read; it is fetched without it.
        choices: What takes the place of the configuration's own.

    Raises:
        UsageError: the file, or what it names, cannot be used; nothing was written.
        LoadError: a document at a URL is not had.
    """
    clients = tuple(_client(table) for table in read_configuration(file))
    _require_apart(clients)
    chosen = _chosen(clients, only, file)
    for client in chosen:
        _require_inputs(client.table)
    if "output" in choices and len(chosen) > 1:
        raise UsageError(
            f"--output is for one client, and {file} has {len(chosen)};"
            f" choose with --client, like --client {clients[0].name}"
        )
    return tuple(_read(client, read or read_source, choices) for client in chosen)


def _client(table: Table) -> Client:
    values = table.values
    overlays = range(len(values.get("overlays", ())))
    job = Job(
        spec=_path(table, "spec"),
        output=_path(table, "output"),
        package=values.get("package"),
        overlays=tuple(_path(table, "overlays", index) for index in overlays),
        include=tuple(_selectors(table, "include")),
        exclude=tuple(_selectors(table, "exclude")),
        layout=values.get("layout", "project"),
        tests=values.get("tests", "standard"),
        names=values.get("names", {}),
        templates=_path(table, "templates") if "templates" in values else None,
        timeout=values.get("timeout"),
        # A JSON Schema calls 2.0 an integer, too.
        retries=int(values["retries"]) if "retries" in values else None,
        ref_root=_path(table, "ref_root") if "ref_root" in values else None,
        ref_hosts=tuple(values.get("ref_hosts", ())),
    )
    return Client(table, job)


def _read(client: Client, read: Reader, choices: Choices) -> Job:
    """Give the job of a client with its document at hand, and what else was chosen."""
    job = replace(client.job, **choices)
    url = client.table.values["spec"]
    if not is_url(url):
        return job
    try:
        origin_of(url)
    except AddressError as problem:
        place = client.table.place("spec")
        raise UsageError(f"{place}: {url}: {problem}") from None
    source = read(url)
    return replace(job, spec=source.path, source=source.shown)


def _path(table: Table, *path: str | int) -> Path:
    value: Any = table.values
    for step in path:
        value = value[step]
    return table.toml.file.parent / str(value)


def _selectors(table: Table, key: str) -> Iterator[Selector]:
    for index, text in enumerate(table.values.get(key, ())):
        yield parse_selector(text, table.place(key, index))


def _require_inputs(table: Table) -> None:
    """Refuse documents and folders that are not there."""
    if not is_url(table.values["spec"]):
        _require_file(table, "spec")
    for index in range(len(table.values.get("overlays", ()))):
        _require_file(table, "overlays", index)
    if "ref_root" in table.values and not _path(table, "ref_root").is_dir():
        root = _path(table, "ref_root")
        raise UsageError(f"{table.place('ref_root')}: {root} is no folder")
    if "templates" in table.values and not _path(table, "templates").is_dir():
        raise UsageError(
            f"{table.place('templates')}: {_path(table, 'templates')} is no folder;"
            " 'specloom templates copy' starts one"
        )


def _require_file(table: Table, *path: str | int) -> None:
    file = _path(table, *path)
    if not file.is_file():
        why = "is a folder" if file.is_dir() else "does not exist"
        raise UsageError(f"{table.place(*path)}: {file} {why}{_near_file(file)}")


def _near_file(file: Path) -> str:
    names = [p.name for p in file.parent.iterdir()] if file.parent.is_dir() else []
    near = get_close_matches(file.name, names, 1)
    return f"; did you mean '{near[0]}'?" if near else ""


def _chosen(
    clients: tuple[Client, ...], only: Sequence[str], file: Path
) -> tuple[Client, ...]:
    wanted = {_plain(name): name for name in only}
    names = {_plain(client.name): client.name for client in clients}
    for plain, name in wanted.items():
        if plain not in names:
            near = get_close_matches(plain, names, 1, 0.4)
            known = near or names
            listed = " or ".join(f"'{names[entry]}'" for entry in known)
            raise UsageError(
                f"--client {name!r}: no client of {file} has this output;"
                f" did you mean {listed}?"
            )
    return tuple(c for c in clients if not wanted or _plain(c.name) in wanted)


def _plain(name: str) -> str:
    return Path(name).as_posix()


def _require_apart(clients: tuple[Client, ...]) -> None:
    """Refuse two clients of which one would write into the folder of the other."""
    for first, second in combinations(clients, 2):
        if why := _overlap(first, second):
            raise UsageError(
                f"{second.place}: '{second.name}' {why} '{first.name}', the output of"
                f" another client ({first.place.rpartition(':')[0]});"
                " give each client a folder of its own"
            )


def _overlap(first: Client, second: Client) -> str:
    one, other = _parts(first.job.output), _parts(second.job.output)
    if one == other:
        return "is the same folder as"
    if one == other[: len(one)]:
        return "is inside"
    return "holds" if other == one[: len(other)] else ""


def _parts(output: Path) -> tuple[str, ...]:
    """Give the parts of a path without links, as a file system that folds case would."""
    return tuple(folded(part) for part in output.resolve().parts)
