"""The order of declarations in a module: the document's, but an alias after what it names.

Classes name others in annotations only, which nobody reads while a module is imported;
the value of an alias is read at once.
"""

from collections.abc import Iterator

from specloom.errors import Location
from specloom.ir.shape import Literals, Named, ObjectOf, Shape, UnionOf, parts
from specloom.naming.declarations import Declaration
from specloom.python.context import declared_shape


def in_order(declarations: list[Declaration]) -> tuple[Declaration, ...]:
    """Order the declarations of one module."""
    waiting = {declaration.at: declaration for declaration in declarations}
    placed: dict[Location, Declaration] = {}
    for declaration in declarations:
        _place(declaration, waiting, placed, frozenset())
    return tuple(placed.values())


def _place(
    declaration: Declaration,
    waiting: dict[Location, Declaration],
    placed: dict[Location, Declaration],
    above: frozenset[Location],
) -> None:
    if declaration.at in placed or declaration.at in above:
        return
    shape = declared_shape(declaration)
    if not isinstance(shape, (ObjectOf, Literals)):
        for at in _named(shape):
            if at in waiting:
                _place(waiting[at], waiting, placed, above | {declaration.at})
    placed[declaration.at] = declaration


def _named(shape: Shape) -> Iterator[Location]:
    """Yield the places whose names stand in the type of a shape."""
    for part in parts(shape):
        match part:
            case Named(target):
                yield target
            case ObjectOf(at=at) | Literals(at=at):
                yield at
            case UnionOf(at=at):
                yield at
                yield from _named(part)
            case _:
                yield from _named(part)
    if isinstance(shape, Named):
        yield shape.target
