"""The command that writes a configuration, and generates by it."""

import os
import sys
from pathlib import Path

import click

from specloom.cli.arguments import FOLDER
from specloom.cli.generate import generate_all
from specloom.cli.sources import DOCUMENT, named_spec_argument, reach_options
from specloom.document.addresses import AddressError, is_url, origin_of
from specloom.errors import UsageError

_OUTPUT = "client"


@click.command()
@named_spec_argument
@reach_options
@click.option(
    "--output",
    type=FOLDER,
    metavar="DIR",
    help=f"Folder for the client  [{_OUTPUT}].",
)
@click.option("--yes", is_flag=True, help="Ask nothing.")
@click.option(
    "--schema",
    is_flag=True,
    help="Print the JSON Schema of configurations, for editors, and do nothing else.",
)
def init(
    spec: str | None,
    ref_root: Path | None,
    ref_hosts: tuple[str, ...],
    output: Path | None,
    *,
    yes: bool,
    schema: bool,
) -> None:
    """Configure a client for SPEC, and generate it.

    The configuration goes into pyproject.toml if that is here, or into specloom.toml.
    """
    from specloom.configuration.jobs import jobs_of
    from specloom.configuration.read import SCHEMA
    from specloom.configuration.write import Value, write_configuration

    if schema:
        click.echo(SCHEMA.read_text("utf-8"), nl=False)
        return
    asks = not yes and _is_a_person_there()
    document = _kept(spec) if spec else _relative(_choose_document(asks=asks))
    folder = output or _choose_output(asks=asks)
    values: dict[str, Value] = {"spec": document, "output": _relative(folder)}
    if ref_root:
        values["ref_root"] = _relative(ref_root)
    if ref_hosts:
        values["ref_hosts"] = ref_hosts
    file = write_configuration(Path(), values)
    click.echo(f"{file}: written")
    generate_all(jobs_of(file))


def _kept(spec: str) -> str:
    """Give what a configuration says of SPEC."""
    if spec == "-":
        raise UsageError(
            "a configuration names a document that can be read again; save standard"
            " input to a file, and name that"
        )
    if not is_url(spec):
        return _relative(Path(spec))
    try:
        origin_of(spec)
    except AddressError as problem:
        raise UsageError(f"{spec}: {problem}") from None
    return spec


def _is_a_person_there() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _choose_document(*, asks: bool) -> Path:
    from specloom.configuration.candidates import candidates

    found = candidates(Path())
    if not found:
        raise UsageError(
            "no OpenAPI description is here or below; name it: specloom init SPEC"
        )
    names = [path.as_posix() for path in found]
    if len(names) == 1 and not asks:
        return found[0]
    if not asks:
        raise UsageError(
            f"there are {len(names)} OpenAPI descriptions here, like {names[0]} and"
            f" {names[1]}; name one: specloom init SPEC"
        )
    for name in names:
        click.echo(f"  {name}")
    chosen: Path = click.prompt("OpenAPI description", names[0], type=DOCUMENT)
    return chosen


def _choose_output(*, asks: bool) -> Path:
    if not asks:
        return Path(_OUTPUT)
    chosen: Path = click.prompt("Folder for the client", _OUTPUT, type=FOLDER)
    return chosen


def _relative(path: Path) -> str:
    """Write a path from here, as it works on every system."""
    return Path(os.path.relpath(path)).as_posix()
