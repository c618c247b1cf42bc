"""Lift a Swagger 2.0 description, and the files it refers to, to OpenAPI 3.0.

Overlays and findings are about the description as it is written; only what lowers it
sees the lifted one. Its places are those of the text (`origins`). Objects of other files
are lifted where they stand, as what the references to them want.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from specloom.document.load import Document
from specloom.document.pointer import children, split
from specloom.document.resolve import References
from specloom.document.swagger.context import Context, Target
from specloom.document.swagger.description import lift_description, lift_object
from specloom.document.swagger.origins import LiftedPlaces, Tokens
from specloom.document.swagger.part import Part
from specloom.document.swagger.redirect import redirect
from specloom.errors import Location


def lifted(document: Document) -> Document:
    """Give a Swagger 2.0 document as OpenAPI 3.0; any other as it is."""
    if not document.is_swagger:
        return document
    context = _context(document)
    roots = {document.file: lift_description(context), **_other_files(context)}
    redirect(roots, context)
    texts = {file: _text(file, context) for file in context.files(roots)}
    documents = {
        file: replace(
            texts[file],
            root=root,
            places=LiftedPlaces(root, Location(file, "#"), context.origins, texts),
            diagnostics=(),
        )
        for file, root in roots.items()
    }
    entry = documents.pop(document.file)
    return replace(
        entry, diagnostics=document.diagnostics, others=tuple(documents.values())
    )


def _context(document: Document) -> Context:
    root = Part(document.root, document.location())
    return Context(
        References(document),
        consumes=root.texts("consumes") or (),
        produces=root.texts("produces") or (),
    )


def _text(file: str, context: Context) -> Document:
    return context.references.document_of(Location(file, "#"))


def _other_files(context: Context) -> dict[str, Any]:
    """Lift what is referred to in other files, until nothing new comes up."""
    made: dict[Location, Any] = {}
    while waiting := [at for at in context.targets if at not in made]:
        for at in waiting:
            made[at] = _lift_target(context.targets[at], context)
    files: dict[str, dict[Tokens, Any]] = {}
    for at, value in made.items():
        files.setdefault(at.file, {})[split(at.pointer)] = value
    return {
        file: _replaced(_part(file, context), (), values, context)
        for file, values in files.items()
    }


def _lift_target(target: Target, context: Context) -> Any:
    return lift_object(Part(target.value, target.at), target.kind, context)


def _part(file: str, context: Context) -> Part:
    return Part(_text(file, context).root, Location(file, "#"))


def _replaced(
    part: Part, tokens: Tokens, values: Mapping[Tokens, Any], context: Context
) -> Any:
    """Give a value with others in the places below it; the outermost one counts."""
    if tokens in values:
        return values[tokens]
    depth = len(tokens)
    below = {
        name
        for place in values
        if place[:depth] == tokens
        for name in place[depth:][:1]
    }
    if not below:
        return part.value
    members = {
        name: (
            _replaced(
                Part(value, part.at.child(name)), (*tokens, name), values, context
            )
            if name in below
            else value
        )
        for name, value in children(part.value)
    }
    if isinstance(part.value, list):
        return context.note([*members.values()], part)
    return context.note(members, part)
