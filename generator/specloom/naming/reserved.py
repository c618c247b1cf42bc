"""Names that a generated package cannot give away, by the scope they are taken in."""

import builtins
import keyword

KEYWORDS = frozenset(keyword.kwlist) | frozenset(keyword.softkwlist) - {"type"}

TYPE_NAMES = frozenset(dir(builtins)) | frozenset(
    {
        "Any",
        "Literal",
        "Mapping",
        "Model",
        "Sequence",
        "TypeAlias",
        "UNSET",
        "Unset",
        "adopt",
        "as_is",
        "builtins",
        "date",
        "datetime",
        "each",
        "nullable",
        "values",
        "wire",
    }
)

MODULES = (
    KEYWORDS
    | frozenset({"shared", "con", "prn", "aux", "nul", "type", "types"})
    | frozenset(
        f"{device}{number}" for device in ("com", "lpt") for number in range(10)
    )
)

ARGUMENTS = KEYWORDS | {"self", "options"}

FIELDS = KEYWORDS | {"self"}

METHODS = KEYWORDS

CLIENT_ATTRIBUTES = KEYWORDS | {
    "aclose",
    "base_url",
    "close",
    "perform",
    "perform_raw",
    "perform_stream",
    "with_raw_response",
}

CREDENTIALS = KEYWORDS | {
    "base_url",
    "http_client",
    "max_retries",
    "self",
    "timeout",
    "transport",
    "validate_responses",
}
