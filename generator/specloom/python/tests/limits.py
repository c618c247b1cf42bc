"""The nearest values inside and outside of every limit (JSON Schema 2020-12, Validation).

Each value is judged by `conformity`: one that is meant to be outside must break the very
keyword it is made for, one inside must break none. What cannot be told surely is left out.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from specloom.errors import Location
from specloom.ir.schema import AnySchema, BooleanSchema, Schema
from specloom.python.tests.broken import Broken, Path
from specloom.python.tests.combining import as_object, plain_schema
from specloom.python.tests.conformity import Judge, Schemas
from specloom.python.tests.limit_values import ANOTHER_CASE, Tried, scalar_limits
from specloom.python.tests.samples import REQUEST, NoSample, Sampler

Wrap: TypeAlias = Callable[[Any], Any]

_DEEPEST = 2
_MOST_ITEMS = 200
_UNKNOWN = "undocumented"
_MINIMAL = replace(REQUEST, is_full=False, items=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """A value next to a limit; `broken` is what it breaks if it is outside."""

    about: str
    value: Any
    broken: Broken | None


@dataclass(frozen=True, slots=True)
class Limits:
    """Finds the values next to the limits of schemas."""

    schemas: Schemas
    judge: Judge = field(init=False)
    _known: dict[Location, tuple[Limit, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the judge of all values."""
        object.__setattr__(self, "judge", Judge(self.schemas))

    def of(self, schema: AnySchema) -> tuple[Limit, ...]:
        """Give the values for a schema; `broken` says where inside them."""
        if schema.at not in self._known:
            self._known[schema.at] = tuple(self._judged(schema))
        return self._known[schema.at]

    def few(self, flat: Schema) -> Iterator[Tried]:
        """Yield values for the keywords of a schema itself, one of them of a wrong type."""
        has_wrong = False
        for tried in scalar_limits(flat):
            if tried.about == ANOTHER_CASE:
                continue
            if not _is_of_wrong_type(tried, flat):
                yield tried
            elif not has_wrong:
                has_wrong = True
                yield replace(tried, value=_wrong_type(flat))
        if "array" in flat.types:
            yield from self.of_array(flat)

    def _judged(self, schema: AnySchema) -> Iterator[Limit]:
        for tried, place in self._all(schema, (), lambda value: value, 0):
            broken = list(self.judge.broken(schema, tried.value))
            about = f"{_shown(place)} {tried.about}".strip()
            if not tried.keywords and not broken:
                yield Limit(about, tried.value, None)
            found = meant(tried, place, broken)
            if found is not None:
                yield Limit(about, tried.value, found)

    def _all(
        self, schema: AnySchema, place: Path, wrap: Wrap, depth: int
    ) -> Iterator[tuple[Tried, Path]]:
        flat = plain_schema(schema, self.schemas)
        if flat is None or depth > _DEEPEST:
            return
        for tried in (*self.own(schema, flat), *self._of_branches(flat)):
            yield replace(tried, value=wrap(tried.value)), place
        if "array" in flat.types:
            yield from self._items(flat, place, wrap, depth)
        if "object" in flat.types:
            yield from self._members(schema, flat, place, wrap, depth)

    def _of_branches(self, flat: Schema) -> Iterator[Tried]:
        """Yield values next to the limits of each branch, for inside and for outside."""
        for keyword, branches in (("anyOf", flat.any_of), ("oneOf", flat.one_of)):
            for number, branch in enumerate(branches, start=1):
                inner = plain_schema(branch, self.schemas)
                for tried in self.few(inner) if inner is not None else ():
                    about = f"alternative {number}, {tried.about}"
                    yield Tried(about, tried.value)
                    yield Tried(about, tried.value, (keyword,))

    def own(self, schema: AnySchema, flat: Schema) -> Iterator[Tried]:
        """Yield what may break a keyword of a schema itself, or stand next to that."""
        yield from scalar_limits(flat)
        if "array" in flat.types:
            yield from self.of_array(flat)
        if "object" in flat.types:
            yield from self._of_object(schema, flat)

    def of_array(self, flat: Schema) -> Iterator[Tried]:
        """Yield arrays next to the limits of their size, and such that repeat."""
        for size, keyword, word in (
            (flat.min_items, "minItems", "few"),
            (flat.max_items, "maxItems", "many"),
        ):
            if size is None or size > _MOST_ITEMS:
                continue
            outside = size - 1 if word == "few" else size + 1
            unit = "item" if size == 1 else "items"
            yield from self._sized(flat, size, f"{size} {unit}", ())
            if outside >= 0:
                yield from self._sized(flat, outside, f"too {word} items", (keyword,))
        if flat.unique_items:
            for item in self._distinct(flat, 1):
                fill = self._distinct(flat, max(flat.min_items or 0, 2) - 1)
                yield Tried("an item twice", [item, item], ("uniqueItems",), (1,))
                yield Tried("different items", fill)

    def _sized(
        self, flat: Schema, size: int, about: str, keywords: tuple[str, ...]
    ) -> Iterator[Tried]:
        """Yield an array of a size; items differ where they must."""
        must_differ = flat.unique_items and not keywords
        items = self._distinct(flat, size if must_differ else min(size, 1))
        if items and not must_differ:
            items = items * size
        if len(items) == size:
            yield Tried(about, items, keywords)

    def _distinct(self, flat: Schema, size: int) -> list[Any]:
        """Give as many different items as there are."""
        sampler = Sampler(self.schemas, _MINIMAL)
        found: list[Any] = []
        for _ in range(size * 2):
            if len(found) < size:
                for item in self._sample(sampler, flat.items, flat):
                    if item not in found:
                        found.append(item)
        return found

    def _sample(
        self, sampler: Sampler, schema: AnySchema | None, flat: Schema
    ) -> Iterator[Any]:
        try:
            yield sampler.value(schema or BooleanSchema(flat.at, accepts=True), "item")
        except NoSample:
            return

    def _of_object(self, schema: AnySchema, flat: Schema) -> Iterator[Tried]:
        more = flat.additional_properties
        for least in self._least(schema, flat):
            for name in flat.required:
                without = {key: least[key] for key in least if key != name}
                yield Tried(f"without {name}", without, ("required",))
            if isinstance(more, BooleanSchema) and not more.accepts:
                grown = {**least, _UNKNOWN: 1}
                keywords = ("additionalProperties",)
                yield Tried("an unknown property", grown, keywords, (_UNKNOWN,))

    def _least(self, schema: AnySchema, flat: Schema) -> Iterator[dict[str, Any]]:
        """Yield an object with what it needs, if one can be made up."""
        sampler = Sampler(self.schemas, _MINIMAL)
        wanted = schema if flat.types == ("object",) else as_object(schema)
        yield from self._sample(sampler, wanted, flat)

    def _items(
        self, flat: Schema, place: Path, wrap: Wrap, depth: int
    ) -> Iterator[tuple[Tried, Path]]:
        if flat.items is None or flat.prefix_items:
            return
        rest = self._distinct(flat, flat.min_items or 1)[1:]
        yield from self._all(
            flat.items, (*place, 0), lambda value: wrap([value, *rest]), depth + 1
        )

    def _members(
        self, schema: AnySchema, flat: Schema, place: Path, wrap: Wrap, depth: int
    ) -> Iterator[tuple[Tried, Path]]:
        for least in self._least(schema, flat):
            for entry in flat.properties:
                inner = _member(wrap, least, entry.name)
                path = (*place, entry.name)
                yield from self._all(entry.schema, path, inner, depth + 1)


def meant(tried: Tried, place: Path, broken: list[Broken]) -> Broken | None:
    """Find what a value was made to break among what it breaks."""
    wanted = (*place, *tried.below)
    for keyword in tried.keywords:
        for entry in broken:
            if (entry.path, entry.keyword) == (wanted, keyword):
                return entry
    return None


def _member(wrap: Wrap, least: dict[str, Any], name: str) -> Wrap:
    """Give what puts a value into an object under a name."""
    return lambda value: wrap({**least, name: value})


def _shown(place: Path) -> str:
    return "".join(
        f"[{key}]" if isinstance(key, int) else f".{key}" for key in place
    ).lstrip(".")


def _is_of_wrong_type(tried: Tried, flat: Schema) -> bool:
    if not tried.keywords or tried.keywords[-1] not in ("type", "const", "enum"):
        return False
    return flat.enum is None or not isinstance(tried.value, str)


def _wrong_type(flat: Schema) -> Any:
    """Give a value of a type that no check can mistake: an array has no hash, 1 no items."""
    if "string" in flat.types or (flat.enum is not None and "array" not in flat.types):
        return []
    return True if {"integer", "number"} & {*flat.types} else 1
