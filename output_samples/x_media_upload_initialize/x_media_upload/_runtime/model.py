"""Be the base of models: typed views of JSON objects (OpenAPI 3.1.1, Schema Object).

A model's `__dict__` is the JSON object itself, so that reading a field is reading an
attribute, keys that the description does not know are kept, and what came in goes out
unchanged. Models have no public methods, because a field may have any name.
"""

from __future__ import annotations

from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    NamedTuple,
    TypeVar,
    dataclass_transform,
    get_origin,
)

from .fields import Wire, WriteOnly, wire
from .plain import JsonObject, to_json
from .readers import (
    as_is,
    each,
    nullable,
    read_date,
    read_datetime,
    values,
    write_date,
    write_datetime,
)
from .unset import UNSET
from .values import nearest

__all__ = [
    "Model",
    "adopt",
    "as_is",
    "each",
    "is_set",
    "nullable",
    "read_date",
    "read_datetime",
    "to_json",
    "values",
    "wire",
    "write_date",
    "write_datetime",
]

M = TypeVar("M", bound="Model")


# No hash beside `__eq__`, because a model can change.
@dataclass_transform(kw_only_default=True, field_specifiers=(wire, WriteOnly))
class Model(JsonObject):
    """Be one JSON object with typed fields; make one by keyword arguments.

    Equal to a model of the same class with an equal object; not hashable.
    """

    _secret: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, /, **values: Any) -> None:
        fields = _fields(type(self))
        for name, value in values.items():
            if name not in fields.names:
                raise TypeError(_unknown(type(self), name))
            if value is not UNSET:
                setattr(self, name, value)
        for name in fields.required:
            if values.get(name, UNSET) is UNSET:
                cls = type(self).__name__
                raise TypeError(f"{cls}: required field {name!r} is missing")

    # Hidden from type checkers, so that they go on refusing unknown fields.
    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            raise AttributeError(_absent(type(self), name), name=name, obj=self)

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return self.__dict__ == other.__dict__

    def __repr__(self) -> str:
        cls = type(self)
        names = _fields(cls).by_key
        shown = [
            f"{names.get(key, key)}={'***' if key in cls._secret else value!r}"
            for key, value in self.__dict__.items()
        ]
        return f"{cls.__name__}({', '.join(shown)})"


_new = object.__new__


def adopt(cls: type[M], json: Any) -> M:
    """Give the model whose `__dict__` is this very JSON object.

    What is no object (the server deviates) comes back as it is.
    """
    if json.__class__ is not dict:
        unchanged: M = json
        return unchanged
    model = _new(cls)
    model.__dict__ = json
    return model


def is_set(model: Model, field: str) -> bool:
    """Say whether the JSON object has this field, be it null."""
    descriptor = _declared(type(model), field)
    key = descriptor.key if isinstance(descriptor, Wire) else field
    return key in model.__dict__


def keys_of(cls: type[Model]) -> frozenset[str]:
    """Give the JSON keys of the fields of a model."""
    return _fields(cls).keys


class _Fields(NamedTuple):
    names: frozenset[str]
    required: tuple[str, ...]
    by_key: dict[str, str]
    keys: frozenset[str]


_KNOWN: dict[type, _Fields] = {}


def _fields(cls: type[Model]) -> _Fields:
    known = _KNOWN.get(cls)
    if known is None:
        known = _KNOWN[cls] = _collect(cls)
    return known


def _collect(cls: type[Model]) -> _Fields:
    names: dict[str, None] = {}
    for base in reversed(cls.__mro__):
        if issubclass(base, Model) and base is not Model:
            fields = (n for n, a in base.__annotations__.items() if _is_field(a))
            names.update(dict.fromkeys(fields))
    declared = {name: _declared(cls, name) for name in names}
    required = [name for name, value in declared.items() if _default(value) is UNSET]
    by_key = {v.key: name for name, v in declared.items() if isinstance(v, Wire)}
    keys = frozenset((names.keys() - by_key.values()) | by_key.keys())
    return _Fields(frozenset(names), tuple(required), by_key, keys)


def _is_field(annotation: Any) -> bool:
    if isinstance(annotation, str):
        return not annotation.removeprefix("typing.").startswith("ClassVar[")
    return annotation is not ClassVar and get_origin(annotation) is not ClassVar


def _declared(cls: type, name: str) -> Any:
    # Not `getattr`: that would find what classes themselves have, such as `mro`.
    for base in cls.__mro__:
        if name in base.__dict__:
            return base.__dict__[name]
    return UNSET


def _default(declared: Any) -> Any:
    return declared.default if isinstance(declared, Wire) else declared


def _absent(cls: type[Model], name: str) -> str:
    message = f"{cls.__name__!r} object has no attribute {name!r}"
    if name in _fields(cls).names:
        message += ": the server's answer left out this required field"
    return message


def _unknown(cls: type[Model], name: str) -> str:
    hint = nearest(name, sorted(_fields(cls).names))
    return f"{cls.__name__}: unknown field {name!r}{hint}"
