"""Make packages from descriptions that a stranger could have written."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from specloom import pipeline
from specloom.config import Job
from specloom.document.diagnose import Diagnosis, own_findings
from specloom.document.load import Document

Generate = Callable[[dict[str, Any], str], Path]


def own_diagnosis(document: Document, clean: frozenset[str]) -> Diagnosis:
    """Find what our own rules find."""
    return Diagnosis(own_findings(document), frozenset())


@pytest.fixture
def generated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generate:
    """Give a function that generates a document into a folder and returns the folder.

    The published schemas are left out, which write nothing and take half the time.
    """
    monkeypatch.setattr(pipeline, "diagnose_again", own_diagnosis)

    def make(document: dict[str, Any], name: str) -> Path:
        spec = tmp_path / f"{name}.json"
        spec.write_text(json.dumps(document))
        output = tmp_path / "out" / name
        job = Job(spec=spec, output=output, package="client_of", tests="property")
        pipeline.generate(job, lambda _: None)
        return output

    return make
