"""The commands that generate a client, compare it, and list findings."""

import gc
import time
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
from specloom.cli.findings import explain, show_findings
from specloom.cli.sources import reach_options, refuse_to_watch, spec_argument
from specloom.cli.stale import REPORTS, Checked, Format, told
from specloom.config import Job
from specloom.document.reach import Tell
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
    from specloom.document.reach import Reach

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
    screen.result(f"{_count(errors, 'error')}, {_count(warnings, 'warning')}")
    return 1 if errors else 0


def generate_all(jobs: tuple[Job, ...], changelog: Path | None = None) -> None:
    """Generate the clients of some jobs, and say of each what was done."""
    for job in jobs:
        _generate(job, changelog)


def _generate(job: Job, changelog: Path | None) -> None:
    reach = reach_of(job)
    if not job.force and is_up_to_date(job, reach):
        click.echo(f"{job.output}: up to date, nothing to do")
        return
    _collect_seldom()
    from specloom import pipeline

    started = time.perf_counter()
    with closing(open_screen()) as screen:
        outcome = pipeline.generate(job, screen.stage, reach)
    show_findings(screen, outcome.diagnostics, job.source or str(job.spec))
    for name in outcome.left_out:
        screen.note(f"left out: {name}")
    if outcome.before is not None and outcome.after is not None:
        from specloom.cli.changes import tell_changes

        tell_changes(outcome.before, outcome.after, screen, changelog)
    seconds = f"({time.perf_counter() - started:.2f} s)"
    made = (
        f"{_count(outcome.operations, 'operation')}, {_count(outcome.models, 'model')}"
    )
    files = (
        f"{_count(len(outcome.written), 'file')} written,"
        f" {outcome.unchanged} unchanged, {len(outcome.removed)} removed"
    )
    screen.result(f"{job.output}: {made}; {files} {seconds}")


def _watch(arguments: GenerateArguments) -> None:
    """Generate after each save; Ctrl-C is how this is meant to end."""
    from specloom.cli.watch import watch

    configuration = () if arguments["spec"] else _configuration(arguments)
    jobs_of(arguments, refuse_to_watch)
    try:
        watch(
            lambda: jobs_of(arguments, refuse_to_watch),
            configuration,
            lambda job: _generate(job, arguments["changelog"]),
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


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
