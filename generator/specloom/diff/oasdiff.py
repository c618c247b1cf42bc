"""What oasdiff calls the changes of types that Specloom tells."""

from collections.abc import Mapping

# oasdiff has a name for each keyword; one stands here for all.
_PARAMETER = {
    "type-narrowed": "request-parameter-type-changed request-property-type-changed",
    "type-widened": "request-parameter-type-generalized"
    " request-property-type-generalized",
    "type-changed": "request-parameter-type-changed request-property-type-changed",
    "became-nullable": "request-parameter-became-nullable",
    "became-not-nullable": "request-parameter-became-not-nullable",
    "value-added": "request-parameter-enum-value-added",
    "value-removed": "request-parameter-enum-value-removed",
    "constraint-tightened": "request-parameter-max-decreased",
    "constraint-loosened": "request-parameter-max-increased",
    "constraint-changed": "request-parameter-pattern-changed",
    "default-changed": "request-parameter-default-value-changed",
}
_BODY = {
    "type-narrowed": "response-body-type-specialized",
    "type-widened": "response-body-type-generalized",
    "type-changed": "response-body-type-changed",
    "became-nullable": "response-body-became-nullable",
    "became-not-nullable": "response-body-became-not-nullable",
    "value-removed": "response-mediatype-enum-value-removed",
}
_PROPERTY = {
    "type-narrowed": "request-property-type-changed response-property-type-specialized",
    "type-widened": "request-property-type-generalized"
    " response-property-type-generalized",
    "type-changed": "request-property-type-changed response-property-type-changed",
    "became-nullable": "request-property-became-nullable"
    " response-property-became-nullable",
    "became-not-nullable": "request-property-became-not-nullable"
    " response-property-became-not-nullable",
    "value-added": "request-property-enum-value-added"
    " response-property-enum-value-added",
    "value-removed": "request-property-enum-value-removed"
    " response-property-enum-value-removed",
    "constraint-tightened": "request-property-max-decreased"
    " response-property-max-decreased",
    "constraint-loosened": "request-property-max-increased"
    " response-property-max-increased",
    "constraint-changed": "request-property-pattern-changed"
    " response-property-pattern-changed",
    "default-changed": "request-property-default-value-changed",
}
_HEADER = {
    "type-widened": "response-header-type-generalized",
    "type-changed": "response-header-type-changed",
    "became-nullable": "response-header-became-nullable",
    "constraint-loosened": "response-header-max-increased",
}
_OASDIFF: Mapping[str, Mapping[str, str]] = {
    "argument": _PARAMETER,
    "answer": _BODY,
    "model": _PROPERTY,
    "field": _PROPERTY,
    "header": _HEADER,
    "extras": {},
}


def type_names(part: str, ending: str) -> str:
    """Give the names of the kind `<part>-<ending>`; "" where oasdiff has none."""
    return _OASDIFF[part].get(ending, "")
