"""Read YAML 1.2.2 as JSON values, from the parser's events, without recursion.

Keys are text (`200:` is "200"). A repeated key is a warning and the last one counts.
Merge keys (`<<`, YAML 1.1) are honoured. Aliases share their value, and what they would
add if written out is bounded. Tags outside the core schema are refused.
"""

from dataclasses import dataclass, field
from typing import Any

import yaml

from specloom.document.limits import MAX_ALIASED, MAX_DEPTH, TOO_DEEP
from specloom.document.pointer import join
from specloom.document.text import refused, repeated_member
from specloom.document.yaml_problem import not_yaml
from specloom.document.yaml_scalar import TAG, ScalarError, plain, tagged
from specloom.errors import Diagnostic, LoadError

Place = tuple[int, int]

_MERGE = "<<"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class _Node:
    """A value with the size and height it would have if its aliases were copies."""

    value: Any
    place: Place
    size: int = 1
    height: int = 0


@dataclass(slots=True)
class _Open:
    """A mapping or sequence whose end has not come yet."""

    node: _Node
    anchor: str | None
    marks: dict[str, Place] = field(default_factory=dict)
    key: str | None = None
    merging: bool = False
    merged: list[dict[str, Any]] = field(default_factory=list)

    def token(self) -> str:
        """Return the token of the child that comes next."""
        if isinstance(self.node.value, list):
            return str(len(self.node.value))
        return _MERGE if self.merging else self.key or ""


class YamlPlaces:
    """The line and column of every key and item, by the identity of its container."""

    __slots__ = ("_marks", "_root", "_top")

    def __init__(self, root: Any, top: Place, marks: dict[int, dict[str, Place]]):
        self._root = root
        self._top = top
        self._marks = marks

    def find(self, tokens: tuple[str, ...]) -> Place:
        """Return line and column of the member, or of its nearest ancestor."""
        place, value = self._top, self._root
        for token in tokens:
            marks = self._marks.get(id(value), {})
            if token not in marks:
                break
            place = marks[token]
            value = value[int(token)] if isinstance(value, list) else value[token]
        return place


def parse_yaml(text: str, file: str) -> tuple[Any, YamlPlaces, tuple[Diagnostic, ...]]:
    """Return the value, its places and the warnings; LoadError if it is not YAML."""
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.YAMLError as problem:
        raise not_yaml(problem, text, file) from None
    return builder.result()


