"""The dialects of JSON Schema: which keywords each knows, and what they mean there.

JSON Schema drafts 4, 6, 7, 2019-09 and 2020-12; OpenAPI 3.0.4 and 3.1.1, Schema Object.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

DialectName = Literal[
    "draft4", "draft6", "draft7", "2019-09", "2020-12", "openapi-3.0", "openapi-3.1"
]


@dataclass(frozen=True, slots=True)
class Dialect:
    """One dialect.

    `ref_stands_alone` ignores what stands beside a `$ref`; `anchors_in_id` lets `$id` be
    a plain fragment; `lists_in_items` gives `items` an array of schemas; `boolean_bounds`
    makes `exclusiveMinimum` a boolean; `contains_evaluates` is for `unevaluatedItems`;
    `asserts_formats` makes `format` more than an annotation.
    """

    name: DialectName
    keywords: frozenset[str]
    id_keyword: str = "$id"
    ref_stands_alone: bool = False
    anchors_in_id: bool = False
    lists_in_items: bool = False
    boolean_bounds: bool = False
    has_boolean_schemas: bool = True
    contains_evaluates: bool = True
    asserts_formats: bool = False


_NUMBERS = "minimum maximum exclusiveMinimum exclusiveMaximum multipleOf"
_STRINGS = "minLength maxLength pattern"
_ARRAYS = "minItems maxItems uniqueItems"
_OBJECTS = "minProperties maxProperties required"
_ASSERTIONS = f"type enum {_NUMBERS} {_STRINGS} {_ARRAYS} {_OBJECTS}"
_APPLICATORS = (
    "items properties patternProperties additionalProperties allOf anyOf oneOf not"
)
_OLD = f"$ref $schema definitions additionalItems dependencies {_APPLICATORS}"
_DRAFT4 = f"id format {_ASSERTIONS} {_OLD}"
_DRAFT6 = f"$id format const contains propertyNames {_ASSERTIONS} {_OLD}"
_DRAFT7 = f"{_DRAFT6} if then else contentEncoding contentMediaType"
_CORE = "$id $schema $ref $anchor $defs definitions $vocabulary"
_NEW_APPLICATORS = (
    f"{_APPLICATORS} contains propertyNames dependencies dependentSchemas if then else"
)
_NEW_ASSERTIONS = f"{_ASSERTIONS} const dependentRequired minContains maxContains"
_UNEVALUATED = "unevaluatedItems unevaluatedProperties"
_OPENAPI_3_0 = (
    f"$ref format nullable {_ASSERTIONS} items properties additionalProperties"
    " allOf anyOf oneOf not"
)

_2019_09 = "https://json-schema.org/draft/2019-09"
_2020_12 = "https://json-schema.org/draft/2020-12"

VOCABULARIES: Mapping[str, frozenset[str]] = {
    uri: frozenset(keywords.split())
    for uri, keywords in {
        f"{_2019_09}/vocab/core": f"{_CORE} $recursiveRef $recursiveAnchor",
        f"{_2019_09}/vocab/applicator": f"{_NEW_APPLICATORS} additionalItems"
        f" {_UNEVALUATED}",
        f"{_2019_09}/vocab/validation": _NEW_ASSERTIONS,
        f"{_2019_09}/vocab/meta-data": "",
        f"{_2019_09}/vocab/format": "format",
        f"{_2019_09}/vocab/content": "",
        f"{_2020_12}/vocab/core": f"{_CORE} $dynamicRef $dynamicAnchor",
        f"{_2020_12}/vocab/applicator": f"{_NEW_APPLICATORS} prefixItems",
        f"{_2020_12}/vocab/unevaluated": _UNEVALUATED,
        f"{_2020_12}/vocab/validation": _NEW_ASSERTIONS,
        f"{_2020_12}/vocab/meta-data": "",
        f"{_2020_12}/vocab/format-annotation": "format",
        f"{_2020_12}/vocab/format-assertion": "format",
        f"{_2020_12}/vocab/content": "",
        "https://spec.openapis.org/oas/3.1/vocab/base": "",
    }.items()
}


def _of(draft: str) -> frozenset[str]:
    return frozenset().union(
        *(keywords for uri, keywords in VOCABULARIES.items() if uri.startswith(draft))
    )


DIALECTS: Mapping[str, Dialect] = {
    dialect.name: dialect
    for dialect in (
        Dialect(
            "draft4",
            frozenset(_DRAFT4.split()),
            id_keyword="id",
            ref_stands_alone=True,
            anchors_in_id=True,
            lists_in_items=True,
            boolean_bounds=True,
            has_boolean_schemas=False,
        ),
        Dialect(
            "draft6",
            frozenset(_DRAFT6.split()),
            ref_stands_alone=True,
            anchors_in_id=True,
            lists_in_items=True,
        ),
        Dialect(
            "draft7",
            frozenset(_DRAFT7.split()),
            ref_stands_alone=True,
            anchors_in_id=True,
            lists_in_items=True,
        ),
        Dialect(
            "2019-09", _of(_2019_09), lists_in_items=True, contains_evaluates=False
        ),
        Dialect("2020-12", _of(_2020_12)),
        Dialect(
            "openapi-3.0",
            frozenset(_OPENAPI_3_0.split()),
            ref_stands_alone=True,
            boolean_bounds=True,
            has_boolean_schemas=False,
        ),
        Dialect("openapi-3.1", _of(_2020_12)),
    )
}

META_SCHEMAS: Mapping[str, str] = {
    "http://json-schema.org/draft-04/schema": "draft4",
    "http://json-schema.org/draft-06/schema": "draft6",
    "http://json-schema.org/draft-07/schema": "draft7",
    f"{_2019_09}/schema": "2019-09",
    f"{_2020_12}/schema": "2020-12",
    "https://spec.openapis.org/oas/3.1/dialect/base": "openapi-3.1",
}
