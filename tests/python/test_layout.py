"""Test that what is laid out is what black would have laid out."""

from __future__ import annotations

import ast

import black
import pytest
from black.mode import TargetVersion
from hypothesis import given, settings
from hypothesis import strategies as st

from specloom.python.text.block import Line, Suite, lay_out_block
from specloom.python.text.layout import (
    Group,
    Piece,
    Row,
    annotated,
    assignment,
    call,
    class_head,
    compact,
    dict_of,
    flat,
    function,
    in_parentheses,
    keyword,
    lay_out,
    list_of,
    statement,
    tuple_of,
)
from specloom.python.text.proof import is_proven
from specloom.python.text.source import EMPTY, Source, identifier, literal

MODE = black.Mode(target_versions={TargetVersion.PY311})


def names(longest: int = 30) -> st.SearchStrategy[Source]:
    """Draw identifiers that are no keywords."""
    return st.integers(1, longest).map(lambda size: identifier("x" * size))


SCALARS = (
    names()
    | st.integers(0, 9999).map(literal)
    | st.integers(0, 40).map(lambda size: literal("y" * size))
)


def _containers(inner: st.SearchStrategy[Piece]) -> st.SearchStrategy[Piece]:
    some = st.lists(inner, max_size=4)
    rows = st.lists(st.tuples(SCALARS, inner), max_size=3)
    return st.one_of(
        st.builds(call, names(), some),
        st.builds(
            lambda name, key, value: call(name, [keyword(key, value)]),
            names(),
            names(),
            inner,
        ),
        some.map(list_of),
        st.lists(inner, min_size=1, max_size=4).map(tuple_of),
        rows.map(dict_of),
    )


PIECES: st.SearchStrategy[Piece] = st.recursive(SCALARS, _containers, max_leaves=9)


def governed(text: str, indent: int) -> str:
    """Put statements at a depth."""
    heads = ["def f():\n", "    if x:\n"][:indent]
    return "".join([*heads, "    " * indent, text, "\n"])


def assert_black_leaves(text: str, plain: str) -> None:
    """Assert that black changes nothing, and that the text means what it says in one line."""
    assert black.format_str(text, mode=MODE) == text
    assert ast.dump(ast.parse(text)) == ast.dump(ast.parse(plain))


@given(PIECES, st.integers(0, 2))
@settings(max_examples=250, deadline=None)
def test_assignments_are_laid_out_as_black_does(piece: Piece, indent: int) -> None:
    """Whatever is assigned, black leaves the layout, and the meaning is that of one line."""
    text = assignment(identifier("x"), piece, indent).text
    plain = f"x = {flat(piece).text}"
    assert_black_leaves(governed(text, indent), governed(plain, indent))


@given(
    st.lists(PIECES, max_size=4), st.integers(1, 2), st.sampled_from(["return ", ""])
)
@settings(max_examples=150, deadline=None)
def test_calls_are_laid_out_as_black_does(
    arguments: list[Piece], indent: int, head: str
) -> None:
    """A call that is a statement, or returned, stands as black would put it."""
    piece = call(Source("self.perform"), arguments)
    text = statement(head, piece, indent).text
    plain = f"{head}{flat(piece).text}"
    assert_black_leaves(governed(text, indent), governed(plain, indent))


@given(st.lists(SCALARS, min_size=1, max_size=6), st.integers(1, 2))
@settings(max_examples=100, deadline=None)
def test_compact_calls_are_laid_out_as_black_does(
    arguments: list[Source], indent: int
) -> None:
    """Arguments that fit in one line between the brackets stand there without a comma."""
    piece = compact(call(Source("check_the_schema_of_a_name"), arguments))
    text = statement("", piece, indent).text
    assert_black_leaves(governed(text, indent), governed(flat(piece).text, indent))


KINDS = ["int", "list[{}]", "dict[str, {}]", "{} | None", "Literal[{}]", "a[{}] | b[c]"]


@pytest.mark.parametrize("columns", range(80, 96))
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("default", [None, "UNSET"])
def test_annotated_parameters_are_parted_as_black_does(
    kind: str, columns: int, default: str | None
) -> None:
    """A parameter at every width around the limit stands as black would put it."""
    ending = "" if default is None else f" = {default}"
    rest = columns - 8 - len(kind) - len(ending) - 1
    name = Source("name" if "{}" in kind else "n" * (rest - 2))
    type_ = Source(kind.replace("{}", "T" * (rest - 4)))
    value = None if default is None else Source(default)
    parameters: list[Piece] = [Source("self"), annotated(name, type_, value, 2)]
    head = lay_out(function("def", Source("f"), parameters, Source("None")), 1).text
    plain = f"    def f(self, {name.text}: {type_.text}{ending}) -> None:\n"
    body = "        return\n"
    text = f"class A:\n    {head}\n{body}"
    if max(map(len, text.split("\n"))) <= 88:
        assert_black_leaves(text, f"class A:\n{plain}{body}")
    else:
        assert columns > 91
        assert not is_proven(text)


