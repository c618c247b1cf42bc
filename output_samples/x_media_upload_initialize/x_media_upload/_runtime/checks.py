"""Give validators the checks of single keywords (JSON Schema 2020-12, Validation).

Each check appends what it finds to `found`; `at` is where the value is and `schema`
where its schema is in the description. What a check returns, if anything, says that
the value has the right type to go on with.
"""

from .containers import (
    array,
    closed,
    constant,
    contains,
    depends,
    obj,
    one_of_values,
    property_names,
    require,
)
from .kinds import nothing, of_types
from .scalars import boolean, integer, is_integer, is_number, null, number
from .texts import string, text_or_bytes
from .unions import any_of, by_discriminator, holds, not_, one_of, run, too_deep
from .values import is_array, is_object, is_unique, json_equal
from .violations import Check, Path, Violation, violation, wrong_type

__all__ = [
    "Check",
    "Path",
    "Violation",
    "any_of",
    "array",
    "boolean",
    "by_discriminator",
    "closed",
    "constant",
    "contains",
    "depends",
    "holds",
    "integer",
    "is_array",
    "is_integer",
    "is_number",
    "is_object",
    "is_unique",
    "json_equal",
    "not_",
    "nothing",
    "null",
    "number",
    "obj",
    "of_types",
    "one_of",
    "one_of_values",
    "property_names",
    "require",
    "run",
    "string",
    "text_or_bytes",
    "too_deep",
    "violation",
    "wrong_type",
]
