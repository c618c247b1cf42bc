"""Compare compiled validators with other validators for Python, in one process.

    python benchmarks/validators.py

Microseconds for one call on values that are Python objects already. What is not
installed is left out: `pip install fastjsonschema jsonschema jsonschema-rs pydantic
msgspec`. A star marks a verdict that differs from the standard's.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import reduce
from importlib import import_module
from operator import or_
from pathlib import Path
from statistics import median
from typing import Annotated, Any, Literal, TypedDict

import yaml

from specloom.compile import compile_schema

ROOT = Path(__file__).parents[1]
X = ROOT.parent / "shared/corpus/openapi/xdevplatform__docs/openapi.json"
_ROUNDS = 7
_SECONDS = 0.05

Verdict = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Case:
    """One schema, a value that fits it and one that does not.

    `python` is a type that says about the same, for those who check by types.
    """

    name: str
    schema: Mapping[str, Any]
    valid: Any
    invalid: Any
    python: Any = None


Category = Literal[
    "amplify_video",
    "tweet_gif",
    "tweet_image",
    "tweet_video",
    "dm_gif",
    "dm_image",
    "dm_video",
    "subtitles",
]


class Body(TypedDict, total=False):
    """What the initialize schema says, as a type."""

    additional_owners: list[str]
    media_category: Category
    media_type: str
    shared: bool
    total_bytes: int


class Tree(TypedDict, total=False):
    """A tree, as a type."""

    name: str
    children: "list[Tree]"


def cases() -> Iterator[Case]:
    """Yield the cases, X's only where its description is at hand."""
    description = yaml.safe_load(
        (ROOT / "specs/x_media_upload_initialize.yaml").read_text("utf-8")
    )
    body = {
        "additional_owners": ["2244994945"],
        "media_category": "tweet_video",
        "media_type": "video/mp4",
        "shared": True,
        "total_bytes": 8589934592,
    }
    yield Case(
        "initialize body",
        _schema_of(description, "InitializeMediaUploadRequest"),
        body,
        {**body, "total_bytes": -1},
        Body,
    )
    if X.exists():
        yield _posts(json.loads(X.read_text("utf-8")))
    tree = {
        "type": "object",
        "required": ["name"],
        "properties": {
            "name": {"type": "string"},
            "children": {"type": "array", "items": {"$ref": "#"}},
        },
    }
    yield Case("tree, 1,023 nodes", tree, _tree(9), _tree(9, last=1), Tree)
    numbers = {"type": "array", "items": {"type": "number"}}
    many = [number / 2 for number in range(10_000)]
    yield Case("10,000 numbers", numbers, many, [*many, "a"], list[float])
    union = {"oneOf": [_branch(number) for number in range(30)]}
    good = {"kind": "k25", "size": 3, "label": "a"}
    yield Case("union of 30", union, good, {**good, "size": "a"})


def rivals() -> Iterator[tuple[str, Callable[[Case], Verdict | None]]]:
    """Yield the name of each validator, and how it gets ready for a case."""
    yield "specloom", lambda case: compile_schema(case.schema).is_valid
    yield "specloom, all", _all_violations
    for name, module, prepare in (
        ("fastjsonschema", "fastjsonschema", _fastjsonschema),
        ("jsonschema-rs", "jsonschema_rs", _jsonschema_rs),
        ("jsonschema", "jsonschema", _jsonschema),
        ("pydantic", "pydantic", _pydantic),
        ("msgspec", "msgspec", _msgspec),
    ):
        with suppress(ImportError):
            yield name, _with(import_module(module), prepare)


def main() -> None:
    """Measure and print one table."""
    contestants = [*rivals()]
    names = [name for name, _ in contestants]
    print(f"{'µs a call':28}" + "".join(f"{name:>16}" for name in names))
    for case in cases():
        ready = [prepare(case) for _, prepare in contestants]
        for kind, value, wanted in (
            ("valid", case.valid, True),
            ("invalid", case.invalid, False),
        ):
            cells = [_cell(verdict, value, wanted) for verdict in ready]
            row = f"{case.name}, {kind}"
            print(f"{row:28}" + "".join(f"{cell:>16}" for cell in cells), flush=True)
    print(f"Python {sys.version.split()[0]}")


def _cell(verdict: Verdict | None, value: Any, wanted: bool) -> str:
    if verdict is None:
        return "-"
    star = "" if verdict(value) is wanted else "*"
    times = 1
    while _once(verdict, value, times) < _SECONDS / 10:
        times *= 2
    measured = [_once(verdict, value, times) / times for _ in range(_ROUNDS)]
    return f"{median(measured) * 1e6:,.2f}{star}"


def _once(verdict: Verdict, value: Any, times: int) -> float:
    start = time.perf_counter()
    for _ in range(times):
        verdict(value)
    return time.perf_counter() - start


def _all_violations(case: Case) -> Verdict:
    violations = compile_schema(case.schema).violations
    return lambda value: not violations(value)


def _with(
    module: Any, prepare: Callable[[Any, Case], Verdict | None]
) -> Callable[[Case], Verdict | None]:
    return lambda case: prepare(module, case)


def _fastjsonschema(module: Any, case: Case) -> Verdict:
    validate, error = module.compile(case.schema), module.JsonSchemaException
    return _raising(validate, error)


def _jsonschema_rs(module: Any, case: Case) -> Verdict:
    verdict: Verdict = module.validator_for(case.schema).is_valid
    return verdict


