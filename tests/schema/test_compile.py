"""Test the compiler of schemas as its callers meet it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import specloom
from specloom.cli import run
from specloom.compile import Direction, SchemaError, ValidationError, compile_schema
from specloom.dialect.bundle import bundle, live, taken_names
from specloom.dialect.lower import lower_document

SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "integer", "minimum": 1},
        "name": {"type": ["string", "null"], "maxLength": 5, "pattern": "^\\p{Lu}"},
        "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
        "kind": {"enum": ["a", "b"]},
        "child": {"$ref": "#"},
        "either": {"anyOf": [{"type": "string"}, {"items": {"$ref": "#"}}]},
    },
    "patternProperties": {"^x-": {"type": "number", "multipleOf": 0.1}},
    "unevaluatedProperties": False,
}
VALID = {
    "id": 1,
    "name": "Äb",
    "tags": ["a"],
    "kind": "a",
    "child": {"id": 2},
    "x-": 0.3,
}
INVALID = {"id": 0, "name": "ab", "tags": [1, 1], "kind": "c", "child": {}, "z": 1}
VARIANTS = {
    "oneOf": [
        {
            "type": "object",
            "required": ["kind"],
            "properties": {"kind": {"const": f"k{number}"}, "n": {"minimum": number}},
        }
        for number in range(5)
    ]
}


def loaded(text: str) -> SimpleNamespace:
    """Give what a text defines when it runs with nothing around it."""
    namespace: dict[str, Any] = {}
    exec(text, namespace)
    return SimpleNamespace(**namespace)


def test_a_valid_value_has_no_violations() -> None:
    """All three ways to ask agree on a valid value."""
    validator = compile_schema(SCHEMA)
    assert validator.is_valid(VALID)
    assert validator.violations(VALID) == []
    validator.validate(VALID)


def test_every_violation_is_found() -> None:
    """Violations say where, which keyword and why."""
    found = compile_schema(SCHEMA).violations(INVALID)
    assert [(entry.instance_path, entry.keyword) for entry in found] == [
        ("/id", "minimum"),
        ("/name", "pattern"),
        ("/tags/1", "uniqueItems"),
        ("/tags/0", "type"),
        ("/tags/1", "type"),
        ("/kind", "enum"),
        ("/child", "required"),
        ("/z", "false"),
    ]
    assert str(found[0]) == (
        "id: 0 is less than the minimum 1 (#/properties/id/minimum)"
    )


def test_validate_raises_all_of_them() -> None:
    """The exception has the violations, and its text is theirs."""
    validator = compile_schema({"type": "integer", "minimum": 3})
    with pytest.raises(ValidationError) as caught:
        validator.validate(1)
    assert caught.value.violations == tuple(validator.violations(1))
    assert str(caught.value) == "value: 1 is less than the minimum 3 (#/minimum)"


def test_the_source_stands_alone() -> None:
    """The text of a validator gives the same answers without Specloom."""
    validator = compile_schema(SCHEMA)
    alone = loaded(validator.source)
    assert "specloom" not in validator.source
    assert alone.is_valid(VALID)
    assert not alone.is_valid(INVALID)
    assert [*map(str, alone.violations(INVALID))] == [
        *map(str, validator.violations(INVALID))
    ]
    with pytest.raises(alone.ValidationError):
        alone.validate(INVALID)


@pytest.mark.parametrize("schema", [SCHEMA, VARIANTS, True, False, {"not": {}}])
def test_the_source_is_clean(schema: object, tmp_path: Path) -> None:
    """The text passes `mypy --strict`, and black leaves it as it is."""
    path = tmp_path / "validator.py"
    path.write_text(compile_schema(schema).source, "utf-8")
    for command in (["mypy", "--strict", "--no-incremental"], ["black", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", *command, path.name],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_source_is_the_same_each_time() -> None:
    """The same schema gives the same text."""
    assert compile_schema(SCHEMA).source == compile_schema(SCHEMA).source


def test_branches_told_apart_by_a_constant() -> None:
    """A union of objects with a constant each goes straight to the branch meant."""
    validator = compile_schema(VARIANTS)
    assert "_OPTIONS" in validator.source
    assert validator.is_valid({"kind": "k3", "n": 3})
    for wrong in ({"kind": "k3", "n": 2}, {"kind": "k9"}, {"kind": 1}, {}, "k3"):
        assert not validator.is_valid(wrong)
        assert [entry.keyword for entry in validator.violations(wrong)] == ["oneOf"]


def test_other_schemas_come_from_the_caller() -> None:
    """A reference leads into `resources`, relative to the schema's own `$id`."""
    schema = {"$id": "https://example.com/a", "$ref": "b#/$defs/text"}
    text = {"$defs": {"text": {"type": "string"}}}
    validator = compile_schema(schema, resources={"https://example.com/b": text})
    assert validator.is_valid("x")
    found = validator.violations(1)
    assert [entry.schema_path for entry in found] == [
        "https://example.com/b#/$defs/text/type"
    ]


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        (1, "schema: #: a schema must be an object or a boolean"),
        ({"type": "strin"}, "schema: #/type: 'type' must be one or more of null,"),
        ({"minLength": -1}, "#/minLength: 'minLength' must be a non-negative integer"),
        ({"required": "a"}, "#/required: 'required' must be an array"),
        ({"properties": []}, "#/properties: 'properties' must be an object"),
        ({"multipleOf": 0}, "'multipleOf' must be a number greater than 0"),
        ({"allOf": [{}, 1]}, "#/allOf/1: a schema must be an object or a boolean"),
        ({"$ref": "#/x"}, "#/$ref: '#/x' leads nowhere: there is no 'x' here"),
        ({"$ref": "#x"}, "#/$ref: there is no anchor 'x' in this schema"),
        (
            {"items": {"$ref": "https://example.com/a"}},
            "#/items/$ref: there is no schema https://example.com/a; hand it in",
        ),
        ({"$schema": "urn:x"}, "the meta-schema urn:x is not known; hand it in"),
        ({"pattern": "("}, "#/pattern: the pattern cannot be checked exactly: "),
        (
            {"patternProperties": {"\\p{Script=Klingon}": {}}},
            "#/patternProperties/\\p{Script=Klingon}: the pattern cannot be checked",
        ),
    ],
)
def test_what_is_no_schema_is_refused(schema: object, message: str) -> None:
    """The error says where, what, and which rule."""
    with pytest.raises(SchemaError) as caught:
        compile_schema(schema)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#"},
        {"anyOf": [{"type": "null"}, {"$ref": "#"}]},
        {
            "$ref": "#/$defs/a",
            "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#"}},
        },
        {"if": {"not": {"$ref": "#"}}},
        {"dependentSchemas": {"a": {"$ref": "#"}}},
    ],
)
def test_a_loop_on_one_value_is_refused(schema: object) -> None:
    """A schema that applies itself to the same value would never end."""
    with pytest.raises(SchemaError, match="applies itself to the same value"):
        compile_schema(schema)


