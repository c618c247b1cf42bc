"""Hold measured figures beside their targets, and show them as one table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Unit = Literal["s", "ms", "MB", "x"]
Verdict = Literal["ok", "over", "skipped", ""]

_DECIMALS: dict[Unit, int] = {"s": 2, "ms": 2, "MB": 0, "x": 2}
_HEADINGS = ("measured", "figure", "at most", "", "from")


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: `value` is None where it could not be measured here.

    `detail` says what a ratio was made from. A row without a target only informs.
    """

    name: str
    unit: Unit
    target: float | None
    value: float | None
    detail: str = ""

    @property
    def verdict(self) -> Verdict:
        """Compare the figure with its target."""
        if self.value is None:
            return "skipped"
        if self.target is None:
            return ""
        # What is shown decides: a table must not read "0.35 s, at most 0.35 s, over".
        shown = round(self.value, _DECIMALS[self.unit])
        return "ok" if shown <= self.target else "over"


def table(figures: Sequence[Figure]) -> str:
    """Lay the figures out in columns, numbers to the right."""
    rows = [_HEADINGS, *map(_cells, figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_line(row, widths) for row in rows)


def record(figure: Figure) -> dict[str, object]:
    """Give a figure as a JSON object."""
    return {
        "name": figure.name,
        "unit": figure.unit,
        "value": figure.value,
        "target": figure.target,
        "verdict": figure.verdict,
        "detail": figure.detail,
    }


def _cells(figure: Figure) -> tuple[str, ...]:
    return (
        figure.name,
        _amount(figure.value, figure.unit),
        _amount(figure.target, figure.unit),
        figure.verdict,
        figure.detail,
    )


def _amount(value: float | None, unit: Unit) -> str:
    return "-" if value is None else f"{value:.{_DECIMALS[unit]}f} {unit}"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    name, value, target, verdict, detail = (
        cell.rjust(width) if column in (1, 2) else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return f"{name}  {value}  {target}  {verdict}  {detail}".rstrip()
