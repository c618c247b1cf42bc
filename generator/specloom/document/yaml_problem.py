"""Say what makes a text no YAML 1.2.2, and where, from what the parser reports."""

import yaml

from specloom.document.text import Lines, refused
from specloom.errors import LoadError


def not_yaml(problem: yaml.YAMLError, text: str, file: str) -> LoadError:
    """Return the error of a text that the parser stopped at."""
    if isinstance(problem, yaml.reader.ReaderError):
        return _bad_character(text, file)
    if not isinstance(problem, yaml.MarkedYAMLError) or not problem.problem_mark:
        return refused(file, "yaml", "this is not YAML")
    mark = problem.problem_mark
    message = f"this is not YAML: {problem.problem}"
    if problem.context and problem.context_mark:
        message += f", {problem.context} from line {problem.context_mark.line + 1}"
    place = (mark.line + 1, mark.column + 1)
    return refused(file, "yaml", message, place, hint=_tab_hint(text, mark.line))


def _tab_hint(text: str, line: int) -> str:
    lines = text.splitlines()
    here = lines[line] if line < len(lines) else ""
    indent = here[: len(here) - len(here.lstrip())]
    return "indent with spaces, not with tabs" if "\t" in indent else ""


def _bad_character(text: str, file: str) -> LoadError:
    found = yaml.reader.Reader.NON_PRINTABLE.search(text)
    offset = found.start() if found else 0
    shown = f"U+{ord(text[offset]):04X}" if text else "at the start"
    message = f"the character {shown} is not allowed in YAML"
    return refused(file, "character", message, Lines(text).place(offset))
