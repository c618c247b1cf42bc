"""The commands that generate a client, compare it, and list findings."""

import gc
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Unpack, get_args

import click

from specloom.cli.arguments import (
    WRITTEN_FILE,
    JobArguments,
    format_option,
    job_arguments,
    jobs_of,
    overlay_option,
)
from specloom.cli.findings import count, explain, show_findings
from specloom.cli.sources import reach_options, refuse_to_watch, spec_argument
from specloom.cli.stale import REPORTS, Checked, Format, told
from specloom.config import Job
from specloom.document.reach import Reach, Tell
from specloom.document.source import Source
from specloom.errors import Diagnostic, LoadError
from specloom.output.fingerprint import is_up_to_date, reach_of
from specloom.screen import open_screen


class GenerateArguments(JobArguments):
    """The arguments of `generate`."""

    watch: bool
    changelog: Path | None


class CheckArguments(JobArguments):
    """The arguments of `check`."""

    format_: Format


@click.command()
@job_arguments
@click.option(
    "--watch", is_flag=True, help="Generate again after each save, until Ctrl-C."
)
@click.option(
    "--changelog",
    type=WRITTEN_FILE,
    metavar="FILE",
    help="Add what users of the client will notice to this file, under [Unreleased].",
)
def generate(**arguments: Unpack[GenerateArguments]) -> None:
    """Generate the client of SPEC into a folder.

    Without SPEC, generate every client of the configuration.
    """
    if arguments["watch"]:
        _watch(arguments)
    else:
        generate_all(jobs_of(arguments), arguments["changelog"])


@click.command()
@job_arguments
@format_option(get_args(Format), "A unified diff, GitHub's workflow commands, or JSON.")
def check(**arguments: Unpack[CheckArguments]) -> int:
    """Compare a folder with what would be generated, and write nothing.

    Without SPEC, compare every client of the configuration.
    """
    from specloom.document.given import read_source

    # The network may fail a check as long as what it gave before is there.
    tell = None if arguments["strict"] else partial(click.echo, err=True)
    jobs = jobs_of(arguments, partial(read_source, tell=tell))
    checked = tuple(_check(job, tell) for job in jobs)
    with closing(open_screen()) as screen:
        report = REPORTS[arguments["format_"]](checked)
        if report:
            screen.diff(report)
        for client in checked:
            for sentence in told(client):
                screen.note(sentence)
            if client.differences:
                screen.note(f"{client.job.output}: run specloom generate")
            else:
                screen.note(f"{client.job.output}: up to date")
    return int(any(client.differences for client in checked))


@click.command()
@spec_argument
@overlay_option
@reach_options
def validate(
    spec: Source,
    overlay: tuple[Path, ...],
    ref_root: Path | None,
    ref_hosts: tuple[str, ...],
) -> int:
    """List every finding in SPEC."""
    from specloom import pipeline

    reach = Reach(ref_root, ref_hosts, spec.shown)

    with closing(open_screen()) as screen:
        try:
            findings = pipeline.validate(spec.path, overlay, reach)
        except LoadError as problem:
            findings = problem.diagnostics
    for finding in findings:
        screen.listed(finding)
    errors = _number(findings, "error")
    warnings = _number(findings, "warning")
    screen.result(f"{count(errors, 'error')}, {count(warnings, 'warning')}")
    return 1 if errors else 0


def generate_all(jobs: tuple[Job, ...], changelog: Path | None = None) -> None:
    """Generate the clients of some jobs, and say of each what was done."""
    for job in jobs:
        _generate(job, changelog)


def _generate(job: Job, changelog: Path | None) -> None:
    reach = reach_of(job)
    if not _is_up_to_date(job, reach):
        from specloom.cli.regenerate import regenerate

        regenerate(job, reach, changelog)


def _is_up_to_date(job: Job, reach: Reach) -> bool:
    """Say so where nothing is to be done; else make ready for a long run."""
    if not job.force and is_up_to_date(job, reach):
        click.echo(f"{job.output}: up to date, nothing to do")
        return True
    _collect_seldom()
    return False


def _watch(arguments: GenerateArguments) -> None:
    """Generate after each save; Ctrl-C is how this is meant to end."""
    from specloom.cli.regenerate import regenerate
    from specloom.cli.watch import watch
    from specloom.kept import Kept

    def generate_again(job: Job, kept: Kept | None) -> Kept | None:
        reach = reach_of(job)
        if _is_up_to_date(job, reach):
            return kept
        return regenerate(job, reach, changelog, kept)

    changelog = arguments["changelog"]
    configuration = () if arguments["spec"] else _configuration(arguments)
    jobs_of(arguments, refuse_to_watch)
    try:
        watch(
            lambda: jobs_of(arguments, refuse_to_watch),
            configuration,
            generate_again,
            lambda problem: click.echo(explain(problem), err=True),
        )
    except KeyboardInterrupt:
        click.echo("stopped", err=True)


def _configuration(arguments: JobArguments) -> tuple[Path, ...]:
    from specloom.configuration.find import find_configuration

    found = arguments["config"] or find_configuration()
    return () if found is None else (found,)


def _check(job: Job, tell: Tell | None) -> Checked:
    reach = reach_of(job, tell)
    if is_up_to_date(job, reach):
        return Checked(job)
    _collect_seldom()
    from specloom import pipeline

    with closing(open_screen()) as screen:
        outcome = pipeline.check(job, screen.stage, reach)
    show_findings(screen, outcome.diagnostics, job.source or str(job.spec))
    return Checked(job, outcome.reasons, outcome.differences)


def _collect_seldom() -> None:
    """Let a run make its many values, which stay to its end, without looking for rings."""
    gc.freeze()
    gc.set_threshold(500_000, 50, 50)


def _number(findings: tuple[Diagnostic, ...], severity: str) -> int:
    return sum(finding.severity == severity for finding in findings)
