"""The command that tells what a new document changes for users of the client."""

import sys
from contextlib import closing
from pathlib import Path
from typing import get_args

import click

from specloom.cli.arguments import WRITTEN_FILE, format_option, package_option
from specloom.cli.findings import show_findings
from specloom.cli.sources import reach_options
from specloom.config import parse_package
from specloom.diff.change import Format, Level
from specloom.document.reach import Reach
from specloom.screen import open_screen


@click.command()
@click.argument("old")
@click.argument("new")
@package_option
@reach_options
@format_option(
    get_args(Format), "How to write the report; html is one page of its own."
)
@click.option(
    "--fail-on",
    type=click.Choice(["breaking", "risky"]),
    help="Exit with 1 if a change is so grave, or graver.",
)
@click.option(
    "--output",
    type=WRITTEN_FILE,
    metavar="FILE",
    help="Write the report to a file.",
)
def diff(
    old: str,
    new: str,
    package: str | None,
    ref_root: Path | None,
    ref_hosts: tuple[str, ...],
    format_: Format,
    fail_on: Level | None,
    output: Path | None,
) -> int:
    """Tell what changed from OLD to NEW for a user of the generated client.

    Both are files, https URLs, files of a git revision, such as HEAD~1:openapi.yaml, or
    generated folders.
    """
    from specloom.diff.report import REPORTS
    from specloom.diff.run import diff as compare
    from specloom.diff.texts import summary

    given = None if package is None else parse_package(package)
    outcome = compare(old, new, given, Reach(ref_root, ref_hosts))
    comparison = outcome.comparison
    report = REPORTS[format_](comparison)
    with closing(open_screen()) as screen:
        show_findings(screen, outcome.diagnostics, new)
        if output is not None:
            output.write_text(report, "utf-8", newline="\n")
            screen.result(f"{output}: written; {summary(comparison)}")
        elif format_ == "text":
            screen.diff(report)
        else:
            sys.stdout.write(report)
    return int(fail_on is not None and comparison.reaches(fail_on))
