"""Changes of the fields of one model that both documents have."""

from collections.abc import Iterator
from dataclasses import replace

from specloom.diff.both import Both, Finding
from specloom.diff.places import Place, as_written, place_findings
from specloom.diff.side import Side
from specloom.diff.types import type_kinds
from specloom.ir.direction import Direction
from specloom.ir.shape import Anything, Field, ObjectOf


def field_findings(
    names: tuple[str, str], shapes: tuple[ObjectOf, ObjectOf], both: Both, told: Finding
) -> Iterator[Finding]:
    """Compare fields by their names in JSON; `told` is about the model."""
    before = {field.name: field for field in shapes[0].fields}
    after = {field.name: field for field in shapes[1].fields}
    for name, field in before.items():
        if name not in after:
            yield replace(
                told,
                kind="field-removed",
                subject=f"{told.subject}.{_python(both.old, names[0], field)}",
                old=both.old.field_text(names[0], field),
                old_at=field.at,
            )
    for name, field in after.items():
        if name not in before:
            needed = "required" if field.required else "optional"
            yield replace(
                told,
                kind=f"field-added-{needed}",
                subject=f"{told.subject}.{_python(both.new, names[1], field)}",
                new=both.new.field_text(names[1], field),
                new_at=field.at,
            )
    for name, field in before.items():
        if name in after:
            yield from _pair_findings(names, field, after[name], both, told)
    yield from _extras_findings(names, shapes, both, told)


def _extras_findings(
    names: tuple[str, str], shapes: tuple[ObjectOf, ObjectOf], both: Both, told: Finding
) -> Iterator[Finding]:
    """Compare the type of further properties, which `extras` gives."""
    texts = both.old.extras_text(names[0]), both.new.extras_text(names[1])
    told = replace(
        told,
        subject=f"extras({told.subject})",
        old=both.old.model_text(names[0]),
        new=both.new.model_text(names[1]),
    )
    if bool(texts[0]) != bool(texts[1]):
        word = "added" if texts[1] else "removed"
        yield replace(told, kind=f"extras-{word}")
    elif texts[0] != texts[1]:
        old, new = (shape.additional or Anything() for shape in shapes)
        kinds = type_kinds("extras", old, new, both, told.directions)
        for kind, where in kinds.items():
            directions = where if told.directions else ()
            yield replace(told, kind=kind, directions=directions)


def _python(side: Side, model: str, field: Field) -> str:
    return side.context.names.fields[side.declared[model].at][field.name]


def _pair_findings(
    names: tuple[str, str], old: Field, new: Field, both: Both, told: Finding
) -> Iterator[Finding]:
    called = _python(both.old, names[0], old), _python(both.new, names[1], new)
    texts = both.old.field_text(names[0], old), both.new.field_text(names[1], new)
    directions = _directions(old, new, told.directions)
    if told.directions and not directions:
        return
    told = replace(
        told,
        subject=f"{told.subject}.{called[1]}",
        old=texts[0],
        new=texts[1],
        old_at=old.at,
        new_at=new.at,
        directions=directions,
    )
    if called[0] != called[1]:
        yield replace(told, kind="field-renamed")
    if old.required != new.required:
        word = "required" if new.required else "optional"
        yield replace(told, kind=f"field-became-{word}")
    if new.deprecated and not old.deprecated:
        yield replace(told, kind="field-deprecated")
    places = (
        Place(old.shape, old.schema, _type(texts[0], old.required == new.required)),
        Place(new.shape, new.schema, _type(texts[1], old.required == new.required)),
    )
    for finding in place_findings("field", *places, both, directions, told):
        yield as_written(finding, texts)


def _type(text: str, is_kept: bool) -> str:
    """Leave out what only says that a field may be missing, which was told already."""
    kind = text.partition(": ")[2].removesuffix(" = None")
    return kind if is_kept else kind.removesuffix(" | None")


def _directions(
    old: Field, new: Field, directions: tuple[Direction, ...]
) -> tuple[Direction, ...]:
    """Leave out the direction that a `readOnly` or `writeOnly` field is not met in."""
    left_out = set[Direction]()
    if old.read_only and new.read_only:
        left_out.add("request")
    if old.write_only and new.write_only:
        left_out.add("response")
    return tuple(each for each in directions if each not in left_out)
