"""What arguments, fields and models have in common: a type, limits, and a default."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from specloom.diff.both import Both, Finding
from specloom.diff.constraints import EFFECTS, followed, limits
from specloom.diff.side import Side
from specloom.diff.types import type_kinds
from specloom.ir.direction import Direction
from specloom.ir.schema import AnySchema, Schema
from specloom.ir.shape import Shape


@dataclass(frozen=True, slots=True)
class Place:
    """One side of an argument, field or model: its type and where that is described."""

    shape: Shape
    schema: AnySchema | None
    text: str


def place_findings(
    part: str,
    old: Place,
    new: Place,
    both: Both,
    directions: tuple[Direction, ...],
    told: Finding,
) -> Iterator[Finding]:
    """Compare types, then limits and defaults where the type is not another one.

    `told` has the subject and the places; `part` is the first word of the kinds.
    """
    kinds = {}
    if old.text != new.text:
        kinds = type_kinds(part, old.shape, new.shape, both, directions)
    for kind, where in kinds.items():
        yield replace(
            told,
            kind=kind,
            old=old.text,
            new=new.text,
            directions=where if directions else (),
        )
    if f"{part}-type-changed" not in kinds:
        yield from _limit_findings(part, old, new, both, directions, told)


def as_written(finding: Finding, texts: tuple[str, str]) -> Finding:
    """Show the whole of what a type is written in, but for limits and defaults."""
    is_type = "-constraint-" not in finding.kind and "-default-" not in finding.kind
    return replace(finding, old=texts[0], new=texts[1]) if is_type else finding


def _limit_findings(
    part: str,
    old: Place,
    new: Place,
    both: Both,
    directions: tuple[Direction, ...],
    told: Finding,
) -> Iterator[Finding]:
    if any(
        both.relators[way].is_same_model(old.shape, new.shape) for way in directions
    ):
        return
    found = limits(old.schema, new.schema, both)
    for effect in EFFECTS:
        some = [limit for limit in found if limit.effect == effect]
        if some:
            yield replace(
                told,
                kind=f"{part}-constraint-{effect}",
                old=", ".join(limit.old for limit in some),
                new=", ".join(limit.new for limit in some),
                directions=directions,
            )
    defaults = _default(old.schema, both.old), _default(new.schema, both.new)
    if defaults[0] != defaults[1] and "response" not in directions:
        yield replace(
            told,
            kind=f"{part}-default-changed",
            old=defaults[0],
            new=defaults[1],
            directions=directions,
        )


def _default(schema: AnySchema | None, side: Side) -> str:
    known = followed(schema, side) if schema is not None else None
    if not isinstance(known, Schema) or known.default is None:
        return "no default"
    return f"default {json.dumps(known.default.json, ensure_ascii=False)}"
