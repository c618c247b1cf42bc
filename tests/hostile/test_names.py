"""Names of a document never become code, files elsewhere, or one another."""

import ast
import json
import subprocess
import sys
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from specloom.config import Job
from specloom.pipeline import generate

from .conftest import Generate

NAMES = [
    *("class", "None", "True", "match", "type", "_", "async", "lambda", "nonlocal"),
    *("list", "str", "id", "int", "dict", "object", "builtins", "property", "super"),
    *("__init__", "__class__", "__slots__", "__proto__", "__dict__", "__doc__"),
    *("self", "cls", "client", "body", "json", "copy", "options", "request", "args"),
    *("wire", "adopt", "date", "datetime", "UNSET", "Unset", "Model", "Any", "to_json"),
    *("Mapping", "Sequence", "Literal", "Operation", "Json", "File", "Variant"),
    *("typing", "datetime", "httpx2", "shared", "components", "lazy", "_runtime"),
    *("Client", "AsyncClient", "Error", "Exception", "Optional", "List", "Type"),
    *("a-b", "a_b", "aB", "AB", "a b", "A.B", "a--b", "ab", "aB2", "a_b_2"),
    *("$", "-", "+1", "-1", "", "%", "\U0001f600", "@type", "#", "&", "\u3000"),
    *("1", "123abc", "1.5", "\u0663", "\u00b2"),
    *("\ufb01", "fi", "\u00aa", "a", "\u2168", "IX", "\uff41"),
    *("I", "i", "\u0130", "\u0131", "ss", "\u00df", "\u1e9e", "SS"),
    *("\u202eabc", "a\u200bb", "a\u200cb", "\u0645\u0631\u062d\u0628\u0627"),
    *("\u0928\u092e\u0938\u094d\u0924\u0947", "\uc5c5\ub85c\ub4dc", "\u6587\u4ef6"),
    *("con", "NUL", "aux", "com1", "lpt9", "a.", "a ", " a", "."),
    *("..", "../../up", "/etc/passwd", "a/b", "a\\b", "~", "C:\\x"),
    *('"', "'", '"""', "\\", "a'b", 'a"b', "{x}", "{{x}}", "{%x%}", "%s"),
    *("a\nimport os\n", "a\r\nb", "a\x00b", "a\u2028b", "a#b", "a: int = 1", "x=1"),
    *("x" * 300, "字" * 300, "snake_" * 60),
    *("errors", "errors_2", "ERRORS", "cached_property", "with_raw_response", "close"),
]
UNIQUE = list(dict.fromkeys(NAMES))
KINDS: list[dict[str, Any]] = [
    {"type": "string", "format": "date-time"},
    {"type": "array", "items": {"type": "string", "format": "date"}},
    {"enum": ["a", "b"]},
    {"type": "object", "additionalProperties": {"type": "integer"}},
    {"type": "object", "properties": {"list": {"type": "array", "items": {}}}},
]


def document(names: list[str]) -> dict[str, Any]:
    """Return a description in which everything that has a name has each of the names."""
    properties: dict[str, Any] = dict(zip(names, cycle(KINDS), strict=False))
    schemas: dict[str, Any] = {
        name: {
            "type": "object",
            "properties": {name: {"$ref": "#/components/schemas/all"}},
        }
        for name in names
    }
    schemas["all"] = {
        "type": "object",
        "required": names[::2],
        "properties": properties | {"each": {"anyOf": _references(names)}},
    }
    answer = {"application/json": {"schema": {"$ref": "#/components/schemas/all"}}}
    return {
        "openapi": "3.1.1",
        "info": {"title": "t", "version": "1"},
        "paths": {
            f"/p{number}": {
                "post": {
                    "operationId": name,
                    "tags": [name if number % 2 else "one"],
                    "parameters": [
                        {"name": each, "in": in_, "schema": {"type": "string"}}
                        for each in names[number : number + 4]
                        for in_ in ("query", "header", "cookie")
                    ],
                    "requestBody": {"content": answer},
                    "responses": {"200": {"description": "", "content": answer}},
                }
            }
            for number, name in enumerate(names)
        },
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                name: {"type": "http", "scheme": "bearer"} for name in names
            },
        },
    }


def _references(names: list[str]) -> list[dict[str, str]]:
    escaped = (name.replace("~", "~0").replace("/", "~1") for name in names)
    return [
        {"$ref": f"#/components/schemas/{_percent_encoded(name)}"} for name in escaped
    ]


