"""Text as timetables write it: HTML made plain, over-long titles shortened. Pure."""

import html
import re

from eventapp.text_search import clean_text

_BLOCK = re.compile(r"(?i)</?(?:p|div|br|li|ul|ol|h[1-6]|tr|blockquote|pre)\b[^>]*>")
_TAG = re.compile(
    r"(?i)</?(?:a|abbr|b|big|blockquote|br|cite|code|dd|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|li|ol|"
    r"p|pre|q|s|small|span|strike|strong|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul)\b[^<>]*>|<!--.*?-->"
)
"""Mark-up of running text; what else stands in angle brackets is text about tags."""

_BLANKS = re.compile(r"[ \t\u00a0]+")
_LINES = re.compile(r"\n{3,}")


MOST_LAYERS = 4
"""How often some systems escape what was escaped already."""


def plain(text: str) -> str:
    """Return the text without mark-up, its paragraphs kept; plain text stays as it is."""
    bare = text.replace("\r\n", "\n")
    for _layer in range(MOST_LAYERS):
        unmarked = _TAG.sub("", _BLOCK.sub("\n", bare)) if "<" in bare else bare
        before, bare = bare, html.unescape(unmarked)
        if bare == before:
            break
    lines = [_BLANKS.sub(" ", line).strip() for line in clean_text(bare).split("\n")]
    return _LINES.sub("\n\n", "\n".join(lines)).strip()


def line(text: str) -> str:
    """Return the text without mark-up on one line."""
    return " ".join(plain(text).split())


def marked(text: str) -> bool:
    """Say whether the text holds mark-up that plain text would lose."""
    return _TAG.search(text) is not None


def shortened(text: str, most: int) -> str:
    """Return at most so many characters, cut between words."""
    if len(text) <= most:
        return text
    cut = text[: most - 1].rsplit(" ", 1)[0] or text[: most - 1]
    return f"{cut}…"
