"""One place lays out brackets at 88 columns, so that black leaves the text as it is.

What fits in a line stays in one, without a trailing comma; what does not has one element
a line, each with a comma (black's "magic trailing comma").
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from specloom.python.text.source import EMPTY, WIDTH, Source, code, joined, literal

INDENT = "    "
_SURE = 2


@dataclass(frozen=True, slots=True)
class Group:
    """Brackets around elements, with what stands right before the first bracket.

    `comma` follows every element once they stand in lines of their own, `last_comma` the
    last one of a single line. What is compact may also have all elements in one line
    between the brackets.
    """

    before: Source
    opening: str
    elements: "tuple[Piece, ...]"
    closing: str
    comma: str = ","
    is_compact: bool = False
    last_comma: str = ""
    flat: Source = field(init=False, compare=False)

    def __post_init__(self) -> None:
        inside = ", ".join([flat(element).text for element in self.elements])
        start, end = f"{self.before.text}{self.opening}", self.closing
        line = Source(f"{start}{inside}{self.last_comma}{end}")
        object.__setattr__(self, "flat", line)


@dataclass(frozen=True, slots=True)
class Row:
    """Pieces one after the other; the last group among them is the one that opens."""

    pieces: "tuple[Piece, ...]"
    flat: Source = field(init=False, compare=False)

    def __post_init__(self) -> None:
        line = Source("".join([flat(piece).text for piece in self.pieces]))
        object.__setattr__(self, "flat", line)


@dataclass(frozen=True, slots=True)
class Equality:
    """Two values that are asked to be equal; a long one stands in parentheses."""

    left: Source
    right: Source
    flat: Source = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "flat", code("{} == {}", self.left, self.right))


@dataclass(frozen=True, slots=True)
class Chain:
    """What `and`, `or` or `|` joins, perhaps denied; a long chain has one a line."""

    operator: str
    operands: "tuple[Piece, ...]"
    is_denied: bool = False
    inside: Source = field(init=False, compare=False)
    flat: Source = field(init=False, compare=False)

    def __post_init__(self) -> None:
        text = joined(f" {self.operator} ", [flat(entry) for entry in self.operands])
        object.__setattr__(self, "inside", text)
        whole = code("not ({})", text) if self.is_denied else text
        object.__setattr__(self, "flat", whole)


Piece: TypeAlias = Source | Group | Row | Equality | Chain


def flat(piece: Piece) -> Source:
    """Give a piece in one line."""
    return piece if isinstance(piece, Source) else piece.flat


def call(function: Source, arguments: Sequence[Piece]) -> Group:
    """Give a call."""
    return Group(function, "(", tuple(arguments), ")")


def keyword(name: Source, value: Piece) -> Piece:
    """Give a keyword argument."""
    return Row((code("{}=", name), value))


def list_of(elements: Sequence[Piece]) -> Group:
    """Give a list display."""
    return Group(EMPTY, "[", tuple(elements), "]")


def in_parentheses(before: Source, piece: Piece) -> Group:
    """Give a piece in parentheses that only part the line."""
    return Group(before, "(", (piece,), ")", comma="")


def tuple_of(elements: Sequence[Piece]) -> Group:
    """Give a tuple display; one element has its comma."""
    comma = "," if len(elements) == 1 else ""
    return Group(EMPTY, "(", tuple(elements), ")", last_comma=comma)


def dict_of(entries: Sequence[tuple[Piece, Piece]]) -> Group:
    """Give a dictionary display."""
    rows = tuple(Row((key, Source(": "), value)) for key, value in entries)
    return Group(EMPTY, "{", rows, "}")


def json_value(value: object) -> Piece:
    """Give a JSON value as the Python text that makes it."""
    if isinstance(value, dict):
        return dict_of(
            [(literal(str(key)), json_value(item)) for key, item in value.items()]
        )
    if isinstance(value, list):
        return list_of([json_value(item) for item in value])
    if value is None or isinstance(value, (str, int, float, bool)):
        return literal(value)
    raise TypeError(f"{type(value).__name__} is no JSON value")


def lay_out(piece: Piece, indent: int, before: int = 0, after: int = 0) -> Source:
    """Lay out a piece that starts `before` columns into a line and has `after` more behind.

    `indent` is the depth, in steps of four columns, of the line it starts on.
    """
    line = flat(piece)
    if isinstance(piece, Source) or _fits(line, indent, before, after):
        return line
    if isinstance(piece, Equality):
        return _open_equality(piece, indent)
    if isinstance(piece, Chain):
        return _open_chain(piece, indent)
    if isinstance(piece, Row):
        return _open_row(piece, indent, before, after)
    return _open_group(piece, indent)


def statement(head: str, piece: Piece, indent: int, tail: str = "") -> Source:
    """Lay out a constant head, a piece and a constant tail as one line or several."""
    text = lay_out(piece, indent, len(head), len(tail))
    return joined("", (Source(head), text, Source(tail)))


def fits(piece: Piece, indent: int) -> bool:
    """Tell whether a piece can stand in one line of its own."""
    return _fits(flat(piece), indent, 0, 0)


def _fits(line: Source, indent: int, before: int, after: int) -> bool:
    return line.is_one_line and 4 * indent + before + len(line.text) + after <= WIDTH


def _open_group(group: Group, indent: int) -> Source:
    if not group.elements:
        return group.flat
    margin = INDENT * (indent + 1)
    opening = f"{group.before.text}{group.opening}"
    inside = joined(", ", [flat(element) for element in group.elements])
    if group.is_compact and _fits(inside, indent + 1, 0, 0):
        lines = [f"{margin}{inside.text}"]
    else:
        lines = [
            f"{margin}{lay_out(element, indent + 1, after=1).text}{group.comma}"
            for element in group.elements
        ]
    closing = f"{INDENT * indent}{group.closing}"
    return Source("\n".join((opening, *lines, closing)))


def _open_equality(piece: Equality, indent: int) -> Source:
    margin, end = INDENT * (indent + 1), INDENT * indent
    if _fits(piece.flat, indent + 1, 0, 0):
        return Source(f"(\n{margin}{piece.flat.text}\n{end})")
    lines = f"{margin}{piece.left.text}\n{margin}== {piece.right.text}"
    return Source(f"(\n{lines}\n{end})")


def _open_chain(chain: Chain, indent: int) -> Source:
    margin, end = INDENT * (indent + 1), INDENT * indent
    opening = "not (" if chain.is_denied else "("
    # Of two operands black may rather part the brackets that end the second.
    is_sure = chain.is_denied or len(chain.operands) > _SURE
    if not is_sure and chain.flat.text.endswith(")"):
        return chain.flat
    if _fits(chain.inside, indent + 1, 0, 0):
        return Source(f"{opening}\n{margin}{chain.inside.text}\n{end})")
    used = len(chain.operator) + 1
    first, *rest = chain.operands
    texts = [lay_out(first, indent + 1).text]
    texts += [lay_out(entry, indent + 1, used).text for entry in rest]
    text = f"\n{margin}{chain.operator} ".join(texts)
    return Source(f"{opening}\n{margin}{text}\n{end})")


def compact(group: Group) -> Group:
    """Let a group have all its elements in one line between the brackets."""
    return replace(group, is_compact=True)


def _open_row(row: Row, indent: int, before: int, after: int) -> Source:
    groups = [
        index for index, piece in enumerate(row.pieces) if not isinstance(piece, Source)
    ]
    if not groups:
        return row.flat
    last = groups[-1]
    head = joined("", [flat(piece) for piece in row.pieces[:last]])
    tail = joined("", [flat(piece) for piece in row.pieces[last + 1 :]])
    used, more = before + len(head.text), after + len(tail.text)
    if len(groups) > 1 and 4 * indent + used >= WIDTH:
        head = _open_row(Row(row.pieces[:last]), indent, before, 1)
        used = len(head.text.rsplit("\n", 1)[-1]) - 4 * indent
    return joined("", (head, lay_out(row.pieces[last], indent, used, more), tail))


def annotated(
    name: Source, type_: Source, default: Source | None, indent: int
) -> Piece:
    """Give a name with its type and perhaps a default, parted as black parts long ones."""
    end = EMPTY if default is None else code(" = {}", default)
    line = code("{}: {}{}", name, type_, end)
    if _fits(line, indent, 0, 1):
        return line
    opened = parted_type(type_)
    if isinstance(opened, Source):
        opened = in_parentheses(EMPTY, opened)
    return Row((code("{}: ", name), opened, end))


def parted_type(type_: Source) -> Piece:
    """Give a type that may be parted: a union at its bars, another at its brackets."""
    parts = _alternatives(type_.text)
    if len(parts) > 1:
        return Chain("|", tuple(parted_type(Source(part)) for part in parts))
    if not type_.text.endswith("]"):
        return type_
    outer, inner = type_.text[:-1].split("[", 1)
    return Group(Source(outer), "[", (Source(inner),), "]", "")


def _alternatives(type_: str) -> list[str]:
    """Give the types that a union has at its top."""
    depth, parts = 0, [""]
    for char in type_:
        depth += (char == "[") - (char == "]")
        if char == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts]


def function(
    head: str,
    name: Source,
    parameters: Sequence[Piece],
    returns: Source,
    *,
    is_compact: bool = False,
) -> Row:
    """Give the first line of a function."""
    before = code("{} {}", Source(head), name)
    # A parameter on its own line has a comma, unless it shares that line with others.
    shares = is_compact and len(parameters) > 1
    group = Group(before, "(", tuple(parameters), ")", is_compact=shares)
    return Row((group, code(" -> {}:", returns)))


def class_head(name: Source, base: Source) -> Source:
    """Lay out the first line of a class."""
    group = Group(code("class {}", name), "(", (base,), ")", "")
    return statement("", group, 0, ":")


def assignment(name: Source, value: Piece, indent: int) -> Source:
    """Lay out an assignment; a value that nothing parts gets parentheses if that helps."""
    head = code("{} = ", name)
    line = Row((head, value))
    if isinstance(value, Source) and not fits(line, indent) and fits(value, indent + 1):
        return lay_out(Row((head, in_parentheses(EMPTY, value))), indent)
    return lay_out(line, indent)
