"""Read the command line, run the pipeline, print, and return the exit code.

0: fine; 1: findings, or output that is not current; 2: arguments that cannot be used.
"""

import io
import os
import sys
from collections.abc import Sequence

import click

from specloom import __version__
from specloom.cli.diff import diff
from specloom.cli.findings import explain
from specloom.cli.generate import check, generate, validate
from specloom.cli.init import init
from specloom.cli.mock import mock
from specloom.cli.names import names
from specloom.cli.schema import schema
from specloom.cli.templates import templates
from specloom.errors import SpecloomError, UsageError

_INTERRUPTED = 130


def main() -> None:
    """Run the command line of this process and exit."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; nothing is raised."""
    _print_any_text()
    try:
        code = commands.main([*arguments], prog_name="specloom", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as problem:
        problem.show()
        return problem.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _INTERRUPTED
    except BrokenPipeError:
        return _leave_closed_pipe()
    except (SpecloomError, OSError, RecursionError) as problem:
        click.echo(explain(problem), err=True)
        return 2 if isinstance(problem, UsageError | OSError) else 1
    return int(code or 0)


@click.group()
@click.version_option(__version__, message="specloom %(version)s")
def commands() -> None:
    """Write a typed, tested Python client from an OpenAPI description."""


for _command in (
    check,
    diff,
    generate,
    init,
    mock,
    names,
    schema,
    templates,
    validate,
):
    commands.add_command(_command)


def _print_any_text() -> None:
    """Let a terminal without UTF-8 show escapes where it would refuse a character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _leave_closed_pipe() -> int:
    """Let the flush at exit go nowhere, as nobody reads any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1
