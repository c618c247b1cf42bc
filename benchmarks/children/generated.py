"""Generate a client and print what it holds: a JSON object in one line.

`operations`, `left_out`: as Specloom says; `schemas`: the names in `components`.
"""

import json
import sys
from pathlib import Path

from specloom.config import Job
from specloom.pipeline import generate

_SCHEMAS = "#/components/schemas/"


def main() -> None:
    """Read document, output folder and name of the package from the arguments."""
    spec, output, package = sys.argv[1:]
    job = Job(Path(spec), Path(output), package=package)
    outcome = generate(job, _ignored)
    api = outcome.after.api if outcome.after else None
    pointers = [at.pointer for at in api.schemas] if api else []
    held = {
        "operations": outcome.operations,
        "left_out": outcome.left_out,
        "diagnostics": len(outcome.diagnostics),
        "schemas": [
            pointer.removeprefix(_SCHEMAS).replace("~1", "/").replace("~0", "~")
            for pointer in pointers
            if pointer.startswith(_SCHEMAS)
            and "/" not in pointer.removeprefix(_SCHEMAS)
        ],
    }
    print(json.dumps(held))


def _ignored(stage: str) -> None:
    """Report a stage to nobody."""


if __name__ == "__main__":
    main()