def test_a_dialect_has_a_known_name() -> None:
    """The error lists the names."""
    with pytest.raises(SchemaError, match="'draft5' is no dialect; known are draft4,"):
        lower_document({}, "draft5", {})


def test_a_required_vocabulary_must_be_known() -> None:
    """`$vocabulary` may demand what nobody here can check."""
    meta: Mapping[str, object] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$vocabulary": {"urn:new": True},
    }
    with pytest.raises(SchemaError, match="the required vocabulary urn:new is not"):
        compile_schema({"$schema": "urn:meta"}, resources={"urn:meta": meta})


def test_a_deep_value_is_a_violation() -> None:
    """A value deeper than the stack is invalid, and says so."""
    validator = compile_schema({"items": {"$ref": "#"}})
    value: list[Any] = []
    for _ in range(100_000):
        value = [value]
    assert not validator.is_valid(value)
    assert [entry.message for entry in validator.violations(value)] == [
        "the value is nested too deeply to be checked"
    ]


def test_a_schema_cannot_inject_code() -> None:
    """Names and texts of a schema reach the source as literals only."""
    evil = '"""\n__import__("os").abort()\n"""'
    schema = {
        "$defs": {evil: {"type": "object", "required": [evil]}},
        "properties": {evil: {"$ref": "#/$defs/" + evil.replace("/", "~1")}},
        "patternProperties": {"^a'\"\\n": {"const": {evil: evil}}},
        "enum": [evil, {evil: 1}],
    }
    validator = compile_schema(schema)
    assert not loaded(validator.source).is_valid({evil: {}})
    assert loaded(validator.source).is_valid({evil: 1}) is False