def _percent_encoded(name: str) -> str:
    kept = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/"
    return "".join(
        char if char in kept else "".join(f"%{byte:02X}" for byte in char.encode())
        for char in name
    )


def modules(output: Path) -> list[Path]:
    """Return the modules that were written from the document."""
    package = output / "client_of"
    return [path for path in package.rglob("*.py") if "_runtime" not in path.parts]


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Generate the hostile description once."""
    folder = tmp_path_factory.mktemp("names")
    spec = folder / "spec.json"
    spec.write_text(json.dumps(document(UNIQUE)))
    target = folder / "deep" / "er" / "out"
    job = Job(spec=spec, output=target, package="client_of", tests="none")
    generate(job, lambda _: None)
    return target


def test_nothing_is_written_outside_the_output_folder(output: Path) -> None:
    """A tag such as `../../up` is a module of the package like any other."""
    root = output.parents[2]
    written = [path for path in root.rglob("*") if path.is_file()]
    outside = [path for path in written if not path.is_relative_to(output)]
    assert [path.name for path in outside] == ["spec.json"]
    assert not any(path.is_symlink() for path in written)


def test_every_file_name_is_one_on_every_system(output: Path) -> None:
    """No two names differ in case only; none is long or a device of Windows."""
    paths = [path.relative_to(output).as_posix() for path in output.rglob("*.py")]
    folded = [path.casefold() for path in paths]
    assert len(set(folded)) == len(folded)
    for path in paths:
        stem = Path(path).stem
        assert len(stem.encode()) <= 120
        assert stem not in {"con", "nul", "aux", "com1", "lpt9"}


def test_no_name_is_given_twice(output: Path) -> None:
    """Methods, fields, arguments and module names are unique where they stand."""
    for path in modules(output):
        tree = ast.parse(path.read_bytes())
        defined = [
            node.name
            for node in tree.body
            if isinstance(node, ast.ClassDef | ast.FunctionDef)
        ]
        assert len(set(defined)) == len(defined), path
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                names = [_member(statement) for statement in node.body]
                known = [name for name in names if name]
                assert len(set(known)) == len(known), (path, node.name)


def _member(statement: ast.stmt) -> str:
    match statement:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return name
        case ast.AnnAssign(target=ast.Name(id=name)):
            return name
    return ""


def test_there_is_a_method_for_every_operation(output: Path) -> None:
    """Operations whose ids look alike are numbered, never merged."""
    methods = [
        statement.name
        for path in (output / "client_of" / "api").glob("*.py")
        for node in ast.parse(path.read_bytes()).body
        if isinstance(node, ast.ClassDef)
        for statement in node.body
        if isinstance(statement, ast.AsyncFunctionDef)
    ]
    assert len(methods) == len(UNIQUE)


def test_every_wire_name_is_kept(output: Path) -> None:
    """Whatever a property is called in Python, its JSON name is the document's."""
    text = "".join(path.read_text() for path in (output / "client_of").rglob("*.py"))
    literals = {
        node.value
        for node in ast.walk(ast.parse(text.replace("from __future__", "from x")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(UNIQUE) - literals == set()


def test_everything_can_be_imported_and_its_hints_read(output: Path) -> None:
    """With warnings as errors, in a process of its own."""
    names = [
        ".".join(path.relative_to(output).with_suffix("").parts)
        for path in modules(output)
    ]
    program = (
        "import importlib, inspect, sys, typing\n"
        "for name in sys.argv[1:]:\n"
        "    module = importlib.import_module(name.removesuffix('.__init__'))\n"
        "    for key in vars(module).copy():\n"
        "        value = getattr(module, key)\n"
        "        if inspect.isclass(value) or inspect.isfunction(value):\n"
        "            typing.get_type_hints(value)\n"
        "        if inspect.isclass(value):\n"
        "            for member in vars(value).values():\n"
        "                if inspect.isfunction(member):\n"
        "                    typing.get_type_hints(member)\n"
    )
    command = [sys.executable, "-W", "error", "-c", program, *names]
    done = subprocess.run(
        command, cwd=output, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.parametrize("name", UNIQUE)
def test_one_name_alone(name: str, generated: Generate) -> None:
    """No name needs others around it to be kept apart."""
    output = generated(document([name]), "alone")
    for path in modules(output):
        compile(path.read_bytes(), str(path), "exec")
