"""One rule for names that want to be the same, blind to the order of the document.

Of several claims on a name, the one whose text already is that name gets it; the others
are numbered in the order of their keys.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class _Key(Protocol):
    def __hash__(self) -> int: ...


K = TypeVar("K", bound=_Key)


@dataclass(frozen=True, slots=True)
class Claim(Generic[K]):
    """The thing that wants a name, the text it comes from, and the name it would like."""

    key: K
    text: str
    wanted: str


def allocate(
    claims: Iterable[Claim[K]],
    taken: frozenset[str] = frozenset(),
    order: Callable[[K], str] = str,
) -> Mapping[K, str]:
    """Give every claim a name of its own, none of them in `taken`."""
    groups: dict[str, list[Claim[K]]] = {}
    for claim in claims:
        wanted = f"{claim.wanted}_" if claim.wanted in taken else claim.wanted
        groups.setdefault(wanted, []).append(claim)
    firsts = set(groups) | taken
    names: dict[K, str] = {}
    for wanted, group in sorted(groups.items()):
        ranked = sorted(
            group, key=lambda claim: (claim.text != wanted, order(claim.key))
        )
        names[ranked[0].key] = wanted
        number = 2
        for claim in ranked[1:]:
            while f"{wanted}_{number}" in firsts:
                number += 1
            names[claim.key] = f"{wanted}_{number}"
            firsts.add(names[claim.key])
    return names
