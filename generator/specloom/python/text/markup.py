"""What CommonMark 0.31 and the HTML in it say, as text that reads well without either.

Emphasis, code, lists, tables and links of CommonMark read well as they are and stay; HTML
leaves its words behind, and what it says of lines. Code is never touched.
"""

import html
import re

_CODE = re.compile(r"(```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)|``.+?``|`[^`\n]+`)", re.DOTALL)
_LINK = re.compile(r"<a\s([^<>]*)>([^<>]*)</a>", re.IGNORECASE)
_ADDRESS = re.compile(r"""\bhref=["'](https?://[^"'\s]+)["']""", re.IGNORECASE)
_IMAGE = re.compile(r"!\[([^\[\]\n]*)\]\([^()\n]*\)")
_ESCAPE = re.compile(r"\\([_#<>])")
_PRE = re.compile(r"<pre\b[^<>]*>(?:\s*<code\b[^<>]*>)?\n?", re.IGNORECASE)
_PRE_END = re.compile(r"(?:</code>\s*)?</pre>", re.IGNORECASE)
_HARD_BREAK = re.compile(r"(?<!\\)\\\n")
_LINES = (
    (re.compile(r"</li>\s*<li(?:\s[^<>]*)?>", re.IGNORECASE), "\n- "),
    (re.compile(r"</?(?:thead|tbody)(?:\s[^<>]*)?>", re.IGNORECASE), ""),
    (re.compile(r"</tr>\s*<tr(?:\s[^<>]*)?>\s*", re.IGNORECASE), " |\n| "),
    (re.compile(r"</(?:ul|ol|dl|table)\s*>", re.IGNORECASE), "\n\n"),
    (re.compile(r"<tr(?:\s[^<>]*)?>\s*", re.IGNORECASE), "\n| "),
    (re.compile(r"</tr>", re.IGNORECASE), " |\n"),
    (
        re.compile(
            r"</?(?:p|ul|ol|dl|div|table|pre|blockquote)(?:\s[^<>]*)?>", re.IGNORECASE
        ),
        "\n",
    ),
    (
        re.compile(
            r"</?h[1-6](?:\s[^<>]*)?>|<(?:dt|hr)\b[^<>]*>",
            re.IGNORECASE,
        ),
        "\n",
    ),
    (re.compile(r"<(?:li|dd)(?:\s[^<>]*)?>", re.IGNORECASE), "\n- "),
    (re.compile(r"</t[dh]>\s*<t[dh](?:\s[^<>]*)?>", re.IGNORECASE), " | "),
    (re.compile(r"<br\s*/?>(?:\s*<br\s*/?>)+", re.IGNORECASE), "\n\n"),
    (re.compile(r"<br\s*/?>", re.IGNORECASE), " "),
)
_TAG = re.compile(
    r"</?(?:a|b|i|u|s|em|strong|code|tt|kbd|samp|var|small|sub|sup|span|font|center|li"
    r"|dd|dt|tr|td|th|caption|abbr|cite|q|details|summary|section|img)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


def without_markup(text: str) -> str:
    """Give a text without HTML, escapes and images, code as it is."""
    if not any(mark in text for mark in "<&\\!"):
        return text
    pieces = _CODE.split(text)
    return "".join(
        piece if number % 2 else _words(piece) for number, piece in enumerate(pieces)
    )


def _words(text: str) -> str:
    text = _fenced(_HARD_BREAK.sub("\n", _without_comments(text)))
    text = _LINK.sub(_linked, text)
    for pattern, replacement in _LINES:
        text = pattern.sub(replacement, text)
    text = _IMAGE.sub(r"\1", _TAG.sub("", text))
    return _ESCAPE.sub(r"\1", html.unescape(text))


def _fenced(text: str) -> str:
    """Write preformatted text as a fenced block, where each one that begins ends."""
    opened, begun = _PRE.subn("\n```\n", text)
    closed, ended = _PRE_END.subn("\n```\n", opened)
    return closed if begun == ended else text


def _without_comments(text: str) -> str:
    first, *others = text.split("<!--")
    kept = [first]
    for piece in others:
        inside, end, after = piece.partition("-->")
        kept.append(after if end else f"<!--{inside}")
    return "".join(kept)


def _linked(match: "re.Match[str]") -> str:
    address, words = _ADDRESS.search(match[1]), match[2].strip()
    if address is None or words in (address[1], ""):
        return words
    return f"[{words}]({address[1]})"
