"""Keep only the operations a person asked for, and the schemas these need."""

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches
from fnmatch import fnmatchcase

from specloom.config import Selector
from specloom.errors import Location, UsageError
from specloom.ir.api import Api, Operation
from specloom.ir.reach import Reach, operation_schemas, targets


def select(
    api: Api, include: tuple[Selector, ...], exclude: tuple[Selector, ...] = ()
) -> Api:
    """Give the operations that a selector includes, all for none, and none excludes.

    Raises:
        UsageError: a selector chooses nothing, or no operation is left.
    """
    if not include and not exclude:
        return api
    for selector in (*include, *exclude):
        if not any(_chooses(selector, operation) for operation in api.operations):
            raise UsageError(_nothing(selector, api))
    kept = tuple(
        operation
        for operation in api.operations
        if (not include or _is_chosen(operation, include))
        and not _is_chosen(operation, exclude)
    )
    if not kept:
        raise UsageError(f"{exclude[0].origin} '{exclude[0]}': no operation is left")
    return _part(api, kept)


def _part(api: Api, kept: tuple[Operation, ...]) -> Api:
    tags = {operation.tag for operation in kept}
    reached = _reached(api, kept)
    return replace(
        api,
        operations=kept,
        tags=tuple(tag for tag in api.tags if tag.name in tags),
        schemas={at: named for at, named in api.schemas.items() if at in reached},
    )


def _is_chosen(operation: Operation, selectors: tuple[Selector, ...]) -> bool:
    return any(_chooses(selector, operation) for selector in selectors)


def _chooses(selector: Selector, operation: Operation) -> bool:
    match selector.kind:
        case "tag":
            return operation.tag == selector.value
        case "operation":
            return operation.id == selector.value
    return fnmatchcase(operation.path, selector.value)


def _nothing(selector: Selector, api: Api) -> str:
    known = {
        "tag": [operation.tag for operation in api.operations],
        "operation": [operation.id for operation in api.operations],
        "path": [operation.path for operation in api.operations],
    }[selector.kind]
    near = get_close_matches(selector.value, known, 1, 0.5)
    guess = f"; did you mean '{selector.kind}:{near[0]}'?" if near else ""
    return (
        f"{selector.origin} '{selector}': no operation has this {selector.kind}{guess}"
    )


def _reached(api: Api, operations: Iterable[Operation]) -> set[Location]:
    reach = Reach(
        lambda at: targets(api.schemas[at].schema) if at in api.schemas else ()
    )
    starts = (
        at
        for operation in operations
        for schema in operation_schemas(operation)
        for at in targets(schema)
    )
    return set(reach.follow(starts))
