"""The arguments and options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypedDict

import click

from specloom.config import Job, Layout, Tests, parse_package, parse_selector

Command = Callable[..., Any]


class JobArguments(TypedDict):
    """The arguments that `generate` and `check` share."""

    spec: Path
    output: Path
    package: str | None
    overlay: tuple[Path, ...]
    include: tuple[str, ...]
    layout: Layout
    tests: Tests
    strict: bool
    force: bool


DOCUMENT = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)
spec_argument = click.argument("spec", type=DOCUMENT)
overlay_option = click.option(
    "--overlay",
    type=DOCUMENT,
    multiple=True,
    metavar="FILE",
    help="Apply an OpenAPI Overlay first; in the order given.",
)
_JOB_ARGUMENTS = (
    spec_argument,
    click.option(
        "--output",
        type=_FOLDER,
        required=True,
        metavar="DIR",
        help="Folder to bring to the generated state.",
    ),
    click.option("--package", metavar="NAME", help="Import package [from info.title]."),
    overlay_option,
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
    click.option(
        "--tests",
        type=click.Choice(["none", "standard", "property"]),
        default="standard",
        show_default=True,
        help="Write no tests, tests, or also property-based ones (with hypothesis).",
    ),
    click.option(
        "--no-tests", "tests", flag_value="none", help="The same as --tests none."
    ),
    click.option("--strict", is_flag=True, help="Take a warning for an error."),
    click.option(
        "--force",
        is_flag=True,
        help="Overwrite files that were edited, or not written by Specloom.",
    ),
)


def read_place(
    context: click.Context, parameter: click.Parameter, value: str
) -> tuple[Path, str]:
    """Give the path of a file that is there, and the JSON Pointer after its `#`."""
    file, _, pointer = value.partition("#")
    if Path(value).exists():
        file, pointer = value, ""
    if pointer and not pointer.startswith("/"):
        message = f"'#{pointer}' is no JSON Pointer: it begins with '#/'"
        raise click.BadParameter(message, context, parameter)
    return Path(DOCUMENT.convert(file, parameter, context)), pointer


def job_arguments(command: Command) -> Command:
    """Give a command the arguments of a job."""
    for argument in reversed(_JOB_ARGUMENTS):
        command = argument(command)
    return command


def job_of(arguments: JobArguments) -> Job:
    """Give what the arguments ask for."""
    package = arguments["package"]
    return Job(
        spec=arguments["spec"],
        output=arguments["output"],
        package=None if package is None else parse_package(package),
        overlays=arguments["overlay"],
        include=tuple(map(parse_selector, arguments["include"])),
        layout=arguments["layout"],
        tests=arguments["tests"],
        strict=arguments["strict"],
        force=arguments["force"],
    )
