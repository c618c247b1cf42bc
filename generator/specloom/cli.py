"""Read the command line, run the pipeline, print, and return the exit code.

0: fine; 1: findings, or output that is not current; 2: arguments that cannot be used.
"""

import io
import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, TypedDict, Unpack, get_args

import click

from specloom import __version__
from specloom.config import Job, Layout, parse_package, parse_selector
from specloom.dialect.dialects import DialectName
from specloom.errors import Diagnostic, LoadError, SpecloomError, UsageError
from specloom.ir.direction import Direction
from specloom.screen import Screen, open_screen

_SHOWN_FINDINGS = 20
_DIALECTS = get_args(DialectName)
_INTERRUPTED = 130
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

Command = Callable[..., Any]


class JobArguments(TypedDict):
    """The arguments that `generate` and `check` share."""

    spec: Path
    output: Path
    package: str | None
    overlay: tuple[Path, ...]
    include: tuple[str, ...]
    layout: Layout
    no_tests: bool
    strict: bool
    force: bool


class _Place(click.ParamType[tuple[Path, str]]):
    """A file, and after `#` where in it."""

    name = "FILE[#POINTER]"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[Path, str]:
        """Give the path of a file that is there, and a JSON Pointer."""
        file, _, pointer = str(value).partition("#")
        if Path(value).exists():
            file, pointer = str(value), ""
        if pointer and not pointer.startswith("/"):
            self.fail(f"'#{pointer}' is no JSON Pointer: it begins with '#/'")
        return Path(_DOCUMENT.convert(file, param, ctx)), pointer


_PLACE = _Place()
_DOCUMENT = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)
_spec = click.argument("spec", type=_DOCUMENT)
_overlay = click.option(
    "--overlay",
    type=_DOCUMENT,
    multiple=True,
    metavar="FILE",
    help="Apply an OpenAPI Overlay first; in the order given.",
)
_JOB_ARGUMENTS = (
    _spec,
    click.option(
        "--output",
        type=_FOLDER,
        required=True,
        metavar="DIR",
        help="Folder to bring to the generated state.",
    ),
    click.option("--package", metavar="NAME", help="Import package [from info.title]."),
    _overlay,
    click.option(
        "--include",
        multiple=True,
        metavar="SELECTOR",
        help="Only operations of tag:NAME, operation:ID or path:GLOB, and their models.",
    ),
    click.option(
        "--layout",
        type=click.Choice(["project", "package"]),
        default="project",
        show_default=True,
        help="A whole project, or the import package alone.",
    ),
    click.option("--no-tests", is_flag=True, help="Leave the generated tests out."),
    click.option("--strict", is_flag=True, help="Take a warning for an error."),
    click.option(
        "--force",
        is_flag=True,
        help="Overwrite files that were edited, or not written by Specloom.",
    ),
)


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
        click.echo(_explain(problem), err=True)
        return 2 if isinstance(problem, UsageError | OSError) else 1
    return int(code or 0)


def _job_arguments(command: Command) -> Command:
    for argument in reversed(_JOB_ARGUMENTS):
        command = argument(command)
    return command


@click.group()
@click.version_option(__version__, message="specloom %(version)s")
def commands() -> None:
    """Write a typed, tested Python client from an OpenAPI description."""


@commands.command()
@_job_arguments
def generate(**arguments: Unpack[JobArguments]) -> None:
    """Generate the client of SPEC into a folder."""
    from specloom import pipeline

    started = time.perf_counter()
    job = _job(arguments)
    with closing(open_screen()) as screen:
        outcome = pipeline.generate(job, screen.stage)
    _show_findings(screen, outcome.diagnostics, job.spec)
    for name in outcome.left_out:
        screen.note(f"left out: {name}")
    seconds = f"({time.perf_counter() - started:.2f} s)"
    if outcome.up_to_date:
        screen.result(f"{job.output}: up to date, nothing to do {seconds}")
        return
    made = (
        f"{_count(outcome.operations, 'operation')}, {_count(outcome.models, 'model')}"
    )
    files = (
        f"{_count(len(outcome.written), 'file')} written,"
        f" {outcome.unchanged} unchanged, {len(outcome.removed)} removed"
    )
    screen.result(f"{job.output}: {made}; {files} {seconds}")


