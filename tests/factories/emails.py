"""What the text of any e-mail keeps to."""

import re

SLIPS = re.compile(
    r"[a-zà-ÿ]{3}\.[A-ZÀ-Ý]"  # two sentences without a space
    r"|\b\w, \w, \w"  # a word listed letter by letter
    r"|\. [a-zà-ÿ]|\bDay ,|\w ,\n|\n\n\n|%\("
)


def slips(text: str) -> list[str]:
    """Return where sentences run into each other, words are cut into letters or lines are empty."""
    return [text[max(0, slip.start() - 20) : slip.end() + 10] for slip in SLIPS.finditer(text)]
