"""The text of an e-mail, made of its HTML: paragraphs, lists, facts, and addresses written out."""

import re
from html.parser import HTMLParser

SPACES = re.compile(r"[ \t\n\r\f]+")
"""What HTML shows as one space; spaces that do not break are words' own and stay."""

UNSEEN = {"head", "script", "style", "title"}
HEADINGS = {"h1", "h2", "h3", "h4"}
PARAGRAPHS = {"p", "div", "ul", "ol", "li", "table", "tr", "blockquote", *HEADINGS}
CELLS = {"td", "th"}
ROWS = {"li", "tr"}
"""What stands line below line."""


def text_of(html: str) -> str:
    """Return what a page says, for programs that show text alone; it ends with a line break.

    Paragraphs stand a blank line apart, a heading right above what it is of; items of a list begin
    with a dash, cells of a row are divided by a colon. The address of a link stands on a line of
    its own at the end of its paragraph, where the words are not the address itself.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_paragraph()
    return "\n\n".join(reader.paragraphs) + "\n"


class _Reader(HTMLParser):
    """Takes the paragraphs down, one after the other."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = []
        self._text = ""
        self._addresses: list[str] = []
        self._links: list[tuple[str, int]] = []
        self._unseen = 0
        self._below_heading = False
        self._row = self._last_row = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a paragraph, a line, an item, a link."""
        if tag in UNSEEN:
            self._unseen += 1
        elif tag == "br":
            self._text = self._text.rstrip(" ") + "\n"
        elif tag == "a":
            self._links.append((dict(attrs).get("href") or "", len(self._text)))
        elif tag in CELLS and self._text.strip():
            self._text = self._text.rstrip() + ": "
        elif tag in PARAGRAPHS:
            if tag in HEADINGS or not self._below_heading:
                self.end_paragraph()
            self._below_heading = False
            self._row = tag if tag in ROWS else ""

    def handle_endtag(self, tag: str) -> None:
        """End what began; the address of a link waits for the end of its paragraph."""
        if tag in UNSEEN:
            self._unseen -= 1
        elif tag == "a":
            address, since = self._links.pop()
            if self._text[since:].strip() != address.removeprefix("mailto:"):
                self._addresses.append(address)
        elif tag in HEADINGS:
            self._below_heading = True
            self._text = self._text.rstrip() + "\n"
        elif tag in PARAGRAPHS:
            self.end_paragraph()
            self._last_row = self._last_row if tag in ROWS else ""

    def handle_data(self, data: str) -> None:
        """Take words down, however the template broke them into lines."""
        if not self._unseen:
            words = SPACES.sub(" ", data)
            self._text += words.lstrip(" ") if self._text[-1:] in {"", " ", "\n"} else words

    def end_paragraph(self) -> None:
        """Keep what stands in the paragraph and its addresses; nothing if it is empty."""
        lines = [line.strip(" ") for line in self._text.strip(" \n").split("\n")]
        said = "\n".join([*filter(None, ["\n".join(lines)]), *self._addresses])
        self._text, self._addresses = "", []
        if not said:
            return
        if self._row == "li":
            said = "- " + said.replace("\n", "\n  ")
        if self._row and self._row == self._last_row:
            self.paragraphs[-1] += f"\n{said}"
        else:
            self.paragraphs.append(said)
        self._last_row, self._row = self._row, ""