@commands.command()
@_job_arguments
def check(**arguments: Unpack[JobArguments]) -> int:
    """Compare a folder with what would be generated, and write nothing."""
    from specloom import pipeline

    job = _job(arguments)
    with closing(open_screen()) as screen:
        outcome = pipeline.check(job, screen.stage)
    _show_findings(screen, outcome.diagnostics, job.spec)
    screen.diff(outcome.diff)
    if outcome.stale:
        screen.note(f"{job.output}: not what {job.spec} gives; generate it again")
        return 1
    screen.note(f"{job.output}: up to date")
    return 0


@commands.command()
@_spec
@_overlay
def validate(spec: Path, overlay: tuple[Path, ...]) -> int:
    """List every finding in SPEC."""
    from specloom import pipeline

    with closing(open_screen()) as screen:
        try:
            findings = pipeline.validate(spec, overlay)
        except LoadError as problem:
            findings = problem.diagnostics
    for finding in findings:
        screen.listed(finding)
    errors = _number(findings, "error")
    warnings = _number(findings, "warning")
    screen.result(f"{_count(errors, 'error')}, {_count(warnings, 'warning')}")
    return 1 if errors else 0


@commands.command()
@click.argument("schema", type=_PLACE)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="Python module to write.",
)
@click.option(
    "--dialect",
    type=click.Choice(_DIALECTS),
    help="How to read a schema without '$schema'  [2020-12; in an OpenAPI"
    " description, its own].",
)
@click.option("--formats", is_flag=True, help="Take 'format' for an assertion.")
@click.option(
    "--resource",
    multiple=True,
    metavar="URI=FILE",
    help="Another schema that SCHEMA refers to; repeatable. A relative '$ref' in FILE"
    " resolves against URI, unless FILE has an '$id'.",
)
@click.option(
    "--direction",
    type=click.Choice(["request", "response"]),
    help="Do not require 'readOnly' properties of a request, 'writeOnly' of a response.",
)
def schema(
    schema: tuple[Path, str],
    output: Path,
    dialect: DialectName | None,
    resource: tuple[str, ...],
    direction: Direction | None,
    *,
    formats: bool,
) -> None:
    """Compile the JSON Schema in SCHEMA to a validator of its own.

    SCHEMA is a file, or a place in one: openapi.yaml#/components/schemas/Pet.
    """
    from specloom.compile import compile_file
    from specloom.dialect.resources import parse_resources

    given = parse_resources(resource)
    path, pointer = schema
    text = compile_file(
        path, dialect, given, formats=formats, direction=direction, pointer=pointer
    )
    output.write_text(text, "utf-8", newline="\n")
    with closing(open_screen()) as screen:
        screen.result(f"{output}: written")


@commands.command(epilog=_PREFERENCES)
@_spec
@_overlay
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
def mock(
    spec: Path, overlay: tuple[Path, ...], host: str, port: int, seed: int
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

    serve(spec, overlay, host, port, seed, _print_now, partial(click.echo, err=True))


def _print_now(line: str) -> None:
    """Print a line that somebody waits for, whatever stands behind the output."""
    click.echo(line)
    sys.stdout.flush()


def _job(arguments: JobArguments) -> Job:
    package = arguments["package"]
    return Job(
        spec=arguments["spec"],
        output=arguments["output"],
        package=None if package is None else parse_package(package),
        overlays=arguments["overlay"],
        include=tuple(map(parse_selector, arguments["include"])),
        layout=arguments["layout"],
        tests=not arguments["no_tests"],
        strict=arguments["strict"],
        force=arguments["force"],
    )


def _show_findings(
    screen: Screen, diagnostics: tuple[Diagnostic, ...], spec: Path
) -> None:
    told = [finding for finding in diagnostics if finding.severity != "info"]
    for finding in told[:_SHOWN_FINDINGS]:
        screen.finding(finding)
    if len(told) > _SHOWN_FINDINGS:
        more = len(told) - _SHOWN_FINDINGS
        screen.note(f"... and {more} more: specloom validate {spec}")


def _number(findings: tuple[Diagnostic, ...], severity: str) -> int:
    return sum(finding.severity == severity for finding in findings)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _print_any_text() -> None:
    """Let a terminal without UTF-8 show escapes where it would refuse a character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _explain(problem: Exception) -> str:
    match problem:
        case OSError(filename=str(name), strerror=str(why)):
            return f"{name}: {why.lower()}"
        case RecursionError():
            return "the document nests too deeply to be read"
        case _:
            return str(problem)


def _leave_closed_pipe() -> int:
    """Let the flush at exit go nowhere, as nobody reads any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1
