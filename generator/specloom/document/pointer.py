"""Write and read JSON Pointers (RFC 6901) in their URI fragment look ("#/a/~1b").

The tokens of a pointer are plain text: "~0" and "~1" are undone by `split`. Percent
escapes belong to URI references, not to pointers; `resolve` undoes them.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from specloom.errors import escape, unescape

__all__ = [
    "ROOT",
    "PointerError",
    "Trail",
    "at",
    "children",
    "escape",
    "is_index",
    "join",
    "split",
    "step",
    "tokens_of",
    "unescape",
    "walk",
]

ROOT = "#"

# The way down to a value, its last token first, which a walk lengthens at no cost.
Trail = tuple[Any, str] | None


class PointerError(ValueError):
    """A text is no JSON Pointer, or there is nothing at its place."""


def join(tokens: Iterable[str | int]) -> str:
    """Return the pointer made of these tokens."""
    return "/".join((ROOT, *map(escape, tokens)))


def split(pointer: str) -> tuple[str, ...]:
    """Return the tokens of a pointer, with or without its leading "#"."""
    text = pointer.removeprefix(ROOT)
    if not text:
        return ()
    if not text.startswith("/"):
        raise PointerError(f"a JSON Pointer starts with '/': {pointer!r}")
    return tuple(map(unescape, text[1:].split("/")))


def tokens_of(trail: Trail) -> tuple[str, ...]:
    """Return the tokens of a trail, from the top down."""
    tokens: list[str] = []
    while trail is not None:
        trail, token = trail
        tokens.append(token)
    return tuple(reversed(tokens))


def step(value: Any, token: str) -> Any:
    """Return the member or item of a value that a token names."""
    if isinstance(value, dict) and token in value:
        return value[token]
    if isinstance(value, list) and is_index(token) and int(token) < len(value):
        return value[int(token)]
    raise PointerError(f"there is no {token!r} here")


def at(root: Any, pointer: str) -> Any:
    """Return the value that a pointer names; PointerError if there is none."""
    value = root
    for token in split(pointer):
        value = step(value, token)
    return value


def walk(root: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Give every value below and including root with its tokens, in document order."""
    pending: list[tuple[tuple[str, ...], Any]] = [((), root)]
    while pending:
        tokens, value = pending.pop()
        yield tokens, value
        below = [((*tokens, name), child) for name, child in children(value)]
        pending.extend(reversed(below))


def children(value: Any) -> Iterable[tuple[str, Any]]:
    """Return the members or items of a value, each with its token."""
    if isinstance(value, dict):
        return value.items()
    if isinstance(value, list):
        return ((str(index), item) for index, item in enumerate(value))
    return ()


def is_index(token: str) -> bool:
    """Say whether a token can name an array item: digits without a leading zero."""
    if not (token.isascii() and token.isdigit()) or len(token) > 9:
        return False
    return len(token) == 1 or not token.startswith("0")
