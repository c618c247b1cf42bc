"""The arguments and options that several commands share."""

from pathlib import Path
from typing import TypedDict, cast

import click

from specloom.cli.sources import (
    DOCUMENT,
    Command,
    named_spec_argument,
    reach_options,
    source_of,
)
from specloom.config import (
    Choices,
    Job,
    Layout,
    Tests,
    parse_package,
    parse_selector,
)
from specloom.document.source import Reader, is_elsewhere
from specloom.errors import UsageError


class JobArguments(TypedDict):
    """The arguments that `generate` and `check` share; None for what is not given."""

    spec: str | None
    config: Path | None
    client: tuple[str, ...]
    output: Path | None
    package: str | None
    overlay: tuple[Path, ...]
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    layout: Layout | None
    tests: Tests | None
    templates: Path | None
    strict: bool
    force: bool
    ref_root: Path | None
    ref_hosts: tuple[str, ...]


_NOT_GIVEN = (None, (), False)
FOLDER = click.Path(file_okay=False, path_type=Path)
FOLDER_THERE = click.Path(exists=True, file_okay=False, path_type=Path)
WRITTEN_FILE = click.Path(dir_okay=False, path_type=Path)


overlay_option = click.option(
    "--overlay",
    type=DOCUMENT,
    multiple=True,
    metavar="FILE",
    help="Apply an OpenAPI Overlay first; in the order given.",
)
package_option = click.option(
    "--package", metavar="NAME", help="Import package [from info.title]."
)
_JOB_ARGUMENTS = (
    named_spec_argument,
    click.option(
        "--config",
        type=DOCUMENT,
        metavar="FILE",
        help="Configuration to use without SPEC"
        "  [specloom.toml or pyproject.toml, here or above].",
    ),
    click.option(
        "--client",
        multiple=True,
        metavar="OUTPUT",
        help="Only the client with this output; repeatable  [all of the configuration].",
    ),
    click.option(
        "--output",
        type=FOLDER,
        metavar="DIR",
        help="Folder to bring to the generated state.",
    ),
    package_option,
    overlay_option,
    click.option(
        "--include",
        multiple=True,
        metavar="SELECTOR",
        help="Only operations of tag:NAME, operation:ID or path:GLOB, and their models.",
    ),
    click.option(
        "--exclude",
        multiple=True,
        metavar="SELECTOR",
        help="Not these operations, whatever is included.",
    ),
    click.option(
        "--layout",
        type=click.Choice(["project", "package"]),
        help="A whole project, or the import package alone  [project].",
    ),
    click.option(
        "--tests",
        type=click.Choice(["none", "standard", "property"]),
        help="Write no tests, tests, or also property-based ones (with hypothesis)"
        "  [standard].",
    ),
    click.option(
        "--no-tests", "tests", flag_value="none", help="The same as --tests none."
    ),
    click.option(
        "--templates",
        type=FOLDER_THERE,
        metavar="DIR",
        help="Templates that replace those of the same name.",
    ),
    reach_options,
    click.option("--strict", is_flag=True, help="Take a warning for an error."),
    click.option(
        "--force",
        is_flag=True,
        help="Overwrite files that were edited, or not written by Specloom.",
    ),
)


def format_option(formats: tuple[str, ...], help_: str | None = None) -> Command:
    """Give the option that says how a command tells what it found; the first is usual."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help=help_,
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


def jobs_of(arguments: JobArguments, read: Reader | None = None) -> tuple[Job, ...]:
    """Give what the arguments ask for: of SPEC alone, or of the configuration.

    `read` is another way to read a document that does not lie in a file.
    """
    choices = _choices(arguments)
    if arguments["spec"] is not None:
        return (_job_of_spec(arguments["spec"], arguments, choices, read),)
    # A run with SPEC starts without them.
    from specloom.configuration.find import find_configuration
    from specloom.configuration.jobs import jobs_of

    file = arguments["config"] or find_configuration()
    if file is None:
        raise UsageError(
            "there is no SPEC, and no specloom.toml or [tool.specloom] in a"
            " pyproject.toml here or above; name a document, or run specloom init"
        )
    return jobs_of(file, arguments["client"], read, **choices)


def _job_of_spec(
    spec: str, arguments: JobArguments, choices: Choices, read: Reader | None
) -> Job:
    for option in ("config", "client"):
        if arguments[option]:
            raise UsageError(f"--{option} chooses of a configuration; leave SPEC out")
    if "output" not in choices:
        raise UsageError(
            "SPEC needs --output DIR; without SPEC, the configuration says"
        )
    source = read(spec) if read and is_elsewhere(spec) else source_of(spec)
    return Job(source.path, **choices, source=source.shown)


def _choices(arguments: JobArguments) -> Choices:
    package = arguments["package"]
    given: dict[str, object] = {
        "output": arguments["output"],
        "package": None if package is None else parse_package(package),
        "overlays": arguments["overlay"],
        "include": tuple(map(parse_selector, arguments["include"])),
        "exclude": tuple(
            parse_selector(text, "--exclude") for text in arguments["exclude"]
        ),
        "layout": arguments["layout"],
        "tests": arguments["tests"],
        "templates": arguments["templates"],
        "strict": arguments["strict"],
        "force": arguments["force"],
        "ref_root": arguments["ref_root"],
        "ref_hosts": arguments["ref_hosts"],
    }
    chosen = {key: value for key, value in given.items() if value not in _NOT_GIVEN}
    return cast(Choices, chosen)
