"""The argument SPEC, and the options that say what else it may be made of.

Every command that reads a description has them from here.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from specloom.document.addresses import AddressError, origin_of_host
from specloom.document.source import Source, is_elsewhere
from specloom.errors import UsageError

Command = Callable[..., Any]

DOCUMENT = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER_THERE = click.Path(exists=True, file_okay=False, path_type=Path)


def _named(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> str | None:
    """Require a file to be there; standard input and URLs are read when needed."""
    if value is not None and not is_elsewhere(value):
        DOCUMENT.convert(value, parameter, context)
    return value


def _read(context: click.Context, parameter: click.Parameter, value: str) -> Source:
    """Read standard input or a URL; a file has to be there, and is read when needed."""
    _named(context, parameter, value)
    return source_of(value)


def source_of(spec: str) -> Source:
    """Give what SPEC names; standard input or a URL is read at once."""
    if is_elsewhere(spec):
        from specloom.document.given import read_source

        return read_source(spec)
    return Source(Path(spec))


def _hosts(
    context: click.Context, parameter: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    """Check the hosts that references may lead to."""
    for host in value:
        try:
            origin_of_host(host)
        except AddressError as problem:
            message = f"{host}: {problem}"
            raise click.BadParameter(message, context, parameter) from None
    return value


def refuse_to_watch(spec: str) -> Source:
    """Refuse a document that no save changes."""
    where = "standard input is" if spec == "-" else f"{spec}: a URL is"
    raise UsageError(
        f"{where} read once, and --watch waits for files to be saved; save the document"
        " to a file and name that, or leave --watch out"
    )


# For a command that says later how SPEC is read, and can do without.
named_spec_argument = click.argument("spec", callback=_named, required=False)
spec_argument = click.argument("spec", callback=_read)
_REACH_OPTIONS = (
    click.option(
        "--ref-root",
        type=_FOLDER_THERE,
        metavar="DIR",
        help="References may also lead to files in this folder.",
    ),
    click.option(
        "--allow-ref-host",
        "ref_hosts",
        multiple=True,
        metavar="HOST",
        callback=_hosts,
        help="References may lead to https://HOST; repeatable.",
    ),
)


def reach_options(command: Command) -> Command:
    """Give a command `ref_root` and `ref_hosts`."""
    for option in reversed(_REACH_OPTIONS):
        command = option(command)
    return command