def test_names_of_the_runtime_are_not_taken_twice() -> None:
    """A schema called like a function of the runtime gets another name."""
    schema = {
        "$defs": {name: {"type": "string"} for name in ("value", "root", "run", "obj")},
        "properties": {
            name: {"$ref": f"#/$defs/{name}"}
            for name in ("value", "root", "run", "obj")
        },
    }
    assert loaded(compile_schema(schema).source).is_valid({"run": "a"})


def test_a_bundle_is_complete() -> None:
    """Every definition of the runtime comes with all that it uses."""
    for name in ("wrong_string", "wrong_number", "wrong_any_of", "ValidationError"):
        whole = bundle([name])
        text = "\n".join(entry.text for entry in whole.definitions)
        lines = [
            (
                f"from {entry.module} import {entry.name}"
                if entry.name
                else f"import {entry.module}"
            )
            for entry in whole.imports
        ]
        module = loaded("\n".join(["from __future__ import annotations", *lines, text]))
        assert hasattr(module, name)
    assert set(live(["missing", "Path"])) == {"missing", "Path"}
    assert "json_equal" in taken_names()


def test_the_package_gives_the_compiler_lazily() -> None:
    """`specloom.compile_schema` is there, and importing `specloom` does not load it."""
    assert specloom.compile_schema is compile_schema
    assert specloom.SchemaError is SchemaError
    text = "import sys, specloom; sys.exit('specloom.compile' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", text], check=False).returncode == 0
    with pytest.raises(AttributeError, match="has no attribute 'compiler'"):
        _ = specloom.compiler


def test_the_command_writes_a_module(tmp_path: Path) -> None:
    """`specloom schema` writes what `.source` is."""
    path, output = tmp_path / "a.json", tmp_path / "validator.py"
    path.write_text('{"type": "integer", "exclusiveMinimum": true, "minimum": 1}')
    assert (
        run(["schema", str(path), "--output", str(output), "--dialect", "draft4"]) == 0
    )
    assert not loaded(output.read_text("utf-8")).is_valid(1)


def test_the_command_says_where_a_schema_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A schema that is none ends with code 1, and line and column."""
    path, output = tmp_path / "a.json", tmp_path / "validator.py"
    path.write_text('{\n  "type": "intege"\n}')
    assert run(["schema", str(path), "--output", str(output)]) == 1
    assert (
        f"{path.as_posix()}:2:3 #/type: 'type' must be one or"
        in capsys.readouterr().err
    )
    assert not output.exists()


def test_the_command_takes_other_schemas_by_uri(tmp_path: Path) -> None:
    """A relative `$ref` in one file leads to another by the URIs that were given."""
    names = ("main", "b", "c", "d")
    main, b, c, d = (tmp_path / f"{name}.json" for name in names)
    main.write_text(
        '{"items": {"$ref": "https://example.com/x/b"}, "minItems": 1,'
        ' "contains": {"$ref": "d.json"}}'
    )
    b.write_text('{"$ref": "../c?v=1#/$defs/c"}')
    c.write_text('{"$defs": {"c": {"type": "integer"}}}')
    d.write_text('{"minimum": 3}')
    resources = [
        f"https://example.com/x/b={b}",
        f"https://example.com/c?v=1={c}",
        f"d.json={d}",
    ]
    output = tmp_path / "validator.py"
    options = [word for entry in resources for word in ("--resource", entry)]
    assert run(["schema", str(main), "--output", str(output), *options]) == 0
    validator = loaded(output.read_text("utf-8"))
    assert validator.is_valid([1, 3])
    assert [str(entry) for entry in validator.violations(["a", 3])] == [
        "0: 'a' is not an integer (https://example.com/c?v=1#/$defs/c/type)"
    ]
    assert not validator.is_valid([1, 2])


@pytest.mark.parametrize(
    ("resources", "code", "message"),
    [
        (["a.json"], 2, "--resource 'a.json': a resource is URI=FILE, like 'https"),
        (["=a.json"], 2, "--resource '=a.json': a resource is URI=FILE, like"),
        (["urn:a="], 2, "--resource 'urn:a=': a resource is URI=FILE, like"),
        (["#=a.json"], 2, "--resource '#=a.json': a resource is URI=FILE, like"),
        (
            ["urn:a#b=a.json"],
            2,
            "a.json': a resource is a whole schema; give urn:a without '#b'",
        ),
        (
            ["urn:a=a.json", "urn:a#=b.json"],
            2,
            "--resource 'urn:a#=b.json': urn:a is a.json already; give each URI once",
        ),
        (["urn:a=none.json"], 1, "none.json: there is no such file (file)"),
        (["urn:a=."], 1, ".: this is a folder, not a file (file)"),
    ],
)
def test_the_command_says_which_resource_is_wrong(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    resources: list[str],
    code: int,
    message: str,
) -> None:
    """A resource has one form, its own URI, and a file that is there."""
    path, output = tmp_path / "main.json", tmp_path / "validator.py"
    path.write_text("{}")
    options = [word for entry in resources for word in ("--resource", entry)]
    assert run(["schema", str(path), "--output", str(output), *options]) == code
    assert message in capsys.readouterr().err
    assert not output.exists()


def test_the_command_says_which_file_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fault in a resource is told with the file, line and column of the resource."""
    path, other, output = (tmp_path / name for name in ("a.json", "b.yaml", "c.py"))
    path.write_text('{"$ref": "urn:b"}')
    other.write_text("properties:\n  a:\n    type: text\n")
    options = ["--output", str(output), "--resource", f"urn:b={other}"]
    assert run(["schema", str(path), *options]) == 1
    assert capsys.readouterr().err.startswith(
        f"{other.as_posix()}:3:5 #/properties/a/type: 'type' must be one or more of"
    )


