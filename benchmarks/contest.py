"""Compare two ways of doing the same, in turns, so that the machine's mood meets both."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median

Repeat = Callable[[int], object]
"""Do something so many times."""


@dataclass(frozen=True, slots=True)
class Contest:
    """Seconds of processor time that each way takes once, and the median ratio."""

    ours: float
    theirs: float
    ratio: float

    def to_json(self) -> str:
        """Write it on one line, for the process that asked."""
        return json.dumps(asdict(self))


def read_contest(line: str) -> Contest:
    """Read what `to_json` wrote."""
    return Contest(**json.loads(line))


def contest(ours: Repeat, theirs: Repeat, rounds: int, times: int) -> Contest:
    """Measure both in turn for so many rounds, after a round that does not count."""
    turns = [(_once(ours, times), _once(theirs, times)) for _ in range(rounds + 1)]
    counted = turns[1:]
    return Contest(
        ours=median(ours for ours, _ in counted),
        theirs=median(theirs for _, theirs in counted),
        ratio=median(ours / theirs for ours, theirs in counted),
    )


def _once(repeat: Repeat, times: int) -> float:
    start = time.process_time()
    repeat(times)
    return (time.process_time() - start) / times
