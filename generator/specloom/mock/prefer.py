"""Read what a request prefers to be answered with (RFC 7240, the header Prefer)."""

import re
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, get_args

from specloom.mock.refusal import Refusal
from specloom.runtime.violations import Violation

Fault: TypeAlias = Literal["drop", "torn", "503", "once"]

LONGEST_DELAY = 60_000
WORDS = (
    ("code=429", "answer with this documented status"),
    ("example=NAME", "answer with the example of this name"),
    ("delay=500", "answer after so many milliseconds, 60000 at most"),
    ("fault=drop", "close the connection without an answer"),
    ("fault=torn", "close the connection after half of the body"),
    ("fault=503", "answer 503 with Retry-After: 0"),
    ("once=503", "answer 503 the first time, as documented the second"),
)

_FAULTS = frozenset(get_args(Fault)) - {"once"}
_ENTRY = re.compile(
    r"""\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)
        \s*(?:=\s*("(?:[^"\\]|\\.)*"|[^\s",;]*))?
        \s*((?:;[^,]*)?)\s*(?:,|\Z)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Preferences:
    """What is preferred; `delay` is in milliseconds, `applied` says it in RFC 7240's form."""

    code: int | None = None
    example: str | None = None
    delay: int = 0
    fault: Fault | None = None
    applied: tuple[str, ...] = ()


def read_preferences(header: str) -> Preferences:
    """Read a Prefer header; what is not meant for a mock server is passed over.

    Raises:
        Refusal: with 400, for a preference of ours with a value that it cannot have.
    """
    found, known = Preferences(), set[str]()
    for entry in _ENTRY.finditer(header):
        name, value = entry[1].lower(), _unquoted(entry[2] or "")
        # RFC 7240, section 2: of a preference that comes twice, the first counts.
        if name not in known:
            known.add(name)
            found = _with(found, name, value)
    return found


def _with(found: Preferences, name: str, value: str) -> Preferences:
    applied = (*found.applied, f"{name}={_quoted(value)}")
    match name:
        case "code":
            if not re.fullmatch(r"[2-5][0-9]{2}", value):
                raise _refused("code", value, "a status from 200 to 599")
            return replace(found, code=int(value), applied=applied)
        case "example":
            return replace(found, example=value, applied=applied)
        case "delay":
            if not re.fullmatch(r"[0-9]{1,9}", value):
                raise _refused("delay", value, "a number of milliseconds")
            delay = min(int(value), LONGEST_DELAY)
            applied = (*found.applied, f"delay={delay}")
            return replace(found, delay=delay, applied=applied)
        case "fault":
            fault = next((known for known in get_args(Fault) if known == value), None)
            if fault not in _FAULTS:
                raise _refused("fault", value, "drop, torn or 503")
            return replace(found, fault=fault, applied=applied)
        case "once":
            if value != "503":
                raise _refused("once", value, "503")
            return replace(found, fault="once", applied=applied)
    return found


def _refused(name: str, value: str, wanted: str) -> Refusal:
    message = f"'{name}={value}' is not known; '{name}' is {wanted}"
    violation = Violation("/Prefer", name, "", message, "header")
    return Refusal(400, f"the header Prefer: {message}", (violation,))


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if text.startswith('"') else text


def _quoted(text: str) -> str:
    """Write a value as a token if it is one, else in quotes."""
    if re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
