"""Write a value as an XML document (OpenAPI 3.1.1, XML Object; XML 1.0, 2.1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from specloom.ir.place import tokens
from specloom.ir.schema import AnySchema, Reference
from specloom.mock.description import Description, Xml
from specloom.mock.typed import Typing
from specloom.runtime.json_text import write_json

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NO_NAME = re.compile(r"[^\w.-]", re.ASCII)
# What XML has no way to say (XML 1.0, production Char).
_NO_CHAR = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ROOT = "root"
_ITEM = "item"


@dataclass(frozen=True, slots=True)
class XmlWriter:
    """Knows what a description says of its schemas as XML."""

    description: Description
    typing: Typing

    def document(self, value: Any, schema: AnySchema | None) -> str:
        """Write a whole document; its root has the name of its schema."""
        if schema is None:
            return f"{_HEAD}<{_ROOT}>{_escaped(value)}</{_ROOT}>"
        name = _component(schema) or _ROOT
        if isinstance(value, list):
            # There is one root, whether or not the schema asks for it.
            inner = (self._item(schema, index) for index in range(len(value)))
            items = [
                self._element(_component(item) or _ITEM, member, item)
                for item, member in zip(inner, value, strict=True)
            ]
            return _HEAD + _tag(self._facts(schema), name, "", "".join(items))
        return _HEAD + self._element(name, value, schema)

    def _element(self, name: str, value: Any, schema: AnySchema) -> str:
        facts = self._facts(schema)
        if not isinstance(value, dict):
            return _tag(facts, name, "", _escaped(value))
        members = [
            (key, member, self.typing.member(schema, key))
            for key, member in value.items()
        ]
        attributes = "".join(
            f" {_name(self._facts(inner), key)}={quoteattr(_text(member))}"
            for key, member, inner in members
            if self._facts(inner).is_attribute
        )
        children = "".join(
            child
            for key, member, inner in members
            if not self._facts(inner).is_attribute
            for child in self._children(key, member, inner)
        )
        return _tag(facts, name, attributes, children)

    def _children(self, key: str, value: Any, schema: AnySchema) -> Iterator[str]:
        """Yield the elements of a property: those of an array stand side by side."""
        if not isinstance(value, list):
            yield self._element(key, value, schema)
            return
        facts = self._facts(schema)
        items = [
            self._element(facts.name or key, member, self._item(schema, index))
            for index, member in enumerate(value)
        ]
        yield from [_tag(facts, key, "", "".join(items))] if facts.is_wrapped else items

    def _item(self, schema: AnySchema, index: int) -> AnySchema:
        return self.typing.item(schema, index)

    def _facts(self, schema: AnySchema) -> Xml:
        return self.description.xml(schema)


def _component(schema: AnySchema) -> str:
    """Give the name of the component that a schema refers to."""
    return tokens(schema.target)[-1] if isinstance(schema, Reference) else ""


def _tag(facts: Xml, name: str, attributes: str, content: str) -> str:
    tag = _name(facts, name)
    colon = f":{facts.prefix}" if facts.prefix else ""
    space = f" xmlns{colon}={quoteattr(facts.namespace)}" if facts.namespace else ""
    return f"<{tag}{space}{attributes}>{content}</{tag}>"


def _name(facts: Xml, name: str) -> str:
    """Give a name that XML allows, with its prefix where that is declared."""
    local = _NO_NAME.sub("_", facts.name or name) or "_"
    local = local if local[0].isalpha() or local[0] == "_" else f"_{local}"
    return f"{facts.prefix}:{local}" if facts.prefix and facts.namespace else local


def _escaped(value: Any) -> str:
    return escape(_text(value))


def _text(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else write_json(value).decode("utf-8")
    return _NO_CHAR.sub("", text)