def test_a_fault_in_a_meta_schema_has_the_file_that_was_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A place in a schema that has no file is told by its URI."""
    path, output = tmp_path / "a.json", tmp_path / "c.py"
    path.write_text('{"$ref": "https://json-schema.org/draft/2020-12/schema#/title"}')
    assert run(["schema", str(path), "--output", str(output)]) == 1
    assert capsys.readouterr().err == (
        f"{path.as_posix()}: https://json-schema.org/draft/2020-12/schema#/title:"
        " a schema must be an object or a boolean (JSON Schema, section 4.3)\n"
    )


def test_enum_and_const_stand_side_by_side() -> None:
    """Each has its own values."""
    validator = compile_schema({"enum": [[1], [2]], "const": [2]})
    assert [validator.is_valid(value) for value in ([1], [2], [3])] == [
        False,
        True,
        False,
    ]


def test_an_item_is_no_property() -> None:
    """`dependentSchemas` evaluates no items of an array that has its name as an item."""
    schema = {"dependentSchemas": {"a": {"items": True}}, "unevaluatedItems": False}
    validator = compile_schema(schema)
    assert not validator.is_valid(["a"])
    assert validator.is_valid([])


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("date", "2024-02-29", "2023-02-29"),
        ("date-time", "2024-02-29T23:59:60Z", "2024-02-29 10:00:00Z"),
        ("uuid", "2eb8aa08-aa98-11ea-b4aa-73b441d16380", "2eb8aa08"),
        ("uri", "urn:a:b", "//a/b"),
        ("ipv6", "::1", "::1%eth0"),
    ],
)
def test_formats_are_asserted_on_demand(name: str, good: str, bad: str) -> None:
    """`format` is an annotation unless the caller says otherwise."""
    assert compile_schema({"format": name}).is_valid(bad)
    validator = compile_schema({"format": name}, formats=True)
    assert validator.is_valid(good)
    assert validator.is_valid(1)
    assert [entry.message for entry in validator.violations(bad)] == [
        f"{bad!r} is not of the format {name}"
    ]
    assert not loaded(validator.source).is_valid(bad)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_json_number_is_refused(value: float) -> None:
    """NaN and infinities are no numbers, alone and among a thousand others."""
    number = compile_schema({"type": "number"})
    assert not number.is_valid(value)
    assert [entry.keyword for entry in number.violations(value)] == ["type"]
    assert not compile_schema({"type": "integer"}).is_valid(value)
    assert not compile_schema({"type": ["integer", "null"]}).is_valid(value)
    many = compile_schema({"type": "array", "items": {"type": "number"}})
    values = [*map(float, range(1000)), value]
    assert many.is_valid(values[:-1])
    assert not many.is_valid(values)
    assert [entry.instance_path for entry in many.violations(values)] == ["/1000"]


def test_a_secret_value_stays_out_of_messages() -> None:
    """OpenAPI, `writeOnly` and `format: password`: no message shows what was given."""
    schema = {
        "type": "object",
        "properties": {
            "password": {"type": "string", "format": "password", "minLength": 20},
            "card": {
                "writeOnly": True,
                "properties": {"number": {"pattern": "^[0-9]+$"}},
            },
        },
    }
    given = {"password": "hunter2", "card": {"number": "4111-secret"}}
    found = compile_schema(schema, "openapi-3.1").violations(given)
    assert [(entry.instance_path, entry.keyword) for entry in found] == [
        ("/password", "minLength"),
        ("/card/number", "pattern"),
    ]
    text = f"{found!r} {[*map(str, found)]}"
    assert "hunter2" not in text
    assert "4111" not in text
    assert found[0].value == "hunter2"


def test_what_is_required_depends_on_the_direction() -> None:
    """OpenAPI 3.0: `readOnly` is required in answers only, `writeOnly` in requests only."""
    schema = {
        "$ref": "#/components/schemas/User",
        "components": {
            "schemas": {
                "Id": {"type": "integer", "readOnly": True},
                "User": {
                    "type": "object",
                    "required": ["id", "name", "secret"],
                    "properties": {
                        "id": {"$ref": "#/components/schemas/Id"},
                        "name": {"type": "string"},
                        "secret": {"type": "string", "writeOnly": True},
                        "friend": {"$ref": "#/components/schemas/User"},
                    },
                },
            }
        },
    }
    sent: dict[str, Any] = {"name": "a", "secret": "b"}
    received: dict[str, Any] = {"id": 1, "name": "a"}
    cases: list[tuple[Direction, Any, Any]] = [
        ("request", sent, received),
        ("response", received, sent),
    ]
    for direction, fits, other in cases:
        asked = compile_schema(schema, "openapi-3.0", direction=direction)
        assert asked.is_valid(fits | {"friend": fits})
        assert not asked.is_valid(fits | {"friend": other})
        assert not asked.is_valid(fits | {"id": "x"})
    assert not compile_schema(schema, "openapi-3.0").is_valid(sent)
    assert not compile_schema(schema, "openapi-3.0").is_valid(received)


OPENAPI = """\
openapi: 3.0.3
info: {title: t, version: "1"}
paths: {}
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string, nullable: true}
        friend: {$ref: '#/components/schemas/Pet'}
    Bad: {type: 5}
