"""Changes to a valid value of a named schema: each next to one limit (JSON Schema 2020-12).

A change is made inside one named schema only. Where that refers to another one, a single
wrong value shows that the other is heeded; its limits have changes of their own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from specloom.errors import Location
from specloom.ir.schema import AnySchema, BooleanSchema, Reference, Schema
from specloom.python.tests.branches import Branches
from specloom.python.tests.broken import Broken, Path
from specloom.python.tests.combining import plain_schema
from specloom.python.tests.conformity import Judge, same
from specloom.python.tests.limit_values import Tried
from specloom.python.tests.limits import Limits, meant
from specloom.python.tests.member_names import names_nearby, only_schema
from specloom.python.tests.samples import FULL, LEAST, SHALLOW, Kind, NoSample, Sampler
from specloom.python.tests.secrets import conceals

_DEEPEST = 20
_UNKNOWN = "undocumented"
_WRONG: tuple[Any, ...] = (None, 1, {})
_CLOSED = ("const", "enum")
_OF_NAMES = ("propertyNames", "additionalProperties")


@dataclass(frozen=True, slots=True)
class Gone:
    """The type of `GONE`, the value of a member that is left out."""


GONE: Final = Gone()


@dataclass(frozen=True, slots=True)
class Change:
    """A member with another value; `broken` is None where that is valid."""

    place: Path
    value: Any
    broken: Broken | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """A valid value, one with no more than it needs, and what is done to the first."""

    value: Any
    least: Any
    accepted: tuple[Change, ...]
    refused: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _At:
    """Where in a value the walk is; `is_alone` if nothing around it heeds it."""

    place: Path
    is_alone: bool
    depth: int = 0

    def inside(self, key: str | int, *, is_heeded: bool) -> "_At":
        """Go to a member, which what is around it may heed."""
        is_alone = self.is_alone and not is_heeded
        return _At((*self.place, key), is_alone, self.depth + 1)


@dataclass(slots=True)
class SchemaChanges:
    """Finds the changes for named schemas."""

    limits: Limits
    sampler: Sampler = field(init=False)
    branches: Branches = field(init=False)
    judge: Judge = field(init=False)
    _wrong: dict[Location, Change | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make values of its own, so that those of other tests stay as they are."""
        self.sampler = Sampler(self.limits.schemas, SHALLOW)
        self.branches = Branches(self.limits)
        self.judge = self.limits.judge

    def of(self, at: Location, name: str) -> Changes:
        """Give the changes for a schema; raises NoSample if it has no value."""
        schema = self.limits.schemas[at]
        value = self._first((SHALLOW, FULL), schema, name)
        least = self._first((LEAST, FULL), schema, name)
        walk = _Walk(self, schema, value)
        found = _different(walk.into(schema, _At((), is_alone=True)))
        return Changes(
            value,
            least,
            tuple(entry for entry in found if not _is_idle(entry, value)),
            tuple(entry for entry in found if entry.broken is not None),
        )

    def _first(self, kinds: tuple[Kind, ...], schema: AnySchema, name: str) -> Any:
        """Give a value of the first kind that there is; several branches may fit a short one."""
        *others, last = kinds
        for kind in others:
            try:
                return self.sampler.value_as(kind, schema, name)
            except NoSample:
                continue
        return self.sampler.value_as(last, schema, name)

    def wrong(self, at: Location) -> Change | None:
        """Give a value that a named schema refuses, the same each time."""
        if at not in self._wrong:
            self._wrong[at] = None
            for value in _WRONG:
                found = list(self.judge.broken(self.limits.schemas[at], value))
                if found and self._wrong[at] is None:
                    broken = max(found, key=lambda entry: entry.keyword in _CLOSED)
                    self._wrong[at] = Change((), value, broken)
        return self._wrong[at]


