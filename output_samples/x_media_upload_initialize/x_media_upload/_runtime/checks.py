"""Give validators what they ask and what they report (JSON Schema 2020-12, Validation).

What begins with `is` or `are` asks. The others say what is wrong with a value: each
appends violations to `found`; `at` is where the value is and `schema` where its schema
is in the description.
"""

from .containers import (
    missing,
    missing_beside,
    unknown_properties,
    wrong_array,
    wrong_contains,
    wrong_names,
    wrong_object,
    wrong_value,
)
from .kinds import not_allowed, wrong_items, wrong_type
from .numbers import wrong_integer, wrong_number
from .scalars import are_integers, are_numbers, is_integer, is_multiple, is_number
from .texts import are_strings, is_string_or_bytes, wrong_string, wrong_string_or_bytes
from .unions import run, wrong_any_of, wrong_not, wrong_one_of
from .values import is_among, is_array, is_object, is_unique
from .violations import Check, Concealed, Path, Violation

__all__ = [
    "Check",
    "Concealed",
    "Path",
    "Violation",
    "are_integers",
    "are_numbers",
    "are_strings",
    "is_among",
    "is_array",
    "is_integer",
    "is_multiple",
    "is_number",
    "is_object",
    "is_string_or_bytes",
    "is_unique",
    "missing",
    "missing_beside",
    "not_allowed",
    "run",
    "unknown_properties",
    "wrong_any_of",
    "wrong_array",
    "wrong_contains",
    "wrong_integer",
    "wrong_items",
    "wrong_names",
    "wrong_not",
    "wrong_number",
    "wrong_object",
    "wrong_one_of",
    "wrong_string",
    "wrong_string_or_bytes",
    "wrong_type",
    "wrong_value",
]
