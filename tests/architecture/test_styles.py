"""What styles a page is loaded by it: public pages do not lean on the organisers' style sheets."""

import re
from collections.abc import Iterable
from pathlib import Path

from eventapp.paths import CHECKOUT, PACKAGE

STYLES = PACKAGE / "static" / "css"
TEMPLATES = CHECKOUT / "templates"
PUBLIC = ("tokens", "base", "components", "pages")
"""The style sheets of every page; `base.html` names them."""
MACROS_OF_THE_TEAM = frozenset({"editor-clash"})
"""Classes in shared macros that no public page calls."""


def styled(sheets: Iterable[Path]) -> set[str]:
    """Return the classes for which style sheets have a rule."""
    rules = " ".join(
        re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL) for sheet in sheets
    )
    return set(re.findall(r"\.([a-z][\w-]*)", " ".join(re.findall(r"([^{}]+)\{", rules))))


def named(templates: Iterable[Path]) -> set[str]:
    """Return the classes that templates give to something."""
    given = " ".join(
        " ".join(re.findall(r'class="([^"]*)"', template.read_text("utf-8")))
        for template in templates
    )
    return set(re.findall(r"[a-z][\w-]*", given))


def test_public_pages_load_every_rule_for_what_they_show() -> None:
    loaded = styled(STYLES / f"{name}.css" for name in PUBLIC)
    elsewhere = styled(path for path in STYLES.glob("*.css") if path.stem not in PUBLIC) - loaded
    shown = named([*TEMPLATES.glob("website/**/*.html"), *TEMPLATES.glob("_macros/*.html")])

    base = (TEMPLATES / "base.html").read_text("utf-8")
    assert all(f"css/{name}.css" in base for name in PUBLIC)
    assert "seats" in elsewhere  # the organisers' own
    assert shown & elsewhere == MACROS_OF_THE_TEAM


def test_hours_from_and_until_are_written_by_the_filter_alone() -> None:
    between = r"(\s|</?(?!br)\w+[^>]*>|\{%[^%]*%\})*–\s*(<[^>]*>)?\s*\{\{[^}]*\|\s*(time|moment)"
    by_hand = re.compile(r"\|\s*(time|moment|time_spoken)\s*\}\}" + between)
    written = [
        path for path in TEMPLATES.rglob("*.html") if by_hand.search(path.read_text("utf-8"))
    ]

    assert [str(path.relative_to(TEMPLATES)) for path in written] == []
