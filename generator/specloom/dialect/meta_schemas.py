"""The meta-schemas of the standard's dialects and vocabularies, by URI."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_2019_09 = "https://json-schema.org/draft/2019-09"
_2020_12 = "https://json-schema.org/draft/2020-12"
_VOCABULARIES: Mapping[str, tuple[str, str]] = {
    _2019_09: (
        "draft201909",
        "applicator content core format meta-data validation",
    ),
    _2020_12: (
        "draft202012",
        (
            "applicator content core format-annotation format-assertion meta-data"
            " unevaluated validation"
        ),
    ),
}
_FILES: Mapping[str, str] = {
    "http://json-schema.org/draft-04/schema": "draft4/metaschema.json",
    "http://json-schema.org/draft-06/schema": "draft6/metaschema.json",
    "http://json-schema.org/draft-07/schema": "draft7/metaschema.json",
    **{
        f"{draft}/schema": f"{folder}/metaschema.json"
        for draft, (folder, _) in _VOCABULARIES.items()
    },
    **{
        f"{draft}/meta/{name}": f"{folder}/vocabularies/{name}"
        for draft, (folder, names) in _VOCABULARIES.items()
        for name in names.split()
    },
}


def is_known(uri: str) -> bool:
    """Tell whether the standard has a meta-schema of this URI."""
    return uri in _FILES


@cache
def meta_schema(uri: str) -> object:
    """Give a meta-schema, as the package `jsonschema-specifications` has it."""
    schemas = files("jsonschema_specifications").joinpath("schemas")
    return json.loads(schemas.joinpath(_FILES[uri]).read_text("utf-8"))
