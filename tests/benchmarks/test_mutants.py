"""Mutants differ from their module in one place, and equivalents are told apart."""

import ast
import importlib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "output_samples/x_media_upload_initialize/x_media_upload"


@pytest.fixture
def mutants(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Import the module that makes mutants."""
    monkeypatch.syspath_prepend(str(ROOT))
    return importlib.import_module("benchmarks.mutants")


@pytest.fixture
def equivalents(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Import the module that knows equivalents."""
    monkeypatch.syspath_prepend(str(ROOT))
    return importlib.import_module("benchmarks.equivalents")


def changed(mutants: ModuleType, source: str) -> set[str]:
    """Give the texts that the mutants of a module have."""
    return {mutant.mutated for mutant in mutants.mutants("api/x.py", source)}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x < 2", {"x <= 2", "x < 3", "x < 1"}),
        ("x is not None", {"x is None"}),
        ("a and b", {"a or b"}),
        ("not a", {"a"}),
        ("f(a, b)", {"f(b, a)"}),
        ("f(a, k=b)", {"f(a)"}),
        ("f(k=a, l=b)", {"f(l=b)", "f(k=a)", "f(k=b, l=a)"}),
        ("{1: a, 2: b}", {"{2: b}", "{1: a}", "{1: b, 2: a}"}),
        ("(a, b)", {"(b,)", "(a,)"}),
        ("{a}", {"set()"}),
        ("True", {"False"}),
        ("x = 'post'", {"x = 'postx'"}),
        (r"x = r'^[a-z]{3}\Z'", {"x = '[a-z]{3}\\\\Z'", "x = '^[a-z]{4}\\\\Z'"}),
        ("def f():\n    g()", {"def f():\n    pass"}),
    ],
)
def test_each_kind_of_change_is_made(
    mutants: ModuleType, source: str, expected: set[str]
) -> None:
    """Operators, constants, arguments, entries and statements are changed."""
    assert expected <= changed(mutants, source)


@pytest.mark.parametrize(
    "source",
    [
        "def f(a: dict[str, 'b']) -> 'c': ...",
        '"""Words."""',
        "class A:\n    '''Words.'''",
        "from a import b",
        "if TYPE_CHECKING:\n    x = 1",
    ],
)
def test_what_only_type_checkers_and_people_read_stays(
    mutants: ModuleType, source: str
) -> None:
    """Annotations, docstrings and imports have no mutants."""
    assert changed(mutants, source) <= {source.replace("...", "pass")}


def test_a_place_after_other_letters_is_found(mutants: ModuleType) -> None:
    """Columns of the syntax tree count bytes, those of the text characters."""
    assert "x = 'é', 2" in changed(mutants, "x = 'é', 1")


def test_every_mutant_of_the_sample_is_a_module(mutants: ModuleType) -> None:
    """Every mutant can be parsed and is another program."""
    for path in sorted(SAMPLE.glob("validators/*.py")):
        source = path.read_text("utf-8")
        found = list(mutants.mutants(path.name, source))
        assert len(found) > 20
        for mutant in found[::20]:
            assert ast.dump(ast.parse(mutant.mutated)) != ast.dump(ast.parse(source))


GUARD = "if not is_integer(x) or x < 2:\n    wrong_integer(x, minimum=2)\n"


@pytest.mark.parametrize(
    ("source", "mutated", "is_equivalent"),
    [
        (GUARD, GUARD.replace("x < 2", "x <= 2"), True),
        (GUARD, GUARD.replace("x < 2", "x < 3"), True),
        (GUARD, GUARD.replace("x < 2", "x < 1"), False),
        (GUARD, GUARD.replace("minimum=2", "minimum=3"), False),
        (GUARD, GUARD.replace("not ", ""), False),
        (GUARD.replace("wrong_integer", "check"), "", False),
        (GUARD.replace(" or ", " and "), "", False),
    ],
)
def test_a_wider_guard_of_a_report_is_equivalent(
    mutants: ModuleType,
    equivalents: ModuleType,
    source: str,
    mutated: str,
    is_equivalent: bool,
) -> None:
    """What asks more often is equivalent where the report looks at the value again."""
    wanted = mutated or source.replace("x < 2", "x <= 2")
    [mutant] = [
        entry
        for entry in mutants.mutants("validators/x.py", source)
        if entry.mutated == wanted
    ]
    assert bool(equivalents.rule(mutant)) == is_equivalent


