"""Measure how many faults in a generated client its own tests notice (mutation testing)."""

import argparse
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "generator")]

from benchmarks.equivalents import Equivalents  # noqa: E402 -- needs the path above
from benchmarks.mutants import Mutant, mutants  # noqa: E402
from benchmarks.setting import INITIALIZE, X  # noqa: E402
from benchmarks.trials import (  # noqa: E402
    Project,
    Trial,
    pass_unchanged,
    verdicts,
)
from specloom.config import Job  # noqa: E402
from specloom.pipeline import generate  # noqa: E402

_SEED = 20_261_122
_LONGEST_LINE = 160
_MANY = 300
_FEW = 5
_OF_ALL = ("__init__", "client", "shared")


def main() -> int:
    """Run the benchmark; the status is 1 where a mutant survived or an entry is stale."""
    options, equivalents = _options(), Equivalents.read()
    is_sample = options.x or options.sample
    is_whole = not (is_sample or options.only)
    with tempfile.TemporaryDirectory() as folder:
        generate(Job(options.spec, Path(folder) / "project"), lambda _: None)
        project = Project.of(Path(folder) / "project")
        if not pass_unchanged(project, project.tests()):
            sys.exit("the tests fail before anything is changed")
        found = [
            mutant
            for mutant in _mutants(project)
            if mutant.file.startswith(options.only or "")
        ]
        if is_sample:
            found = _drawn(found, options.sample or _MANY, options.seed)
        survivors = _survivors(project, found, equivalents)
    is_listed = is_whole and options.spec == INITIALIZE
    return _report(
        found, survivors, equivalents, is_whole=is_whole, is_listed=is_listed
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--x", action="store_true", help="X's document, a sample")
    parser.add_argument(
        "--spec", type=Path, help="another document than the initialize document"
    )
    parser.add_argument("--sample", type=int, help="try so many, drawn at random")
    parser.add_argument("--seed", type=int, default=_SEED, help="of the sample")
    parser.add_argument("--only", help="mutate files whose path begins so")
    options = parser.parse_args()
    options.spec = options.spec or (X if options.x else INITIALIZE)
    return options


def _mutants(project: Project) -> list[Mutant]:
    return [
        mutant for file, source in project.sources() for mutant in mutants(file, source)
    ]


def _drawn(found: Sequence[Mutant], size: int, seed: int) -> list[Mutant]:
    drawn = random.Random(seed).sample(range(len(found)), min(size, len(found)))
    return [found[index] for index in sorted(drawn)]


def _survivors(
    project: Project, found: Sequence[Mutant], equivalents: Equivalents
) -> list[Mutant]:
    """Try mutants; those that survive are shown at once unless they are equivalent."""
    trials = [Trial(mutant, _rounds(project, mutant)) for mutant in found]
    survivors: list[Mutant] = []
    for mutant, verdict in verdicts(project, trials):
        if verdict == "survived":
            survivors.append(mutant)
            if not equivalents.reason(mutant):
                _show(mutant)
    return survivors


def _rounds(project: Project, mutant: Mutant) -> tuple[tuple[str, ...], ...]:
    """Choose the tests for a mutant: those of its tag and of the client, the likely first.

    Of a small project all are run at once.
    """
    known = project.tests()
    if len(known) <= _FEW:
        return (known,)
    module = Path(mutant.file).stem
    own = [f"tests/test_{module}_schemas.py", f"tests/test_{module}.py"]
    if mutant.file.startswith("api/"):
        own.reverse()
    chosen = [*own, "tests/test_client.py"]
    if module in _OF_ALL:
        chosen += [name for name in known if name.endswith("_schemas.py")]
        chosen += known
    return tuple((name,) for name in dict.fromkeys(chosen) if name in known)


def _report(
    found: Sequence[Mutant],
    survivors: Sequence[Mutant],
    equivalents: Equivalents,
    *,
    is_whole: bool,
    is_listed: bool,
) -> int:
    alive = [mutant for mutant in survivors if not equivalents.reason(mutant)]
    stale = equivalents.stale(survivors) if is_listed else []
    for entry in stale:
        print(f"stale: {entry.file} [{entry.scope}] {entry.before} -> {entry.after}")
    excused = len(survivors) - len(alive)
    rest = len(found) - excused
    killed = len(found) - len(survivors)
    share = 100 * killed / rest if rest else 100.0
    print(
        f"{len(found)} mutants, {excused} of them equivalent; "
        f"{killed} of {rest} killed: {share:.1f} %"
    )
    return 1 if stale or (is_whole and alive) else 0


def _show(mutant: Mutant) -> None:
    scope = f" in {mutant.scope}" if mutant.scope else ""
    print(f"{mutant.file}:{mutant.line}{scope}")
    print(f"  - {_cut(mutant.before)}\n  + {_cut(mutant.after)}", flush=True)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_LINE else f"{text[:_LONGEST_LINE]}..."


if __name__ == "__main__":
    sys.exit(main())
