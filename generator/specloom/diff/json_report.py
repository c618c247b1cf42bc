"""The report as JSON: the fields of `Comparison`, and what follows from them."""

import json
from dataclasses import asdict

from specloom.diff.change import LEVELS, Comparison

FORMAT = 1


def json_report(comparison: Comparison) -> str:
    """Write the whole report; `format` changes when a field goes or means something else."""
    found = {
        "format": FORMAT,
        "step": comparison.step,
        "counts": {level: len(comparison.at(level)) for level in LEVELS},
        **asdict(comparison),
    }
    return f"{json.dumps(found, indent=2)}\n"