def test_what_nothing_reads_is_equivalent(
    mutants: ModuleType, equivalents: ModuleType
) -> None:
    """So are the name of an operation and the scheme of its scopes, but not a scope."""
    source = 'f(\n    name="a",\n    scopes={"b": ("c",)},\n)\n'
    found = {
        mutant.after: bool(equivalents.rule(mutant))
        for mutant in mutants.mutants("api/x.py", source)
    }
    assert found["name='ax',"]
    assert found["scopes={'bx': (\"c\",)},"]
    assert not found["scopes={\"b\": ('cx',)},"]


def test_the_usual_style_by_another_name_is_equivalent(
    mutants: ModuleType, equivalents: ModuleType
) -> None:
    """What is in no other style is written as `form` or `simple`; another style is not."""
    known = 'x = Style("form", explode=False)\ny = Style("deepObject")\n'
    found = {
        mutant.after: bool(equivalents.rule(mutant))
        for mutant in mutants.mutants("api/x.py", known)
    }
    assert found["x = Style('formx', explode=False)"]
    assert not found['x = Style("form", explode=True)']
    assert not found["y = Style('deepObjectx')"]


@pytest.mark.parametrize(
    ("annotation", "is_equivalent"), [("dict[str, Any]", True), ("object", False)]
)
def test_asking_for_no_parameter_is_equivalent(
    mutants: ModuleType,
    equivalents: ModuleType,
    annotation: str,
    is_equivalent: bool,
) -> None:
    """A group of parameters has no other names, a value of a schema may have any."""
    source = (
        f"def check_x_query(value: {annotation}, at, found):\n"
        '    if "a" not in value:\n        missing(value, at, ("a",))\n'
    )
    found = {
        mutant.after: bool(equivalents.rule(mutant))
        for mutant in mutants.mutants("validators/x.py", source)
    }
    assert found["if 'ax' not in value:"] == is_equivalent
    assert not found['if "a" in value:']
    assert not found["missing(value, at, ('ax',))"]


@pytest.mark.parametrize(
    ("more", "is_equivalent"), [("", True), ("Variant(g, known={'b'}),", False)]
)
def test_what_the_only_object_of_a_union_knows_is_equivalent(
    mutants: ModuleType, equivalents: ModuleType, more: str, is_equivalent: bool
) -> None:
    """With others it decides between them; what an object needs always counts."""
    variant = 'Variant(f, required={"a"}, known={"c"})'
    source = f"X: T = ({variant}, {more})\n"
    found = {
        mutant.after: bool(equivalents.rule(mutant))
        for mutant in mutants.mutants("models/x.py", source)
    }
    assert found[" ".join(source.replace('"c"', "'cx'").split())] == is_equivalent
    assert not found[" ".join(source.replace('"a"', "'ax'").split())]


def test_a_listed_mutant_is_named_by_its_lines(
    mutants: ModuleType, equivalents: ModuleType, tmp_path: Path
) -> None:
    """File, scope and both lines name a mutant; an entry without one is stale."""
    listed = tmp_path / "equivalents.toml"
    entry = 'file = "api/x.py"\nline = "x = {}"\nafter = "x = 2"\nreason = "because"\n'
    texts = [f"[[equivalent]]\n{entry.format(value)}" for value in (1, 5)]
    listed.write_text("\n".join(texts), "utf-8")
    known: Any = equivalents.Equivalents.read(listed)
    found = list(mutants.mutants("api/x.py", "y = 0\nx = 1\n"))
    assert [known.reason(mutant) for mutant in found].count("because") == 1
    assert [entry.before for entry in known.stale(found)] == ["x = 5"]
