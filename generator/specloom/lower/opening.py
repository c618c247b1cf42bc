"""References to a schema with heirs, which mean the union of them all.

In `allOf` a reference means the shape of the schema itself (OpenAPI 3.1.1, Schema Object,
"Composition and Inheritance"), but for the only one in an `allOf` that adds no more than
words or null: in 3.0, nothing can stand beside a `$ref`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from specloom.errors import Location
from specloom.ir.schema import (
    AnySchema,
    BooleanSchema,
    Reference,
    Schema,
    says_only,
    with_subschemas,
)
from specloom.lower.chains import followed
from specloom.lower.families import families


class Opening:
    """Lets references mean unions, in the named schemas of a document and elsewhere."""

    def __init__(self, schemas: Mapping[Location, AnySchema]) -> None:
        """Take the schemas that may be referred to, by their places."""
        self._schemas = schemas
        self._families = families(schemas)
        self._bound = frozenset(self._part_of_families())
        self._used: set[Location] = set()

    def named(self) -> Mapping[Location, AnySchema]:
        """Give the named schemas, and the union of every family after its last member."""
        if not self._families:
            return self._schemas
        unions: dict[Location, list[Schema]] = {}
        order = {at: index for index, at in enumerate(self._schemas)}
        for family in self._families.values():
            members = (family.base, *(heir.at for heir in family.heirs))
            last = max(members, key=lambda at: order[at])
            unions.setdefault(last, []).append(family.union)
        found: dict[Location, AnySchema] = {}
        for at, schema in self._schemas.items():
            found[at] = schema
            if isinstance(schema, Schema):
                found[at] = self._inside(schema, opens=at not in self._bound)
            found.update((union.at, union) for union in unions.get(at, ()))
        return found

    @property
    def heirs(self) -> frozenset[Location]:
        """Give the schemas that a discriminator tells from what they inherit from."""
        told = self._families.values()
        return frozenset(
            heir.at for each in told for heir in each.heirs if heir.at != each.base
        )

    def is_used(self, at: Location) -> bool:
        """Tell whether a place is no union, or one that some reference means."""
        return at in self._schemas or at in self._used

    def opened(self, schema: AnySchema) -> AnySchema:
        """Let the references of a schema that has no name mean unions."""
        if not self._families:
            return schema
        match schema:
            case Reference():
                return self._reference(schema)
            case BooleanSchema():
                return schema
        inner = self._inside(schema, opens=True)
        return inner if not _adds_nothing(schema) else self._stand_in(inner)

    def _reference(self, reference: Reference) -> Reference:
        family = self._families.get(self._end(reference.target))
        if family is None:
            return reference
        self._use(family.union.at)
        return replace(reference, target=family.union.at)

    def _use(self, at: Location) -> None:
        """Note that a union is meant, and so are those that stand in it."""
        if at not in self._used:
            self._used.add(at)
            for family in self._families.values():
                if family.union.at == at:
                    for heir in family.heirs:
                        if heir.target not in self._schemas:
                            self._use(heir.target)

    def _end(self, at: Location) -> Location:
        seen = set[Location]()
        while isinstance(schema := self._schemas.get(at), Reference) and at not in seen:
            seen.add(at)
            at = schema.target
        return at

    def _inside(self, schema: Schema, *, opens: bool) -> Schema:
        """Open what stands in a schema; `opens` is for what decides about the same value."""

        def kept(part: AnySchema) -> AnySchema:
            if isinstance(part, Schema):
                return self._inside(part, opens=opens)
            return part

        def optional(part: AnySchema | None) -> AnySchema | None:
            return None if part is None else kept(part)

        branch = self.opened if opens and self._is_free(schema) else kept
        return replace(
            with_subschemas(_without_applicators(schema), self.opened),
            all_of=tuple(map(kept, schema.all_of)),
            any_of=tuple(map(branch, schema.any_of)),
            one_of=tuple(map(branch, schema.one_of)),
            dependencies=tuple(
                replace(entry, schema=optional(entry.schema))
                for entry in schema.dependencies
            ),
            not_=optional(schema.not_),
            if_=optional(schema.if_),
            then=optional(schema.then),
            else_=optional(schema.else_),
        )

    def _stand_in(self, schema: Schema) -> Schema:
        """Open the reference that a schema stands for."""
        parts = tuple(
            self._reference(part) if isinstance(part, Reference) else part
            for part in schema.all_of
        )
        return replace(schema, all_of=parts)

    def _is_free(self, schema: Schema) -> bool:
        """Tell whether the branches of a schema do not list a family themselves."""
        branches = (*schema.any_of, *schema.one_of)
        named = {
            self._end(branch.target)
            for branch in branches
            if isinstance(branch, Reference)
        }
        listed = (
            heir.at in named
            for at in named & self._families.keys()
            for heir in self._families[at].heirs
            if heir.at != at
        )
        return schema.discriminator is None and not any(listed)

    def _part_of_families(self) -> Iterator[Location]:
        """Yield the schemas that decide about the same value as a member of a family."""
        waiting = [*self._families]
        waiting += [h.at for family in self._families.values() for h in family.heirs]
        seen = set[Location]()
        while waiting:
            at = waiting.pop()
            if at not in seen and at in self._schemas:
                seen.add(at)
                yield at
                waiting += [target for _, target in followed(self._schemas[at])]


def _without_applicators(schema: Schema) -> Schema:
    """Leave out what decides about the same value."""
    bare = replace(schema, all_of=(), any_of=(), one_of=(), dependencies=())
    return replace(bare, not_=None, if_=None, then=None, else_=None)


def _adds_nothing(schema: Schema) -> bool:
    """Tell whether a schema is one reference with words, or null, beside it."""
    telling = [part for part in schema.all_of if not _is_silent(part)]
    is_single = len(telling) == 1 and isinstance(telling[0], Reference)
    return is_single and says_only(schema, "all_of", "types")


def _is_silent(part: AnySchema) -> bool:
    if isinstance(part, BooleanSchema):
        return part.accepts
    return isinstance(part, Schema) and says_only(part)
