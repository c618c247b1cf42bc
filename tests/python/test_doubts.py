"""Test that black gives a statement the same text whether it sees the module or not."""

import pytest

from specloom.format import SourceFile, format_files, format_here
from specloom.python.text.doubts import doubted
from specloom.python.text.proof import is_proven

LONG = "a_name_that_is_so_long_that_two_of_them_do_not_fit_in_a_line_of_black"
MODULE = f'''"""Text."""

from typing import Any

{LONG}: Any = {{"a": {LONG}, "b": [1, 2, 3]}}


class {LONG[:30]}({LONG}, {LONG}):
    """Text."""

    @property
    def short(self) -> int:
        """Text."""
        return self.{LONG} + self.{LONG}

    @property
    def {LONG}(self, one: int, two: int) -> dict[str, int]:
        """Text."""
        if one > {LONG} or two > {LONG}:
            self.{LONG} = call({LONG}=1)
        elif two > {LONG} and one > {LONG}:
            return one
        else:
            assert two == {LONG} + {LONG}
        for each in call({LONG}, {LONG}):
            yield each
        try:
            return await_it({LONG}, {LONG})
        except {LONG}.{LONG}:
            return 2


@decorated({LONG}, {LONG})
async def plain(one: int) -> {LONG} | {LONG}:
    async with {LONG}(one) as first, {LONG}(2):
        await call({LONG}, first)
'''
UNDECORATED = MODULE.replace(f"@decorated({LONG}, {LONG})", "@decorated(x)")


def formatted(text: str) -> str:
    """Give a text as it is formatted when it is one of ours."""
    files = {"m.py": SourceFile(text, proven=False, ours=True)}
    return format_files(files)["m.py"].decode()


@pytest.mark.parametrize("text", [MODULE, UNDECORATED], ids=["decorator", "plain"])
def test_formats_as_the_whole_module_is_formatted(text: str) -> None:
    """What black makes of the doubted statements is what it makes of the module."""
    assert not is_proven(text)
    assert formatted(text) == format_here({"m.py": text})["m.py"]


def test_gives_black_only_what_is_doubted() -> None:
    """A module with one long statement among many costs that statement."""
    many = "".join(f"short_{number} = {number}\n" for number in range(1000))
    found = doubted(f"{many}{LONG} = call({LONG})\n")
    assert found is not None
    assert found.text == f"# Statement 0.\n{LONG} = call({LONG})\n"


@pytest.mark.parametrize("text", [MODULE, "this is no Python", "\ud800 = 1"])
def test_leaves_what_it_cannot_part_to_black(text: str) -> None:
    """A decorator, and what is no Python, is seen by black with all around it."""
    assert doubted(text) is None


@pytest.mark.parametrize(
    "text",
    [
        f"right = [\n    (\n        {{'{LONG}': 1}}\n    ),\n] * 100\n",
        f"VARIANTS: tuple[\n    {LONG[:60]}, ...\n] = (Variant({LONG[:50]}),)\n",
    ],
    ids=["repeated", "tuple"],
)
def test_doubts_short_lines_that_black_may_part(text: str) -> None:
    """The end of a repeated list and a tuple of one are left to black."""
    assert not is_proven(text)
    assert formatted(text) == format_here({"m.py": text})["m.py"]
