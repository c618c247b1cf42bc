"""Changes of `servers`: the functions that give URLs (OpenAPI 3.1.1, Server Variable Object)."""

from collections.abc import Iterator
from dataclasses import replace

from specloom.diff.both import Both, Finding
from specloom.ir.api import ServerVariable
from specloom.python.context import Context
from specloom.python.operations.servers import (
    ServerFunction,
    default_of,
    parameter_text,
    server_functions,
)

_Pair = tuple[ServerFunction, ServerFunction]


def server_findings(both: Both) -> Iterator[Finding]:
    """Compare the functions by name, then by the URL that they fill."""
    before, after = _functions(both.old.context), _functions(both.new.context)
    pairs = _pairs(before, after)
    known = {id(each) for pair in pairs for each in pair}
    for each in before.values():
        if id(each) not in known:
            told = Finding("server-removed", _subject(each))
            yield replace(told, old=each.server.url, old_at=each.server.at)
    for each in after.values():
        if id(each) not in known:
            told = Finding("server-added", _subject(each))
            yield replace(told, new=each.server.url, new_at=each.server.at)
    for old, new in pairs:
        yield from _pair_findings(old, new)


def _functions(context: Context) -> dict[str, ServerFunction]:
    return {each.name: each for each in server_functions(context)}


def _pairs(
    old: dict[str, ServerFunction], new: dict[str, ServerFunction]
) -> list[_Pair]:
    pairs = [(old[name], new[name]) for name in old if name in new]
    left = {each.server.url: each for name, each in new.items() if name not in old}
    for name, each in old.items():
        if name not in new and each.server.url in left:
            pairs.append((each, left.pop(each.server.url)))
    return pairs


def _subject(each: ServerFunction) -> str:
    return f"servers.{each.name}"


def _pair_findings(old: ServerFunction, new: ServerFunction) -> Iterator[Finding]:
    told = Finding("", _subject(new), old_at=old.server.at, new_at=new.server.at)
    if old.name != new.name:
        calls = f"{_subject(old)}()", f"{_subject(new)}()"
        yield replace(
            told,
            kind="server-renamed",
            subject=_subject(old),
            old=calls[0],
            new=calls[1],
        )
    if old.server.url != new.server.url:
        urls = old.server.url, new.server.url
        yield replace(told, kind="server-changed", old=urls[0], new=urls[1])
    before = {each.name: each for each in old.server.variables}
    after = {each.name: each for each in new.server.variables}
    for name in dict.fromkeys((*before, *after)):
        was, is_ = before.get(name), after.get(name)
        yield from _argument_findings((old, new), was, is_, told)


def _argument_findings(
    functions: _Pair,
    old: ServerVariable | None,
    new: ServerVariable | None,
    told: Finding,
) -> Iterator[Finding]:
    argument = functions[1].arguments[new.name] if new else ""
    argument = argument or (functions[0].arguments[old.name] if old else "")
    texts = [
        parameter_text(variable, function.arguments[variable.name]) if variable else ""
        for function, variable in zip(functions, (old, new), strict=True)
    ]
    told = replace(
        told,
        subject=f"{told.subject}({argument})",
        old=texts[0],
        new=texts[1],
        directions=("request",),
    )
    if old is None and new is not None:
        word = "optional" if default_of(new) else "required"
        yield replace(told, kind=f"argument-added-{word}")
    elif new is None:
        yield replace(told, kind="argument-removed")
    elif old is not None:
        yield from (replace(told, kind=kind) for kind in _kinds(functions, old, new))


def _kinds(functions: _Pair, old: ServerVariable, new: ServerVariable) -> Iterator[str]:
    """Yield how a variable changed that stays."""
    if functions[0].arguments[old.name] != functions[1].arguments[new.name]:
        yield "argument-renamed"
    defaults = default_of(old), default_of(new)
    if bool(defaults[0]) != bool(defaults[1]):
        yield f"argument-became-{'optional' if defaults[1] else 'required'}"
    elif defaults[0] != defaults[1]:
        yield "argument-default-changed"
    if old.enum and new.enum:
        if set(old.enum) - set(new.enum):
            yield "argument-value-removed"
        if set(new.enum) - set(old.enum):
            yield "argument-value-added"
    elif old.enum or new.enum:
        yield "argument-type-widened" if old.enum else "argument-type-narrowed"
