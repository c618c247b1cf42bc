"""The order of the stages, from files to a folder; nobody else knows it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path

from specloom.assemble import Assembled, assemble
from specloom.chosen import chosen_by
from specloom.config import Job
from specloom.document.diagnose import diagnose, diagnose_again
from specloom.document.load import Document, load
from specloom.document.overlaid import overlaid
from specloom.document.reach import Reach
from specloom.errors import Diagnostic, Location, SpecloomError
from specloom.former import former
from specloom.ir.api import Api
from specloom.ir.reach import operation_schemas
from specloom.kept import Kept
from specloom.lower.api import Lowered, lower
from specloom.naming.lock import Lock
from specloom.naming.lock_file import LOCK, write_lock
from specloom.output.documents import referenced, snapshot
from specloom.output.fingerprint import judged_by, origin_of, reach_of
from specloom.output.manifest import deviations, digest, read_manifest
from specloom.output.origin import Cause, Origin, Reason, differences
from specloom.output.remembered import Memory, recall, remember
from specloom.output.snapshot import SNAPSHOT
from specloom.output.unified import Difference
from specloom.output.write import commit, differing, plan
from specloom.python.checks.patterns import Kind, problems
from specloom.python.context import Context

Report = Callable[[str], None]

_PATTERN_RULES: Mapping[Kind, str] = {
    "inexact": "pattern",
    "hazard": "pattern-exponential",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What `generate` did.

    `before` and `after` are what the folder was made from, where both are known and not
    the same. `kept` is for the next run of this process.
    """

    operations: int = 0
    models: int = 0
    written: tuple[str, ...] = ()
    unchanged: int = 0
    removed: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    left_out: tuple[str, ...] = ()
    before: Context | None = None
    after: Context | None = None
    kept: Kept | None = None


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """What `check` found: why a folder is stale, and which of its files are."""

    reasons: tuple[Reason, ...] = ()
    differences: tuple[Difference, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class _Understood:
    """A document as an Api, and all findings in it."""

    document: Document
    lowered: Lowered
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Made:
    """What an output folder shall hold, and what that was made from."""

    assembled: Assembled
    origin: Origin
    context: Context
    lock: Lock
    understood: _Understood
    memory: Memory


def generate(
    job: Job, report: Report, reach: Reach | None = None, kept: Kept | None = None
) -> Outcome:
    """Bring the output folder to the state that the inputs describe.

    `kept` is what the last run of the same job gave, if this process remembers it.
    """
    made = _make(job, report, reach or reach_of(job))
    report("write")
    beside = {SNAPSHOT: snapshot(made.understood.lowered), LOCK: write_lock(made.lock)}
    assembled = made.assembled
    planned = plan(
        job.output,
        assembled.files,
        made.origin,
        kept=assembled.kept,
        beside=beside,
        starters=assembled.starters,
        force=job.force,
    )
    before = _before(job.output, kept) if planned.beside_written else None
    commit(planned)
    remember(job.output, made.memory)
    return Outcome(
        operations=sum(entry.base is None for entry in made.context.api.operations),
        models=len(made.context.names.declarations),
        written=planned.written,
        unchanged=len(planned.unchanged),
        removed=planned.removed,
        diagnostics=made.understood.diagnostics,
        left_out=made.understood.lowered.left_out,
        before=before,
        after=made.context,
        kept=Kept(made.context, {name: digest(beside[name]) for name in beside}),
    )


def _before(output: Path, kept: Kept | None) -> Context | None:
    return (kept.former(output) if kept else None) or former(output)


def check(job: Job, report: Report, reach: Reach | None = None) -> CheckOutcome:
    """Compare the output folder with what would be generated; write nothing."""
    made = _make(job, report, reach or reach_of(job))
    assembled = made.assembled
    found = differing(job.output, assembled.files, assembled.kept)
    reasons = tuple(_reasons(job.output, made.origin)) if found else ()
    return CheckOutcome(reasons, found, made.understood.diagnostics)


def _reasons(output: Path, origin: Origin) -> Iterator[Reason]:
    """Say why a folder that is not as it would be generated is not."""
    manifest = read_manifest(output)
    found = [*differences(manifest.origin, origin)]
    for path in deviations(output, manifest):
        if path in manifest.files:
            is_there = (output / path).exists()
            cause: Cause = "edited" if is_there else "missing"
            message = "edited since Specloom wrote it" if is_there else "missing"
            found.append(Reason(cause, message, path))
        elif path == LOCK:
            found.append(Reason("names", "the names were edited", path))
    yield from found or [Reason("output", "the files are not those generated now")]


def validate(
    spec: Path, overlays: tuple[Path, ...], reach: Reach | None = None
) -> tuple[Diagnostic, ...]:
    """Give every finding in a document and its overlays."""
    document, found = _read(spec, overlays, _nobody, reach)
    found += diagnose(document)
    if _is_unreadable(found):
        return found
    return _understand(document, found, _nobody).diagnostics


def _nobody(stage: str) -> None:
    """Report a stage to nobody."""


def _make(job: Job, report: Report, reach: Reach) -> _Made:
    # What is saved from here on makes the folder stale.
    started = origin_of(job, (), reach)
    document, found = _read(job.spec, job.overlays, report, reach)
    report("diagnose")
    memory, judge = recall(job.output), judged_by()
    diagnosis = diagnose_again(document, memory.clean_by(judge))
    found += diagnosis.findings
    if _is_unreadable(found):
        raise SpecloomError(found)
    understood = _understand(document, found, report)
    if job.strict and any(entry.severity != "info" for entry in understood.diagnostics):
        raise SpecloomError(understood.diagnostics)
    report("name")
    context, lock = chosen_by(job).named(understood.lowered.api)
    further = referenced(understood.lowered, job, reach)
    sources = (*started.sources, *sorted(further, key=attrgetter("name")))
    origin = replace(started, sources=sources)
    report("view")
    assembled = assemble(job, context, origin, memory)
    memory = Memory(assembled.parts, judge, diagnosis.clean)
    return _Made(assembled, origin, context, lock, understood, memory)


def _read(
    spec: Path, overlays: tuple[Path, ...], report: Report, reach: Reach | None
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Load a document and apply its overlays, in order."""
    report("load")
    document = load(spec, reach=reach)
    if overlays:
        report("overlay")
    return overlaid(document, overlays)


def _is_unreadable(found: tuple[Diagnostic, ...]) -> bool:
    return any(entry.rule == "version" and entry.severity == "error" for entry in found)


def _understand(
    document: Document, found: tuple[Diagnostic, ...], report: Report
) -> _Understood:
    report("lower")
    lowered = lower(document)
    patterns = tuple(_unchecked_patterns(lowered.documents[0], lowered.api))
    places = {(entry.file, entry.line, entry.column) for entry in found}
    new = [
        entry
        for entry in (*lowered.diagnostics, *patterns)
        if (entry.file, entry.line, entry.column) not in places
    ]
    return _Understood(document, lowered, tuple(sorted({*found, *new})))


def _unchecked_patterns(document: Document, api: Api) -> Iterator[Diagnostic]:
    schemas = [named.schema for named in api.schemas.values()]
    for operation in api.operations:
        schemas += operation_schemas(operation)
    for at, what, kind in problems(schemas):
        yield _pattern_diagnostic(document, at, what, _PATTERN_RULES[kind])


def _pattern_diagnostic(
    document: Document, at: Location, what: str, rule: str
) -> Diagnostic:
    line, column = document.position(at.pointer) if at.file == document.file else (0, 0)
    written = document.written(at.pointer) if at.file == document.file else at
    return Diagnostic(
        "warning",
        rule,
        f"this pattern {what}",
        written.file,
        line,
        column,
        written.pointer,
    )
