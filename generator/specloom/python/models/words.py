"""What a docstring says of a schema: the document's words, and the annotations beside them.

JSON Schema 2020-12, Validation, section 9: `title`, `description`, `default`, `deprecated`,
`readOnly`, `writeOnly`.
"""

from specloom.ir.shape import Field, Literals, ObjectOf
from specloom.naming.words import words
from specloom.python.text.defaults import default_sentence
from specloom.python.text.docs import closed, fits_docstring, plain
from specloom.python.text.examples import example_sentence, examples_of_field
from specloom.python.text.source import literal

_DEPRECATED = "Deprecated."
_READ_ONLY = "Only in answers: the server sets it."
_WRITE_ONLY = "Only in requests."


def words_of_model(shape: ObjectOf, name: str) -> list[str]:
    """Give the paragraphs for a model of a name."""
    told = telling(shape.description, name)
    return [told, _DEPRECATED if shape.deprecated else ""]


def words_of_field(field: Field) -> list[str]:
    """Give the paragraphs for a field; an example is in the first where both fit a line."""
    told = telling(field.description, field.name)
    notes = [
        default_sentence(field.default.json) if field.default is not None else "",
        _READ_ONLY if field.read_only else "",
        _WRITE_ONLY if field.write_only else "",
    ]
    example = example_sentence(
        examples_of_field(field), field.shape, field.schema, told
    )
    line = f"{closed(plain(told))} {example}"
    if told and example and not any(notes) and fits_docstring(line, 1):
        told, example = line, ""
    return [
        told,
        " ".join(filter(None, (*notes, example))),
        _DEPRECATED if field.deprecated else "",
    ]


def words_of_choice(shape: Literals, name: str) -> list[str]:
    """Give the paragraphs for a choice of values: what it is, and what each value is."""
    pairs = zip(shape.values, shape.notes, strict=False)
    lines = [f"- `{literal(value).text}`: {note}" for value, note in pairs if note]
    return [telling(shape.description, name), "\n".join(lines)]


def telling(text: str, name: str) -> str:
    """Give a text; "" if it only repeats a name."""
    return "" if _plain(text) == _plain(name) else text


def _plain(text: str) -> str:
    return "".join(words(text)).casefold() if len(text) < 100 else text
