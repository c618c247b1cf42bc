"""The command that answers as a description says."""

import sys
from functools import partial
from pathlib import Path

import click

from specloom.cli.arguments import overlay_option
from specloom.cli.sources import reach_options, spec_argument
from specloom.document.reach import Reach
from specloom.document.source import Source
from specloom.errors import UsageError

_MOCK_NEEDS = frozenset({"starlette", "uvicorn"})
# Shown without the import of the server; a test compares it with what is understood.
_PREFERENCES = """\b
A request chooses its answer with the header Prefer:
  code=429      answer with this documented status
  example=NAME  answer with the example of this name
  delay=500     answer after so many milliseconds, 60000 at most
  fault=drop    close the connection without an answer
  fault=torn    close the connection after half of the body
  fault=503     answer 503 with Retry-After: 0
  once=503      answer 503 the first time, as documented the second
"""


@click.command(epilog=_PREFERENCES)
@spec_argument
@overlay_option
@reach_options
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Address of this machine to listen at.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port to listen at; 0 takes a free one.",
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="Another number gives other made-up values.",
)
@click.option(
    "--cors",
    multiple=True,
    metavar="ORIGIN",
    help="Let pages of this origin ask too; * stands for all. Those of this machine may.",
)
def mock(
    spec: Source,
    overlay: tuple[Path, ...],
    ref_root: Path | None,
    ref_hosts: tuple[str, ...],
    host: str,
    port: int,
    seed: int,
    cors: tuple[str, ...],
) -> None:
    """Answer requests on this machine as SPEC says, until Ctrl-C.

    Requests are checked, answers are the document's examples or made up. A page at / (and
    at /_specloom) lists the operations, with a form to try each.
    """
    try:
        from specloom.mock.server import serve
    except ModuleNotFoundError as problem:
        missing = str(problem.name).partition(".")[0]
        if missing not in _MOCK_NEEDS:
            raise
        message = f"{missing} is not installed; pip install 'specloom[mock]'"
        raise UsageError(message) from None

    note = partial(click.echo, err=True)
    reach = Reach(ref_root, ref_hosts, spec.shown)
    serve(spec.path, overlay, reach, host, port, seed, cors, _print_now, note)


def _print_now(line: str) -> None:
    """Print a line that somebody waits for, whatever stands behind the output."""
    click.echo(line)
    sys.stdout.flush()
