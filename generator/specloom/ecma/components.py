"""The strongly connected components of a graph (R. Tarjan, 1972), without recursion."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field


def components(follow: Sequence[Collection[int]]) -> list[tuple[int, ...]]:
    """Give the sets of nodes that lead to each other; what comes later in paths first."""
    search = _Search(follow)
    for node in range(len(follow)):
        if node not in search.order:
            search.visit(node)
    return search.found


@dataclass(slots=True)
class _Search:
    follow: Sequence[Collection[int]]
    order: dict[int, int] = field(default_factory=dict)
    lowest: dict[int, int] = field(default_factory=dict)
    stack: list[int] = field(default_factory=list)
    open: set[int] = field(default_factory=set)
    found: list[tuple[int, ...]] = field(default_factory=list)

    def visit(self, root: int) -> None:
        path: list[tuple[int, Iterator[int]]] = [self._enter(root)]
        while path:
            node, rest = path[-1]
            after = next(rest, None)
            if after is None:
                path.pop()
                self._leave(node, path[-1][0] if path else None)
            elif after not in self.order:
                path.append(self._enter(after))
            elif after in self.open:
                self.lowest[node] = min(self.lowest[node], self.order[after])

    def _enter(self, node: int) -> tuple[int, Iterator[int]]:
        self.order[node] = self.lowest[node] = len(self.order)
        self.stack.append(node)
        self.open.add(node)
        return node, iter(self.follow[node])

    def _leave(self, node: int, parent: int | None) -> None:
        if self.lowest[node] == self.order[node]:
            place = self.stack.index(node)
            component = self.stack[place:]
            del self.stack[place:]
            self.open.difference_update(component)
            self.found.append(tuple(sorted(component)))
        if parent is not None:
            self.lowest[parent] = min(self.lowest[parent], self.lowest[node])
