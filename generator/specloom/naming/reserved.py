"""Names that a generated package cannot give away, by the scope they are taken in."""

import builtins
import keyword
import sys

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

# Windows reserves these names for devices, whatever suffix a file has.
DEVICES = frozenset({"con", "prn", "aux", "nul"}) | frozenset(
    f"{device}{number}" for device in ("com", "lpt") for number in range(10)
)

MODULES = (
    KEYWORDS | DEVICES | frozenset({"components", "lazy", "shared", "type", "types"})
)

PACKAGES = (
    KEYWORDS | DEVICES | sys.stdlib_module_names | {"api", "httpx2", "orjson", "tests"}
)

# `builtins.list` is how a class says `list` that has an attribute of that name.
FIELDS = KEYWORDS | {"builtins", "self"}

# What answers' headers are besides: a mapping of names and texts.
HEADERS = KEYWORDS | {"builtins", "get", "items", "keys", "read_documented", "values"}

METHODS = KEYWORDS | {"builtins"}

ARGUMENTS = KEYWORDS | {"options", "self", "with_members"}

# The client's own attributes, and what stands in the class bodies of `client.py`.
CLIENT_ATTRIBUTES = KEYWORDS | {
    "aclose",
    "base_url",
    "bool",
    "cached_property",
    "close",
    "dict",
    "httpx2",
    "int",
    "perform",
    "perform_raw",
    "perform_stream",
    "str",
    "with_raw_response",
}

CREDENTIALS = KEYWORDS | {
    "base_url",
    "http_client",
    "max_retries",
    "override_servers",
    "self",
    "timeout",
    "transport",
    "validate_responses",
}
