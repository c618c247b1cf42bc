"""Changes of a method's arguments; they are given by name, so that their order is free."""

from collections.abc import Iterator
from dataclasses import replace

from specloom.diff.both import Both, Finding
from specloom.diff.places import Place, place_findings
from specloom.diff.side import Method
from specloom.errors import Location
from specloom.ir.api import MediaType
from specloom.python.operations.arguments import Argument, body_content

Pair = tuple[Argument, Argument]


def argument_findings(old: Method, new: Method, both: Both) -> Iterator[Finding]:
    """Compare what two versions of a method take."""
    pairs = _pairs(old, new)
    kept_old = {before.name for before, _ in pairs}
    kept_new = {after.name for _, after in pairs}
    for argument in old.arguments:
        if argument.name not in kept_old:
            yield Finding(
                "argument-removed",
                _subject(new, argument),
                old=both.old.argument_text(old, argument),
                old_at=_at(argument, old),
                new_at=new.operation.at,
                operations=(new.subject,),
            )
    for argument in new.arguments:
        if argument.name not in kept_new:
            needed = "required" if argument.required else "optional"
            yield Finding(
                f"argument-added-{needed}",
                _subject(new, argument),
                new=both.new.argument_text(new, argument),
                old_at=old.operation.at,
                new_at=_at(argument, new),
                operations=(new.subject,),
            )
    for before, after in pairs:
        yield from _pair_findings(old, new, before, after, both)
    yield from _body_findings(old, new, both)


def _pairs(old: Method, new: Method) -> list[Pair]:
    """Find arguments again: by what they are on the wire, by place in the path, by name."""
    pairs: list[Pair] = []
    for keys in (_wire_names, _path_places, _python_names):
        known = {before.name for before, _ in pairs}
        taken = {after.name for _, after in pairs}
        here, there = keys(old), keys(new)
        pairs += [
            (here[key], there[key])
            for key in here
            if key in there
            and here[key].name not in known
            and there[key].name not in taken
        ]
    return pairs


def _wire_names(method: Method) -> dict[object, Argument]:
    return {(each.in_, each.wire): each for each in method.arguments}


def _path_places(method: Method) -> dict[object, Argument]:
    """Give path parameters by their place: the same request, whatever they are called."""
    segments = method.operation.path.split("/")
    return {
        segments.index(segment): each
        for each in method.arguments
        if each.in_ == "path" and (segment := f"{{{each.wire}}}") in segments
    }


def _python_names(method: Method) -> dict[object, Argument]:
    return {each.name: each for each in method.arguments}


def _pair_findings(
    old: Method, new: Method, before: Argument, after: Argument, both: Both
) -> Iterator[Finding]:
    texts = both.old.argument_text(old, before), both.new.argument_text(new, after)
    told = Finding(
        "",
        _subject(new, after),
        *texts,
        old_at=_at(before, old),
        new_at=_at(after, new),
        operations=(new.subject,),
        directions=("request",),
    )
    if before.name != after.name:
        yield replace(told, kind="argument-renamed", subject=_subject(new, before))
    if before.required != after.required:
        word = "required" if after.required else "optional"
        yield replace(told, kind=f"argument-became-{word}")
    if before.in_ != after.in_:
        yield replace(
            told, kind="argument-sent-elsewhere", old=before.in_, new=after.in_
        )
    if after.deprecated and not before.deprecated:
        yield replace(told, kind="argument-deprecated")
    yield from place_findings(
        "argument",
        Place(before.shape, before.schema, texts[0]),
        Place(after.shape, after.schema, texts[1]),
        both,
        ("request",),
        told,
    )


def _body_findings(old: Method, new: Method, both: Both) -> Iterator[Finding]:
    before = body_content(old.operation, both.old.context)
    after = body_content(new.operation, both.new.context)
    if before is None or after is None or before.name == after.name:
        return
    is_prepared = _is_prepared(before) and _is_prepared(after)
    yield Finding(
        "body-media-type-replaced" if is_prepared else "body-media-type-changed",
        new.subject,
        before.name,
        after.name,
        before.at,
        after.at,
        (new.subject,),
    )


def _is_prepared(content: MediaType) -> bool:
    """Tell whether a caller gives the bytes or the text that is sent."""
    return content.form not in ("json", "form", "multipart")


def _subject(method: Method, argument: Argument) -> str:
    return f"{method.subject}({argument.name})"


def _at(argument: Argument, method: Method) -> Location:
    return argument.schema.at if argument.schema is not None else method.operation.at
