"""The commands that generate a client, compare it, and list findings."""

import time
from contextlib import closing
from pathlib import Path
from typing import Unpack

import click

from specloom.cli.arguments import (
    JobArguments,
    job_arguments,
    jobs_of,
    overlay_option,
    spec_argument,
)
from specloom.config import Job
from specloom.errors import Diagnostic, LoadError
from specloom.screen import Screen, open_screen

_SHOWN_FINDINGS = 20


@click.command()
@job_arguments
def generate(**arguments: Unpack[JobArguments]) -> None:
    """Generate the client of SPEC into a folder.

    Without SPEC, generate every client of the configuration.
    """
    generate_all(jobs_of(arguments))


@click.command()
@job_arguments
def check(**arguments: Unpack[JobArguments]) -> int:
    """Compare a folder with what would be generated, and write nothing.

    Without SPEC, compare every client of the configuration.
    """
    return max([_check(job) for job in jobs_of(arguments)])


@click.command()
@spec_argument
@overlay_option
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


def generate_all(jobs: tuple[Job, ...]) -> None:
    """Generate the clients of some jobs, and say of each what was done."""
    for job in jobs:
        _generate(job)


def _generate(job: Job) -> None:
    from specloom import pipeline

    started = time.perf_counter()
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


def _check(job: Job) -> int:
    from specloom import pipeline

    with closing(open_screen()) as screen:
        outcome = pipeline.check(job, screen.stage)
    _show_findings(screen, outcome.diagnostics, job.spec)
    screen.diff(outcome.diff)
    if outcome.stale:
        screen.note(f"{job.output}: not what {job.spec} gives; generate it again")
        return 1
    screen.note(f"{job.output}: up to date")
    return 0


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