@pytest.mark.parametrize("columns", range(80, 96))
def test_parameters_are_parted_as_black_does(columns: int) -> None:
    """The head of a function at every width around the limit stands as black would put it."""
    name, result = identifier("f"), Source("None")
    parameter = identifier("p" * (columns - len("def f(a, ) -> None:")))
    head = lay_out(function("def", name, [Source("a"), parameter], result), 0).text
    plain = f"def f(a, {parameter.text}) -> None:\n    return\n"
    assert_black_leaves(f"{head}\n    return\n", plain)
    piece = function("def", name, [Source("a"), parameter], result, is_compact=True)
    assert_black_leaves(f"{lay_out(piece, 0).text}\n    return\n", plain)


@pytest.mark.parametrize("columns", range(80, 96))
def test_heads_of_classes_are_parted_as_black_does(columns: int) -> None:
    """A class with a long name opens its brackets where black would."""
    name = identifier("A" * (columns - len("class (Model):")))
    text = class_head(name, Source("Model")).text
    plain = f"class {name.text}(Model):\n    pass\n"
    assert_black_leaves(f"{text}\n    pass\n", plain)


@pytest.mark.parametrize("columns", range(80, 96))
def test_dictionaries_of_annotated_names_are_parted_as_black_does(columns: int) -> None:
    """A table with a type of its own stands as black would put it."""
    value = dict_of([(literal("k"), identifier("v" * (columns - 40)))])
    piece = Row((Source("_T: Mapping[str, object] = "), value))
    text = statement("", piece, 0).text
    assert_black_leaves(f"{text}\n", f"{flat(piece).text}\n")


def test_a_tuple_of_one_has_its_comma() -> None:
    """One element in brackets is no tuple without a comma, opened or not."""
    assert flat(tuple_of([Source("a")])).text == "(a,)"
    long = literal("a" * 90)
    assert lay_out(tuple_of([long]), 0).text == f"(\n    {long.text},\n)"
    assert flat(tuple_of([])).text == "()"


def test_what_fits_stays_in_its_line() -> None:
    """88 columns are one line, 89 are not."""
    fitting = call(Source("f"), [identifier("a" * 85)])
    assert lay_out(fitting, 0).is_one_line
    assert not lay_out(call(Source("f"), [identifier("a" * 86)]), 0).is_one_line
    assert not lay_out(fitting, 0, before=1).is_one_line
    assert not lay_out(fitting, 0, after=1).is_one_line


def test_parentheses_that_only_part_have_no_comma() -> None:
    """What is parted by parentheses stays one value."""
    group = in_parentheses(Source("x = "), identifier("a" * 86))
    assert lay_out(group, 0).text == f"x = (\n    {'a' * 86}\n)"
    assert lay_out(Group(EMPTY, "(", (), ")"), 0, before=90).text == "()"


def test_rows_without_groups_cannot_be_parted() -> None:
    """Names one after the other stay in their line, however long it is."""
    row = Row((identifier("a" * 60), Source(" or "), identifier("b" * 60)))
    assert lay_out(row, 0) == flat(row)


def test_statements_are_governed_by_their_suites() -> None:
    """A block is indented under its head, at any depth."""
    inner = Suite(
        "for ", Source("a in b"), (Line(Source("f(a)")), Line(Source("a"), "return "))
    )
    block = lay_out_block(
        [Suite("if ", Source("b"), (inner,)), Line(Source("pass"))], 1
    )
    assert block.text == (
        "if b:\n        for a in b:\n            f(a)\n            return a\n    pass"
    )


LEFT = [
    "x = 1\n",
    f'f(\n    name="{"a" * 100}",\n)\n',
    f"# {'a' * 100}\n",
    f'"""Say {"a" * 100}\n\nand é.\n"""\n',
    f'"""Say.\n\n{"ü" * 100}\n"""\n\nx = 1\n',
]
CHANGED = [
    f"x = [{'a' * 50}, {'b' * 50}]\n",
    f"def f({'a' * 50}, {'b' * 50}):\n    return\n",
    'x = "é"\n' + f"y = [{'a' * 50}, {'b' * 50}]\n",
]


@pytest.mark.parametrize("text", LEFT)
def test_proven_texts_are_left_by_black(text: str) -> None:
    """What is called proven is what black would have written."""
    assert is_proven(text)
    assert black.format_str(text, mode=MODE) == text


@pytest.mark.parametrize("text", CHANGED)
def test_lines_that_could_be_parted_are_not_proven(text: str) -> None:
    """A long line of code, or one beyond ASCII, goes to black."""
    assert not is_proven(text)
    assert black.format_str(text, mode=MODE) != text


@given(PIECES, st.integers(0, 2))
@settings(max_examples=150, deadline=None)
def test_proof_and_layout_agree_with_black(piece: Piece, indent: int) -> None:
    """Of everything laid out in lines, what is proven black leaves as it is."""
    text = governed(assignment(identifier("x"), piece, indent).text, indent)
    if is_proven(text):
        assert black.format_str(text, mode=MODE) == text
