"""Generate a client, and say what was done: the long way of `specloom generate`."""

import time
from contextlib import closing
from pathlib import Path

from specloom.cli.findings import count, show_findings
from specloom.config import Job
from specloom.document.reach import Reach
from specloom.kept import Kept
from specloom.screen import open_screen


def regenerate(
    job: Job, reach: Reach, changelog: Path | None, kept: Kept | None = None
) -> Kept | None:
    """Generate, and give what a further run of this process can use."""
    from specloom import pipeline

    started = time.perf_counter()
    with closing(open_screen()) as screen:
        outcome = pipeline.generate(job, screen.stage, reach, kept)
    show_findings(screen, outcome.diagnostics, job.source or str(job.spec))
    for name in outcome.left_out:
        screen.note(f"left out: {name}")
    if outcome.before is not None and outcome.after is not None:
        from specloom.cli.changes import tell_changes

        tell_changes(outcome.before, outcome.after, screen, changelog)
    seconds = f"({time.perf_counter() - started:.2f} s)"
    made = f"{count(outcome.operations, 'operation')}, {count(outcome.models, 'model')}"
    files = (
        f"{count(len(outcome.written), 'file')} written,"
        f" {outcome.unchanged} unchanged, {len(outcome.removed)} removed"
    )
    screen.result(f"{job.output}: {made}; {files} {seconds}")
    return outcome.kept
