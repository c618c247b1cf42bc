"""Free text of a document never becomes code: hostile and harmless twins are one program."""

import ast
import tomllib
from pathlib import Path
from typing import Any

import pytest

from .conftest import Generate

TEXTS = [
    '"""',
    "'''",
    '\\"""\nimport os\n"""',
    "ends with a backslash \\",
    'ends with a quote "',
    '"',
    "{x} {{x}} {{ x }} {%x%} {# x #} ${x} %s %(x)s",
    "{{ ''.__class__.__mro__ }}",
    "\\N{DIGIT ONE} \\x22 \\u0022\\u0022\\u0022 \\042",
    "# noqa\n# type: ignore\n# fmt: off\n# -*- coding: utf-7 -*-",
    "-*- coding: utf-7 -*-",
    *(f"a{end}import os{end}b" for end in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"),
    "a\r\nimport os\r\nb",
    "NUL \x00 and escape \x1b[31m and bell \x07",
    "bidi \u202e\u2066 zero width \u200b\ufeff",
    "</script>]]><!-- x --><a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1)) `rm -rf /` .. raw:: html",
    ".. code-block:: python\n\n    import os\n",
    'x = """\n"""\nimport os\n"""',
    "Args:\n    x: y\n\nRaises:\n    SystemExit: always.",
    "]\n[project]\nname = 'other'\n",
    "a" * 300,
    "wide " + "字" * 120,
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "- item\n  - nested\n\n1. one\n```\ncode\n",
]


def document(text: str) -> dict[str, Any]:
    """Return a description with the same text wherever prose may stand."""
    schema = {
        "title": text,
        "description": text,
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": {
                "type": "string",
                "description": text,
                "title": text,
                "example": f"{text}!",
            },
            "createdAt": {
                "type": "string",
                "format": "date-time",
                "description": text,
            },
            "kind": {"enum": ["a", "b"], "description": text},
            "child": {"$ref": "#/components/schemas/Thing"},
            "either": {
                "description": text,
                "oneOf": [
                    {"$ref": "#/components/schemas/Thing"},
                    {
                        "type": "object",
                        "description": text,
                        "properties": {"q": {"type": "integer"}},
                    },
                ],
            },
        },
    }
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
    operation = {
        "operationId": "createThing",
        "tags": ["things"],
        "summary": text,
        "description": text,
        "externalDocs": {"url": text, "description": text},
        "parameters": [
            {
                "name": "limit",
                "in": "query",
                "description": text,
                "schema": {"type": "integer", "title": text, "description": text},
            },
            {
                "name": "q",
                "in": "query",
                "description": "Words",
                "example": text,
                "schema": {"type": "string"},
            },
        ],
        "requestBody": {"description": text, "content": content},
        "responses": {
            "200": {"description": text, "content": content},
            "default": {"description": text},
        },
    }
    return {
        "openapi": "3.1.1",
        "info": {
            "title": text,
            "version": text,
            "description": text,
            "summary": text,
            "contact": {"name": text},
            "license": {"name": text},
        },
        "servers": [{"url": "https://example.org", "description": text}],
        "tags": [{"name": "things", "description": text}],
        "security": [{"key": []}],
        "paths": {"/things": {"post": operation}},
        "components": {
            "schemas": {"Thing": schema},
            "securitySchemes": {
                "key": {
                    "type": "apiKey",
                    "name": "k",
                    "in": "header",
                    "description": text,
                }
            },
        },
        "x-unknown": text,
    }


class _Blank(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        return ast.Constant("") if isinstance(node.value, str) else node


def shapes(output: Path) -> dict[str, str]:
    """Return each Python file's program without the contents of its strings."""
    return {
        path.relative_to(output).as_posix(): ast.dump(
            _Blank().visit(ast.parse(path.read_bytes()))
        )
        for path in sorted(output.rglob("*.py"))
        if "_runtime" not in path.parts
    }


@pytest.mark.parametrize("text", TEXTS)
def test_a_hostile_text_changes_no_program(text: str, generated: Generate) -> None:
    """Only string constants differ from what the word `x` gives, in the same files."""
    hostile = shapes(generated(document(text), "hostile"))
    assert hostile == shapes(generated(document("x"), "harmless"))


def test_texts_change_no_table_of_pyproject(generated: Generate) -> None:
    """The project file has the same keys, whatever the texts say."""
    keys = [
        sorted(tomllib.loads(path.read_text())["project"])
        for name, text in (("hostile", TEXTS[-5]), ("harmless", "x"))
        for path in generated(document(text), name).glob("pyproject.toml")
    ]
    assert len(keys) == 2
    assert keys[0] == keys[1]


def test_all_texts_at_once(generated: Generate) -> None:
    """The texts do not add up to anything either."""
    joined = "\n".join(TEXTS) + "\n\n" + " ".join(TEXTS)
    hostile = shapes(generated(document(joined), "hostile"))
    assert hostile == shapes(generated(document("x"), "harmless"))
