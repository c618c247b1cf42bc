"""The formats of `specloom diff`."""

from collections.abc import Callable, Mapping

from specloom.diff.change import Comparison, Format
from specloom.diff.html import html_report
from specloom.diff.json_report import json_report
from specloom.diff.markdown import markdown_report
from specloom.diff.text import text_report

REPORTS: Mapping[Format, Callable[[Comparison], str]] = {
    "text": text_report,
    "json": json_report,
    "markdown": markdown_report,
    "html": html_report,
}