@dataclass(frozen=True, slots=True)
class _Walk:
    """The walk through one named schema, and the value that is changed."""

    changes: SchemaChanges
    root: AnySchema
    value: Any

    @property
    def judge(self) -> Judge:
        return self.changes.judge

    def into(self, schema: AnySchema, at: _At) -> Iterator[Change]:
        if isinstance(schema, Reference) and at.place:
            yield from self._referred(schema, at)
            return
        flat = plain_schema(schema, self.changes.limits.schemas)
        if flat is None or at.depth > _DEEPEST:
            return
        for tried in self.changes.limits.few(flat):
            yield from self._judged(schema, tried, at)
        yield from self._unions(schema, flat, at)
        value = _member(self.value, at.place)
        if isinstance(value, dict):
            yield from self._members(schema, flat, value, at)
        if isinstance(value, list) and value:
            inner = flat.prefix_items[0] if flat.prefix_items else flat.items
            if inner is not None:
                is_heeded = self._heeds_members(schema, flat)
                yield from self.into(inner, at.inside(0, is_heeded=is_heeded))

    def _referred(self, reference: Reference, at: _At) -> Iterator[Change]:
        wrong = self.changes.wrong(reference.target)
        if wrong is not None and wrong.broken is not None:
            tried = Tried("", wrong.value, (wrong.broken.keyword,))
            yield from self._judged(reference, tried, at)

    def _judged(self, schema: AnySchema, tried: Tried, at: _At) -> Iterator[Change]:
        """Yield a change if it does what it is meant to do."""
        yield from self._meant(tried, self._broken(schema, tried.value, at), at)

    def _meant(self, tried: Tried, found: list[Broken], at: _At) -> Iterator[Change]:
        if not tried.keywords and not found:
            yield Change(at.place, tried.value)
        broken = meant(tried, at.place, found)
        if broken is not None:
            yield Change(at.place, tried.value, broken)

    def _broken(self, schema: AnySchema, value: Any, at: _At) -> list[Broken]:
        """Give what another value at a place breaks, of the schema or all around it."""
        if at.is_alone:
            return list(self.judge.broken(schema, value, at.place))
        return list(self.judge.broken(self.root, _changed(self.value, at.place, value)))

    def _heeds_members(self, schema: AnySchema, flat: Schema) -> bool:
        """Tell whether what is said of a member depends on what is around it."""
        return _looks_inside(flat) or conceals(schema, self.changes.limits.schemas)

    def _members(
        self, schema: AnySchema, flat: Schema, value: dict[str, Any], at: _At
    ) -> Iterator[Change]:
        if at.place:
            yield from self._needed(schema, at)
        for name in flat.required:
            if name in value:
                yield from self._without(name, at)
        more = flat.additional_properties
        if isinstance(more, BooleanSchema) and not more.accepts:
            tried = Tried("", {**value, _UNKNOWN: 1}, ("additionalProperties",))
            place = (*at.place, _UNKNOWN)
            for found in self._broken(schema, tried.value, at):
                if (found.path, found.keyword) == (place, "additionalProperties"):
                    yield Change(place, 1, found)
        is_heeded = self._heeds_members(schema, flat)
        for name in value:
            inner = only_schema(flat, name)
            if inner is not None:
                yield from self.into(inner, at.inside(name, is_heeded=is_heeded))
        yield from self._named_wrong(schema, flat, value, at)

    def _named_wrong(
        self, schema: AnySchema, flat: Schema, value: dict[str, Any], at: _At
    ) -> Iterator[Change]:
        """Yield what another member is, under a name that is not allowed."""
        known = {entry.name for entry in flat.properties}
        further = [member for name, member in value.items() if name not in known]
        nearby = names_nearby(flat, self.changes.limits.schemas) if further else ()
        for name in nearby:
            place = (*at.place, name)
            changed = {**value, name: further[0]}
            for found in self._broken(schema, changed, at):
                if found.path == place and found.keyword in _OF_NAMES:
                    yield Change(place, further[0], found)

    def _needed(self, schema: AnySchema, at: _At) -> Iterator[Change]:
        """Yield an inner object with no more than it needs."""
        try:
            least = self.changes.sampler.value_as(LEAST, schema, "value")
        except NoSample:
            return
        yield from self._judged(schema, Tried("", least), at)

    def _without(self, name: str, at: _At) -> Iterator[Change]:
        place = (*at.place, name)
        changed = _changed(self.value, place, GONE)
        for found in self.judge.broken(self.root, changed):
            is_it = repr(name) in found.words
            if (found.path, found.keyword) == (at.place, "required") and is_it:
                yield Change(place, GONE, found)
                return

    def _unions(self, schema: AnySchema, flat: Schema, at: _At) -> Iterator[Change]:
        """Yield values of every branch, and such as no branch or too many accept."""
        for keyword, branches in (("anyOf", flat.any_of), ("oneOf", flat.one_of)):
            for branch in branches:
                for value in self._values(branch):
                    yield from self._judged(schema, Tried("", value), at)
                for value in self.changes.branches.tried(branch):
                    found = self._broken(schema, value, at)
                    yield from self._meant(Tried("", value), found, at)
                    yield from self._meant(Tried("", value, (keyword,)), found, at)

    def _values(self, branch: AnySchema) -> Iterator[Any]:
        """Yield a value with all that it may have."""
        try:
            yield self.changes.sampler.value_as(FULL, branch, "value")
        except NoSample:
            return


def _different(changes: Iterator[Change]) -> list[Change]:
    """Leave out changes that were made before."""
    known = {repr((entry.place, entry.value, entry.broken)): entry for entry in changes}
    return list(known.values())


def _is_idle(change: Change, value: Any) -> bool:
    """Tell whether a change shows nothing of what is accepted."""
    return change.broken is not None or same(_member(value, change.place), change.value)


def _looks_inside(schema: Schema) -> bool:
    """Tell whether a schema has a keyword that heeds more than one member at a time."""
    return bool(
        schema.any_of
        or schema.one_of
        or schema.all_of
        or schema.dependencies
        or schema.unique_items
        or schema.pattern_properties
        or schema.contains is not None
        or schema.not_ is not None
        or schema.if_ is not None
    )


def _member(value: Any, place: Path) -> Any:
    for key in place:
        value = value[key]
    return value


def _changed(value: Any, place: Path, new: Any) -> Any:
    """Give a value with another member at a place, or without it."""
    if not place:
        return new
    key, rest = place[0], place[1:]
    copied: Any = list(value) if isinstance(value, list) else dict(value)
    if rest or new is not GONE:
        copied[key] = _changed(copied[key] if rest else None, rest, new)
    else:
        del copied[key]
    return copied
