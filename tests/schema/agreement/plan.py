"""Where the schemas of a random document stand, and how they can be referred to.

JSON Schema 2020-12, Core, sections 8.2 and 9.2. A reference that consumes nothing leads
only to a schema of a higher rank, so that no schema applies itself without end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote, urljoin, urlsplit

from specloom.compile import DialectName

ANYWHERE = -1
"""The rank of what is applied to a part of the value: it may refer to everything."""
# No relative one with a folder of its own, which others resolve twice.
ROOTS = ("", "http://one.test/root.json", "http://one.test/a/b", "urn:one:two")
INNER = ("two.json", "/c/d.json", "../e", "http://two.test/f.json", "/g", "urn:three:4")
_PLAIN = ("d{}", "d/{}", "d~{}", "d%{}", "d {}", "é{}")


@dataclass(frozen=True, slots=True)
class Target:
    """A schema that can be referred to: `name` is empty for the root of its resource."""

    rank: int
    resource: int
    name: str = ""
    anchor: str = ""
    dynamic_anchor: str = ""


@dataclass(frozen=True, slots=True)
class Resource:
    """A schema resource: what its `$id` says, and which URI that makes."""

    id: str
    uri: str
    parent: int | None = None


@dataclass(slots=True)
class Plan:
    """All resources and targets of a document, made before its schemas."""

    random: Random
    dialect: DialectName
    resources: list[Resource] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    is_dynamic: bool = False
    is_recursive: bool = False

    @property
    def is_new(self) -> bool:
        """Tell whether the dialect has vocabularies, `$defs` and `$anchor`."""
        return self.dialect.startswith("20")

    @property
    def definitions(self) -> str:
        """Give the keyword under which schemas stand that others refer to."""
        return "$defs" if self.is_new else "definitions"

    def lay_out(self) -> Plan:
        """Decide on one to three resources with up to two definitions each."""
        uri = self.random.choice(ROOTS)
        self.is_dynamic = self.is_new and self.random.random() < 0.4
        is_2019 = self.dialect == "2019-09"
        self.is_recursive = is_2019 and self.random.random() < 0.7
        self._add(Resource(uri, uri))
        counts = (1, 2) if self.is_dynamic else (0, 0, 1, 2)
        for _ in range(self.random.choice(counts)):
            self._inside(self.random.randrange(len(self.resources)))
        return self

    def reachable(self, rank: int, resource: int) -> list[Target]:
        """Give what a schema of a rank in a resource may refer to."""
        return [
            target
            for target in self.targets
            if target.rank > rank and any(self.references(resource, target))
        ]

    def references(self, resource: int, target: Target) -> Iterator[str]:
        """Yield the texts that refer to a target from inside a resource."""
        base, home = self.resources[resource].uri, self.resources[target.resource]
        paths = [""] if resource == target.resource else []
        if home.uri:
            path = urlsplit(home.uri).path
            near = (home.uri, home.id, path, path.rpartition("/")[2])
            paths += sorted(
                {way for way in near if way and join(base, way) == home.uri}
            )
        for way in paths:
            # The other forgets the dynamic scope of 2019-09 after an empty fragment.
            is_plain = bool(way) and self.is_recursive
            fragments = (
                part for part in self._fragments(target) if part or not is_plain
            )
            yield from (f"{way}#{fragment}" for fragment in fragments)
            if way and not target.name:
                yield way

    def dynamic(self, name: str) -> list[Target]:
        """Give all that a dynamic anchor may mean."""
        return [entry for entry in self.targets if entry.dynamic_anchor == name]

    def _fragments(self, target: Target) -> Iterator[str]:
        if target.anchor:
            yield target.anchor
        # Others let `$ref` to a dynamic anchor go to the outermost; section 8.2.2 does not.
        name = target.dynamic_anchor
        if name and len(self.dynamic(name)) == 1:
            yield name
        if target.name:
            escaped = target.name.replace("~", "~0").replace("/", "~1")
            yield f"/{self.definitions}/{quote(escaped, safe='/~')}"
        else:
            yield ""

    def _inside(self, parent: int) -> None:
        base, id_ = self.resources[parent].uri, self.random.choice(INNER)
        uri = join(base, id_)
        is_new = uri not in {entry.uri for entry in self.resources}
        is_known = ":" in id_ or base.startswith("http:")
        if is_new and is_known:
            self._add(Resource(id_, uri, parent))

    def _add(self, resource: Resource) -> None:
        number = len(self.resources)
        self.resources.append(resource)
        self._target(number, "")
        for _ in range(self.random.choice((0, 1, 1, 2))):
            name = self.random.choice(_PLAIN).format(len(self.targets))
            self._target(number, name)

    def _target(self, resource: int, name: str) -> None:
        rank = len(self.targets)
        anchor = dynamic = ""
        often = 0.8 if self.is_dynamic else 0.3
        if name and self.random.random() < 0.3:
            anchor = f"n{rank}"
        elif self.dialect == "2020-12" and self.random.random() < often:
            taken = {
                entry.dynamic_anchor
                for entry in self.targets
                if entry.resource == resource
            }
            dynamic = self.random.choice(("m", "k"))
            dynamic = "" if dynamic in taken else dynamic
        self.targets.append(Target(rank, resource, name, anchor, dynamic))


def join(base: str, reference: str) -> str:
    """Resolve a reference; against a URN only an absolute one can be resolved."""
    if ":" in reference:
        return reference
    return "" if base.startswith("urn:") else urljoin(base, reference)
