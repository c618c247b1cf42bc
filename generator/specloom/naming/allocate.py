"""One rule for names that want to be the same, blind to the order of the document.

What held a name before keeps it. Of several other claims on a name, the one whose text
already is that name gets it; the others are numbered in the order of their keys.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Generic, Protocol, TypeVar


class _Key(Protocol):
    def __hash__(self) -> int: ...


K = TypeVar("K", bound=_Key)

_NOTHING: Mapping[Any, str] = MappingProxyType({})


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
    held: Mapping[K, str] = _NOTHING,
) -> Mapping[K, str]:
    """Give every claim a name of its own, none of them in `taken`.

    A name that is held by two, or taken, is given as if nobody held it.
    """
    ordered = sorted(claims, key=lambda claim: order(claim.key))
    kept = _kept(ordered, taken, held)
    unnamed = [claim for claim in ordered if claim.key not in kept]
    names = kept | _given(unnamed, taken, frozenset(kept.values()))
    return {claim.key: names[claim.key] for claim in ordered}


def _kept(
    claims: Iterable[Claim[K]], taken: frozenset[str], held: Mapping[K, str]
) -> dict[K, str]:
    names: dict[K, str] = {}
    used = set(taken)
    for claim in claims:
        name = held.get(claim.key)
        if name is not None and name not in used:
            names[claim.key] = name
            used.add(name)
    return names


def _given(
    ordered: Iterable[Claim[K]], taken: frozenset[str], kept: frozenset[str]
) -> dict[K, str]:
    groups: dict[str, list[Claim[K]]] = {}
    for claim in ordered:
        wanted = f"{claim.wanted}_" if claim.wanted in taken else claim.wanted
        groups.setdefault(wanted, []).append(claim)
    used = set(groups) | taken | kept
    names: dict[K, str] = {}
    for wanted, group in sorted(groups.items()):
        ranked = sorted(group, key=lambda claim: claim.text != wanted)
        if wanted not in kept:
            names[ranked.pop(0).key] = wanted
        number = 2
        for claim in ranked:
            while f"{wanted}_{number}" in used:
                number += 1
            names[claim.key] = f"{wanted}_{number}"
            used.add(names[claim.key])
    return names
