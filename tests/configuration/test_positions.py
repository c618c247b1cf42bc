"""Find where keys and elements of a TOML document stand."""

import json
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specloom.configuration.positions import KeyPath, Place, place_of

TEXT = '''a = 1 # not = [
"b\\u0041" = { c = [1, [2, {d=3}]], e.f = "x,]" }
[t.u] # comment
k = """
[x]
y = 1"""
[[t.v]]
z = 1979-05-27 07:32:00
[t.v.w]
q = 1.5
  [[ t . v ]]
l = [ # comment
  'a', "b", # ]
  \'\'\'x
]\'\'\',
]
last.one = \'\'\'\'quoted\'\'\'\'
'''


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        (("a",), 1, 1),
        (("bA",), 2, 1),
        (("bA", "c", 0), 2, 20),
        (("bA", "c", 1, 1, "d"), 2, 28),
        (("bA", "e", "f"), 2, 36),
        (("t", "u"), 3, 1),
        (("t", "u", "k"), 4, 1),
        (("t", "v", 0), 7, 1),
        (("t", "v", 0, "z"), 8, 1),
        (("t", "v", 0, "w", "q"), 10, 1),
        (("t", "v", 1), 11, 3),
        (("t", "v", 1, "l", 1), 13, 8),
        (("t", "v", 1, "l", 2), 14, 3),
        (("t", "v", 1, "last", "one"), 17, 1),
    ],
)
def test_a_place_is_where_the_key_begins(path: KeyPath, line: int, column: int) -> None:
    """Strings and comments that look like keys are none."""
    assert tomllib.loads(TEXT)
    assert place_of(TEXT, path) == Place(line, column)


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("t", "u", "missing"), (3, 1)),
        (("t", "v", 0, "x", 1), (7, 1)),
        (("x",), (1, 1)),
    ],
)
def test_what_is_missing_has_the_place_of_what_would_hold_it(
    path: KeyPath, place: tuple[int, int]
) -> None:
    """A missing key is reported at its table, or at the start of the file."""
    assert place_of(TEXT, path) == place


SCALARS = st.one_of(st.booleans(), st.integers(-9, 9), st.text(max_size=4))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.text("ab.#=[]{}'\" \n", max_size=3), inner, max_size=3),
    ),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(st.text(max_size=3), VALUES, max_size=4)


@given(DOCUMENTS)
def test_every_key_and_element_is_found(document: dict[str, Any]) -> None:
    """The text at a place is the key, or the element, that the path names."""
    lines = [f"{quoted(key)} = {written(value)}" for key, value in document.items()]
    text = "# first\n" + "".join(f"{line} # {line}\n" for line in lines)
    assert tomllib.loads(text) == document
    for path, value in walk(document, ()):
        key = path[-1]
        begins = quoted(key) if isinstance(key, str) else written(value)
        line, column = place_of(text, path)
        assert text.split("\n")[line - 1][column - 1 :].startswith(begins)


def walk(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    """Give every key and element with its path."""
    members: Any = ()
    if isinstance(value, dict):
        members = value.items()
    elif isinstance(value, list):
        members = enumerate(value)
    for key, member in members:
        yield (*path, key), member
        yield from walk(member, (*path, key))


def quoted(text: str) -> str:
    """Write a basic string on one line."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def written(value: Any) -> str:
    """Write a value of any kind on one line."""
    if isinstance(value, dict):
        members = (f"{quoted(key)}={written(member)}" for key, member in value.items())
        return f"{{ {', '.join(members)} }}"
    if isinstance(value, list):
        return f"[{','.join(map(written, value))}]"
    return quoted(value) if isinstance(value, str) else json.dumps(value)
