"""Report unions of schemas (JSON Schema 2020-12, Core, section 10.2.1), and check whole values."""

from __future__ import annotations

from .values import shown
from .violations import Check, Path, Violation, placed, pointer, violation


def wrong_any_of(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    branches: tuple[Check, ...],
) -> None:
    """Report `anyOf`: no branch holds."""
    failed = [_violations(branch, value, at) for branch in branches]
    if all(failed):
        found.append(violation(value, at, "anyOf", schema, _closest(failed, at)))


def wrong_one_of(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    branches: tuple[Check, ...],
) -> None:
    """Report `oneOf`: no branch holds, or several do."""
    failed = [_violations(branch, value, at) for branch in branches]
    holding = [str(n) for n, entries in enumerate(failed, start=1) if not entries]
    if holding:
        both = " and ".join(holding)
        message = f"{shown(value)} matches alternatives {both}, not exactly one"
    else:
        message = _closest(failed, at)
    found.append(violation(value, at, "oneOf", schema, message))


def wrong_not(value: object, at: Path, found: list[Violation], schema: str) -> None:
    """Report `not`: the branch holds."""
    message = f"{shown(value)} matches what is not allowed here"
    found.append(violation(value, at, "not", schema, message))


def too_deep(value: object) -> Violation:
    """Make the violation of a value that is nested deeper than can be checked."""
    message = "the value is nested too deeply to be checked"
    return violation(value, None, "", "", message)


def run(check: Check, value: object, in_: str) -> list[Violation]:
    """Check a whole value; `in_` says which part of the message it is."""
    found: list[Violation] = []
    try:
        check(value, None, found)
    except RecursionError:
        found = [too_deep(value)]
    return placed(found, in_) if found else found


def _violations(check: Check, value: object, at: Path) -> list[Violation]:
    found: list[Violation] = []
    check(value, at, found)
    return found


def _closest(failed: list[list[Violation]], at: Path) -> str:
    # A branch that got further into the value was more likely the one that was meant.
    base = len(pointer(at))
    best = min(range(len(failed)), key=lambda index: _distance(failed[index]))
    first = failed[best][0]
    inside = first.instance_path[base + 1 :]
    where = f"{inside}: " if inside else ""
    more = f" (and {len(failed[best]) - 1} more)" if len(failed[best]) > 1 else ""
    return (
        f"matches none of {len(failed)} alternatives; "
        f"closest is alternative {best + 1}: {where}{first.message}{more}"
    )


def _distance(found: list[Violation]) -> tuple[bool, bool, int, int]:
    first = found[0]
    wrong_kind = first.keyword == "type"
    wrong_constant = any(v.keyword in ("const", "enum") for v in found)
    depth = max(v.instance_path.count("/") for v in found)
    return (
        wrong_kind and len(found) == 1 and depth == 0,
        wrong_constant,
        len(found),
        -depth,
    )
