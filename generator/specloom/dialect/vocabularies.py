"""JSON Schema 2020-12, Core, section 8.1: `$schema` and `$vocabulary` choose the keywords."""

from collections.abc import Mapping
from dataclasses import replace

from specloom.dialect.dialects import DIALECTS, META_SCHEMAS, VOCABULARIES, Dialect
from specloom.dialect.problem import refuse
from specloom.dialect.uris import without_fragment


def dialect_named(uri: str, resources: Mapping[str, object], pointer: str) -> Dialect:
    """Give the dialect of a `$schema`, be it a meta-schema among the resources."""
    plain = without_fragment(uri)
    if plain in META_SCHEMAS:
        return DIALECTS[META_SCHEMAS[plain]]
    meta_schema = resources.get(plain)
    if not isinstance(meta_schema, dict):
        message = f"the meta-schema {plain} is not known; hand it in as a resource"
        raise refuse(pointer, message, "JSON Schema, $schema")
    named = meta_schema.get("$schema")
    if not isinstance(named, str) or without_fragment(named) == plain:
        message = f"the meta-schema {plain} names no dialect that is known"
        raise refuse(pointer, message, "JSON Schema, $schema")
    dialect = dialect_named(named, resources, pointer)
    vocabularies = meta_schema.get("$vocabulary")
    if not isinstance(vocabularies, dict):
        return dialect
    return _limited(dialect, vocabularies, pointer)


def _limited(dialect: Dialect, vocabularies: Mapping[str, object], at: str) -> Dialect:
    for uri, is_required in vocabularies.items():
        if is_required is True and uri not in VOCABULARIES:
            message = f"the required vocabulary {uri} is not known"
            raise refuse(at, message, "JSON Schema, $vocabulary")
    known = (VOCABULARIES.get(uri, frozenset()) for uri in vocabularies)
    asserts = any(uri.endswith("/vocab/format-assertion") for uri in vocabularies)
    return replace(
        dialect,
        keywords=frozenset().union(*known) & dialect.keywords,
        asserts_formats=asserts,
    )
