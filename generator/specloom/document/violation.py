"""Say in a line what a value does wrong, from the errors of a JSON Schema validator.

A failed `oneOf` is reduced to the branch that came furthest; errors that only follow
from others are left out. Words are those of the standard, not those of the schema.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from specloom.document.objects import OPENAPI, Grammar
from specloom.document.values import shown, type_name

Tokens = tuple[str, ...]


_EXTRA = ("additionalProperties", "unevaluatedProperties")
_TYPES = {
    "object": "an object",
    "array": "a list",
    "string": "text",
    "boolean": "true or false",
    "number": "a number",
    "integer": "a whole number",
    "null": "null",
}
_LIMITS = {
    "minItems": "have at least {} items",
    "maxItems": "have at most {} items",
    "minProperties": "have at least {} members",
    "maxProperties": "have at most {} members",
    "minLength": "have at least {} characters",
    "minimum": "be {} or more",
    "exclusiveMinimum": "be more than {}",
}


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule, and where."""

    tokens: Tokens
    kind: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class _Error:
    """An error of the validator that is not made of others, with its whole path."""

    tokens: Tokens
    keyword: str
    expected: Any
    found: Any
    text: str
    fields: tuple[str, ...]
    is_name: bool
    grammar: Grammar

    @property
    def kind(self) -> tuple[str, int]:
        """The Object it is in, and how many tokens lead to that."""
        return self.grammar.kind_at(self.tokens)


def violations(
    errors: Iterable[Any], base: Tokens = (), *, grammar: Grammar = OPENAPI
) -> Iterator[Violation]:
    """Turn a validator's errors about the value at `base` to violations."""
    leaves = [
        _error(leaf, base, grammar) for error in errors for leaf in _leaves(error)
    ]
    touched = {
        error.tokens[:depth]
        for error in leaves
        for depth in range(len(error.tokens) + (error.keyword not in _EXTRA))
    }
    for error in leaves:
        if error.keyword in _EXTRA:
            yield from _extra(error, touched)
        else:
            yield _violation(error)


def _error(leaf: Any, base: Tokens, grammar: Grammar) -> _Error:
    schema = leaf.schema if isinstance(leaf.schema, dict) else {}
    fields = schema.get("properties")
    return _Error(
        (*base, *map(str, leaf.absolute_path)),
        str(leaf.validator),
        leaf.validator_value,
        leaf.instance,
        leaf.message,
        tuple(fields) if isinstance(fields, dict) else (),
        "propertyNames" in list(leaf.relative_schema_path)[-2:],
        grammar,
    )


def _leaves(error: Any) -> Iterator[Any]:
    branches: dict[Any, list[Any]] = {}
    for cause in error.context or ():
        branches.setdefault(cause.schema_path[0], []).append(cause)
    if not branches:
        yield error
        return
    best = max(branches.values(), key=_progress)
    ties = [
        causes for causes in branches.values() if _progress(causes) == _progress(best)
    ]
    if len(ties) > 1:
        yield error
        return
    for cause in best:
        yield from _leaves(cause)


def _progress(causes: list[Any]) -> tuple[bool, bool, bool, int, int]:
    """Rank a branch: meant at all, how deep its first error lies, how few it has."""
    is_reference = any(
        cause.validator == "required" and cause.validator_value == ["$ref"]
        for cause in causes
    )
    is_other_type = any(
        cause.validator == "type" and not cause.relative_path for cause in causes
    )
    is_other_kind = any(cause.validator in ("enum", "const") for cause in causes)
    depth = min(len(cause.absolute_path) for cause in causes)
    return not is_reference, not is_other_type, not is_other_kind, depth, -len(causes)


def _extra(error: _Error, touched: set[Tokens]) -> Iterator[Violation]:
    kind, depth = error.kind
    for name in error.found:
        tokens = (*error.tokens, name)
        is_meant = repr(name) in error.text and name not in error.fields
        if is_meant and tokens not in touched:
            message = f"{_subject(error)} has no field {shown(name)}"
            if kind == "Paths" and depth == len(error.tokens):
                yield Violation(tokens, kind, message, "a path starts with '/'")
            else:
                yield Violation(tokens, kind, message, _nearest(name, error.fields))


def _nearest(name: str, fields: tuple[str, ...]) -> str:
    near = get_close_matches(name[:100], fields, 1)
    return f"did you mean '{near[0]}'?" if near else ""


def _violation(error: _Error) -> Violation:
    kind, _ = error.kind
    if error.is_name:
        message = f"the name {shown(error.found)} is not allowed here"
        hint = f"names match {error.expected}" if error.keyword == "pattern" else ""
        return Violation((*error.tokens, str(error.found)), kind, message, hint)
    return Violation(error.tokens, kind, f"{_subject(error)} {_fault(error)}")


def _subject(error: _Error) -> str:
    tokens, (kind, depth) = error.tokens, error.kind
    if depth == len(tokens):
        return f"the {kind} Object"
    names = [token for token in tokens[depth:] if not token.isdigit()]
    field = names[-1] if names else tokens[-1]
    if tokens[-1].isdigit():
        return f"item {tokens[-1]} of '{field}' in the {kind} Object"
    return f"the field '{field}' of the {kind} Object"


def _fault(error: _Error) -> str:
    expected, found = error.expected, error.found
    match error.keyword:
        case "required":
            missing = [name for name in expected if name not in found]
            noun = "field" if len(missing) == 1 else "fields"
            return f"must have the {noun} {_list(missing, 'and')}"
        case "type":
            types = expected if isinstance(expected, list) else [expected]
            wanted = " or ".join(_TYPES.get(type_, str(type_)) for type_ in types)
            return f"must be {wanted}, not {type_name(found)}"
        case "enum":
            return f"must be {_list(expected, 'or')}, not {shown(found)}"
        case "const":
            return f"must be {shown(expected)}, not {shown(found)}"
        case "pattern":
            return f"must match {expected}, unlike {shown(found)}"
        case "uniqueItems":
            return "must not repeat an item"
        case "not":
            return _excluded(expected)
        case "oneOf" | "anyOf":
            return _alternatives(expected)
        case "None":
            return "is not allowed here"
        case _:
            return _limit(error.keyword, expected)


def _alternatives(branches: list[Any]) -> str:
    """Say what the branches of a oneOf or anyOf want, if each wants one field."""
    wanted = [branch.get("required") for branch in branches if isinstance(branch, dict)]
    names = [each[0] for each in wanted if isinstance(each, list) and len(each) == 1]
    if len(names) == len(branches):
        return f"must have the field {_list(names, 'or')}"
    return "fits none of the forms that are allowed here"


def _excluded(expected: Any) -> str:
    names = expected.get("required") if isinstance(expected, dict) else None
    if isinstance(names, list) and len(names) > 1:
        return f"must not have {_list(names, 'and')} together"
    return "has a form that is not allowed here"


def _limit(keyword: str, expected: Any) -> str:
    if expected == 1 and keyword in ("minItems", "minProperties", "minLength"):
        return "must not be empty"
    if keyword in _LIMITS:
        return f"must {_LIMITS[keyword].format(expected)}"
    return f"breaks the keyword '{keyword}' of the published schema"


def _list(values: list[Any], word: str) -> str:
    texts = [shown(value) for value in values]
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} {word} {texts[-1]}"
