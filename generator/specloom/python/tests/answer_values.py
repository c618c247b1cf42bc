"""The values that stand for documented answers, and the models that they are read as."""

from collections.abc import Iterator
from typing import Any

from specloom.ir.api import MediaType
from specloom.ir.schema import AnySchema, BooleanSchema, Reference
from specloom.ir.shape import Shape
from specloom.python.tests.answers import Answer
from specloom.python.tests.conformity import Judge, Schemas
from specloom.python.tests.methods import Subject
from specloom.python.tests.readings import readings
from specloom.python.tests.samples import LEAST, NoSample, Sampler
from specloom.python.text.layout import Piece, dict_of
from specloom.python.text.source import Source, literal

TEXT = "text \u00e9"
BYTES = Source('b"\\x00\\xff content"')

_LARGEST = 4000
_MOST = 2


def answer_values(
    subject: Subject, sampler: Sampler, content: MediaType, notes: list[str]
) -> list[Any]:
    """Give examples that are valid, and a made-up value with all properties."""
    schema = content.checked or BooleanSchema(content.at, accepts=True)
    judge = Judge(sampler.schemas)
    found = [
        example.json
        for example in content.examples
        if len(repr(example.json)) < _LARGEST and judge.accepts(schema, example.json)
    ][:_MOST]
    try:
        found.append(sampler.value(schema))
    except NoSample as reason:
        if not found:
            where = subject.operation.id or subject.operation.path
            notes.append(f"{where}: no answer is known for {reason}")
    return [*found, *_least(sampler, schema, found)]


def _least(sampler: Sampler, schema: AnySchema, found: list[Any]) -> Iterator[Any]:
    """Give what a schema without tests of its own needs, if that is less."""
    if isinstance(schema, Reference):
        return
    try:
        least = Sampler(sampler.schemas, LEAST).value(schema)
    except NoSample:
        return
    if least not in found:
        yield least


def refuses_null(answer: Answer, schemas: Schemas) -> bool:
    """Tell whether null is no valid answer, and the client can say so."""
    schema = answer.content.checked if answer.content is not None else None
    if answer.kind != "Json" or schema is None:
        return False
    return not Judge(schemas).accepts(schema, None)


def models_once(subject: Subject, shape: Shape, value: Any) -> dict[str, str]:
    """Give the models in a value, those inside others once in a module."""
    found: dict[str, str] = {}
    entries = tuple(readings(shape, value, subject.context))
    for entry in entries:
        if entry.path == "" or entry.reader not in subject.readers:
            found[entry.path] = entry.model
    subject.readers.update(entry.reader for entry in entries)
    return found


def model_table(found: dict[str, str]) -> Piece:
    """Write the names of models by their places."""
    return dict_of([(literal(place), literal(name)) for place, name in found.items()])
