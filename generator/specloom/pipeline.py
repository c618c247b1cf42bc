"""The order of the stages, from files to a folder; nobody else knows it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from specloom.config import Job
from specloom.document.diagnose import diagnose
from specloom.document.load import Document, load
from specloom.document.overlay import apply_overlay
from specloom.errors import Diagnostic, Location, SpecloomError
from specloom.format import SourceFile, format_files
from specloom.inputs import key_of
from specloom.ir.api import Api
from specloom.ir.reach import operation_schemas
from specloom.lower.api import Lowered, lower
from specloom.lower.select import select
from specloom.naming.held import Held
from specloom.naming.names import assign_names
from specloom.python.checks.patterns import Kind, problems
from specloom.python.context import RETRIES, Context, Http
from specloom.python.headers import Headers
from specloom.python.operations.alternatives import with_alternatives
from specloom.python.package import File, view_package
from specloom.python.project import view_project
from specloom.python.tests.project import view_tests
from specloom.python.text.proof import is_proven
from specloom.render import Renderer
from specloom.write import commit, difference, is_current, plan

Report = Callable[[str], None]

_RUNTIME = Path(__file__).parent / "runtime"
_PATTERN_RULES: Mapping[Kind, str] = {
    "inexact": "pattern",
    "hazard": "pattern-exponential",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What `generate` did; `up_to_date` says that there was nothing to do."""

    operations: int = 0
    models: int = 0
    written: tuple[str, ...] = ()
    unchanged: int = 0
    removed: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    up_to_date: bool = False
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """What `check` found; `diff` leads from the folder to what would be generated."""

    stale: bool
    diff: str
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Understood:
    """A document as an Api, and all findings in it."""

    document: Document
    lowered: Lowered
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Made:
    """All files of an output folder, and what they were made from."""

    files: Mapping[str, bytes]
    context: Context
    understood: _Understood


def generate(job: Job, report: Report) -> Outcome:
    """Bring the output folder to the state that the inputs describe."""
    key = key_of(job)
    if not job.force and is_current(job.output, key):
        return Outcome(up_to_date=True)
    made = _make(job, report)
    report("write")
    lowered = made.understood.lowered
    # Other files than the document are not part of the key: look again next time.
    recorded = key if lowered.files == (made.understood.document.file,) else ""
    planned = plan(job.output, made.files, recorded, force=job.force)
    commit(planned)
    return Outcome(
        operations=sum(entry.base is None for entry in made.context.api.operations),
        models=len(made.context.names.declarations),
        written=planned.written,
        unchanged=len(planned.unchanged),
        removed=planned.removed,
        diagnostics=made.understood.diagnostics,
        left_out=lowered.left_out,
    )


def check(job: Job, report: Report) -> CheckOutcome:
    """Compare the output folder with what would be generated; write nothing."""
    made = _make(job, report)
    diff = difference(job.output, made.files)
    return CheckOutcome(bool(diff), diff, made.understood.diagnostics)


def validate(spec: Path, overlays: tuple[Path, ...]) -> tuple[Diagnostic, ...]:
    """Give every finding in a document and its overlays."""
    document, found = _read(spec, overlays, _nobody)
    found += diagnose(document)
    if _is_unreadable(found):
        return found
    return _understand(document, found, _nobody).diagnostics


def _nobody(stage: str) -> None:
    """Report a stage to nobody."""


def _make(job: Job, report: Report) -> _Made:
    document, found = _read(job.spec, job.overlays, report)
    report("diagnose")
    found += diagnose(document)
    if _is_unreadable(found):
        raise SpecloomError(found)
    understood = _understand(document, found, report)
    if job.strict and any(entry.severity != "info" for entry in understood.diagnostics):
        raise SpecloomError(understood.diagnostics)
    api = with_alternatives(select(understood.lowered.api, job.include, job.exclude))
    report("name")
    retries = RETRIES if job.retries is None else job.retries
    http = Http(job.timeout, retries)
    context = Context(api, assign_names(api, Held(package=job.package)), http)
    files = _write_text(job, context, report)
    return _Made(files, context, understood)


def _read(
    spec: Path, overlays: tuple[Path, ...], report: Report
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Load a document and apply its overlays, in order."""
    report("load")
    document = load(spec)
    found = document.diagnostics
    if overlays:
        report("overlay")
    for path in overlays:
        overlay = load(path)
        document, more = apply_overlay(document, overlay)
        found = (*found, *overlay.diagnostics, *more)
    errors = tuple(entry for entry in found if entry.severity == "error")
    if errors:
        raise SpecloomError(errors)
    return document, found


def _is_unreadable(found: tuple[Diagnostic, ...]) -> bool:
    return any(entry.rule == "version" and entry.severity == "error" for entry in found)


def _understand(
    document: Document, found: tuple[Diagnostic, ...], report: Report
) -> _Understood:
    report("lower")
    lowered = lower(document)
    patterns = tuple(_unchecked_patterns(document, lowered.api))
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
    return Diagnostic(
        "warning",
        rule,
        f"this pattern {what}",
        at.file,
        line,
        column,
        at.pointer,
    )


def _write_text(job: Job, context: Context, report: Report) -> Mapping[str, bytes]:
    report("view")
    headers = Headers(context.api, job.spec.name)
    views = [*view_package(context, headers)]
    if job.layout == "project":
        views += view_project(context, job.spec.name)
    if job.layout == "project" and job.tests != "none":
        views += view_tests(context, headers)
    report("render")
    renderer = Renderer(job.templates)
    texts = {file.path: _rendered(file, renderer) for file in views}
    report("format")
    files = dict(format_files(texts))
    for path in sorted(_RUNTIME.glob("*.py")):
        files[f"{context.names.package}/_runtime/{path.name}"] = path.read_bytes()
    files[f"{context.names.package}/py.typed"] = b""
    return files


def _rendered(file: File, renderer: Renderer) -> SourceFile:
    text = renderer.render(file.path, file.template, file.view)
    is_ours = file.path.endswith(".py") and not renderer.is_custom(file.template)
    return SourceFile(text, proven=is_ours and is_proven(text))
