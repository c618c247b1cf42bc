"""The door between a document and Python text: the only way in is through these functions.

Templates accept `Source` and nothing else. Text of a document becomes Source as a literal,
a docstring, a comment, or, once `naming` has made it one, an identifier; everything else
is put together from constant pieces of this package with `code`.
"""

import re
import textwrap
import unicodedata
from dataclasses import dataclass

WIDTH = 88
_KEEPS_ITS_LINE = frozenset(" ")
_LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Source:
    """Finished Python text. Its first line stands where the template puts it."""

    text: str

    def __bool__(self) -> bool:
        """Tell whether there is any text, for the conditions of templates."""
        return self.text != ""

    @property
    def is_one_line(self) -> bool:
        """Tell whether the text has no line break."""
        return "\n" not in self.text


EMPTY = Source("")


def identifier(name: str) -> Source:
    """Let a name through that is a valid identifier (language reference, 2.3)."""
    if not name.isidentifier():
        raise ValueError(f"{name!r} is no identifier; names are made in naming")
    return Source(name)


def dotted(module: str) -> Source:
    """Let the dotted path of a module through, relative or not."""
    if not all(part.isidentifier() for part in module.lstrip(".").split(".") if part):
        raise ValueError(f"{module!r} is no path of a module")
    return Source(module)


def code(template: str, *pieces: Source) -> Source:
    """Put pieces where a constant template has `{}`."""
    return Source(template.format(*(piece.text for piece in pieces)))


def joined(separator: str, pieces: "list[Source] | tuple[Source, ...]") -> Source:
    """Join pieces with a constant separator."""
    return Source(separator.join(piece.text for piece in pieces))


def literal(value: str | int | float | bool | None) -> Source:
    """Write a scalar as Python reads it back, in ASCII, quoted as black quotes."""
    if isinstance(value, str):
        return Source(_quoted(value))
    if isinstance(value, float) and value - value != 0:
        raise ValueError(f"{value!r} is no JSON number")
    return Source(repr(value).replace("e+", "e"))


def _quoted(value: str) -> str:
    written = ascii(value)
    if written[0] == '"':
        return written
    body = written[1:-1]
    escaped_single, double = body.count("\\'"), body.count('"')
    if double > escaped_single:
        return written
    return '"' + body.replace("\\'", "'").replace('"', '\\"') + '"'


def pattern_literal(pattern: str) -> Source:
    """Write a regular expression as a raw string where that reads better and is exact."""
    is_raw = (
        "\\" in pattern
        and '"' not in pattern
        and pattern.isascii()
        and pattern.isprintable()
        and not pattern.endswith("\\")
    )
    return Source(f'r"{pattern}"') if is_raw else literal(pattern)


def visible(text: str) -> str:
    """Escape what is not seen or not seen where it stands: controls, bidi marks, surrogates.

    Line ends of every kind become line feeds.
    """
    text = _LINE_ENDS.sub("\n", text)
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return "".join(char if _is_visible(char) else _escaped(char) for char in text)


def _is_visible(char: str) -> bool:
    return char == "\n" or char.isprintable() or char in _KEEPS_ITS_LINE


def _escaped(char: str) -> str:
    if char == "\t" or unicodedata.category(char) == "Zs":
        return " "
    if unicodedata.category(char) == "Cf" and char in "\u200c\u200d":
        return char
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")


def docstring(lines: "list[str] | tuple[str, ...]", indent: int) -> Source:
    """Write a docstring of lines already wrapped; the first stands after the quotes.

    A blank keeps quotes of the text apart from those around it, as black does.
    """
    margin = "    " * indent
    body = [_in_docstring(line).rstrip() for line in lines]
    while body and not body[-1]:
        body.pop()
    if not body:
        return EMPTY
    first = body[0].lstrip()
    first = f" {first}" if first.startswith('"') else first
    if len(body) == 1:
        end = " " if first.endswith('"') else ""
        return Source(f'"""{first}{end}"""')
    rest = "\n".join(body[1:])
    placed = textwrap.indent(textwrap.dedent(rest), margin)
    return Source(f'"""{first}\n{placed}\n{margin}"""')


def _in_docstring(line: str) -> str:
    shown = visible(line).replace("\n", " ")
    return shown.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')


def toml_text(value: str) -> Source:
    """Write a text as a TOML 1.0 basic string, in ASCII."""
    escaped = "".join(_toml_char(char) for char in value)
    return Source(f'"{escaped}"')


def _toml_char(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char.isascii() and char.isprintable():
        return char
    code_point = ord(char) if not 0xD800 <= ord(char) <= 0xDFFF else 0xFFFD
    return f"\\U{code_point:08x}"


def markdown(text: str) -> Source:
    """Write a text as one line of CommonMark that shows it and means nothing else."""
    line = " ".join(visible(text).split())
    return Source(re.sub(r"([\\`*_{}\[\]<>#|!~&])", r"\\\1", line))


def comment(text: str) -> Source:
    """Write a text as comment lines at the margin of where it is placed."""
    return Source("\n".join(f"# {line}".rstrip() for line in visible(text).split("\n")))


def width(text: str) -> int:
    """Give the columns of a text; East Asian wide characters take two, marks none."""
    if text.isascii():
        return len(text)
    return sum(_char_width(char) for char in text)


def _char_width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
