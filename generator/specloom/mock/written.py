"""Take parameters apart as their style wrote them (OpenAPI 3.1.1, Parameter Object, `style`).

What comes out is text still: a text, a list of texts, or texts by the names of properties.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import unquote, unquote_plus

from specloom.ir.api import Style

Written: TypeAlias = "str | list[Written] | dict[str, Written]"
Pairs: TypeAlias = tuple[tuple[str, str], ...]
Decode: TypeAlias = Callable[[str], str]

_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a schema lets a parameter be; `names` are the properties of an object.

    `takes_more` says that an object may have properties that the schema does not name.
    """

    is_array: bool
    is_object: bool
    is_scalar: bool
    names: frozenset[str] = frozenset()
    takes_more: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """How one parameter is written: its name, style and `explode`."""

    name: str
    style: Style
    explode: bool


def in_path(form: Form, raw: str, wanted: Wanted) -> Iterator[Written]:
    """Yield what the text in the place of a path parameter can mean."""
    match form.style:
        case "label":
            separator = "." if form.explode else ","
            yield from _in_text(raw.removeprefix("."), separator, form, wanted, unquote)
        case "matrix":
            yield from _in_matrix(raw.removeprefix(";"), form, wanted)
        case _:
            yield from _in_text(raw, ",", form, wanted, unquote)


def in_header(form: Form, raw: str, wanted: Wanted) -> Iterator[Written]:
    """Yield what the value of a header can mean; nothing in it is encoded."""
    yield from _in_text(raw.strip(), ",", form, wanted, str.strip)


def in_cookie(
    form: Form, pairs: Pairs, wanted: Wanted, others: frozenset[str]
) -> Iterator[Written]:
    """Yield what the pairs of the header Cookie can mean for one parameter."""
    yield from _in_pairs(form, pairs, wanted, others, unquote)


def in_query(
    form: Form, pairs: Pairs, wanted: Wanted, others: frozenset[str]
) -> Iterator[Written]:
    """Yield what the pairs of a query can mean; `others` are names of other parameters."""
    if form.style == "deepObject":
        found = _deep(form.name, pairs)
        if found:
            yield found
        return
    yield from _in_pairs(form, pairs, wanted, others, unquote_plus)


def split_pairs(text: str, separator: str = "&") -> Pairs:
    """Split a query: names are decoded, values are not, since styles split them first."""
    parts = (part.strip().partition("=") for part in text.split(separator) if part)
    decode = unquote_plus if separator == "&" else unquote
    return tuple((decode(name), value) for name, _, value in parts)


def _in_pairs(
    form: Form, pairs: Pairs, wanted: Wanted, others: frozenset[str], decode: Decode
) -> Iterator[Written]:
    values = [value for name, value in pairs if name == form.name]
    if wanted.is_object and form.explode:
        members = {*wanted.names}
        if wanted.takes_more:
            members |= {name for name, _ in pairs} - others
        found = _gathered([pair for pair in pairs if pair[0] in members], decode)
        if found:
            yield found
    if not values:
        return
    if wanted.is_array and form.explode:
        yield [decode(value) for value in values]
    if (wanted.is_array or wanted.is_object) and not form.explode:
        parts = [decode(part) for part in _split(values[0], form.style)]
        if wanted.is_array:
            yield [*parts]
        if wanted.is_object:
            yield _alternating(parts)
    if wanted.is_scalar or not form.explode or not wanted.is_array:
        yield decode(values[0])


def _in_text(
    raw: str, separator: str, form: Form, wanted: Wanted, decode: Decode
) -> Iterator[Written]:
    parts = raw.split(separator) if raw else []
    if wanted.is_array:
        yield [decode(part) for part in parts]
    if wanted.is_object and form.explode:
        members = (part.partition("=") for part in parts)
        yield {decode(name): decode(value) for name, _, value in members}
    elif wanted.is_object:
        yield _alternating([decode(part) for part in parts])
    if wanted.is_scalar:
        yield decode(raw)


def _in_matrix(raw: str, form: Form, wanted: Wanted) -> Iterator[Written]:
    pairs = tuple(
        (unquote(name), value)
        for name, _, value in (part.partition("=") for part in raw.split(";"))
    )
    if wanted.is_object and form.explode:
        yield {name: unquote(value) for name, value in pairs}
    values = [value for name, value in pairs if name == form.name]
    if not values:
        return
    if wanted.is_array and form.explode:
        yield [unquote(value) for value in values]
        return
    inner = Form(form.name, "simple", explode=False)
    yield from _in_text(values[0], ",", inner, wanted, unquote)


def _split(value: str, style: Style) -> list[str]:
    """Split at the delimiter of a style, as it is or percent-encoded."""
    match style:
        case "spaceDelimited":
            value = value.replace("%20", " ").replace("+", " ")
            return value.split(" ") if value else []
        case "pipeDelimited":
            value = value.replace("%7C", "|").replace("%7c", "|")
            return value.split("|") if value else []
        case _:
            return value.split(",") if value else []


def _alternating(parts: list[str]) -> dict[str, Written]:
    """Read names and values that take turns."""
    return dict(zip(parts[::2], [*parts[1::2], ""], strict=False))


def _gathered(pairs: list[tuple[str, str]], decode: Decode) -> dict[str, Written]:
    """Give the values by name; a name that comes again has a list."""
    found: dict[str, list[Written]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(decode(value))
    return {
        name: values[0] if len(values) == 1 else values
        for name, values in found.items()
    }


def _deep(name: str, pairs: Pairs) -> dict[str, Written]:
    """Read `name[a]=1&name[b][c]=2`; a name that comes again has a list."""
    found: dict[str, Written] = {}
    for key, value in pairs:
        if key.startswith(f"{name}[") and key.endswith("]"):
            keys = key[len(name) + 1 : -1].split("][")
            _put(found, keys[:_DEEPEST], unquote_plus(value))
    return found


def _put(holder: dict[str, Written], keys: list[str], value: str) -> None:
    """Put a value into objects inside objects; the only place that fills them."""
    for key in keys[:-1]:
        inner = holder.setdefault(key, {})
        if not isinstance(inner, dict):
            return
        holder = inner
    before = holder.get(keys[-1])
    match before:
        case None:
            holder[keys[-1]] = value
        case list():
            before.append(value)
        case str():
            holder[keys[-1]] = [before, value]