"""


def test_a_schema_is_compiled_from_its_place_in_a_description(tmp_path: Path) -> None:
    """`FILE#/components/schemas/NAME`, in the dialect of the description."""
    file, output = tmp_path / "api.yaml", tmp_path / "pet.py"
    file.write_text(OPENAPI, "utf-8")
    place = f"{file}#/components/schemas/Pet"
    assert run(["schema", place, "--output", str(output)]) == 0
    module = loaded(output.read_text("utf-8"))
    assert module.is_valid({"name": None, "friend": {"name": "a"}})
    [found] = module.violations({"name": "a", "friend": {}})
    assert (found.instance_path, found.keyword) == ("/friend", "required")
    assert found.schema_path == "api.yaml#/components/schemas/Pet/required"


@pytest.mark.parametrize(
    ("place", "code", "message"),
    [
        ("", 1, "this is an OpenAPI description, no schema"),
        ("#/components/schemas/Cat", 1, "there is no 'Cat' here"),
        ("#/components/schemas/Bad", 1, ":12:11 #/components/schemas/Bad/type: 'type'"),
        ("#Pet", 2, "'#Pet' is no JSON Pointer: it begins with '#/'"),
    ],
)
def test_a_place_without_a_schema_is_told(
    place: str, code: int, message: str, tmp_path: Path, capfd: Any
) -> None:
    """What a description has there, or has not, is said with its place."""
    file = tmp_path / "api.yaml"
    file.write_text(OPENAPI, "utf-8")
    output = str(tmp_path / "x.py")
    assert run(["schema", f"{file}{place}", "--output", output]) == code
    assert message in capfd.readouterr().err
