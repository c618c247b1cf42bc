"""Test the import block of a generated module, and the tables of lazy names."""

from __future__ import annotations

import ast

import pytest

from specloom.python.exports import view_exports
from specloom.python.text.imports import Imports, import_statement
from specloom.python.text.source import Source


def lines(imports: Imports) -> list[list[str]]:
    """Give the statements of an import block by groups."""
    return [[statement.text for statement in group] for group in imports.statements()]


def test_imports_stand_in_the_usual_order() -> None:
    """Future, standard library, third party, own; plain imports first, far relatives first."""
    imports = Imports(("api", "media"))
    scope = imports.inside(frozenset())
    scope.own(("models", "media"), "Media")
    scope.runtime("unset", "UNSET")
    scope.runtime("unset", "Unset")
    scope.own(("api", "users"), "Users")
    imports.module_("httpx2")
    scope.use("typing", "Any")
    imports.module_("re")
    scope.use("collections.abc", "Sequence")
    scope.use("__future__", "annotations")
    assert lines(imports) == [
        ["from __future__ import annotations"],
        ["import re", "from collections.abc import Sequence", "from typing import Any"],
        ["import httpx2"],
        [
            "from .._runtime.unset import UNSET, Unset",
            "from ..models.media import Media",
            "from .users import Users",
        ],
    ]


def test_names_are_imported_once_in_order() -> None:
    """Constants stand before classes, classes before functions."""
    imports = Imports(("client",))
    for name in ("b", "A", "UNSET", "a", "A", "T", "B"):
        imports.use("m", name)
    assert lines(imports) == [["from m import UNSET, A, B, T, a, b"]]


def test_a_taken_name_gets_another() -> None:
    """What the module or a class defines, or another import, hides nothing."""
    imports = Imports(("models", "x"), frozenset({"Any"}))
    assert imports.use("typing", "Any").text == "Any_"
    assert imports.use("a", "Name").text == "Name"
    assert imports.use("b", "Name").text == "Name_"
    assert imports.use("c", "Name").text == "Name__"
    assert imports.use("b", "Name").text == "Name_"
    assert imports.inside(frozenset({"date"})).use("datetime", "date").text == "date_"
    assert imports.use("datetime", "date").text == "date"
    assert lines(imports)[0] == [
        "from a import Name",
        "from b import Name as Name_",
        "from c import Name as Name__",
        "from datetime import date, date as date_",
        "from typing import Any as Any_",
    ]


def test_hidden_builtins_are_reached_through_their_module() -> None:
    """A field called `list` does not keep another from being a list."""
    imports = Imports(("models", "x"), frozenset({"str"}))
    assert imports.builtin("int").text == "int"
    assert lines(imports) == []
    assert imports.inside(frozenset({"list"})).builtin("list").text == "builtins.list"
    assert imports.builtin("str").text == "builtins.str"
    assert lines(imports) == [["import builtins"]]


def test_own_names_need_no_import() -> None:
    """A module does not import what it defines."""
    imports = Imports(("models", "x"), frozenset({"A"}))
    assert imports.own(("models", "x"), "A", frozenset()).text == "A"
    assert lines(imports) == []


def test_names_may_be_imported_under_others() -> None:
    """`client.py` calls the package of operations by a private name."""
    imports = Imports(("client",))
    assert imports.use_as(".", "api", "_api").text == "_api"
    assert lines(imports) == [["from . import api as _api"]]


@pytest.mark.parametrize("size", range(60, 90))
def test_long_imports_take_several_lines(size: int) -> None:
    """What fits in 88 columns is one line; else each name has one."""
    names = [("a", "a"), ("b" * (size - 17), "b" * (size - 17))]
    text = import_statement("m", names, 0, renames_all=False).text
    ast.parse(text)
    assert (text.count("\n") == 0) == (
        len(f"from m import a, {'b' * (size - 17)}") <= 88
    )


def test_exports_are_for_checkers_and_for_everyone() -> None:
    """A checker sees plain imports that are given further, Python a table."""
    exports = {"Client": "client", "api": "", "ApiError": "_runtime.errors"}
    view = view_exports(Source('"""x"""'), exports, 0)
    assert [statement.text for statement in view.imports] == [
        "from . import api as api",
        "from ._runtime.errors import ApiError as ApiError",
        "from .client import Client as Client",
    ]
    assert view.runtime.text == "."
    assert ast.literal_eval(view.table.text.removeprefix("_EXPORTS = ")) == exports
    assert view_exports(Source(""), exports, 1).runtime.text == ".."
