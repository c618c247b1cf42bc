"""Changes of the typed headers of raw answers (OpenAPI 3.1.1, Response Object, `headers`).

A header is an attribute of a class in the tag's module of `api/`. Operations share classes,
so that a change is told of the class, with the methods that notice it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from specloom.diff.both import Both, Finding
from specloom.diff.places import Place, as_written, place_findings
from specloom.diff.side import Method, Side
from specloom.ir.api import Header
from specloom.ir.headers import documented_headers


@dataclass(frozen=True, slots=True)
class _Class:
    """A class of headers, as one of its methods shows it."""

    module: str
    name: str
    method: Method

    @property
    def subject(self) -> str:
        return f"api.{self.module}.{self.name}"

    @property
    def headers(self) -> dict[str, Header]:
        headers = documented_headers(self.method.operation)
        return {header.name.lower(): header for header in headers}


def header_findings(both: Both) -> Iterator[Finding]:
    """Compare the headers of every method that stays, then the classes themselves."""
    renamed = _renamed(both)
    for before, after in both.methods:
        was, is_ = _class_of(before, both.old), _class_of(after, both.new)
        yield from _attribute_findings(was, is_, both, (after.subject,))
        if was is None or is_ is None:
            continue
        if is_.subject not in (was.subject, renamed.get(was.subject)):
            yield _replaced(before, after, was, is_, both)
    there = _classes(both.new)
    for subject, was in _classes(both.old).items():
        if subject in there:
            # Code that names the class meets this one, whichever methods have it now.
            yield from _attribute_findings(was, there[subject], both, ())
        else:
            yield _gone(was, renamed.get(subject), there)


def _class_of(method: Method, side: Side) -> _Class | None:
    name = side.context.names.header_classes.get(method.operation.at)
    if name is None:
        return None
    tag = side.context.names.tags[method.operation.tag]
    return _Class(tag.module, name, method)


def _classes(side: Side) -> dict[str, _Class]:
    found: dict[str, _Class] = {}
    for method in side.methods.values():
        class_ = _class_of(method, side)
        if class_ is not None:
            found.setdefault(class_.subject, class_)
    return found


def _renamed(both: Both) -> dict[str, str]:
    """Give the new subject of what is gone, if all of its methods that stay have one."""
    here, there = _classes(both.old), _classes(both.new)
    homes: dict[str, set[str]] = {}
    for before, after in both.methods:
        was, is_ = _class_of(before, both.old), _class_of(after, both.new)
        if was is not None and is_ is not None:
            homes.setdefault(was.subject, set()).add(is_.subject)
    return {
        subject: home
        for subject, (home, *others) in homes.items()
        if not others and subject not in there and home not in here
    }


def _gone(old: _Class, home: str | None, there: dict[str, _Class]) -> Finding:
    if home is None:
        return Finding(
            "header-class-removed",
            old.subject,
            old=f"class {old.name}(Headers)",
            old_at=old.method.operation.at,
        )
    new = there[home]
    return Finding(
        "header-class-moved" if new.name == old.name else "header-class-renamed",
        old.subject,
        old.subject,
        new.subject,
        old.method.operation.at,
        new.method.operation.at,
    )


def _replaced(
    old: Method, new: Method, was: _Class, is_: _Class, both: Both
) -> Finding:
    texts = both.old.answer_text(old), both.new.answer_text(new)
    return Finding(
        "header-class-replaced",
        new.subject,
        f"TypedRawResponse[{texts[0]}, {was.name}]",
        f"TypedRawResponse[{texts[1]}, {is_.name}]",
        old.operation.at,
        new.operation.at,
        (new.subject,),
    )


def _attribute_findings(
    old: _Class | None, new: _Class | None, both: Both, operations: tuple[str, ...]
) -> Iterator[Finding]:
    told = Finding("", "", operations=operations, directions=("response",))
    class_ = new or old
    if class_ is None:
        return
    before, after = (old.headers if old else {}), (new.headers if new else {})
    for key, header in before.items():
        if old is not None and key not in after:
            text = both.old.header_text(old.method, header)
            yield replace(
                told,
                kind="header-removed",
                subject=f"{class_.subject}.{_called(both.old, old, header)}",
                old=text,
                old_at=header.at,
            )
    for key, header in after.items():
        if new is not None and key not in before:
            text = both.new.header_text(new.method, header)
            yield replace(
                told,
                kind="header-added",
                subject=f"{class_.subject}.{_called(both.new, new, header)}",
                new=text,
                new_at=header.at,
            )
    if old is not None and new is not None:
        for key in before:
            if key in after:
                pair = before[key], after[key]
                yield from _pair_findings(pair, (old, new), both, told)


def _pair_findings(
    headers: tuple[Header, Header],
    classes: tuple[_Class, _Class],
    both: Both,
    told: Finding,
) -> Iterator[Finding]:
    (old, new), (was, is_) = headers, classes
    names = _called(both.old, was, old), _called(both.new, is_, new)
    texts = (
        both.old.header_text(was.method, old),
        both.new.header_text(is_.method, new),
    )
    told = replace(
        told,
        subject=f"{is_.subject}.{names[1]}",
        old=texts[0],
        new=texts[1],
        old_at=old.at,
        new_at=new.at,
    )
    if names[0] != names[1]:
        subject = f"{is_.subject}.{names[0]}"
        yield replace(told, kind="header-renamed", subject=subject)
    if old.required != new.required:
        word = "required" if new.required else "optional"
        yield replace(told, kind=f"header-became-{word}")
    if new.deprecated and not old.deprecated:
        yield replace(told, kind="header-deprecated")
    places = _place(old, was, both.old), _place(new, is_, both.new)
    for finding in place_findings("header", *places, both, ("response",), told):
        yield as_written(finding, texts)


def _place(header: Header, class_: _Class, side: Side) -> Place:
    required = replace(header, required=True)
    text = side.header_text(class_.method, required).partition(": ")[2]
    return Place(side.header_shape(header), header.schema, text)


def _called(side: Side, class_: _Class, header: Header) -> str:
    return side.context.names.headers[class_.method.operation.at][header.name]
