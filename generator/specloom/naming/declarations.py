"""Which shapes become a declaration of their own in `models/`, and in which module.

Named schemas always do; of those written in line, objects, unions of objects and choices
between several literals. A declaration lives with the tag that alone uses it; one that
several use in `shared`, which therefore never needs another module; one that no operation
uses in `components`, which no other module needs.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from specloom.errors import Location
from specloom.ir.api import Api, Operation
from specloom.ir.headers import documented_headers
from specloom.ir.reach import Reach
from specloom.ir.shape import (
    ListOf,
    Literals,
    MapOf,
    Named,
    Nullable,
    ObjectOf,
    Shape,
    TupleOf,
    UnionOf,
    parts,
    without_null,
)

Declarable = ObjectOf | Literals | UnionOf


@dataclass(frozen=True, slots=True)
class Declaration:
    """A shape with a name; `tag` is None where several tags, or none, use it."""

    at: Location
    shape: Shape
    is_named_schema: bool
    tag: str | None
    in_request: bool
    in_response: bool

    @property
    def is_used(self) -> bool:
        """Tell whether an operation needs it."""
        return self.in_request or self.in_response


def declare(api: Api) -> tuple[Declaration, ...]:
    """Give every declaration, named schemas first, in the document's order."""
    found: dict[Location, tuple[Shape, bool]] = {
        at: (named.shape, True) for at, named in api.schemas.items()
    }
    for root in (
        *(named.shape for named in api.schemas.values()),
        *(shape for each in api.operations for shape in operation_shapes(each)),
    ):
        for shape in walk(root):
            if isinstance(shape, Declarable) and is_declared(shape):
                found.setdefault(shape.at, (shape, False))
    uses = _uses(api)
    return tuple(
        Declaration(at, shape, is_named, *_home_and_directions(uses.get(at, _UNUSED)))
        for at, (shape, is_named) in found.items()
    )


def object_of(declaration: Declaration) -> ObjectOf | None:
    """Give the object that a declaration is, null let aside; its place has the fields."""
    shape = without_null(declaration.shape)
    return shape if isinstance(shape, ObjectOf) else None


def is_declared(shape: Shape) -> bool:
    """Tell whether a shape written in line gets a name."""
    match shape:
        case ObjectOf():
            return True
        case Literals(values=values):
            return len(values) > 1
        case UnionOf(variants=variants):
            return any(has_models(variant) for variant in variants)
    return False


def has_models(shape: Shape) -> bool:
    """Tell whether a shape may hold what needs reading, as far as names do not hide it."""
    match shape:
        case ObjectOf() | Named() | TupleOf():
            return True
        case UnionOf() | ListOf() | MapOf() | Nullable():
            return any(has_models(part) for part in parts(shape))
    return False


def holds_objects(union: UnionOf, api: Api) -> bool:
    """Tell whether a variant of a union, or of a union in it, is an object with fields."""
    waiting, seen = [*union.variants], set[Location]()
    while waiting:
        match waiting.pop():
            case ObjectOf():
                return True
            case Named(target) if target not in seen:
                seen.add(target)
                waiting.append(api.schemas[target].shape)
            case Nullable(inner):
                waiting.append(inner)
            case UnionOf(variants=variants):
                waiting.extend(variants)
    return False


def walk(root: Shape) -> Iterator[Shape]:
    """Yield a shape and all those inside it; a name is where it ends."""
    yield root
    for part in parts(root):
        yield from walk(part)


@dataclass(frozen=True, slots=True)
class _Use:
    tag: str
    in_request: bool


_UNUSED: frozenset[_Use] = frozenset()


def _home_and_directions(uses: Iterable[_Use]) -> tuple[str | None, bool, bool]:
    tags = {use.tag for use in uses}
    directions = {use.in_request for use in uses}
    return (
        tags.pop() if len(tags) == 1 else None,
        True in directions,
        False in directions,
    )


def operation_shapes(operation: Operation) -> Iterator[Shape]:
    """Yield the shapes of what an operation takes and answers."""
    yield from _request_shapes(operation)
    yield from _response_shapes(operation)


def _request_shapes(operation: Operation) -> Iterator[Shape]:
    for parameter in operation.parameters:
        yield parameter.shape
    if operation.request_body is not None:
        for content in operation.request_body.content:
            yield content.shape


def _response_shapes(operation: Operation) -> Iterator[Shape]:
    for response in operation.responses:
        for content in response.content:
            yield content.shape
    for header in documented_headers(operation):
        yield header.shape


def _uses(api: Api) -> Mapping[Location, frozenset[_Use]]:
    """Give, for every place of a declaration, the tags and directions that reach it."""
    reach = Reach(
        lambda at: places_in(api.schemas[at].shape) if at in api.schemas else ()
    )
    uses: dict[Location, set[_Use]] = {}
    for operation in api.operations:
        for shapes, in_request in (
            (_request_shapes(operation), True),
            (_response_shapes(operation), False),
        ):
            for at in reach.follow(at for shape in shapes for at in places_in(shape)):
                uses.setdefault(at, set()).add(_Use(operation.tag, in_request))
    return {at: frozenset(found) for at, found in uses.items()}


def places_in(root: Shape) -> Iterator[Location]:
    """Yield the places of the declarations that a shape is made of, or names."""
    for shape in walk(root):
        match shape:
            case Named(target):
                yield target
            case ObjectOf(at=at) | Literals(at=at) | UnionOf(at=at):
                yield at
