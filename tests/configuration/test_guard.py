"""Text of a view may not stand where it could end a string or a comment."""

import pytest

from specloom.custom.guard import END, START, fault_in, unmarked

TEXT = '"; import os; os.abort()  #"'


def mark(template: str, piece: str = TEXT) -> str:
    """Place a piece as a custom template does."""
    return template.replace("@", f"{START}{piece}{END}")


@pytest.mark.parametrize(
    "template",
    [
        "x = @\n",
        "x = (@, @)\n",
        "def f():\n    @\n",
        "한 = 1; x = @ + 'end'  # comment\n",
        'y = "text"; x = @ "more"\n',
        "x = {'a': @}\n",
    ],
)
def test_a_text_may_stand_where_a_value_may(template: str) -> None:
    """It has its own quotes, which begin where it begins."""
    assert fault_in("a.py", mark(template)) is None


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("# @\n", 1),
        ("x = 1  # see @\n", 1),
        ("x = 'a @'\n", 1),
        ('\nx = ""@""\n', 2),
        ('x = """\na\n@\n"""\n', 3),
        ("x = '''@'''\n", 1),
        ("x = f@\n", 1),
        ("x = rb@\n", 1),
        ("x = f'a@'\n", 1),
        ("x = f'{1}@'\n", 1),
        ("x = f'{1}{2}{@}'\n", 1),
    ],
)
def test_a_text_may_not_stand_in_quotes_or_comments(template: str, line: int) -> None:
    """What follows its end would be code, or what it says would be carried out."""
    marked = mark(template, '"0"' if "b@" in template or "{@" in template else TEXT)
    fault = fault_in("a.py", marked)
    assert fault is not None
    assert fault.line == line


@pytest.mark.parametrize(
    "template", ["# @\n", "x = 'a @'\n", "x = f'{@}@'\n", "@ = 1\n"]
)
def test_a_name_may_stand_anywhere(template: str) -> None:
    """It has no character that could end anything."""
    assert fault_in("a.py", mark(template, "name.of_1")) is None


def test_a_name_with_other_letters_stays_out_of_strings() -> None:
    """Only ASCII is sure to be harmless everywhere."""
    assert fault_in("a.py", mark("x = '@'\n", "한")) is not None


@pytest.mark.parametrize("text", ["class\n", "x = (\n", "\x00", "(" * 5000])
def test_what_is_no_python_is_found(text: str) -> None:
    """Before black sees it."""
    fault = fault_in("a.py", text)
    assert fault is not None
    assert fault.what.startswith("this is no Python")


@pytest.mark.parametrize(
    ("template", "is_fault"),
    [
        ("a = @\nb = [@]\n", False),
        ("a = '@'\n", True),
        ("a = ['''\n@''']\n", True),
        ('a = "" # @\n', False),
    ],
)
def test_texts_of_toml_stay_out_of_quotes(template: str, is_fault: bool) -> None:
    """As in Python."""
    assert (fault_in("pyproject.toml", mark(template)) is not None) == is_fault


def test_what_is_no_toml_is_found() -> None:
    """With its line."""
    fault = fault_in("pyproject.toml", mark("a = 1\nb = ''@\n"))
    assert fault is not None
    assert (fault.line, fault.what[:17]) == (2, "this is no TOML: ")


def test_other_files_are_text() -> None:
    """Markdown carries nothing out; marks are taken away everywhere."""
    assert fault_in("README.md", mark("# '@'\n")) is None
    assert unmarked(mark("a@b", "x")) == "axb"
