"""Changes of types: of arguments and answers, of models, their fields and extras.

Each row: kind, meaning, verdict in requests, verdict in answers, oasdiff's names of it.
"""

from collections.abc import Iterator

from specloom.diff.oasdiff import type_names
from specloom.diff.rules_of_methods import Row, both


def type_rows(part: str, what: str) -> Iterator[Row]:
    """Give the rows about types that all parts share."""
    yield (
        f"{part}-type-narrowed",
        f"the type of {what} has fewer values",
        ("breaking", "values that were allowed are refused"),
        ("safe", "what comes is still what was expected"),
        type_names(part, "type-narrowed"),
    )
    yield (
        f"{part}-type-widened",
        f"the type of {what} has more values",
        ("safe", "what was allowed still is"),
        ("breaking", "values may come that were not expected"),
        type_names(part, "type-widened"),
    )
    yield both(
        f"{part}-type-changed",
        f"the type of {what} is another one",
        "breaking",
        "it is of another type",
        type_names(part, "type-changed"),
    )
    yield both(
        f"{part}-type-replaced",
        f"the type of {what} is another class that looks alike",
        "risky",
        "type checkers and isinstance() tell the classes apart",
    )
    yield (
        f"{part}-became-nullable",
        f"{what} may be None",
        ("safe", "what was allowed still is"),
        ("risky", "it may be None now"),
        type_names(part, "became-nullable"),
    )
    yield (
        f"{part}-became-not-nullable",
        f"{what} may not be None any more",
        ("breaking", "None is refused"),
        ("safe", "None does not come any more"),
        type_names(part, "became-not-nullable"),
    )
    yield (
        f"{part}-value-added",
        f"{what} may be one value more",
        ("safe", "what was allowed still is"),
        ("risky", "code that tells values apart does not know the new one"),
        type_names(part, "value-added"),
    )
    yield (
        f"{part}-value-removed",
        f"{what} may not be some value any more",
        ("breaking", "a value that was allowed is refused"),
        ("safe", "the value does not come any more"),
        type_names(part, "value-removed"),
    )


def constraint_rows(part: str, what: str) -> Iterator[Row]:
    """Give the rows about limits that all parts share."""
    yield (
        f"{part}-constraint-tightened",
        f"{what} has to keep a closer limit",
        ("breaking", "values that were allowed are refused before they are sent"),
        ("safe", "what comes is still what was expected"),
        type_names(part, "constraint-tightened"),
    )
    yield (
        f"{part}-constraint-loosened",
        f"{what} has a wider limit, or none",
        ("safe", "what was allowed still is"),
        ("risky", "values may come that were not expected"),
        type_names(part, "constraint-loosened"),
    )
    yield (
        f"{part}-constraint-changed",
        f"{what} has to keep another rule, and neither follows from the other",
        ("risky", "values that were allowed may be refused before they are sent"),
        ("risky", "values may come that were not expected"),
        type_names(part, "constraint-changed"),
    )


def _defaults(part: str, what: str) -> Iterator[Row]:
    yield (
        f"{part}-default-changed",
        f"the server takes another value where {what} is left out",
        ("risky", "calls that leave it out get something else"),
        ("safe", "the server says what it took"),
        type_names(part, "default-changed"),
    )


_MODELS: tuple[Row, ...] = (
    both("model-added", "a new model", "safe", "it is new"),
    both(
        "model-removed",
        "a model is gone",
        "breaking",
        "code that names it fails",
        "api-schema-removed",
    ),
    both(
        "model-renamed",
        "a model has another name",
        "breaking",
        "code that names it has to use the new name",
        "api-schema-removed",
    ),
    both(
        "model-old-name-deprecated",
        "a model has another name, and its old one for a version",
        "risky",
        "the old name works, and warns, until the next version of the document",
        "api-schema-removed",
    ),
    both(
        "model-old-name-removed",
        "the name that a model had before does not work any more",
        "breaking",
        "code that names it has to use the new name",
    ),
    both(
        "model-moved",
        "a model lives in another module",
        "risky",
        "`models` has it as before; only its own module is another one",
    ),
    (
        "model-variant-added",
        "a union has one variant more",
        ("safe", "what was allowed still is"),
        ("risky", "code that tells variants apart does not know the new one"),
        "request-property-one-of-added response-property-one-of-added",
    ),
    (
        "model-variant-removed",
        "a union has one variant less",
        ("breaking", "a variant that was allowed is refused"),
        ("safe", "the variant does not come any more"),
        "request-property-one-of-removed response-property-one-of-removed",
    ),
)

_FIELDS: tuple[Row, ...] = (
    (
        "field-added-required",
        "a model has a new field that must be given",
        ("breaking", "the model cannot be made without it"),
        ("safe", "it is new"),
        "new-required-request-property response-required-property-added",
    ),
    both(
        "field-added-optional",
        "a model has a new field that may be missing",
        "safe",
        "it is new",
        "new-optional-request-property response-optional-property-added",
    ),
    (
        "field-removed",
        "a model does not have a field any more",
        ("breaking", "the model cannot be made with it any more"),
        ("breaking", "reading it fails"),
        "request-property-removed response-required-property-removed",
    ),
    both(
        "field-renamed",
        "a field has another name",
        "breaking",
        "code that names it has to use the new name",
        "response-required-property-removed",
    ),
    (
        "field-became-required",
        "a field must be given, and always comes",
        ("breaking", "the model cannot be made without it"),
        ("safe", "None does not come any more"),
        "request-property-became-required response-property-became-required",
    ),
    (
        "field-became-optional",
        "a field may be missing",
        ("safe", "giving it is still right"),
        ("risky", "it is None where the server leaves it out"),
        "request-property-became-optional response-property-became-optional",
    ),
    both(
        "field-deprecated",
        "a field is deprecated now",
        "safe",
        "it is still there; it may go",
        "request-property-deprecated response-property-deprecated",
    ),
)

_EXTRAS: tuple[Row, ...] = (
    (
        "extras-added",
        "the further properties of a model have a type, and `extras` gives them",
        ("risky", "values of other types are refused"),
        ("safe", "it is new"),
        "",
    ),
    both(
        "extras-removed",
        "`extras` does not take a model any more",
        "breaking",
        "its further properties have no type of their own now",
    ),
)

TYPE_ROWS: tuple[Row, ...] = (
    *type_rows("argument", "an argument"),
    *constraint_rows("argument", "an argument"),
    *_defaults("argument", "an argument"),
    *type_rows("answer", "an answer"),
    *_MODELS,
    *type_rows("model", "a model"),
    *constraint_rows("model", "a model"),
    *_defaults("model", "a model"),
    *_FIELDS,
    *type_rows("field", "a field"),
    *constraint_rows("field", "a field"),
    *_defaults("field", "a field"),
    *_EXTRAS,
    *type_rows("extras", "the further properties of a model"),
)
