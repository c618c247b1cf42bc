"""The report as one page: nothing is fetched, nothing runs (CSP Level 3, `default-src`)."""

import base64
import hashlib
from collections.abc import Iterator

from specloom.diff.change import Change, Comparison, Signature, advice
from specloom.diff.elements import Markup, Node, element, together
from specloom.diff.texts import (
    Listing,
    heading,
    noticed_by,
    pointers,
    sections,
    summary,
)

_STYLE = """\
:root { color-scheme: light dark; --line: #8886; --old: #d7374622; --new: #2ea04322; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem;
  padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.5rem 0 0; overflow-wrap: anywhere; }
code, pre { font: 0.875rem/1.5 ui-monospace, monospace; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; margin: 0.5rem 0; }
th { text-align: left; font-weight: normal; opacity: 0.7; }
td { vertical-align: top; border: 1px solid var(--line); padding: 0.4rem 0.6rem; }
del, ins { text-decoration: none; display: block; }
del { background: var(--old); } ins { background: var(--new); }
p { margin: 0.25rem 0; } li code { overflow-wrap: anywhere; }
.kind { font-weight: 600; } .place { opacity: 0.7; font-size: 0.875rem; }
"""
_SHORT = 10


def html_report(comparison: Comparison) -> str:
    """Write the whole page."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none';"
        " form-action 'none'"
    )
    title = together(f"What changed: {heading(comparison)}").html
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{element('main', *_page(comparison)).html}\n</body>\n</html>\n"
    )


def _page(comparison: Comparison) -> Iterator[Markup]:
    yield element("h1", heading(comparison))
    yield element("p", element("strong", summary(comparison)))
    if comparison.changes:
        yield element("p", advice(comparison.step))
    for section in sections(comparison):
        inside: list[Node] = [element("h2", section.title)]
        inside += [part for change in section.changes for part in _change(change)]
        inside += [_listing(listing) for listing in section.listings]
        yield element("section", *inside)
    if comparison.signatures:
        yield element("h2", f"signatures ({len(comparison.signatures)})")
    for signature in comparison.signatures:
        yield from _signature(signature)


def _change(change: Change) -> Iterator[Markup]:
    yield element("h3", element("code", change.subject))
    kind = element("span", change.kind, class_="kind")
    yield element("p", kind, f": {change.reason}")
    if change.old or change.new:
        yield _table(element("pre", change.old), element("pre", change.new))
    if noticed_by(change):
        yield _operations(change.operations)
    yield element("p", pointers(change), class_="place")


def _operations(operations: tuple[str, ...]) -> Markup:
    number = len(operations)
    told = f"noticed by {number} {'method' if number == 1 else 'methods'}"
    return element("details", element("summary", told), _names(operations))


def _names(names: tuple[str, ...]) -> Markup:
    return element("ul", *(element("li", element("code", name)) for name in names))


def _listing(listing: Listing) -> Markup:
    kind = element("span", listing.kind, class_="kind")
    said: Node = f" ({len(listing.subjects)}): {listing.reason}"
    names = _names(listing.subjects)
    if len(listing.subjects) <= _SHORT:
        return together(element("p", kind, said), names)
    return element("details", element("summary", kind, said), names)


def _signature(signature: Signature) -> Iterator[Markup]:
    """Show both definitions; a line that the other one does not have is marked."""
    old, new = signature.old.split("\n"), signature.new.split("\n")
    yield element("h3", element("code", signature.subject))
    yield _table(
        element("pre", *_marked(old, set(new), "del")),
        element("pre", *_marked(new, set(old), "ins")),
    )


def _marked(lines: list[str], others: set[str], tag: str) -> Iterator[Node]:
    for line in lines:
        if line in others:
            yield f"{line}\n"
        else:
            yield element("del" if tag == "del" else "ins", line)


def _table(old: Markup, new: Markup) -> Markup:
    head = element("tr", element("th", "old"), element("th", "new"))
    row = element("tr", element("td", old), element("td", new))
    return element("table", element("thead", head), element("tbody", row))
