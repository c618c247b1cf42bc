"""Generate clients from all descriptions in a folder, and check each in every way.

What came of a description is kept, so that a run that was stopped goes on where it was; it
counts for that description and this state of Specloom alone.
"""

import argparse
import json
import os
import queue
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

# A script has its own folder on the path, not the checkout that its package is in.
sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.descriptions import Description, descriptions
from benchmarks.examine import CHECKS, Bench, Record, Result, record_of
from benchmarks.processes import ROOT
from benchmarks.setting import CORPUS

_HEAD = ("description", "kB", "result", "operations", "schemas", "CPU s", "MB", *CHECKS)


@dataclass(frozen=True, slots=True)
class Records:
    """What came of descriptions, one file for each; `state` is the state of Specloom."""

    folder: Path
    state: str

    def get(self, description: Description, *, any_state: bool) -> Record | None:
        """Give what is known of a description as it is now."""
        try:
            kept = json.loads(self._path(description).read_bytes())
        except (OSError, ValueError):
            return None
        holds = kept["digest"] == description.digest
        holds &= any_state or kept["state"] == self.state
        return record_of(kept["record"]) if holds else None

    def put(self, description: Description, record: Record) -> None:
        """Keep what came of a description."""
        kept = {"digest": description.digest, "state": self.state}
        text = json.dumps({**kept, "record": record.as_json()}, indent=1)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._path(description).write_text(text)

    def _path(self, description: Description) -> Path:
        return (
            self.folder / f"{sha256(description.name.encode()).hexdigest()[:16]}.json"
        )


def state_of_specloom() -> str:
    """Give a digest of all that decides what is generated."""
    digest = sha256()
    for path in sorted((ROOT / "generator").rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(ROOT).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def examined(
    found: Sequence[Description], checks: tuple[str, ...], scratch: Path, jobs: int
) -> Iterator[tuple[Description, Record]]:
    """Examine descriptions beside one another, each as soon as a bench is free."""
    benches: queue.SimpleQueue[Bench] = queue.SimpleQueue()
    for number in range(jobs):
        place = scratch / str(number)
        benches.put(Bench(place / "work", place / "home", checks))

    def examine(description: Description) -> Record:
        bench = benches.get()
        try:
            return bench.examine(description)
        finally:
            benches.put(bench)

    with ThreadPoolExecutor(jobs) as pool:
        asked = {
            pool.submit(examine, description): description for description in found
        }
        for future in as_completed(asked):
            yield asked[future], future.result()


def table(records: Sequence[Record]) -> str:
    """Write a row for each description, as Markdown."""
    rows = [_HEAD, tuple("---" for _ in _HEAD), *map(_row, records)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def totals(records: Sequence[Record]) -> str:
    """Sum the rows up."""
    results = Counter(record.result for record in records)
    told = [f"{len(records)} descriptions"]
    told += [f"{results[name]} {name}" for name in get_args(Result)]
    made = [record for record in records if record.result == "generated"]
    lines = [", ".join(told)]
    for name in CHECKS:
        tried = [record for record in made if name in record.checks]
        passed = sum(record.checks[name].passed for record in tried)
        lines.append(f"{name}: {passed} of {len(tried)}")
    if made:
        slowest = max(made, key=lambda record: record.cpu)
        largest = max(made, key=lambda record: record.peak)
        lines.append(f"most time: {slowest.cpu:.1f} s, {slowest.name}")
        lines.append(f"most memory: {largest.peak:.0f} MB, {largest.name}")
    return "\n".join(lines)


def failures(records: Sequence[Record]) -> Iterator[str]:
    """Say what went wrong, with the words of the program that found it."""
    for record in records:
        if record.result == "crashed":
            yield f"{record.name}: crashed\n{_indented(record.said)}"
        for name in record.failed:
            detail = _indented(record.checks[name].detail)
            yield f"{record.name}: {name}\n{detail}"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())


def _row(record: Record) -> tuple[str, ...]:
    measured = (f"{record.cpu:.2f}", f"{record.peak:.0f}")
    counts = (str(record.operations), str(record.schemas))
    size = f"{record.size / 1000:.0f}"
    checks = (_cell(record, name) for name in CHECKS)
    return (record.name, size, record.result, *counts, *measured, *checks)


def _cell(record: Record, name: str) -> str:
    check = record.checks.get(name)
    if check is None:
        return "-"
    return "ok" if check.passed else "**fails**"


def main() -> None:
    """Read the arguments, examine what is not known yet, and print the table."""
    chosen = _arguments()
    everything = [
        description
        for description in descriptions(chosen.folder)
        if not chosen.only or any(text in description.name for text in chosen.only)
    ]
    if not everything:
        sys.exit(f"{chosen.folder}: there are no descriptions here")
    records = Records(chosen.records, state_of_specloom())
    known = {} if chosen.again else _known(everything, records, any_state=chosen.keep)
    # The small ones say soon what is wrong.
    todo = sorted(
        (found for found in everything if found.name not in known),
        key=lambda found: found.size,
    )
    with TemporaryDirectory(prefix="specloom-corpus-") as scratch:
        checks = tuple(chosen.checks or CHECKS)
        for description, record in examined(todo, checks, Path(scratch), chosen.jobs):
            records.put(description, record)
            known[description.name] = record
            told = ", ".join(record.failed) or record.result
            print(
                f"{len(known)}/{len(everything)} {record.name}: {told}", file=sys.stderr
            )
    _print([known[description.name] for description in everything])


def _known(
    everything: Sequence[Description], records: Records, *, any_state: bool
) -> dict[str, Record]:
    found = {
        entry.name: records.get(entry, any_state=any_state) for entry in everything
    }
    return {name: record for name, record in found.items() if record is not None}


def _print(records: Sequence[Record]) -> None:
    wrong = [*failures(records)]
    print(table(records), totals(records), *wrong, sep="\n\n")
    sys.exit(bool(wrong))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS / "openapi")
    parser.add_argument(
        "--records",
        type=Path,
        default=ROOT / "build" / "corpus",
        help="where to keep what came of each description",
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", action="append", help="names that hold this text")
    parser.add_argument("--checks", action="append", choices=CHECKS)
    known = parser.add_mutually_exclusive_group()
    known.add_argument("--again", action="store_true", help="take nothing as known")
    known.add_argument(
        "--keep", action="store_true", help="take what earlier states of Specloom gave"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
