"""Point the references of a lifted description at where their targets stand now.

`#/definitions/Pet/properties/id` becomes `#/components/schemas/Pet/properties/id`, and
so does a reference to a place inside an answer, a body, or another file.
"""

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from specloom.document.addresses import is_url
from specloom.document.pointer import children, join, split
from specloom.document.resolve import ReferenceProblem
from specloom.document.swagger.context import Context, Referring
from specloom.document.swagger.origins import Tokens

_SAFE = "/~!$&'()*+,;=:@-._"
Moves = Mapping[Tokens, Tokens]


def redirect(roots: Mapping[str, Any], context: Context) -> None:
    """Rewrite every `$ref` below the roots, each the lifted root of a file."""
    moves = {file: _moves(file, root, context) for file, root in roots.items()}
    sits = {id(value): file for file, root in roots.items() for value in _made(root)}
    for referring in context.referring:
        file = sits.get(id(referring.made))
        if file is not None:
            referring.made["$ref"] = _redirected(referring, file, moves, context)


def _moves(file: str, root: Any, context: Context) -> Moves:
    """Give the shortest way to what each place of a file became."""
    found: dict[Tokens, Tokens] = {}
    for tokens, at in context.origins.noted(root):
        origin = split(at.pointer)
        if at.file == file and len(tokens) < len(found.get(origin, (*tokens, ""))):
            found[origin] = tokens
    return found


def _made(root: Any) -> Iterator[Any]:
    pending = [root]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            yield value
        pending.extend(each for _, each in children(value))


def _redirected(
    referring: Referring, file: str, moves: Mapping[str, Moves], context: Context
) -> str:
    try:
        target = context.references.target(referring.ref, referring.at).location
    except ReferenceProblem:
        # It is reported by `diagnose`, at the reference.
        return referring.ref
    tokens = _moved(moves.get(target.file, {}), split(target.pointer))
    pointer = quote(join(tokens).removeprefix("#"), safe=_SAFE)
    if target.file == file:
        return f"#{pointer}"
    return f"{_file_from(file, target.file)}#{pointer}"


def _moved(moves: Moves, tokens: Tokens) -> Tokens:
    for length in range(len(tokens), -1, -1):
        there = moves.get(tokens[:length])
        if there is not None:
            return (*there, *tokens[length:])
    return tokens


def _file_from(file: str, target: str) -> str:
    if is_url(target):
        return target
    return quote(posixpath.relpath(target, posixpath.dirname(file) or "."))
