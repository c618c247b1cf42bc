"""Check unions of schemas (JSON Schema 2020-12, Core, section 10.2.1; `discriminator`)."""

from __future__ import annotations

from collections.abc import Mapping

from .values import is_object, listed, nearest, shown
from .violations import Check, Path, Violation, placed, pointer, violation, wrong_type


def any_of(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    branches: tuple[Check, ...],
) -> None:
    """Check `anyOf`: at least one branch must hold."""
    failed: list[list[Violation]] = []
    for branch in branches:
        inner: list[Violation] = []
        branch(value, at, inner)
        if not inner:
            return
        failed.append(inner)
    found.append(violation(at, "anyOf", schema, _closest(failed, at)))


def one_of(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    branches: tuple[Check, ...],
) -> None:
    """Check `oneOf`: exactly one branch must hold."""
    failed: list[list[Violation]] = []
    holding: list[str] = []
    for place, branch in enumerate(branches, start=1):
        inner: list[Violation] = []
        branch(value, at, inner)
        if inner:
            failed.append(inner)
        else:
            holding.append(str(place))
    if len(holding) > 1:
        both = " and ".join(holding)
        message = f"{shown(value)} matches alternatives {both}, not exactly one"
        found.append(violation(at, "oneOf", schema, message))
    elif not holding:
        found.append(violation(at, "oneOf", schema, _closest(failed, at)))


def not_(
    value: object, at: Path, found: list[Violation], schema: str, branch: Check
) -> None:
    """Check `not`: the branch must not hold."""
    inner: list[Violation] = []
    branch(value, at, inner)
    if not inner:
        message = f"{shown(value)} matches what is not allowed here"
        found.append(violation(at, "not", schema, message))


def by_discriminator(
    value: object,
    at: Path,
    found: list[Violation],
    schema: str,
    key: str,
    branches: Mapping[str, Check],
) -> None:
    """Check the branch that the property `key` names (Discriminator Object)."""
    if not is_object(value):
        found.append(wrong_type(value, at, "object", schema))
        return
    if key not in value:
        message = f"property {shown(key)} is missing; it is one of {listed(branches)}"
        found.append(violation(at, "discriminator", schema, message))
        return
    name = value[key]
    branch = branches.get(name if isinstance(name, str) else shown(name))
    if branch is None:
        hint = nearest(str(name), branches)
        message = f"{shown(name)} is not one of {listed(branches)}{hint}"
        found.append(violation((at, key), "discriminator", schema, message))
        return
    branch(value, at, found)


def holds(check: Check, value: object) -> bool:
    """Say whether a value passes a check, as `if` asks."""
    found: list[Violation] = []
    check(value, None, found)
    return not found


def too_deep(at: Path, schema: str) -> Violation:
    """Make the violation of a value that is nested deeper than can be checked."""
    return violation(at, "", schema, "the value is nested too deeply to be checked")


def run(check: Check, value: object, in_: str) -> list[Violation]:
    """Check a whole value; `in_` says which part of the message it is."""
    found: list[Violation] = []
    try:
        check(value, None, found)
    except RecursionError:
        found = [too_deep(None, "")]
    return placed(found, in_) if found else found


def _closest(failed: list[list[Violation]], at: Path) -> str:
    if not failed:
        return "no alternative is allowed here"
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
