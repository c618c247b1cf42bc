"""Which method of the new client is which of the old one."""

from collections.abc import Iterable

from specloom.diff.side import Method

Pair = tuple[Method, Method]


def pair_methods(old: Iterable[Method], new: Iterable[Method]) -> tuple[Pair, ...]:
    """Find the old methods again: by what they send, then by name, then by operationId."""
    pairs: list[Pair] = []
    old, new = [*old], [*new]
    for key in (_request, route, _python_name, _operation_id):
        there = {key(method): method for method in new if key(method)}
        found = [(each, there[key(each)]) for each in old if key(each) in there]
        pairs += {id(after): (before, after) for before, after in found}.values()
        known = {id(method) for pair in pairs for method in pair}
        old = [method for method in old if id(method) not in known]
        new = [method for method in new if id(method) not in known]
    return tuple(pairs)


def _request(method: Method) -> object:
    return method.operation.method, method.operation.path, _kind(method)


def route(method: Method) -> object:
    """Give HTTP method and path; what a path parameter is called does not matter."""
    parts = method.operation.path.split("/")
    plain = ("{}" if "{" in part else part for part in parts)
    return method.operation.method, _kind(method), *plain


def _kind(method: Method) -> str:
    """Tell the methods of one operation apart: what of it each is for."""
    base, at = method.operation.base, method.operation.at
    return "" if base is None else at.pointer.removeprefix(base.pointer)


def _python_name(method: Method) -> object:
    return method.subject


def _operation_id(method: Method) -> object:
    return method.operation.id
