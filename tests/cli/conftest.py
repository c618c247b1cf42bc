"""Stand in for the pipeline, so that the command line is tested alone."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import pytest

import specloom
from specloom.config import Job
from specloom.document.reach import Reach
from specloom.errors import Diagnostic
from specloom.output.origin import Reason
from specloom.output.unified import Difference


@dataclass
class Result:
    """What the fake pipeline returns; it has the fields of both outcomes."""

    operations: int = 1
    models: int = 8
    written: tuple[str, ...] = ("a", "b")
    unchanged: int = 3
    removed: tuple[str, ...] = ("c",)
    diagnostics: tuple[Diagnostic, ...] = ()
    left_out: tuple[str, ...] = ()
    before: None = None
    after: None = None
    kept: None = None
    reasons: tuple[Reason, ...] = ()
    differences: tuple[Difference, ...] = ()


@dataclass
class FakePipeline:
    """Keeps the jobs it was given, and answers with `result` or raises `error`."""

    result: Result = field(default_factory=Result)
    error: BaseException | None = None
    jobs: list[Job] = field(default_factory=list)
    validated: list[tuple[Path, tuple[Path, ...]]] = field(default_factory=list)

    def generate(
        self, job: Job, report: Callable[[str], None], reach: Reach, kept: None = None
    ) -> Result:
        """Report two stages, then answer."""
        self.jobs.append(job)
        report("load")
        report("write")
        if self.error:
            raise self.error
        return self.result

    check = generate

    def validate(
        self, spec: Path, overlays: tuple[Path, ...], reach: Reach
    ) -> tuple[Diagnostic, ...]:
        """Answer with the result's diagnostics."""
        self.validated.append((spec, overlays))
        if self.error:
            raise self.error
        return self.result.diagnostics


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> FakePipeline:
    """Put the fake in the place of the module that the commands import."""
    fake = FakePipeline()
    module = ModuleType("specloom.pipeline")
    for name in ("generate", "check", "validate"):
        setattr(module, name, getattr(fake, name))
    monkeypatch.setitem(sys.modules, "specloom.pipeline", module)
    monkeypatch.setattr(specloom, "pipeline", module, raising=False)
    return fake


@pytest.fixture
def spec(tmp_path: Path) -> str:
    """A file that exists; the fake does not read it."""
    path = tmp_path / "x.yaml"
    path.write_text("openapi: 3.1.1\n")
    return str(path)
