"""Numbers and texts that fit the keywords of their type (JSON Schema 2020-12, 6.2, 6.3)."""

import math
from fractions import Fraction

from specloom.ir.schema import Number, Schema

_FIRST = 10
_HALF = Fraction(1, 2)
_FORMATS = {
    "date-time": "2026-01-02T03:04:{0:02d}Z",
    "date": "20{0:02d}-01-02",
    "time": "03:04:{0:02d}Z",
    "duration": "PT{0}S",
    "email": "name{0}@example.com",
    "idn-email": "name{0}@example.com",
    "hostname": "host{0}.example.com",
    "ipv4": "192.0.2.{0}",
    "ipv6": "2001:db8::{0}",
    "uri": "https://example.com/{0}",
    "url": "https://example.com/{0}",
    "iri": "https://example.com/{0}",
    "uri-reference": "/references/{0}",
    "uuid": "0f8fad5b-d9cb-469f-a165-7086772895{0:02d}",
    "byte": "c2FtcGxl",
    "decimal": "1.{0:02d}",
    "json-pointer": "/members/{0}",
    "regex": "^a{{{0}}}$",
}
_TURN = 60


def number(schema: Schema, is_integer: bool, count: int) -> Number:
    """Give a number between the limits, another one for each count."""
    low, high = lowest(schema, is_integer), highest(schema, is_integer)
    is_free = not is_integer and not schema.multiple_of
    if is_free and low is not None and high is not None:
        return _between(Fraction(repr(low)), Fraction(repr(high)), count)
    step = schema.multiple_of or 1
    wanted = (
        Fraction(_FIRST + count) if is_integer else Fraction(_FIRST + count) + _HALF
    )
    if schema.multiple_of:
        wanted = Fraction(_FIRST + count) * Fraction(repr(step))
    if low is not None and wanted < Fraction(repr(low)):
        wanted = _above(Fraction(repr(low)), Fraction(repr(step)), count, high)
    if high is not None and wanted > Fraction(repr(high)):
        wanted = _below(Fraction(repr(high)), Fraction(repr(step)), count, low)
    return written(wanted)


def _between(low: Fraction, high: Fraction, count: int) -> Number:
    """Give one of the 32nd parts of a range."""
    return written(low + (high - low) * Fraction(count % 31 + 1, 32))


def written(value: Fraction) -> Number:
    """Write a fraction as a JSON number."""
    return int(value) if value.denominator == 1 else float(value)


def lowest(schema: Schema, is_integer: bool) -> Number | None:
    """Give the least number that the limits allow."""
    found = [schema.minimum] if schema.minimum is not None else []
    if schema.exclusive_minimum is not None:
        found.append(_next(schema.exclusive_minimum, is_integer, 1))
    if not found:
        return None
    return math.ceil(max(found)) if is_integer else max(found)


def highest(schema: Schema, is_integer: bool) -> Number | None:
    """Give the greatest number that the limits allow."""
    found = [schema.maximum] if schema.maximum is not None else []
    if schema.exclusive_maximum is not None:
        found.append(_next(schema.exclusive_maximum, is_integer, -1))
    if not found:
        return None
    return math.floor(min(found)) if is_integer else min(found)


def _next(limit: Number, is_integer: bool, sign: int) -> Number:
    if not is_integer:
        return written(Fraction(repr(limit)) + Fraction(sign, 1000))
    return math.floor(limit) + 1 if sign > 0 else math.ceil(limit) - 1


def _above(low: Fraction, step: Fraction, count: int, high: Number | None) -> Fraction:
    first = math.ceil(low / step) * step
    shifted = first + count * step
    return shifted if high is None or shifted <= Fraction(repr(high)) else first


def _below(high: Fraction, step: Fraction, count: int, low: Number | None) -> Fraction:
    last = math.floor(high / step) * step
    room = (last - Fraction(repr(low))) // step + 1 if low is not None else _TURN
    return last - (count % max(int(room), 1)) * step


def text(schema: Schema, name: str, count: int, suffix: str) -> str:
    """Give a text of an allowed length, named after what it is the value of."""
    made = _FORMATS.get(schema.format, "")
    if made:
        made = made.format(count % _TURN)
        return made if _fits(schema, made) else _sized(schema, made)
    return _sized(schema, f"{name} {count}{suffix}" if suffix else f"{name}-{count}")


def _fits(schema: Schema, made: str) -> bool:
    least, most = schema.min_length or 0, schema.max_length
    return least <= len(made) and (most is None or len(made) <= most)


def _sized(schema: Schema, made: str) -> str:
    """Cut a text from the left, so that its number stays, or fill it up."""
    if schema.max_length is not None and len(made) > schema.max_length:
        made = made[len(made) - schema.max_length :]
    return made + "x" * ((schema.min_length or 0) - len(made))