class _Builder:
    """Puts events together to values; `stack` holds what is open, outermost first."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.stack: list[_Open] = []
        self.anchors: dict[str, _Node | None] = {}
        self.marks: dict[int, dict[str, Place]] = {}
        self.top: _Node | None = None
        self.aliased = 0
        self.repeated: list[Diagnostic] = []

    def result(self) -> tuple[Any, YamlPlaces, tuple[Diagnostic, ...]]:
        """Return the finished document."""
        top = self.top or _Node(None, (1, 1))
        places = YamlPlaces(top.value, top.place, self.marks)
        return top.value, places, tuple(self.repeated)

    def take(self, event: yaml.Event) -> None:
        """Take in the next event of the parser."""
        mark = event.start_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        match event:
            case yaml.ScalarEvent():
                self._scalar(event, place)
            case yaml.MappingStartEvent():
                self._start(event, place, {}, "map")
            case yaml.SequenceStartEvent():
                self._start(event, place, [], "seq")
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._end()
            case yaml.AliasEvent():
                self._alias(event.anchor, place)
            case yaml.DocumentStartEvent() if self.top:
                message = "a second YAML document starts here; a file holds one"
                raise self._refused("yaml", message, place)
            case _:
                pass

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> None:
        if self._wants_key():
            return self._key(event, place)
        try:
            if event.tag is not None:
                value = tagged(event.value, event.tag)
            else:
                value = plain(event.value) if event.implicit[0] else event.value
        except ScalarError as problem:
            raise self._refused("yaml", str(problem), place) from None
        node = _Node(value, place)
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        return self._add(node)

    def _key(self, event: yaml.ScalarEvent, place: Place) -> None:
        if event.tag is not None and not event.tag.startswith(TAG):
            raise self._refused("yaml", f"the tag {event.tag} is not read here", place)
        if event.anchor is not None:
            self.anchors[event.anchor] = _Node(event.value, place)
        if event.value == _MERGE and event.implicit[0]:
            self.stack[-1].merging = True
        else:
            self._name(event.value, place)

    def _name(self, key: str, place: Place) -> None:
        frame = self.stack[-1]
        frame.key = key
        if key in frame.marks:
            tokens = self._tokens()
            self.repeated.append(repeated_member(self.file, tokens, place))
        frame.marks[key] = place

    def _start(
        self,
        event: yaml.MappingStartEvent | yaml.SequenceStartEvent,
        place: Place,
        value: Any,
        kind: str,
    ) -> None:
        if self._wants_key():
            raise self._refused("yaml", "a key is text, not a mapping or list", place)
        if event.tag not in (None, "!", TAG + kind):
            tag = str(event.tag).replace(TAG, "!!")
            raise self._refused("yaml", f"the tag {tag} is not read here", place)
        if len(self.stack) >= MAX_DEPTH:
            raise self._refused("depth", TOO_DEEP, place)
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        self.stack.append(_Open(_Node(value, place, height=1), event.anchor))

    def _end(self) -> None:
        frame = self.stack.pop()
        node = frame.node
        if frame.merged:
            self._merge(frame)
        self.marks[id(node.value)] = frame.marks
        if frame.anchor is not None:
            self.anchors[frame.anchor] = node
        self._add(node)

    def _alias(self, anchor: str | None, place: Place) -> None:
        if anchor is None or anchor not in self.anchors:
            raise self._refused("yaml", f"there is no anchor &{anchor} above", place)
        node = self.anchors[anchor]
        if node is None:
            message = f"the alias *{anchor} stands inside its own anchor"
            raise self._refused("yaml", message, place)
        self.aliased += node.size
        if self.aliased > MAX_ALIASED:
            message = f"aliases would write out more than {MAX_ALIASED} values"
            raise self._refused("aliases", message, place)
        if len(self.stack) + node.height > MAX_DEPTH:
            raise self._refused("depth", TOO_DEEP, place)
        if not self._wants_key():
            return self._add(_Node(node.value, place, node.size, node.height))
        if not isinstance(node.value, str):
            raise self._refused("yaml", "a key is text", place)
        return self._name(node.value, place)

    def _add(self, node: _Node) -> None:
        if not self.stack:
            self.top = node
            return
        frame = self.stack[-1]
        frame.node.size += node.size
        frame.node.height = max(frame.node.height, node.height + 1)
        if isinstance(frame.node.value, list):
            frame.marks[str(len(frame.node.value))] = node.place
            frame.node.value.append(node.value)
        elif frame.merging:
            frame.merged = self._sources(node)
            frame.merging = False
        else:
            frame.node.value[frame.key] = node.value
            frame.key = None

    def _sources(self, node: _Node) -> list[dict[str, Any]]:
        found = node.value if isinstance(node.value, list) else [node.value]
        if not all(isinstance(value, dict) for value in found):
            message = "a merge key '<<' takes a mapping or a list of mappings"
            raise self._refused("yaml", message, node.place)
        return found

    def _merge(self, frame: _Open) -> None:
        values: dict[str, Any] = {}
        marks: dict[str, Place] = {}
        for source in reversed(frame.merged):
            values |= source
            marks |= self.marks[id(source)]
        own = frame.node.value
        values |= own
        own.clear()
        own.update(values)
        frame.marks = marks | frame.marks

    def _wants_key(self) -> bool:
        if not self.stack:
            return False
        frame = self.stack[-1]
        is_mapping = isinstance(frame.node.value, dict)
        return is_mapping and frame.key is None and not frame.merging

    def _tokens(self) -> tuple[str, ...]:
        return tuple(frame.token() for frame in self.stack)

    def _refused(self, rule: str, message: str, place: Place) -> LoadError:
        tokens = self._tokens()[:-1] if self._wants_key() else self._tokens()
        return refused(self.file, rule, message, place, pointer=join(tokens))