def _jsonschema(module: Any, case: Case) -> Verdict:
    verdict: Verdict = module.Draft202012Validator(case.schema).is_valid
    return verdict


def _pydantic(module: Any, case: Case) -> Verdict | None:
    if case.python in (Body, Tree):
        model = _pydantic_model(module, case)
        return _raising(model.model_validate, module.ValidationError)
    type_ = case.python
    if type_ is None:
        type_ = _PydanticTypes(module, case.schema).of(case.schema, "Root")
    adapter = module.TypeAdapter(type_)
    return _raising(adapter.validate_python, module.ValidationError)


class _PydanticTypes:
    """Makes models that check the types of a schema, its bounds, and its `oneOf` by `kind`.

    It knows as much of JSON Schema as the cases have, without patterns and lengths.
    """

    def __init__(self, module: Any, root: Mapping[str, Any]) -> None:
        self._module = module
        self._schemas = root.get("components", {}).get("schemas", {})
        self._made: dict[str, Any] = {}

    def of(self, schema: Mapping[str, Any], name: str) -> Any:
        """Give the type of a schema."""
        if "$ref" in schema:
            target = schema["$ref"].rpartition("/")[2]
            if target not in self._made:
                self._made[target] = Any  # what refers to itself is not looked into
                self._made[target] = self.of(self._schemas[target], target)
            return self._made[target]
        if "const" in schema:
            return Literal[schema["const"]]
        if "enum" in schema:
            return Literal[tuple(dict.fromkeys(schema["enum"]))]
        if branches := schema.get("oneOf", schema.get("anyOf")):
            return self._union(branches, name)
        match schema.get("type"):
            case "object":
                return self._model(schema, name)
            case "array":
                return list[self.of(schema["items"], f"{name}Item")]  # type: ignore[misc]
        plain = {"string": str, "integer": int, "number": float, "boolean": bool}
        return plain.get(str(schema.get("type")), Any)

    def _union(self, branches: list[Mapping[str, Any]], name: str) -> Any:
        types = [
            self.of(entry, f"{name}{number}") for number, entry in enumerate(branches)
        ]
        union = reduce(or_, types)
        tagged = all("kind" in entry.get("properties", {}) for entry in branches)
        if not tagged:
            return union
        return Annotated[union, self._module.Field(discriminator="kind")]

    def _model(self, schema: Mapping[str, Any], name: str) -> Any:
        needed = schema.get("required", ())
        fields: dict[str, Any] = {}
        for key, entry in schema.get("properties", {}).items():
            type_ = self.of(entry, f"{name}_{key}")
            words = {"ge": entry["minimum"]} if "minimum" in entry else {}
            default = ... if key in needed else None
            fields[key] = (
                type_ if key in needed else type_ | None,
                self._module.Field(default, **words),
            )
        return self._module.create_model(name, **fields)


def _pydantic_model(module: Any, case: Case) -> Any:
    if case.python is Body:
        size = module.Field(None, ge=0, le=17179869184)
        return module.create_model(
            "Body",
            additional_owners=(list[str] | None, None),
            media_category=(Category | None, None),
            media_type=(str | None, None),
            shared=(bool | None, None),
            total_bytes=(int | None, size),
        )
    model = module.create_model(
        "TreeModel", name=(str, ...), children=("list[TreeModel] | None", None)
    )
    model.model_rebuild(_types_namespace={"TreeModel": model})
    return model


def _msgspec(module: Any, case: Case) -> Verdict | None:
    if case.python is None:
        return None
    return _raising(
        lambda value: module.convert(value, case.python), module.ValidationError
    )


def _raising(validate: Callable[[Any], object], error: type[Exception]) -> Verdict:
    def verdict(value: Any) -> bool:
        try:
            validate(value)
        except error:
            return False
        return True

    return verdict


def _schema_of(description: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    reference = f"#/components/schemas/{name}"
    return {"$ref": reference, "components": description["components"]}


def _posts(description: Mapping[str, Any]) -> Case:
    name = "SearchPostsRecentResponse"
    schema = _schema_of(description, name)
    schemas = description["components"]["schemas"]
    page = {"data": [_sample(schemas["Post"], schemas) for _ in range(100)]}
    last = {**page["data"][-1], "id": 1}
    return Case("X, 100 posts", schema, page, {"data": [*page["data"][:-1], last]})


def _sample(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Any:
    """Make a value that has every property that a schema knows."""
    while "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    for branches in (schema.get("oneOf"), schema.get("allOf"), schema.get("anyOf")):
        if branches:
            return _sample(branches[0], schemas)
    if "enum" in schema:
        return schema["enum"][0]
    match schema.get("type"):
        case "object":
            members = schema.get("properties", {}).items()
            return {name: _sample(member, schemas) for name, member in members}
        case "array":
            return [_sample(schema["items"], schemas)] * 2
        case "integer" | "number":
            return 1
        case "boolean":
            return True
    return "2026-01-01T00:00:00Z"


def _tree(depth: int, last: object = "leaf") -> dict[str, Any]:
    if not depth:
        return {"name": last}
    return {"name": "node", "children": [_tree(depth - 1), _tree(depth - 1, last)]}


def _branch(number: int) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["kind", "size"],
        "properties": {
            "kind": {"const": f"k{number}"},
            "size": {"type": "integer", "minimum": 0},
            "label": {"type": "string"},
        },
    }


if __name__ == "__main__":
    main()
